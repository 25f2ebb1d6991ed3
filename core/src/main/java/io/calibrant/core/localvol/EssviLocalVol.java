package io.calibrant.core.localvol;

import io.calibrant.core.smile.Essvi;
import io.calibrant.core.smile.SsviSlice;

/// Dupire's formula on an eSSVI surface: at one T the smile is a hyperbola, so a row of points
/// costs one square root and three divisions each.
///
/// ```
/// S = √(ψ²k² + 2ηθk + θ²), η = ρψ;   w = ½(θ + ηk + S);   w_k = ½(η + (ψ²k + ηθ)/S)
/// w_kk = ½θ²(ψ² − η²)/S³;   w_T = ½(θ′ + η′k + (ψψ′k² + (η′θ + ηθ′)k + θθ′)/S)
/// ```
final class EssviLocalVol implements LocalVolSurface {
  /// Numbers of an interval between expiries: T, θ, ψ, η at its end (its start for the last one,
  /// which is open) and what they gain a year.
  private static final int STRIDE = 7;

  private final Essvi surface;
  private final double[] expiries;
  private final double[] intervals;

  EssviLocalVol(Essvi surface) {
    this.surface = surface;
    int n = surface.size();
    expiries = new double[n];
    intervals = new double[STRIDE * (n + 1)];
    for (int i = 0; i <= n; i++) {
      double end = surface.expiry(Math.min(i, n - 1));
      if (i < n) {
        expiries[i] = end;
      }
      SsviSlice slice = surface.slice(end);
      Essvi.Rates rates = surface.rates(i < n ? end : 2 * end);
      double[] numbers = {
        end,
        slice.theta(),
        slice.psi(),
        slice.rho() * slice.psi(),
        rates.theta(),
        rates.psi(),
        rates.eta()
      };
      System.arraycopy(numbers, 0, intervals, STRIDE * i, STRIDE);
    }
  }

  @Override
  public double variance(double k, double expiry) {
    SsviSlice slice = surface.slice(expiry);
    return Dupire.bounded(surface.timeSlope(k, expiry), Dupire.g(slice, k));
  }

  @Override
  public void variances(double expiry, double[] ks, double[] out, int count) {
    if (!(expiry > 0 && expiry < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expiry=%s: must be > 0 and finite".formatted(expiry));
    }
    int next = 0;
    while (next < expiries.length && expiries[next] < expiry) {
      next++;
    }
    int at = STRIDE * next;
    double dt = expiry - intervals[at];
    double psi = intervals[at + 2] + dt * intervals[at + 5];
    row(
        intervals[at + 1] + dt * intervals[at + 4],
        psi * psi,
        intervals[at + 3] + dt * intervals[at + 6],
        intervals[at + 4],
        psi * intervals[at + 5],
        intervals[at + 6],
        ks,
        out,
        count);
  }

  /// Short straight-line loops, of which the compiler makes vectors; s = 1/S, w2 = 2w, and g·4w²
  /// and w_T·4w² need no 1/w.
  private static void row(
      double theta,
      double psi2,
      double eta,
      double thetaRate,
      double psiRate,
      double etaRate,
      double[] ks,
      double[] out,
      int count) {
    double et = eta * theta;
    double t2 = theta * theta;
    double et2 = 2 * et;
    for (int i = 0; i < count; i++) {
      double k = ks[i];
      out[i] = 1 / Math.sqrt((psi2 * k + et2) * k + t2);
    }
    double bend = 0.25 * t2 * (psi2 - eta * eta);
    double linear = 0.5 * (etaRate * theta + eta * thetaRate);
    double constant = 0.5 * theta * thetaRate;
    double halfRate = 0.5 * psiRate;
    double thetaHalf = 0.5 * thetaRate;
    double etaHalf = 0.5 * etaRate;
    for (int i = 0; i < count; i++) {
      double k = ks[i];
      double s = out[i];
      double bow = (psi2 * k + et) * s;
      // S = (ψ²k² + ηθk)/S + (ηθk + θ²)/S.
      double w2 = eta * k + theta + bow * k + (et * k + t2) * s;
      double slope = eta + bow;
      double rise = thetaHalf + etaHalf * k + ((halfRate * k + linear) * k + constant) * s;
      double u = w2 - 0.5 * k * slope;
      double q = slope * slope * w2;
      double ww = w2 * w2;
      double g = u * u - q * (0.125 + 0.015625 * w2) + bend * s * s * s * ww;
      // The least number keeps 0/0 out where rounding makes both vanish.
      out[i] = rise * ww / (g + Double.MIN_NORMAL);
    }
    for (int i = 0; i < count; i++) {
      out[i] = Math.max(0, Math.min(LARGEST, out[i]));
    }
  }
}
