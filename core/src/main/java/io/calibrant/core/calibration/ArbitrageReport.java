package io.calibrant.core.calibration;

/// What the exact no-arbitrage checks found.
///
/// @param butterflyFree every slice satisfies the Martini–Mingone conditions on the whole line
/// @param calendarFree no two neighbouring slices cross on the whole line
/// @param repaired whether the fit had to be moved to make both true
/// @param repairCostVolPoints root mean square change of the fitted vols at the quotes by that
///   repair, in vol points; 0 when not repaired
public record ArbitrageReport(
    boolean butterflyFree, boolean calendarFree, boolean repaired, double repairCostVolPoints) {}
