package io.calibrant.core.forward;

/// What put–call parity says about one expiry.
///
/// @param forward quote currency, > 0
/// @param stdError of `forward`, quote currency
/// @param sharedStdError standard deviation of the error that all strikes have in common, quote
///   currency; 0 where `stdError` holds it
/// @param discountFactor 1 when it is a convention, else the regression's
/// @param discountFactorStdError 0 when it is a convention
/// @param pairCount number of strikes that entered
/// @param medianResidual median of |residual| over the half-spread of the pair; NaN for bounds
record ParityFit(
    double forward,
    double stdError,
    double sharedStdError,
    double discountFactor,
    double discountFactorStdError,
    int pairCount,
    double medianResidual) {
  /// The standard deviation of all errors together, quote currency.
  double fullStdError() {
    return Math.sqrt(stdError * stdError + sharedStdError * sharedStdError);
  }
}
