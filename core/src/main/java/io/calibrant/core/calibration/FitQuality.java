package io.calibrant.core.calibration;

/// How well a slice fits its quotes. Vol points are hundredths of a decimal vol.
///
/// The core is |k| < 2.1·σ_ATM·√T ([QuoteRange]): further out a quote's own spread is several vol
/// points, so that errors there are told in half-spreads and by `insideSpread`.
///
/// @param usedCount quotes that entered the fit
/// @param rmseVolPoints root mean square of model − mid over the two-sided core quotes; NaN when
///   there are none
/// @param holdOutRmseVolPoints the same over every fourth two-sided core strike, as predicted by a
///   fit that did not see them; NaN when it was not asked for or there are too few quotes
/// @param wideRmseVolPoints root mean square of model − mid over all two-sided used quotes
/// @param insideSpread share of the used quotes with a bid and an ask whose model vol lies in [bid,
///   ask]
/// @param rmseHalfSpreads root mean square of (model − mid)/half-spread over all two-sided used
///   quotes
/// @param maxHalfSpreads largest |model − mid|/half-spread
/// @param modelErrorVolPoints standard deviation of what the smile's shape cannot follow: the
///   excess of the weighted mean square misfit over the quotes' own error
/// @param holdOutAsOfNs the instant the hold-out figure speaks of, ns since 1970: live, one slice a
///   decision gets a new one; [#NEVER] when there is none
public record FitQuality(
    int usedCount,
    double rmseVolPoints,
    double holdOutRmseVolPoints,
    double wideRmseVolPoints,
    double insideSpread,
    double rmseHalfSpreads,
    double maxHalfSpreads,
    double modelErrorVolPoints,
    long holdOutAsOfNs) {
  /// [#holdOutAsOfNs] when there is no hold-out figure.
  public static final long NEVER = Long.MIN_VALUE;

  /// Without the instant of a hold-out.
  public FitQuality(
      int usedCount,
      double rmseVolPoints,
      double holdOutRmseVolPoints,
      double wideRmseVolPoints,
      double insideSpread,
      double rmseHalfSpreads,
      double maxHalfSpreads,
      double modelErrorVolPoints) {
    this(
        usedCount,
        rmseVolPoints,
        holdOutRmseVolPoints,
        wideRmseVolPoints,
        insideSpread,
        rmseHalfSpreads,
        maxHalfSpreads,
        modelErrorVolPoints,
        NEVER);
  }

  /// The same with another hold-out figure.
  FitQuality withHoldOut(double rmse, long asOfNs) {
    return new FitQuality(
        usedCount,
        rmseVolPoints,
        rmse,
        wideRmseVolPoints,
        insideSpread,
        rmseHalfSpreads,
        maxHalfSpreads,
        modelErrorVolPoints,
        asOfNs);
  }
}
