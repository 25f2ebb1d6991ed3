package io.calibrant.core.calibration;

/// What a surface is fitted with.
///
/// @param range which strikes enter
/// @param weighting the quotes' error model and the loss
/// @param holdOut whether each fit is accompanied by one that does not see every fourth core strike
public record CalibrationSettings(QuoteRange range, Weighting weighting, boolean holdOut) {
  /// The standard settings, with the hold-out.
  public static final CalibrationSettings DEFAULT =
      new CalibrationSettings(QuoteRange.DEFAULT, Weighting.DEFAULT, true);
}
