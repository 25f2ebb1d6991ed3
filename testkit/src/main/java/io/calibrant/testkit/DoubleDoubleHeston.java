package io.calibrant.testkit;

/// Heston's out-of-the-money prices to some twenty digits: what decides where doubles cannot.
///
/// The characteristic function is H. Albrecher, P. Mayer, W. Schoutens and J. Tistaert's (*The
/// little Heston trap*, Wilmott, 2007), in double-double arithmetic throughout; the path a
/// hyperbola that leans by 15° to the side where the integrand decays (Andersen and Lake 2018); the
/// trapezoidal rule halved until two levels agree. It shares no formula with the library.
public final class DoubleDoubleHeston {
  private static final double LEAN = Math.PI / 12;
  private static final double FIRST_STEP = 0.125;
  private static final double LAST_Y = 45;
  private static final double NEGLIGIBLE = 1e-28;
  private static final int LEVELS = 8;
  private static final double PROBE = 20;

  private final double[] x;
  private final double years;
  private final double k;
  private final double spread;
  private final DoubleDouble b0;
  private final DoubleDouble bSlope;
  private final DoubleDouble xi2;
  private final DoubleDouble one = DoubleDouble.ONE;

  private double shift;
  private double scale;
  private double lean;
  private DoubleDouble peak = DoubleDouble.ZERO;
  private double disagreement;

  private DoubleDoubleHeston(double[] x, double years, double k, double spread) {
    this.x = x.clone();
    this.spread = spread;
    this.years = years;
    this.k = k;
    b0 = DoubleDouble.of(x[1]);
    bSlope = DoubleDouble.of(x[4]).times(x[3]);
    xi2 = DoubleDouble.of(x[3]).times(x[3]);
  }

  /// A price.
  ///
  /// @param value V/F of the out-of-the-money option: the call where k ≥ 0
  /// @param error relative disagreement of the last two levels, about the square root of its error
  public record Price(double value, double error) {}

  /// The price of one option.
  ///
  /// @param x v₀, κ, θ, ξ, ρ
  /// @param k ln(K/F)
  public static Price price(double[] x, double years, double k) {
    return price(x, years, k, 0);
  }

  /// The same where ln S_T has a normal part besides, independent of all else.
  ///
  /// @param spread its variance
  static Price price(double[] x, double years, double k, double spread) {
    var heston = new DoubleDoubleHeston(x, years, k, spread);
    heston.choose();
    double value = heston.integrate();
    return new Price(value, heston.disagreement);
  }

  private void choose() {
    double bestBeyond = Double.POSITIVE_INFINITY;
    double distance = 0;
    double end = Double.POSITIVE_INFINITY;
    for (double d = 1e-6; d < 1e6 && end == Double.POSITIVE_INFINITY; d *= 1.25) {
      double power = k >= 0 ? 1 + d : -d;
      if (!(explosion(power) > years)) {
        end = d;
      } else {
        double psi = logSize(power, 0);
        if (psi < bestBeyond) {
          bestBeyond = psi;
          distance = d;
        }
      }
    }
    // A path a hair from the pole would need more digits than one between the poles.
    shift = distance > 1e-3 ? (k >= 0 ? 1 + distance : -distance) : 0.5;
    scale = distance > 1e-3 ? Math.min(0.9 * distance, 0.9 * (end - distance)) : 0.4;
    peak = DoubleDouble.of(logSize(shift, 0));
    double least = Double.POSITIVE_INFINITY;
    double best = 0;
    for (int side = -1; side <= 1; side++) {
      double re = shift + scale * StrictMath.sin(side * LEAN) * (StrictMath.cosh(PROBE) - 1);
      double im = scale * StrictMath.cos(side * LEAN) * StrictMath.sinh(PROBE);
      double size = logSize(re, im);
      if (size < least) {
        least = size;
        best = side * LEAN;
      }
    }
    lean = best;
  }

  /// When E[Sᵖ] becomes infinite: Andersen and Piterbarg 2007, proposition 3.1.
  private double explosion(double p) {
    double b = x[4] * x[3] * p - x[1];
    double square = b * b - x[3] * x[3] * p * (p - 1);
    if (square < 0) {
      double y = Math.sqrt(-square);
      return 2 / y * StrictMath.atan2(y, b);
    }
    double d = Math.sqrt(square);
    if (b < 0) {
      return Double.POSITIVE_INFINITY;
    }
    return d == 0 ? 2 / b : StrictMath.log((b + d) / (b - d)) / d;
  }

  private double logSize(double re, double im) {
    var p = DoubleDoubleComplex.of(re, im);
    DoubleDoubleComplex poles = p.times(p.minus(DoubleDoubleComplex.of(1, 0)));
    double size = StrictMath.hypot(poles.re().hi(), poles.im().hi());
    return exponent(p).re().hi() - re * k - StrictMath.log(size);
  }

  private DoubleDoubleComplex exponent(DoubleDoubleComplex p) {
    var unit = DoubleDoubleComplex.of(1, 0);
    DoubleDoubleComplex b = new DoubleDoubleComplex(b0, DoubleDouble.ZERO).minus(p.times(bSlope));
    DoubleDoubleComplex q = p.times(unit.minus(p));
    DoubleDoubleComplex d = b.times(b).plus(q.times(xi2)).squareRoot();
    DoubleDoubleComplex lower = b.minus(d);
    DoubleDoubleComplex g = lower.dividedBy(b.plus(d));
    DoubleDoubleComplex e = DoubleDoubleComplex.exp(d.times(DoubleDouble.of(-years)));
    DoubleDoubleComplex ge = unit.minus(g.times(e));
    DoubleDoubleComplex slope = lower.times(unit.minus(e)).dividedBy(ge);
    DoubleDoubleComplex ln = DoubleDoubleComplex.ln(ge.dividedBy(unit.minus(g)));
    DoubleDoubleComplex mean = lower.times(DoubleDouble.of(years)).minus(ln.plus(ln));
    DoubleDouble pull = DoubleDouble.of(x[1]).times(x[2]);
    DoubleDoubleComplex sum = mean.times(pull).plus(slope.times(DoubleDouble.of(x[0])));
    return sum.times(one.dividedBy(xi2)).minus(q.times(DoubleDouble.of(0.5 * spread)));
  }

  private double integrate() {
    double step = FIRST_STEP;
    DoubleDouble sum = points(0, step).minus(integrand(0).times(0.5));
    for (int level = 0; level < LEVELS; level++) {
      DoubleDouble coarse = sum.times(step);
      sum = sum.plus(points(0.5 * step, step));
      step *= 0.5;
      DoubleDouble fine = sum.times(step);
      double value = value(fine);
      double change = Math.abs(value(coarse) - value);
      disagreement = change == 0 ? 0 : change / Math.abs(value);
      if (disagreement < 1e-11) {
        return value;
      }
    }
    return value(sum.times(step));
  }

  private double value(DoubleDouble integral) {
    DoubleDouble factor = DoubleDouble.exp(peak.plus(DoubleDouble.of(k)));
    DoubleDouble pi = DoubleDouble.SQRT_HALF_PI.times(DoubleDouble.SQRT_HALF_PI).times(2);
    DoubleDouble value = integral.times(factor).dividedBy(pi);
    if (shift > 0 && shift < 1) {
      DoubleDouble paid = k >= 0 ? one : DoubleDouble.exp(DoubleDouble.of(k));
      value = value.plus(paid);
    }
    return value.hi();
  }

  /// Re of the integrand at all y = first + n·spacing until it has been negligible for a while.
  private DoubleDouble points(double first, double spacing) {
    DoubleDouble sum = DoubleDouble.ZERO;
    double sizes = 0;
    double quiet = 0;
    for (double y = first; y < LAST_Y && quiet < 0.5; y += spacing) {
      DoubleDouble term = integrand(y);
      sum = sum.plus(term);
      sizes += Math.abs(term.hi());
      quiet = Math.abs(term.hi()) < NEGLIGIBLE * sizes ? quiet + spacing : 0;
    }
    return sum;
  }

  private DoubleDouble integrand(double y) {
    DoubleDouble e = DoubleDouble.exp(DoubleDouble.of(y));
    DoubleDouble inverse = one.dividedBy(e);
    DoubleDouble cosh = e.plus(inverse).times(0.5);
    DoubleDouble sinh = e.minus(inverse).times(0.5);
    double sin = scale * StrictMath.sin(lean);
    double cos = scale * StrictMath.cos(lean);
    // The path may be any: its sine and cosine need not be exact, its derivative must fit it.
    DoubleDoubleComplex p =
        new DoubleDoubleComplex(
            DoubleDouble.of(shift).plus(cosh.minus(one).times(sin)), sinh.times(cos));
    DoubleDoubleComplex slope = new DoubleDoubleComplex(cosh.times(cos), sinh.times(-sin));
    DoubleDoubleComplex exponent =
        exponent(p)
            .minus(p.times(DoubleDouble.of(k)))
            .minus(new DoubleDoubleComplex(peak, DoubleDouble.ZERO));
    if (exponent.re().hi() < -600) {
      return DoubleDouble.ZERO;
    }
    DoubleDoubleComplex poles = p.times(p.minus(DoubleDoubleComplex.of(1, 0)));
    return DoubleDoubleComplex.exp(exponent).times(slope).dividedBy(poles).re();
  }
}
