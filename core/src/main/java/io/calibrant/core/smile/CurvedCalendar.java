package io.calibrant.core.smile;

import org.jspecify.annotations.Nullable;

/// The calendar condition w_later(k) > w_earlier(k) on the whole line for smiles of which either
/// may be a [CurvedSvi], by proof.
///
/// Outside the knots of both it is the condition between their bases, for which [SviCalendar] is
/// exact. Inside, parts between neighbouring knots of either are halved until Taylor's theorem
/// proves it: gap(k) ≥ gap(c) − r|gap′(c)| − ½r² max(−gap″, 0) on [c − r, c + r], the range of gap″
/// being known as in [CurvedButterfly]. What cannot be proved counts as a crossing.
public final class CurvedCalendar {
  /// Left for rounding, relative to the earlier smile.
  private static final double LEAST_RELATIVE = 1e-12;

  private static final int MAX_PARTS = 1024;

  private CurvedCalendar() {}

  /// Whether w_later > w_earlier on the whole line.
  public static boolean isFree(Smile earlier, Smile later) {
    Svi near = base(earlier);
    Svi far = base(later);
    return SviCalendar.isFree(near, far) && Double.isNaN(unprovenPlace(earlier, later));
  }

  /// A place between the knots of either smile around which the condition could not be proved; NaN
  /// when it holds between all of them.
  public static double unprovenPlace(Smile earlier, Smile later) {
    @Nullable CurvedSvi one = earlier instanceof CurvedSvi curved ? curved : null;
    @Nullable CurvedSvi two = later instanceof CurvedSvi curved ? curved : null;
    double at = Math.min(first(one), first(two));
    double end = Math.max(last(one), last(two));
    Svi near = base(earlier);
    Svi far = base(later);
    double length = Double.POSITIVE_INFINITY;
    for (int part = 0; part < MAX_PARTS && at < end; part++) {
      double stop = Math.min(next(one, at), next(two, at));
      double to = Math.min(at + length, stop);
      double c = at + (to - at) / 2;
      double r = (to - at) / 2;
      int onePiece = one == null ? -1 : one.piece(c);
      int twoPiece = two == null ? -1 : two.piece(c);
      double w = earlier.totalVariance(c);
      double gap = later.totalVariance(c) - w;
      double slope = Math.abs(later.slope(c) - earlier.slope(c));
      double bendLow = bend(two, twoPiece, at) - bend(one, onePiece, at);
      double bendHigh = bend(two, twoPiece, to) - bend(one, onePiece, to);
      double least =
          leastCurvature(far, at, to) - mostCurvature(near, at, to) + Math.min(bendLow, bendHigh);
      if (gap - r * (slope - r * Math.min(least, 0) / 2) > LEAST_RELATIVE * w) {
        at = to;
        length = to < stop ? 4 * r : Double.POSITIVE_INFINITY;
      } else if (gap > LEAST_RELATIVE * w) {
        length = r;
      } else {
        return c;
      }
    }
    return at < end ? at : Double.NaN;
  }

  /// The least relative gap; see [SviCalendar#minimum].
  public static SviCalendar.Minimum minimum(Smile earlier, Smile later) {
    if (earlier instanceof Svi one && later instanceof Svi two) {
      return SviCalendar.minimum(one, two);
    }
    SviCalendar.Minimum one = scan(earlier, earlier, later);
    SviCalendar.Minimum two = scan(later, earlier, later);
    return two.relative() < one.relative() ? two : one;
  }

  private static SviCalendar.Minimum scan(Smile grid, Smile earlier, Smile later) {
    double k = LineScan.argMin(grid, x -> relative(earlier, later, x));
    double gap = later.totalVariance(k) - earlier.totalVariance(k);
    return new SviCalendar.Minimum(k, gap, relative(earlier, later, k));
  }

  private static double relative(Smile earlier, Smile later, double k) {
    double w = earlier.totalVariance(k);
    return (later.totalVariance(k) - w) / w;
  }

  private static Svi base(Smile smile) {
    return switch (smile) {
      case Svi svi -> svi;
      case SsviSlice slice -> slice.toSvi();
      case CurvedSvi curved -> curved.base();
    };
  }

  private static double first(@Nullable CurvedSvi smile) {
    return smile == null ? Double.POSITIVE_INFINITY : smile.knot(0);
  }

  private static double last(@Nullable CurvedSvi smile) {
    return smile == null ? Double.NEGATIVE_INFINITY : smile.knot(smile.knotCount() - 1);
  }

  /// The first knot beyond `at`; +∞ when there is none.
  private static double next(@Nullable CurvedSvi smile, double at) {
    if (smile != null) {
      for (int i = 0; i < smile.knotCount(); i++) {
        if (smile.knot(i) > at) {
          return smile.knot(i);
        }
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static double bend(@Nullable CurvedSvi smile, int piece, double k) {
    return smile == null ? 0 : smile.bend(piece, k);
  }

  private static double mostCurvature(Svi svi, double low, double high) {
    return svi.curvature(Math.max(low, Math.min(high, svi.m())));
  }

  private static double leastCurvature(Svi svi, double low, double high) {
    return svi.curvature(svi.m() - low > high - svi.m() ? low : high);
  }
}
