package io.calibrant.core.smile;

/// A proof that one raw SVI smile lies above another on the whole line, without allocation: the
/// fast twin of [SviCalendar#isFree].
///
/// Both smiles are convex. On an interval the later one lies above its tangent at the middle and
/// the earlier one below its chord, so that the gap is bounded from below by a line: positive at
/// both ends, it proves the interval; otherwise the interval is halved. Beyond the outermost points
/// the later smile lies above its asymptote, and the earlier one above its own by at most its
/// height over it at that point, for s − d falls in d. One point with a gap ≤ 0 refutes. Not
/// thread-safe.
public final class CalendarCertificate {
  private static final int DEEPEST = 40;
  private static final int MOST_INTERVALS = 400;

  /// The line must clear zero by this share of w: far above the rounding of the terms.
  private static final double SLACK = 1e-13;

  /// The ladder of outermost points, in units of the wider vertex.
  private static final double FIRST_REACH = 4;

  private static final int REACHES = 24;

  private final double[] right = new double[DEEPEST + 2];

  private double a1;
  private double b1;
  private double c1;
  private double m1;
  private double s1;
  private double a2;
  private double b2;
  private double c2;
  private double m2;
  private double s2;

  /// What the search found.
  public enum Answer {
    /// The later smile lies above the earlier one everywhere.
    PROVEN,
    /// At some point it does not.
    REFUTED,
    /// The smiles come so near to each other, or stay it so far out, that neither was shown.
    UNDECIDED
  }

  /// Keeps the parameters of the earlier smile; both smiles have b ≥ |c|, σ > 0.
  ///
  /// @param c bρ
  public void earlier(double a, double b, double c, double m, double sigma) {
    a1 = a;
    b1 = b;
    c1 = c;
    m1 = m;
    s1 = sigma;
  }

  /// Compares a later smile with the one of [#earlier].
  public Answer isBelow(double a, double b, double c, double m, double sigma) {
    a2 = a;
    b2 = b;
    c2 = c;
    m2 = m;
    s2 = sigma;
    if (!(b2 + c2 >= b1 + c1 && b2 - c2 >= b1 - c1)) {
      return Answer.REFUTED;
    }
    double unit = Math.max(s1, s2);
    double from = Math.min(m1, m2);
    double to = Math.max(m1, m2);
    double reach = FIRST_REACH * unit;
    for (int tries = 0; !(provesWing(to + reach, 1) && provesWing(from - reach, -1)); tries++) {
      if (!(gap(to + reach) > 0 && gap(from - reach) > 0)) {
        return Answer.REFUTED;
      }
      if (tries == REACHES) {
        return Answer.UNDECIDED;
      }
      reach *= 2;
    }
    return between(from - reach, to + reach);
  }

  /// Whether the gap is positive from `k` outwards; `side` is 1 for the right wing, −1 for the
  /// left.
  private boolean provesWing(double k, double side) {
    double d1 = k - m1;
    double excess = b1 * (Math.sqrt(d1 * d1 + s1 * s1) - side * d1);
    double asymptote1 = a1 + (c1 + side * b1) * d1;
    double asymptote2 = a2 + (c2 + side * b2) * (k - m2);
    return asymptote2 - asymptote1 - excess > SLACK * (Math.abs(asymptote2) + asymptote1);
  }

  private Answer between(double from, double to) {
    double left = from;
    int top = 0;
    right[0] = to;
    double leftW = earlier(left);
    for (int i = 0; i < MOST_INTERVALS; i++) {
      double end = right[top];
      double middle = 0.5 * (left + end);
      double d = middle - m2;
      double root = Math.sqrt(d * d + s2 * s2);
      double w = a2 + c2 * d + b2 * root;
      double slope = c2 + b2 * d / root;
      double rightW = earlier(end);
      double half = 0.5 * (end - left);
      double slack = SLACK * w;
      if (w - slope * half - leftW > slack && w + slope * half - rightW > slack) {
        if (--top < 0) {
          return Answer.PROVEN;
        }
        left = end;
        leftW = rightW;
        continue;
      }
      if (!(w - earlier(middle) > 0)) {
        return Answer.REFUTED;
      }
      if (top == DEEPEST) {
        return Answer.UNDECIDED;
      }
      right[++top] = middle;
    }
    return Answer.UNDECIDED;
  }

  private double gap(double k) {
    double d = k - m2;
    return a2 + c2 * d + b2 * Math.sqrt(d * d + s2 * s2) - earlier(k);
  }

  private double earlier(double k) {
    double d = k - m1;
    return a1 + c1 * d + b1 * Math.sqrt(d * d + s1 * s1);
  }
}
