package io.calibrant.venues.chainfile;

import io.calibrant.core.black.Black76;
import io.calibrant.core.market.Instrument;
import io.calibrant.core.surface.YearFraction;

/// Turns a vol of a table into the undiscounted premium that has this vol.
final class VolPremium {
  private static final double MAX_VOL = 100;

  private VolPremium() {}

  /// The premium, quote currency; NaN when the field is empty or zero, or the premium is below the
  /// smallest double.
  static double of(CsvRow row, int field, Instrument.Option option, double forward, long asOfNs)
      throws ChainFormatException {
    double vol = row.positive(field);
    if (Double.isNaN(vol)) {
      return Double.NaN;
    }
    if (!(vol < MAX_VOL)) {
      throw row.error(field, "is not a vol: write a decimal such as 0.65");
    }
    double expiry = YearFraction.between(asOfNs, option.expiryTimeNs());
    double premium =
        Black76.value(option.type(), forward, option.strike(), vol, Math.max(expiry, 0));
    return premium > 0 ? premium : Double.NaN;
  }
}
