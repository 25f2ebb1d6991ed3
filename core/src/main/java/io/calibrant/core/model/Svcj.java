package io.calibrant.core.model;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import io.calibrant.core.model.line.SvcjLine;
import java.util.List;
import java.util.stream.Stream;

/// Stochastic volatility with simultaneous jumps in price and variance: D. Duffie, J. Pan and K.
/// Singleton, *Transform analysis and asset pricing for affine jump-diffusions*, Econometrica 68
/// (2000), section 4.
///
/// The variance is [Heston]'s; at rate λ it jumps up by an exponential Z of mean `muV`, and ln S
/// jumps by a normal of mean μ_J + ρ_J Z and deviation σ_J. With c = 1 − ρ_J μ_V p, β and g as in
/// Heston, a = (x + d)c + μ_V q and b = −ξ²βc − μ_V q:
///
/// ```
/// L = L_Heston + λ(e^(pμ_J + p²σ_J²/2) J − T − pT m),   m = e^(μ_J + σ_J²/2)/(1 − ρ_J μ_V) − 1
/// J = ∫₀ᵀ dt/(c − μ_V D(t)) = (x + d)T/a + 2μ_V q g/(a c) · ln(1 + u)/u,     u = −b g/c
/// ```
public final class Svcj implements AffineModel, MeanCondition {
  /// The model.
  public static final Svcj MODEL = new Svcj();

  private static final int LAMBDA = 5;
  private static final int MEAN_V = 8;
  private static final int RHO_J = 9;

  private static final List<Parameter> PARAMETERS =
      Stream.concat(
              Bates.MODEL.parameters().stream(),
              Stream.of(Parameter.closed("muV", 0, 10), Parameter.closed("rhoJ", -10, 10)))
          .toList();

  private Svcj() {}

  @Override
  public String name() {
    return "svcj";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public Refusal withoutMean(double[] x) {
    return new Refusal(RHO_J, "rhoJ", x[RHO_J], "such that rhoJ·muV < 1, or the price has no mean");
  }

  @Override
  public boolean hasMean(double[] x) {
    return x[MEAN_V] * x[RHO_J] < 1;
  }

  @Override
  public int formula(Jets j) {
    int jump = j.exp(LogNormalJumps.exponent(j, LAMBDA, j.p()));
    int calm = j.times(j.expiry(), j.affine(j.times(j.p(), drift(j)), 1, 1));
    int jumps = j.minus(j.times(jump, timeIntegral(j)), calm);
    return j.plus(Heston.term(j, 0), j.times(j.parameter(LAMBDA), jumps));
  }

  /// The mean relative jump m of the price.
  private static int drift(Jets j) {
    int one = j.constant(1, 0);
    int mean = j.exp(LogNormalJumps.exponent(j, LAMBDA, one));
    int share = j.affine(j.times(j.parameter(RHO_J), j.parameter(MEAN_V)), -1, 1);
    return j.affine(j.over(mean, share), 1, -1);
  }

  @Override
  public int varianceCount() {
    return 1;
  }

  @Override
  public int variance(int i) {
    return 0;
  }

  @Override
  public int rate(Jets j, int p, int firstSlope) {
    int ofV = j.plus(j.times(j.parameter(RHO_J), p), firstSlope);
    int share = j.affine(j.times(j.parameter(MEAN_V), ofV), -1, 1);
    int jump = j.over(j.exp(LogNormalJumps.exponent(j, LAMBDA, p)), share);
    int jumps = j.minus(jump, j.affine(j.times(p, drift(j)), 1, 1));
    return j.plus(Heston.rate(j, 0, p, firstSlope), j.times(j.parameter(LAMBDA), jumps));
  }

  @Override
  public boolean rateExists(double[] x, double expiry, double power) {
    double slope = MomentExplosion.slope(x, expiry, power);
    return x[MEAN_V] * (x[RHO_J] * (power + 1) + slope) < 1;
  }

  @Override
  public LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return new SvcjLine(passes, points);
  }

  private static int timeIntegral(Jets j) {
    int s = j.parameter(3);
    int s2 = j.times(s, s);
    int q = j.times(j.p(), j.affine(j.p(), -1, 1));
    int x = j.minus(j.parameter(1), j.times(j.times(j.parameter(4), s), j.p()));
    int d = j.sqrt(j.plus(j.times(x, x), j.times(s2, q)));
    int sum = j.plus(x, d);
    int delta = j.re(x) >= 0 ? j.affine(j.times(s2, j.over(q, sum)), -1, 0) : j.minus(x, d);
    int minusDt = j.affine(j.times(d, j.expiry()), -1, 0);
    int g = j.affine(j.times(j.expm1OverArgument(minusDt), j.expiry()), 0.5, 0);
    int c = j.affine(j.times(j.times(j.parameter(RHO_J), j.parameter(MEAN_V)), j.p()), -1, 1);
    int mq = j.times(j.parameter(MEAN_V), q);
    int a = j.plus(j.times(sum, c), mq);
    int minusB = j.plus(j.times(delta, c), mq);
    int u = j.times(minusB, j.over(g, c));
    int steady = j.times(sum, j.expiry());
    int relax = j.times(j.times(mq, j.over(g, c)), j.log1pOverArgument(u));
    return j.over(j.combine(steady, 1, relax, 2), a);
  }

  @Override
  public double revival(double[] parameters, double expiry, double re, double im) {
    return LogNormalJumps.revival(parameters, LAMBDA, expiry, re, im);
  }

  @Override
  public boolean momentExists(double[] x, double expiry, double power) {
    if (!(MomentExplosion.time(x[1], x[3], x[4], power) > expiry)) {
      return false;
    }
    double c = 1 - x[RHO_J] * x[MEAN_V] * power;
    return c > 0 && c - x[MEAN_V] * MomentExplosion.slope(x, expiry, power) > 0;
  }

  @Override
  public double lean() {
    return 0;
  }

  @Override
  public void parallel(double[] parameters, double[] direction) {
    Heston.parallel(parameters, direction, 0);
  }
}
