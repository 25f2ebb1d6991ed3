package io.calibrant.core.calibration.model;

/// The error model of a quote's mid vol: from its spread, its tick, its age and the trust in its
/// source.
///
/// ```
/// std² = ((spreadShare · h)² + tick²/12 + floor² + drift² · age) / trust
/// ```
///
/// @param spreadShare standard deviation of the mid in half-spreads h, > 0
/// @param floorVol least standard deviation, decimal vol, > 0
/// @param driftVol by how much a vol moves in a second that the quote does not follow, decimal vol
///   per √second, ≥ 0
public record QuoteErrors(double spreadShare, double floorVol, double driftVol) {
  /// Mids err by 0.3 half-spreads and 5 bp at least, and by 1 bp per √second of age: an annual vol
  /// of vol of about 100 % on a vol of 60 %.
  public static final QuoteErrors DEFAULT = new QuoteErrors(0.3, 0.0005, 0.0001);

  public QuoteErrors {
    if (!(spreadShare > 0 && floorVol > 0 && driftVol >= 0)) {
      throw new IllegalArgumentException(
          "spreadShare=%s and floorVol=%s must be > 0, driftVol=%s ≥ 0"
              .formatted(spreadShare, floorVol, driftVol));
    }
  }

  /// The standard deviation of a mid vol.
  ///
  /// @param halfSpread half of ask vol − bid vol, ≥ 0
  /// @param tickVol the price tick in vol, ≥ 0
  /// @param ageSeconds since the quote was known to stand, ≥ 0
  /// @param trust in ]0, 1]: 1 for a source that is believed
  public double stdDev(double halfSpread, double tickVol, double ageSeconds, double trust) {
    if (!(halfSpread >= 0 && tickVol >= 0 && ageSeconds >= 0 && trust > 0 && trust <= 1)) {
      throw new IllegalArgumentException(
          "halfSpread=%s, tickVol=%s, ageSeconds=%s must be ≥ 0 and trust=%s in ]0, 1]"
              .formatted(halfSpread, tickVol, ageSeconds, trust));
    }
    double spread = spreadShare * halfSpread;
    double variance =
        spread * spread
            + tickVol * tickVol / 12
            + floorVol * floorVol
            + driftVol * driftVol * ageSeconds;
    return Math.sqrt(variance / trust);
  }
}
