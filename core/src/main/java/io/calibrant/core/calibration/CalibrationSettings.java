package io.calibrant.core.calibration;

/// What a surface is fitted with.
///
/// @param range which strikes enter
/// @param weighting the quotes' error model and the loss
/// @param holdOut whether each fit is accompanied by one that does not see every fourth core strike
/// @param incremental whether a fit that follows another may leave slices as they are and fit each
///   changed one between its neighbours
public record CalibrationSettings(
    QuoteRange range, Weighting weighting, boolean holdOut, boolean incremental) {
  /// The standard settings for single snapshots, with the hold-out.
  public static final CalibrationSettings DEFAULT =
      new CalibrationSettings(QuoteRange.DEFAULT, Weighting.DEFAULT, true, false);

  /// The standard settings for a market that is followed.
  public static final CalibrationSettings LIVE =
      new CalibrationSettings(QuoteRange.DEFAULT, Weighting.DEFAULT, true, true);
}
