package io.calibrant.core.calibration.model;

import io.calibrant.core.calibration.slice.Loss;

/// What a calibration minimises: ½ Σ ρ(rᵢ²), rᵢ = (model − market)/std in a [Measure].
///
/// @param measure in which quantity
/// @param weights whose standard deviations
/// @param loss ρ
public record Objective(Measure measure, Weights weights, Loss loss) {
  /// Whose standard deviations whiten the residuals.
  public enum Weights {
    /// Each quote's own ([QuoteErrors]): residuals are standard normal where model and errors hold.
    QUOTE_ERRORS,
    /// One for all: 1 vol point, or 10⁻⁴ of the forward in price, or 10⁻³ in total variance. Then
    /// the covariance of the parameters is scaled by the mean square of the residuals.
    EQUAL
  }

  /// Vega-weighted prices, weighted by the quotes' errors: the fast standard.
  public static final Objective STANDARD =
      new Objective(Measure.VEGA_PRICE, Weights.QUOTE_ERRORS, Loss.LEAST_SQUARES);

  /// Implied vols weighted by the quotes' errors.
  public static final Objective IMPLIED_VOL =
      new Objective(Measure.IMPLIED_VOL, Weights.QUOTE_ERRORS, Loss.LEAST_SQUARES);

  /// Implied vols weighted alike: twice the cost is the sum of squares in vol points².
  public static final Objective EQUAL_VOLS =
      new Objective(Measure.IMPLIED_VOL, Weights.EQUAL, Loss.LEAST_SQUARES);

  /// This with another loss.
  public Objective withLoss(Loss other) {
    return new Objective(measure, weights, other);
  }

  /// This with other weights.
  public Objective withWeights(Weights other) {
    return new Objective(measure, other, loss);
  }

  /// This in another measure.
  public Objective withMeasure(Measure other) {
    return new Objective(other, weights, loss);
  }
}
