package io.calibrant.sim.model;

/// The annualised basis ln(F/S)/T: nothing at the front, `level` far out.
///
/// Shaped after medians measured on Deribit in 2026: F/S − 1 of 0.3 bp at 2 d, 2 bp at a week, 11
/// bp at a month, 51 bp at 70 d and 243 bp at 200 d.
///
/// @param level per year, far out
/// @param ramp years over which it builds up
public record Carry(double level, double ramp) {
  /// F over S for an expiry `years` ahead.
  public double forwardOverSpot(double years) {
    double build = -StrictMath.expm1(-years / ramp);
    return StrictMath.exp(level * build * years);
  }
}
