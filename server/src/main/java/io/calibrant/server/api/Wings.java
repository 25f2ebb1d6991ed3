package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;

/// The shape of one smile in the market's words, decimals per √year.
///
/// RRx = σ(x-delta call) − σ(x-delta put); BFx = (σ(x-delta call) + σ(x-delta put))/2 − ATM; ATM is
/// σ at k = 0; deltas are forward Black deltas.
///
/// @param rr25 NaN when the smile does not reach a 25-delta strike; the same for the others
public record Wings(
    double atm, double atmStdDev, double rr25, double bf25, double rr10, double bf10) {
  /// The formulas in words, for whoever reads the numbers.
  public static final String FORMULAS =
      "RRx = vol(x-delta call) - vol(x-delta put); BFx = (vol(x-delta call) + vol(x-delta put))/2"
          + " - vol(k=0); forward Black delta";

  /// The wings of `slice`.
  public static Wings of(CalibratedSlice slice) {
    double atm = slice.impliedVol(0);
    double call25 = volAt(slice, 0.25);
    double put25 = volAt(slice, 0.75);
    double call10 = volAt(slice, 0.10);
    double put10 = volAt(slice, 0.90);
    return new Wings(
        atm,
        slice.impliedVolStdDev(0),
        call25 - put25,
        (call25 + put25) / 2 - atm,
        call10 - put10,
        (call10 + put10) / 2 - atm);
  }

  private static double volAt(CalibratedSlice slice, double callDelta) {
    double k = ForwardDelta.kAt(slice, callDelta);
    return Double.isNaN(k) ? Double.NaN : slice.impliedVol(k);
  }
}
