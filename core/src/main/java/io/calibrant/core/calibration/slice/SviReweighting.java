package io.calibrant.core.calibration.slice;

/// Intervals and robust losses on the kernel of squares: each round replaces them by weights and
/// targets at the smile in hand and takes Gauss–Newton passes on those.
///
/// A loss becomes the weight ρ′(s). An interval that the smile misses becomes a point at its nearer
/// end; one that it meets a point at the smile itself with a share ε of its weight. With ε = 1 the
/// squares majorise the cost, so that a round cannot raise it; a smaller ε moves faster and is
/// tried first, and ε grows tenfold where the cost rose.
final class SviReweighting {
  private static final int ROUNDS = 60;
  private static final double FIRST_HOLD = 1e-3;
  private static final double LEAST_HOLD = 1e-5;
  private static final double SHARE = 1e-8;

  private final SviProjection projection;
  private final SviPolish polish;
  private final Loss loss;
  private final double[] target;
  private final double[] weight;
  private final double[] smile = new double[5];
  private final double[] trial = new double[5];
  private double cost;

  SviReweighting(int capacity, SviProjection projection, SviPolish polish, Loss loss) {
    this.projection = projection;
    this.polish = polish;
    this.loss = loss;
    target = new double[capacity];
    weight = new double[capacity];
  }

  /// Starts with points at the middle of each interval, one-sided ones at their end with a tenth of
  /// their weight.
  void begin(QuoteColumns quotes) {
    for (int i = 0; i < quotes.size(); i++) {
      double lo = quotes.lower[i];
      double hi = quotes.upper[i];
      boolean oneSided = !(hi - lo < Double.POSITIVE_INFINITY);
      target[i] = oneSided ? (hi < Double.POSITIVE_INFINITY ? hi : lo) : 0.5 * (lo + hi);
      double half = oneSided ? 0 : 0.5 * (hi - lo);
      double share = oneSided ? 0.1 : 1 / (1 + half * half * quotes.weight[i]);
      weight[i] = quotes.weight[i] * share;
    }
    projection.prepare(quotes.k, target, weight, quotes.size());
  }

  /// Goes on from the projection's point to a minimum of the cost.
  ///
  /// @return whether the last round lowered the cost by less than a share of 10⁻⁸
  boolean run(QuoteColumns quotes) {
    copy(smile);
    cost = costOf(quotes, smile);
    double hold = FIRST_HOLD;
    boolean converged = false;
    for (int round = 0; round < ROUNDS && !converged; round++) {
      reweight(quotes, hold);
      projection.prepare(quotes.k, target, weight, quotes.size());
      polish.run(smile[3], smile[4], 1e-6, 3);
      copy(trial);
      double found = costOf(quotes, trial);
      if (found <= cost) {
        converged = cost - found <= SHARE * cost + 1e-12;
        System.arraycopy(trial, 0, smile, 0, 5);
        cost = found;
        hold = Math.max(LEAST_HOLD, 0.1 * hold);
      } else if (hold < 1) {
        hold = Math.min(1, 10 * hold);
      } else {
        converged = true;
      }
    }
    reweight(quotes, hold);
    projection.prepare(quotes.k, target, weight, quotes.size());
    projection.evaluate(smile[3], smile[4]);
    return converged;
  }

  /// ½Σρ at the smile of [#run].
  double cost() {
    return cost;
  }

  /// (a, b, c, m, σ) that [#run] found.
  double[] smile() {
    return smile;
  }

  private void copy(double[] to) {
    to[0] = projection.a();
    to[1] = projection.b();
    to[2] = projection.tilt();
    to[3] = projection.m();
    to[4] = projection.sigma();
  }

  private void reweight(QuoteColumns quotes, double hold) {
    for (int i = 0; i < quotes.size(); i++) {
      double w = value(smile, quotes.k[i]);
      double nearest = Math.max(quotes.lower[i], Math.min(quotes.upper[i], w));
      double square = quotes.weight[i] * (nearest - w) * (nearest - w);
      boolean inside = nearest == w && quotes.lower[i] < quotes.upper[i];
      target[i] = nearest;
      weight[i] = quotes.weight[i] * (inside ? hold : loss.share(square));
    }
  }

  private double costOf(QuoteColumns quotes, double[] at) {
    double sum = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double w = value(at, quotes.k[i]);
      double off = Math.max(quotes.lower[i] - w, 0) + Math.min(quotes.upper[i] - w, 0);
      sum += loss.value(quotes.weight[i] * off * off);
    }
    return 0.5 * sum;
  }

  private static double value(double[] at, double k) {
    double d = k - at[3];
    return at[0] + at[2] * d + at[1] * Math.sqrt(d * d + at[4] * at[4]);
  }
}
