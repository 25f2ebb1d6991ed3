package io.calibrant.core.smile;

import java.util.function.DoubleUnaryOperator;

/// The least value of a smooth function between three points of which the middle one is the lowest:
/// parabolas through the three lowest points so far, and golden sections where they do not shrink
/// the bracket (Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5).
final class LineMinimum {
  private static final double GOLDEN = 0.3819660112501051;

  /// Of the bracket; where it is flat, values do not tell nearer places apart.
  private static final double TOLERANCE = 1e-7;

  private static final int MAX_EVALUATIONS = 60;

  private LineMinimum() {}

  /// The place in [from, to] at which `function` is least.
  ///
  /// @param middle where its value is `value`, at most what it is at both ends
  static double of(
      DoubleUnaryOperator function, double from, double middle, double value, double to) {
    double tolerance = TOLERANCE * (to - from);
    double lo = from;
    double hi = to;
    double x = middle;
    double fx = value;
    double second = x;
    double fSecond = fx;
    double third = x;
    double fThird = fx;
    double step = 0;
    double stepBefore = 0;
    for (int i = 0; i < MAX_EVALUATIONS; i++) {
      double centre = lo + (hi - lo) / 2;
      if (!(Math.abs(x - centre) + (hi - lo) / 2 > 2 * tolerance)) {
        break;
      }
      double r = (x - second) * (fx - fThird);
      double q = (x - third) * (fx - fSecond);
      double p = (x - third) * q - (x - second) * r;
      q = 2 * (q - r);
      double jump = q == 0 ? Double.NaN : -p / q;
      boolean parabolic =
          Math.abs(jump) < Math.abs(stepBefore) / 2 && x + jump > lo && x + jump < hi;
      stepBefore = parabolic ? step : (x >= centre ? lo : hi) - x;
      step = parabolic ? jump : GOLDEN * stepBefore;
      if (parabolic && (x + step - lo < 2 * tolerance || hi - x - step < 2 * tolerance)) {
        step = Math.copySign(tolerance, centre - x);
      }
      double u = x + (Math.abs(step) >= tolerance ? step : Math.copySign(tolerance, step));
      double fu = function.applyAsDouble(u);
      if (fu <= fx) {
        if (u >= x) {
          lo = x;
        } else {
          hi = x;
        }
        third = second;
        fThird = fSecond;
        second = x;
        fSecond = fx;
        x = u;
        fx = fu;
        continue;
      }
      if (u < x) {
        lo = u;
      } else {
        hi = u;
      }
      if (fu <= fSecond || second == x) {
        third = second;
        fThird = fSecond;
        second = u;
        fSecond = fu;
      } else if (fu <= fThird || third == x || third == second) {
        third = u;
        fThird = fu;
      }
    }
    return x;
  }
}
