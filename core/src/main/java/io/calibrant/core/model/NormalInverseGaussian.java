package io.calibrant.core.model;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import io.calibrant.core.model.line.NormalInverseGaussianLine;
import java.util.List;

/// The normal inverse Gaussian model of Barndorff-Nielsen (1997), α > |β| and α > |β + 1|.
///
/// ```
/// L = δT (h(0) − h(p) − p(h(0) − h(1))),    h(p) = √(α² − (β + p)²)
/// ```
public final class NormalInverseGaussian implements AffineModel, MeanCondition, NormalMixture {
  /// The model.
  public static final NormalInverseGaussian MODEL = new NormalInverseGaussian();

  private static final double MAX_RATE = 1e6;

  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.open("alpha", 0, MAX_RATE),
          Parameter.open("beta", -MAX_RATE, MAX_RATE),
          Parameter.open("delta", 0, 1000));

  private NormalInverseGaussian() {}

  @Override
  public String name() {
    return "nig";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public Refusal withoutMean(double[] x) {
    return new Refusal(0, "alpha", x[0], "> |beta| and > |beta + 1|, or the price has no mean");
  }

  @Override
  public boolean hasMean(double[] x) {
    return x[0] > Math.abs(x[1]) && x[0] > Math.abs(x[1] + 1);
  }

  @Override
  public int formula(Jets j) {
    return j.times(j.times(j.parameter(2), j.expiry()), perDelta(j, j.p()));
  }

  @Override
  public int rate(Jets j, int p, int firstSlope) {
    return j.times(j.parameter(2), perDelta(j, p));
  }

  private static int perDelta(Jets j, int p) {
    int atZero = root(j, j.constant(0, 0));
    int mean = j.minus(atZero, root(j, j.constant(1, 0)));
    return j.minus(j.minus(atZero, root(j, p)), j.times(p, mean));
  }

  private static int root(Jets j, int p) {
    int b = j.plus(j.parameter(1), p);
    return j.sqrt(j.times(j.minus(j.parameter(0), b), j.plus(j.parameter(0), b)));
  }

  @Override
  public LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return new NormalInverseGaussianLine(points);
  }

  @Override
  public boolean momentExists(double[] parameters, double expiry, double power) {
    return Math.abs(parameters[1] + power) < parameters[0];
  }

  @Override
  public double lean() {
    return VarianceGamma.LEAN;
  }

  @Override
  public int level() {
    return 2;
  }

  /// δ is proportional to the variance of ln S, δα²/(α² − β²)^(3/2) per year.
  @Override
  public void parallel(double[] x, double[] direction) {
    double square = (x[0] - x[1]) * (x[0] + x[1]);
    double vol = x[0] * Math.sqrt(x[2] / (square * Math.sqrt(square)));
    direction[2] = 2 * x[2] / vol;
  }

  @Override
  public double drift(double[] x, double years) {
    // h₀ − h₁ = (h₀² − h₁²)/(h₀ + h₁).
    return -x[2] * years * (2 * x[1] + 1) / (root(x, 0) + root(x, 1));
  }

  @Override
  public double slope(double[] x) {
    return x[1];
  }

  @Override
  public double variance(double[] x) {
    return 1;
  }

  /// The inverse Gaussian time in which a Brownian motion of drift h₀ reaches δT.
  @Override
  public double logDensity(double[] x, double years, double y) {
    double root = StrictMath.exp(0.5 * y);
    double distance = x[2] * years / root - root(x, 0) * root;
    return -0.5 * (y + distance * distance);
  }

  @Override
  public double logNorm(double[] x, double years) {
    return StrictMath.log(x[2] * years) - 0.9189385332046727;
  }

  @Override
  public boolean gathers(double[] x, double years) {
    return false;
  }

  @Override
  public double end(double[] x, double years) {
    double least = Math.min(root(x, 0), root(x, 1));
    double root = (40 + Math.sqrt(1600 + 4 * least * x[2] * years)) / (2 * least);
    return 2 * StrictMath.log(root);
  }

  private static double root(double[] x, double p) {
    return Math.sqrt((x[0] - x[1] - p) * (x[0] + x[1] + p));
  }
}
