package io.calibrant.server.api;

/// The shape of one smile in the market's words, decimals per √year.
///
/// RRx = σ(x-delta call) − σ(x-delta put); BFx = (σ(x-delta call) + σ(x-delta put))/2 − ATM; ATM is
/// σ at k = 0; deltas are of a named kind.
///
/// @param rr25 NaN when the smile does not reach a 25-delta strike; the same for the others
public record Wings(
    double atm, double atmStdDev, double rr25, double bf25, double rr10, double bf10) {

  /// The formulas in words, for whoever reads the numbers.
  public static String formulas(DeltaKind kind) {
    return "RRx = vol(x-delta call) - vol(x-delta put); BFx = (vol(x-delta call) + vol(x-delta"
        + " put))/2 - vol(k=0); "
        + kind.words();
  }

  /// The wings of `line` at deltas of `kind`.
  public static Wings of(VolLine line, DeltaKind kind) {
    double atm = line.impliedVol(0);
    double call25 = volAt(line, kind, 0.25);
    double put25 = volAt(line, kind, -0.25);
    double call10 = volAt(line, kind, 0.10);
    double put10 = volAt(line, kind, -0.10);
    return new Wings(
        atm,
        line.impliedVolStdDev(0),
        call25 - put25,
        (call25 + put25) / 2 - atm,
        call10 - put10,
        (call10 + put10) / 2 - atm);
  }

  private static double volAt(VolLine line, DeltaKind kind, double delta) {
    double k = kind.kAt(line, delta);
    return Double.isNaN(k) ? Double.NaN : line.impliedVol(k);
  }
}
