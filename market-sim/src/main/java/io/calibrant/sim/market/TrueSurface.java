package io.calibrant.sim.market;

import io.calibrant.sim.model.TrueSmile;
import java.util.List;
import java.util.Optional;

/// The truth of one coin at one instant: what a perfect calibration would find.
///
/// @param timeNs ns since 1970
/// @param variance the model's v at that instant
/// @param rho the model's correlation at that instant
/// @param slices by expiry, ascending
public record TrueSurface(
    String coin, long timeNs, double spot, double variance, double rho, List<Slice> slices) {

  public TrueSurface {
    slices = List.copyOf(slices);
  }

  /// One expiry.
  ///
  /// @param forward USD
  public record Slice(long expiryTimeNs, double forward, TrueSmile smile) {
    /// Fair vol at a strike, decimal per √year.
    public double vol(double strike) {
      return smile.vol(StrictMath.log(strike / forward));
    }
  }

  /// The slice of an expiry, if it is listed.
  public Optional<Slice> slice(long expiryTimeNs) {
    return slices.stream().filter(s -> s.expiryTimeNs() == expiryTimeNs).findFirst();
  }
}
