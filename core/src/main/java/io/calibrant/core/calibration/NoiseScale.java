package io.calibrant.core.calibration;

import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.Smile;

/// How large the quotes' errors are beside their model ([Weighting]), judged by what a fit leaves.
///
/// ```
/// s² = (ν₀ + Σ min(z², 9))/(ν₀ + n − 5)      z = (σ(k) − mid)/std over the n two-sided used quotes
/// ```
///
/// the posterior mean of a variance factor about 1 with the weight of ν₀ quotes, from n residuals
/// of which the smile has taken five. Only a factor below 1 narrows the bands, by at most half:
/// misfit beyond the errors is the shape's own ([FitQuality]).
final class NoiseScale {
  private static final double PRIOR_QUOTES = 10;
  private static final double LARGEST = 9;
  private static final double LEAST = 0.25;
  private static final int PARAMETERS = 5;

  private NoiseScale() {}

  /// s² of `smile`, at most 1.
  static double of(SmileQuotes quotes, Smile smile, double expiry) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < quotes.size(); i++) {
      if (quotes.reason(i) == ReasonCode.USED) {
        double z = (smile.impliedVol(quotes.k(i), expiry) - quotes.midVol(i)) / quotes.volStdDev(i);
        sum += Math.min(z * z, LARGEST);
        count++;
      }
    }
    double scale = (PRIOR_QUOTES + sum) / (PRIOR_QUOTES + Math.max(count - PARAMETERS, 0));
    return scale >= LEAST ? Math.min(scale, 1) : LEAST;
  }
}
