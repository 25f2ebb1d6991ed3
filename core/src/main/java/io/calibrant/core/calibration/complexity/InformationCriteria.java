package io.calibrant.core.calibration.complexity;

import io.calibrant.core.math.Elementary;

/// AIC with its small-sample correction and BIC with an effective number of quotes; less is better.
///
/// ```
/// AIC  = 2p − 2 lnL            AICc = AIC + 2p(p+1)/(n − p − 1)
/// BIC  = p ln n_eff − 2 lnL    n_eff = n (1 − φ)/(1 + φ)
/// ```
///
/// φ is the autocorrelation of whitened residuals at neighbouring strikes, cut to [0, 0.95]:
/// neighbours that err alike are not two quotes.
///
/// @param aicc AICc; +∞ where n ≤ p + 1
/// @param bic BIC
/// @param effectiveCount n_eff
public record InformationCriteria(double aicc, double bic, double effectiveCount) {
  private static final double MAX_CORRELATION = 0.95;

  /// The criteria of a fit to quotes whose errors are known up to one factor: n ln(Σr²/n) stands
  /// for the sum of squares.
  ///
  /// @param residuals (model − quote)/std, neighbours side by side
  /// @param parameterCount p, without the factor
  public static InformationCriteria ofUnknownScale(double[] residuals, int parameterCount) {
    int n = residuals.length;
    double squares = 0;
    for (double r : residuals) {
      squares += r * r;
    }
    double[] scaled = new double[n];
    double scale = Math.sqrt(squares / n);
    for (int i = 0; i < n; i++) {
      scaled[i] = squares > 0 ? residuals[i] / scale : 0;
    }
    InformationCriteria own = of(scaled, parameterCount + 1);
    double shift = squares > 0 ? n * Elementary.log(squares / n) : Double.NEGATIVE_INFINITY;
    return new InformationCriteria(own.aicc + shift, own.bic + shift, own.effectiveCount);
  }

  /// The criteria of a fit.
  ///
  /// @param residuals (model − quote)/std, neighbours side by side; lnL = −½Σr² up to what all
  ///   models share
  /// @param parameterCount p
  public static InformationCriteria of(double[] residuals, int parameterCount) {
    int n = residuals.length;
    double squares = 0;
    double lagged = 0;
    for (int i = 0; i < n; i++) {
      squares += residuals[i] * residuals[i];
      lagged += i > 0 ? residuals[i] * residuals[i - 1] : 0;
    }
    double phi = squares > 0 ? Math.max(0, Math.min(MAX_CORRELATION, lagged / squares)) : 0;
    double effective = n * (1 - phi) / (1 + phi);
    double p = parameterCount;
    double aic = 2 * p + squares;
    double aicc = n > p + 1 ? aic + 2 * p * (p + 1) / (n - p - 1) : Double.POSITIVE_INFINITY;
    return new InformationCriteria(
        aicc, p * Elementary.log(Math.max(1, effective)) + squares, effective);
  }
}
