package io.calibrant.core.calibration;

import java.util.List;

/// A fitted and checked surface of one underlying as of one instant.
///
/// @param underlying the coin in upper case
/// @param asOfNs the instant it speaks of, ns since 1970-01-01 UTC
/// @param snapshotHash SHA-256 of the snapshot it was fitted to, lower-case hex
/// @param index the venue's index, quote currency; NaN when not given
/// @param slices the fitted expiries in ascending order
/// @param thin expiries that could not be fitted, each with its quotes and reasons
/// @param arbitrage what the exact checks found and what the repair changed
public record CalibratedSurface(
    String underlying,
    long asOfNs,
    String snapshotHash,
    double index,
    List<CalibratedSlice> slices,
    List<UnfittedSlice> thin,
    ArbitrageReport arbitrage) {
  public CalibratedSurface {
    slices = List.copyOf(slices);
    thin = List.copyOf(thin);
    for (int i = 1; i < slices.size(); i++) {
      if (slices.get(i).expiryTimeNs() <= slices.get(i - 1).expiryTimeNs()) {
        throw new IllegalArgumentException(
            "slices: expiry %d ns at index %d does not follow %d ns"
                .formatted(slices.get(i).expiryTimeNs(), i, slices.get(i - 1).expiryTimeNs()));
      }
    }
  }

  /// The same surface with no quotes at its expiries, as a journal gives it back.
  public CalibratedSurface withoutQuotes() {
    return new CalibratedSurface(
        underlying,
        asOfNs,
        snapshotHash,
        index,
        slices.stream().map(CalibratedSlice::withoutQuotes).toList(),
        thin.stream().map(UnfittedSlice::withoutQuotes).toList(),
        arbitrage);
  }
}
