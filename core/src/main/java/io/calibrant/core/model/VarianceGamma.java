package io.calibrant.core.model;

import io.calibrant.core.math.GammaFunction;
import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import io.calibrant.core.model.line.VarianceGammaLine;
import java.util.List;

/// The variance gamma model of Madan, Carr and Chang (1998): Brownian motion with vol `sigma` and
/// drift `theta` in a gamma time of variance `nu` per year.
///
/// ```
/// L = pωT − (T/ν) ln(1 − pθν − ½σ²νp²),    ω = ln(1 − θν − ½σ²ν)/ν
/// ```
public final class VarianceGamma implements AffineModel, MeanCondition, NormalMixture {
  /// The model.
  public static final VarianceGamma MODEL = new VarianceGamma();

  /// φ decays within 90° of the vertical; half of that keeps every tail fast.
  static final double LEAN = 0.8;

  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.open("sigma", 0, Merton.MAX_VOL),
          Parameter.closed("theta", -100, 100),
          Parameter.open("nu", 0, 100));

  private VarianceGamma() {}

  @Override
  public String name() {
    return "vg";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public Refusal withoutMean(double[] x) {
    return new Refusal(
        2, "nu", x[2], "such that theta·nu + sigma²·nu/2 < 1, or the price has no mean");
  }

  @Override
  public boolean hasMean(double[] x) {
    return quadratic(x, 1) > 0;
  }

  @Override
  public int formula(Jets j) {
    int nu = j.parameter(2);
    int perNu = j.over(j.expiry(), nu);
    return j.times(perNu, rateTimesNu(j, j.p()));
  }

  @Override
  public int rate(Jets j, int p, int firstSlope) {
    return j.over(rateTimesNu(j, p), j.parameter(2));
  }

  private static int rateTimesNu(Jets j, int p) {
    int mean = j.log1p(quadratic(j, j.constant(1, 0)));
    int log = j.log1p(quadratic(j, p));
    return j.minus(j.times(p, mean), log);
  }

  /// −pθν − ½σ²νp².
  private static int quadratic(Jets j, int p) {
    int ps = j.times(p, j.parameter(0));
    int sum = j.combine(j.times(p, j.parameter(1)), -1, j.times(ps, ps), -0.5);
    return j.times(j.parameter(2), sum);
  }

  private static double quadratic(double[] x, double p) {
    return 1 - x[2] * p * (x[1] + 0.5 * x[0] * x[0] * p);
  }

  @Override
  public LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return new VarianceGammaLine(passes, points);
  }

  @Override
  public boolean momentExists(double[] parameters, double expiry, double power) {
    return quadratic(parameters, power) > 0;
  }

  @Override
  public double lean() {
    return LEAN;
  }

  @Override
  public double drift(double[] x, double years) {
    return years / x[2] * StrictMath.log1p(quadratic(x, 1) - 1);
  }

  @Override
  public double slope(double[] x) {
    return x[1];
  }

  @Override
  public double variance(double[] x) {
    return x[0] * x[0];
  }

  /// The gamma time: shape T/ν, scale ν.
  @Override
  public double logDensity(double[] x, double years, double y) {
    return years / x[2] * y - StrictMath.exp(y) / x[2];
  }

  @Override
  public double logNorm(double[] x, double years) {
    double shape = years / x[2];
    return -GammaFunction.logGamma(shape) - shape * StrictMath.log(x[2]);
  }

  @Override
  public boolean gathers(double[] x, double years) {
    return years < 0.5 * x[2];
  }

  @Override
  public double end(double[] x, double years) {
    double units = 750 + 10 * years / x[2];
    return StrictMath.log(x[2] * units / Math.min(1, quadratic(x, 1)));
  }
}
