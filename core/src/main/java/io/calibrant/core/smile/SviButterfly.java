package io.calibrant.core.smile;

import io.calibrant.core.math.RealRoots;

/// The butterfly condition of a raw SVI smile on the whole line.
///
/// A smile admits a density iff g(k) = (1 − kw′/(2w))² − (w′²/4)(1/w + ¼) + w″/2 ≥ 0 for every k
/// and its wings satisfy Lee's b(1 + |ρ|) ≤ 2 (Gatheral and Jacquier 2014, lemma 2.2; Martini and
/// Mingone, arXiv:2005.03340, give the domain of the parameters).
///
/// With k = m + σ·sinh u and t = eᵘ > 0, 16·w²·cosh³u·g·(2t)⁵ is a polynomial of degree 10 in t, so
/// that "g > 0 everywhere" is decided by its real roots, not by a grid. With L = t² − 1, Z = t² +
/// 1, W = 2at + σb(ρL + Z), K = 2mt + σL and V = b(ρZ + L) it is 4Z(2WZ − KV)² − Z·V²·W(8t + W) +
/// 64(b/σ)t³W².
public final class SviButterfly {
  private SviButterfly() {}

  /// Where g is least, and its value there.
  ///
  /// @param k log-moneyness; ±∞ when the infimum is the limit of a wing
  /// @param g Gatheral's g(k)
  public record Minimum(double k, double g) {}

  /// g(k), dimensionless; the risk-neutral density is g·n(d₂)/√w per unit of k.
  public static double g(Smile smile, double k) {
    double w = smile.totalVariance(k);
    double w1 = smile.slope(k);
    double z = 1 - k * w1 / (2 * w);
    return z * z - w1 * w1 / 4 * (1 / w + 0.25) + smile.curvature(k) / 2;
  }

  /// Whether g > 0 on the whole line and b(1 + |ρ|) < 2, beyond doubt of rounding.
  public static boolean isFree(Svi svi) {
    if (svi.b() == 0) {
      return true;
    }
    return svi.b() * (1 + Math.abs(svi.rho())) < 2 && isPositive(polynomial(svi));
  }

  /// Whether p(t) > 0 for every t > 0: positive at both ends and without a root or a touch between.
  private static boolean isPositive(double[] p) {
    int degree = p.length - 1;
    return p[0] > 0
        && p[degree] > 0
        && RealRoots.find(p, 0, Double.POSITIVE_INFINITY, new double[degree], new double[degree])
            == 0;
  }

  /// The least g over the line: by [LineScan], and the limits ¼ − s²/16 of both wings, s = b(1 ±
  /// ρ).
  public static Minimum minimum(Svi svi) {
    double right = svi.b() * (1 + svi.rho());
    double left = svi.b() * (1 - svi.rho());
    var best = new Minimum(Double.POSITIVE_INFINITY, 0.25 - right * right / 16);
    if (left > right) {
      best = new Minimum(Double.NEGATIVE_INFINITY, 0.25 - left * left / 16);
    }
    double k = LineScan.argMin(svi, new Density(svi));
    double g = g(svi, k);
    return g < best.g() ? new Minimum(k, g) : best;
  }

  /// g(k).
  record Density(Svi svi) implements LineScan.Line {
    @Override
    public double applyAsDouble(double k) {
      return g(svi, k);
    }

    @Override
    public void replace(double[] places, int count) {
      for (int i = 0; i < count; i++) {
        places[i] = g(svi, places[i]);
      }
    }
  }

  private static double[] polynomial(Svi svi) {
    double s = svi.sigma();
    double b = svi.b();
    double c = b * svi.rho();
    double[] z = {1, 0, 1};
    double[] w = {s * (b - c), 2 * svi.a(), s * (c + b)};
    double[] k = {-s, 2 * svi.m(), s};
    double[] v = {c - b, 0, c + b};
    double[] inner = plus(times(times(w, z), 2), times(times(k, v), -1));
    double[] first = times(times(z, times(inner, inner)), 4);
    double[] shifted = {w[0], w[1] + 8, w[2]};
    double[] second = times(times(z, times(v, v)), times(w, shifted));
    double[] third = times(times(new double[] {0, 0, 0, 1}, times(w, w)), 64 * b / s);
    return plus(plus(first, times(second, -1)), third);
  }

  private static double[] times(double[] p, double[] q) {
    double[] product = new double[p.length + q.length - 1];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < q.length; j++) {
        product[i + j] += p[i] * q[j];
      }
    }
    return product;
  }

  private static double[] times(double[] p, double factor) {
    double[] product = p.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factor;
    }
    return product;
  }

  private static double[] plus(double[] p, double[] q) {
    double[] sum = java.util.Arrays.copyOf(p, Math.max(p.length, q.length));
    for (int i = 0; i < q.length; i++) {
      sum[i] += q[i];
    }
    return sum;
  }
}
