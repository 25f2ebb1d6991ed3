package io.calibrant.core.localvol;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Normal;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.SurfaceInterpolation;
import java.util.Arrays;

/// The local variance of a [SurfaceInterpolation], whose prices between expiries are c = (1 − s)c₁
/// + s·c₂ at fixed k:
///
/// ```
/// σ² = 2 ∂c/∂T / (∂²c/∂k² − ∂c/∂k) = 2 s′ (c₂ − c₁) / ((1 − s) n₁g₁/v₁ + s n₂g₂/v₂)
/// ```
///
/// with v = √w, n = n(|k|/v − v/2) and Gatheral's g of each slice. All three terms are ≥ 0 where
/// neighbours do not cross and have no butterfly, so σ² ≥ 0 at every T between. s(T) is that of
/// Gatheral and Jacquier 2014, lemma 5.1.
///
/// Beyond the last expiry w grows at the last forward variance, as there. Before the first one this
/// class takes w(k, T) = w₁(k)·T/T₁: the mixture with the intrinsic value that the interpolation
/// uses is the law of a process that jumps, and no diffusion has it. That w has no butterfly
/// either: g is concave in T, (1 − k·w_k/2w)² ≥ 0 at T = 0 and g₁ ≥ 0 at T₁.
final class MixtureLocalVol implements LocalVolSurface {
  private final double[] expiries;
  private final Smile[] smiles;
  private final double[] theta;

  MixtureLocalVol(SurfaceInterpolation surface) {
    int n = surface.size();
    expiries = new double[n];
    smiles = new Smile[n];
    theta = new double[n];
    for (int i = 0; i < n; i++) {
      expiries[i] = surface.expiry(i);
      smiles[i] = surface.smile(i);
      theta[i] = smiles[i].totalVariance(0);
    }
  }

  @Override
  public double variance(double k, double expiry) {
    int next = next(expiry);
    if (next == 0) {
      return early(k, expiry / expiries[0]);
    }
    if (next == expiries.length) {
      return late(k, expiry);
    }
    double dt = expiries[next] - expiries[next - 1];
    double t = (expiry - expiries[next - 1]) / dt;
    double before = theta[next - 1];
    double after = theta[next];
    double share = t;
    double rate = 1 / dt;
    if (after > before) {
      double root = Math.sqrt(before + t * (after - before));
      double sum = Math.sqrt(after) + Math.sqrt(before);
      share = t * sum / (root + Math.sqrt(before));
      rate = sum / (2 * root * dt);
    }
    return between(smiles[next - 1], smiles[next], k, share, rate);
  }

  private int next(double expiry) {
    if (!(expiry > 0 && expiry < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expiry=%s: must be > 0 and finite".formatted(expiry));
    }
    int at = Arrays.binarySearch(expiries, expiry);
    return at >= 0 ? at : -at - 1;
  }

  private double early(double k, double t) {
    Smile first = smiles[0];
    double w = t * first.totalVariance(k);
    double g = Dupire.g(k, w, t * first.slope(k), t * first.curvature(k));
    return Dupire.bounded(first.totalVariance(k) / expiries[0], g);
  }

  private double late(double k, double expiry) {
    int last = expiries.length - 1;
    double rate = theta[last] / expiries[last];
    if (last > 0) {
      rate = Math.max(0, theta[last] - theta[last - 1]) / (expiries[last] - expiries[last - 1]);
    }
    Smile smile = smiles[last];
    double w = smile.totalVariance(k) + rate * (expiry - expiries[last]);
    return Dupire.bounded(rate, Dupire.g(k, w, smile.slope(k), smile.curvature(k)));
  }

  /// Everything in units of n₂, so that nothing underflows far from the money.
  private static double between(Smile one, Smile two, double k, double share, double rate) {
    double h = Math.abs(k);
    double v1 = Math.sqrt(one.totalVariance(k));
    double v2 = Math.sqrt(two.totalVariance(k));
    double d1 = h / v1 - 0.5 * v1;
    double d2 = h / v2 - 0.5 * v2;
    double ratio = Elementary.exp(0.5 * (d2 - d1) * (d2 + d1));
    double rise = rate * (price(d2, v2) - ratio * price(d1, v1));
    double density = (1 - share) * ratio * Dupire.g(one, k) / v1 + share * Dupire.g(two, k) / v2;
    return Dupire.bounded(2 * rise, density);
  }

  /// The out-of-the-money value over n(d): c = N(−d) − e^(…)N(−d − v), both over their densities.
  private static double price(double d, double v) {
    return Normal.millsRatio(d) - Normal.millsRatio(d + v);
  }
}
