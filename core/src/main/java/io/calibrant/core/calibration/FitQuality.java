package io.calibrant.core.calibration;

/// How well a slice fits its quotes. Vol points are hundredths of a decimal vol.
///
/// @param usedCount quotes that entered the fit
/// @param rmseVolPoints root mean square of model − mid over the two-sided quotes used; NaN when
///     there are none
/// @param holdOutRmseVolPoints the same over every fourth strike, each predicted by a fit that did
///     not see it; NaN when there are too few quotes
/// @param insideSpread share of two-sided used quotes whose model vol lies in [bid, ask]
/// @param rmseHalfSpreads root mean square of (model − mid)/half-spread
/// @param maxHalfSpreads largest |model − mid|/half-spread
public record FitQuality(
    int usedCount,
    double rmseVolPoints,
    double holdOutRmseVolPoints,
    double insideSpread,
    double rmseHalfSpreads,
    double maxHalfSpreads) {}
