package io.calibrant.core.calibration.model;

/// How far a model is from quotes, in three units. Only quotes that are points count.
///
/// @param count quotes
/// @param rmsePrice root mean square of model − quote, in units of the forward
/// @param rmseVolPoints the same of implied vols, in hundredths
/// @param rmseHalfSpreads the same of implied vols, each in its own half-spread
/// @param medianHalfSpreads median of |model − quote| in half-spreads: little moved by outliers
public record FitLoss(
    int count,
    double rmsePrice,
    double rmseVolPoints,
    double rmseHalfSpreads,
    double medianHalfSpreads) {

  /// The loss of a model's prices.
  ///
  /// @param prices undiscounted out-of-the-money values in units of the forward
  public static FitLoss of(ModelQuotes quotes, double[] prices) {
    var measure = new LossMeasure(quotes);
    return measure.of(prices);
  }

  /// The loss of a smile's vols.
  public static FitLoss ofVols(ModelQuotes quotes, double[] vols) {
    return new LossMeasure(quotes).ofVols(vols);
  }
}
