package io.calibrant.core.model;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import java.util.List;

/// The model of Heston (1993): dv = κ(θ − v)dt + ξ√v dW, d ln S = −v/2 dt + √v dB, d⟨B, W⟩ = ρ dt,
/// with ξ = `volOfVol`. The Feller condition is not assumed.
///
/// With q = p(1 − p), x = κ − ρξp, d = √(x² + ξ²q) (Re d ≥ 0), g = (1 − e^(−dT))/(2d) and δ = x −
/// d:
///
/// ```
/// L(p) = −v₀ q g/(1 + δg) + κθ/ξ² · (δT − 2 ln(1 + δg)),      δ = −ξ²q/(x + d) where Re x ≥ 0
/// ```
///
/// which neither overflows nor cancels as ξ → 0; the branch is the principal one (Lord and Kahl,
/// *Complex logarithms in Heston-like models*, 2010). Derivation in `docs/models/transform.md`.
public final class Heston implements AffineModel {
  /// The model.
  public static final Heston MODEL = new Heston();

  static final double MAX_VARIANCE = 100;
  static final double MAX_KAPPA = 1000;
  static final double MAX_VOL_OF_VOL = 100;

  /// 15°, after Andersen and Lake, *Robust high-precision option pricing by Fourier transforms*.
  static final double LEAN = 0.26;

  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.open("v0", 0, MAX_VARIANCE),
          Parameter.closed("kappa", 0, MAX_KAPPA),
          Parameter.closed("theta", 0, MAX_VARIANCE),
          Parameter.open("volOfVol", 0, MAX_VOL_OF_VOL),
          Parameter.open("rho", -1, 1));

  private Heston() {}

  @Override
  public String name() {
    return "heston";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public int formula(Jets j) {
    return term(j, 0);
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
    return rate(j, 0, p, firstSlope);
  }

  @Override
  public boolean rateExists(double[] parameters, double expiry, double power) {
    return true;
  }

  @Override
  public LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return passes.heston(points, 0);
  }

  @Override
  public boolean momentExists(double[] parameters, double expiry, double power) {
    return MomentExplosion.time(parameters[1], parameters[3], parameters[4], power) > expiry;
  }

  @Override
  public double lean() {
    return LEAN;
  }

  @Override
  public void parallel(double[] parameters, double[] direction) {
    parallel(parameters, direction, 0);
  }

  /// √v₀ and √θ move together by the same amount.
  static void parallel(double[] parameters, double[] direction, int first) {
    direction[first] = 2 * Math.sqrt(parameters[first]);
    direction[first + 2] = 2 * Math.sqrt(parameters[first + 2]);
  }

  /// ½v(p² − p) + κ(θ − v)u + ½ξ²vu² + ρξvpu of the five parameters from `first` on.
  static int rate(Jets j, int first, int p, int u) {
    int v = j.parameter(first);
    int s = j.parameter(first + 3);
    int pull = j.times(j.parameter(first + 1), j.minus(j.parameter(first + 2), v));
    int su = j.times(s, u);
    int squares = j.plus(j.times(p, j.affine(p, 1, -1)), j.times(su, su));
    int cross = j.times(j.parameter(first + 4), j.times(p, su));
    return j.plus(j.times(pull, u), j.times(v, j.combine(squares, 0.5, cross, 1)));
  }

  /// L of a Heston variance whose five parameters start at `first`.
  static int term(Jets j, int first) {
    int kappaTheta = j.times(j.parameter(first + 1), j.parameter(first + 2));
    int s = j.parameter(first + 3);
    int s2 = j.times(s, s);
    int q = j.times(j.p(), j.affine(j.p(), -1, 1));
    int x = j.minus(j.parameter(first + 1), j.times(j.times(j.parameter(first + 4), s), j.p()));
    int d = j.sqrt(j.plus(j.times(x, x), j.times(s2, q)));
    // β = δ/ξ², without cancellation.
    int beta = j.re(x) >= 0 ? j.affine(j.over(q, j.plus(x, d)), -1, 0) : j.over(j.minus(x, d), s2);
    int minusDt = j.affine(j.times(d, j.expiry()), -1, 0);
    int g = j.affine(j.times(j.expm1OverArgument(minusDt), j.expiry()), 0.5, 0);
    int w = j.times(s2, j.times(beta, g));
    int a = j.over(j.times(q, g), j.affine(w, 1, 1));
    int log = j.over(j.log1p(w), s2);
    int mean = j.combine(j.times(beta, j.expiry()), 1, log, -2);
    return j.minus(j.times(kappaTheta, mean), j.times(j.parameter(first), a));
  }
}
