package io.calibrant.core.calibration.sequence;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.smile.Svi;

/// The five coordinates x = (a, ln b, atanh ρ, m, ln σ) in which a raw SVI smile has no bounds.
public enum SviCoordinate {
  /// Level a.
  A(0),
  /// ln b.
  LN_B(1),
  /// atanh ρ.
  ATANH_RHO(2),
  /// m.
  M(3),
  /// ln σ.
  LN_SIGMA(4);

  /// Number of coordinates.
  public static final int COUNT = 5;

  /// |ρ| is cut here, b and σ at [#LEAST]: a fit at a bound has coordinates all the same.
  private static final double MAX_RHO = 1 - 1e-9;

  private static final double LEAST = 1e-9;

  private final int index;

  SviCoordinate(int index) {
    this.index = index;
  }

  /// Its place in a vector of coordinates, as in x = (a, ln b, atanh ρ, m, ln σ).
  public int index() {
    return index;
  }

  /// The coordinates of `svi`.
  public static double[] of(Svi svi) {
    double rho = Math.max(-MAX_RHO, Math.min(MAX_RHO, svi.rho()));
    return new double[] {
      svi.a(),
      Elementary.log(Math.max(svi.b(), LEAST)),
      0.5 * Elementary.log((1 + rho) / (1 - rho)),
      svi.m(),
      Elementary.log(Math.max(svi.sigma(), LEAST))
    };
  }

  /// Whether there is a smile at `x`: finite, and of positive variance everywhere.
  public static boolean isSmile(double[] x) {
    double rho = tanh(x[ATANH_RHO.index]);
    double b = Elementary.exp(x[LN_B.index]);
    double sigma = Elementary.exp(x[LN_SIGMA.index]);
    return b > 0
        && sigma > 0
        && b * sigma < Double.POSITIVE_INFINITY
        && Math.abs(rho) < 1
        && Svi.isAdmissible(x[A.index], b, rho, x[M.index], sigma);
  }

  /// The smile at `x`, of which [#isSmile] is true.
  public static Svi smile(double[] x) {
    return new Svi(
        x[A.index],
        Elementary.exp(x[LN_B.index]),
        tanh(x[ATANH_RHO.index]),
        x[M.index],
        Elementary.exp(x[LN_SIGMA.index]));
  }

  /// tanh y.
  static double tanh(double y) {
    double e = Elementary.expm1(2 * Math.abs(y));
    double t = e < Double.POSITIVE_INFINITY ? e / (e + 2) : 1;
    return y < 0 ? -t : t;
  }
}
