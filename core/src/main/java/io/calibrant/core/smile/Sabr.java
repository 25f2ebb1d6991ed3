package io.calibrant.core.smile;

import io.calibrant.core.math.Elementary;

/// The SABR smile in Hagan's lognormal expansion, with the forward scaled to 1.
///
/// Hagan et al., *Managing smile risk* (2002), equation 2.17. With y = 1 − β, u = exp(−yk/2), z =
/// −νk/(αu), χ(z) = ln((√(1 − 2ρz + z²) + z − ρ)/(1 − ρ)): σ(k) = αu/(1 + y²k²/24 + y⁴k⁴/1920) ·
/// z/χ · (1 + (y²α²u²/24 + ρβναu/4 + (2 − 3ρ²)ν²/24)T). The expansion is in ν²T; far from the money
/// its density turns negative, see [#hasDensity].
///
/// @param alpha level of vol at the money, F^(β−1) times SABR's α, > 0
/// @param beta in [0, 1]
/// @param rho in (−1, 1)
/// @param volOfVol ν, > 0
/// @param expiry T in years, > 0
public record Sabr(double alpha, double beta, double rho, double volOfVol, double expiry) {
  /// Length of [#evaluate]'s output.
  public static final int COUNT = 5;

  private static final double SMALL = 5e-3;

  public Sabr {
    if (!(alpha > 0 && beta >= 0 && beta <= 1 && Math.abs(rho) < 1 && volOfVol > 0 && expiry > 0)
        || !(alpha < 1e6 && volOfVol < 1e6 && expiry < 1e6)) {
      throw new IllegalArgumentException(
          "not a SABR smile: alpha=%s beta=%s rho=%s volOfVol=%s expiry=%s; needs alpha, volOfVol, expiry > 0, 0 ≤ beta ≤ 1, |rho| < 1"
              .formatted(alpha, beta, rho, volOfVol, expiry));
    }
  }

  /// σ(k), decimal.
  public double impliedVol(double k) {
    double[] out = new double[COUNT];
    evaluate(alpha, beta, rho, volOfVol, expiry, k, out);
    return out[0];
  }

  /// Whether the density that the smile implies at k is not negative: g(k) ≥ 0 with w = σ²T, its
  /// derivatives by central differences of step 10⁻³ standard deviations.
  public boolean hasDensity(double k) {
    double h = 1e-3 * alpha * Math.sqrt(expiry);
    double below = variance(k - h);
    double at = variance(k);
    double above = variance(k + h);
    double slope = (above - below) / (2 * h);
    double bend = (above - 2 * at + below) / (h * h);
    double z = 1 - k * slope / (2 * at);
    return at > 0 && z * z - slope * slope / 4 * (1 / at + 0.25) + bend / 2 >= 0;
  }

  /// The farthest k, from the money towards `limit`, up to which [#hasDensity] holds at every 1/200
  /// of the way; 0 if it fails at the money.
  public double densityReach(double limit) {
    double reach = 0;
    for (int i = 0; i <= 200; i++) {
      double k = limit * i / 200;
      if (!hasDensity(k)) {
        return reach;
      }
      reach = k;
    }
    return reach;
  }

  private double variance(double k) {
    double vol = impliedVol(k);
    return vol * vol * expiry;
  }

  /// Writes (σ, ∂σ/∂α, ∂σ/∂ρ, ∂σ/∂ν, ∂σ/∂β) at k; allocates nothing. The derivatives are at
  /// constant α as here, F^(β−1) times SABR's.
  public static void evaluate(
      double alpha, double beta, double rho, double nu, double expiry, double k, double[] out) {
    double y = 1 - beta;
    double u = y == 0 ? 1 : Elementary.exp(-0.5 * y * k);
    double yk = y * k * y * k;
    double level = alpha * u;
    double series = 1 + yk / 24 + yk * yk / 1920;
    double scale = u / series;
    double z = -nu * k / level;
    if (Math.abs(z) < SMALL) {
      nearRatio(z, rho, out);
    } else {
      ratio(z, rho, out);
    }
    double f = out[0];
    double zfz = out[1];
    double fRho = out[2];
    double tilt = 0.25 * rho * beta * level;
    double curved = (2 - 3 * rho * rho) / 24;
    double square = y * y / 24 * level * level;
    double h = 1 + (square + tilt * nu + curved * nu * nu) * expiry;
    double base = alpha * scale;
    out[0] = base * f * h;
    out[1] = scale * ((f - zfz) * h + f * (2 * square + tilt * nu) * expiry);
    out[2] = base * (fRho * h + f * (0.25 * beta * level * nu - 0.25 * rho * nu * nu) * expiry);
    out[3] = base * (zfz * h / nu + f * (tilt + 2 * curved * nu) * expiry);
    // β moves ln u and ln level by k/2, ln z by −k/2.
    double half = 0.5 * k;
    double rise = half + y * k * k * (1.0 / 12 + yk / 480) / series;
    double bend = 2 * square * half - y / 12 * level * level;
    double lean = tilt * nu * half + 0.25 * rho * level * nu;
    out[4] = base * ((rise * f - half * zfz) * h + f * (bend + lean) * expiry);
  }

  /// f = z/χ, zf′ and ∂f/∂ρ at z not near 0.
  private static void ratio(double z, double rho, double[] out) {
    double q = Math.sqrt(1 - 2 * rho * z + z * z);
    // For z < ρ the sum q + z − ρ cancels; (1 − ρ²)/(q − z + ρ) is the same.
    double sum = z > rho ? q + z - rho : (1 - rho * rho) / (q - z + rho);
    double inverse = 1 / Elementary.log(sum / (1 - rho));
    double f = z * inverse;
    out[0] = f;
    out[1] = f * (1 - z / q * inverse);
    out[2] = -f * inverse * (1 / (1 - rho) - (1 + z / q) / sum);
  }

  /// The same near z = 0 without cancellation: χ′ = 1/√(1 − 2ρz + z²) generates Legendre's
  /// polynomials, so that χ/z = Σ Pₙ(ρ)zⁿ/(n + 1), and χ/z − χ′ = −Σ n/(n + 1)·Pₙ(ρ)zⁿ.
  private static void nearRatio(double z, double rho, double[] out) {
    double r = rho * rho;
    double p2 = 0.5 * (3 * r - 1);
    double p3 = 0.5 * rho * (5 * r - 3);
    double p4 = 0.125 * ((35 * r - 30) * r + 3);
    double p5 = 0.125 * rho * ((63 * r - 70) * r + 15);
    double f = 1 / (1 + z * (rho / 2 + z * (p2 / 3 + z * (p3 / 4 + z * (p4 / 5 + z * p5 / 6)))));
    double gap = z * (rho / 2 + z * (2 * p2 / 3 + z * (0.75 * p3 + z * (0.8 * p4 + z * p5 / 1.2))));
    double d3 = 1.5 * (5 * r - 1);
    double d4 = 2.5 * rho * (7 * r - 3);
    double d5 = 1.875 * ((21 * r - 14) * r + 1);
    double slope = z * (0.5 + z * (rho + z * (d3 / 4 + z * (d4 / 5 + z * d5 / 6))));
    out[0] = f;
    out[1] = -f * f * gap;
    out[2] = -f * f * slope;
  }
}
