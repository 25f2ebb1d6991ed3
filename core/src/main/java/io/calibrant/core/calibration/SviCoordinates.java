package io.calibrant.core.calibration;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.smile.Svi;

/// The coordinates in which a raw SVI smile is fitted: its jet at the money and its wing slopes.
///
/// x = (ln w₀, w₁, ln w₂, ln s₋, ln s₊) with w₀ = w(0), w₁ = w′(0), w₂ = w″(0), s₋ = b(1 − ρ) and
/// s₊ = b(1 + ρ). Quotes near the money fix the first three, the wings the last two, so that the
/// valleys of the cost are nearly straight: Levenberg–Marquardt needs a quarter of the steps it
/// needs in (a, b, ρ, m, σ). The map back is closed: with b = (s₋ + s₊)/2, c = bρ = (s₊ − s₋)/2 and
/// β = (c − w₁)/b, s = √(m² + σ²) = (s₋ + w₁)(s₊ − w₁)/(b·w₂), m = βs, σ = s√(1 − β²) and a = w₀ +
/// cm − bs.
///
/// The raw vector here is (a, b, c, m, σ): with c for ρ the smile w = a + c·d + b√(d² + σ²), d = k
/// − m, is linear in the first three.
final class SviCoordinates {
  /// Number of coordinates of a slice.
  static final int N = 5;

  private static final double MAX_SLOPE = 2.5;
  private static final double MIN_SIGMA = 1e-7;
  private static final double MAX_LOG_CURVATURE = 14;

  private SviCoordinates() {}

  /// Maps x to the raw vector.
  ///
  /// @param x coordinates from index `offset`; read only
  /// @param raw receives (a, b, c, m, σ) from index `rawOffset`
  /// @return false when x maps to no smile with w > 0
  static boolean toRaw(double[] x, int offset, double[] raw, int rawOffset) {
    double w0 = Elementary.exp(x[offset]);
    double w1 = x[offset + 1];
    double logCurvature = x[offset + 2];
    double left = Elementary.exp(x[offset + 3]);
    double right = Elementary.exp(x[offset + 4]);
    double low = left + w1;
    double high = right - w1;
    if (!(low > 0 && high > 0 && left < MAX_SLOPE && right < MAX_SLOPE)
        || !(Math.abs(logCurvature) < MAX_LOG_CURVATURE)) {
      return false;
    }
    double b = (left + right) / 2;
    double c = (right - left) / 2;
    double s = low * high / (b * Elementary.exp(logCurvature));
    double beta = (c - w1) / b;
    double m = beta * s;
    double sigma = s * Math.sqrt(low * high) / b;
    double a = w0 + c * m - b * s;
    raw[rawOffset] = a;
    raw[rawOffset + 1] = b;
    raw[rawOffset + 2] = c;
    raw[rawOffset + 3] = m;
    raw[rawOffset + 4] = sigma;
    return sigma > MIN_SIGMA && a + sigma * Math.sqrt(left * right) > 0;
  }

  /// Writes ∂raw/∂x at x, row-major 5 × 5 with rows (a, b, c, m, σ), from index `at`.
  static void derivative(double[] x, int offset, double[] raw, int rawOffset, double[] d, int at) {
    double w1 = x[offset + 1];
    double w2 = Elementary.exp(x[offset + 2]);
    double b = raw[rawOffset + 1];
    double c = raw[rawOffset + 2];
    double m = raw[rawOffset + 3];
    double left = b - c;
    double right = b + c;
    double low = left + w1;
    double high = right - w1;
    double s = low * high / (b * w2);
    double beta = (c - w1) / b;
    double q = Math.sqrt(low * high) / b;
    java.util.Arrays.fill(d, at, at + N * N, 0);
    d[at] = Elementary.exp(x[offset]);
    column(d, at, 1, 0, 0, -1 / b, (high - low) / (b * w2), b, c, m, s, beta, q);
    column(d, at, 2, 0, 0, 0, -s, b, c, m, s, beta, q);
    column(
        d,
        at,
        3,
        left / 2,
        -left / 2,
        -(1 + beta) / (2 * b) * left,
        (high / (b * w2) - s / (2 * b)) * left,
        b,
        c,
        m,
        s,
        beta,
        q);
    column(
        d,
        at,
        4,
        right / 2,
        right / 2,
        (1 - beta) / (2 * b) * right,
        (low / (b * w2) - s / (2 * b)) * right,
        b,
        c,
        m,
        s,
        beta,
        q);
  }

  /// One column from the derivatives of b, c, β and s.
  private static void column(
      double[] d,
      int at,
      int j,
      double db,
      double dc,
      double dBeta,
      double ds,
      double b,
      double c,
      double m,
      double s,
      double beta,
      double q) {
    double dm = dBeta * s + beta * ds;
    d[at + j] = dc * m + c * dm - db * s - b * ds;
    d[at + N + j] = db;
    d[at + 2 * N + j] = dc;
    d[at + 3 * N + j] = dm;
    d[at + 4 * N + j] = ds * q - s * beta * dBeta / q;
  }

  /// Writes the coordinates of a smile with b > 0 from index `offset`.
  static void fromRaw(
      double a, double b, double c, double m, double sigma, double[] x, int offset) {
    double s = Math.sqrt(m * m + sigma * sigma);
    x[offset] = Elementary.log(a - c * m + b * s);
    x[offset + 1] = c - b * m / s;
    x[offset + 2] = Elementary.log(b * sigma * sigma / (s * s * s));
    x[offset + 3] = Elementary.log(b - c);
    x[offset + 4] = Elementary.log(b + c);
  }

  /// Writes the coordinates of `svi`, which must have b > 0, from index `offset`.
  static void fromSvi(Svi svi, double[] x, int offset) {
    fromRaw(svi.a(), svi.b(), svi.b() * svi.rho(), svi.m(), svi.sigma(), x, offset);
  }

  /// The smile of a raw vector.
  static Svi toSvi(double[] raw, int at) {
    return new Svi(raw[at], raw[at + 1], raw[at + 2] / raw[at + 1], raw[at + 3], raw[at + 4]);
  }
}
