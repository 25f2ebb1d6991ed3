package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.SurfaceInterpolation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// The line of a fixed tenor, free of arbitrage where the fitted expiries are.
///
/// Between two expiries w is linear in T at fixed k, which keeps the shape of the wings: calendar
/// spreads are safe because w rises, butterflies are checked on a dense line, with exact
/// derivatives, for every tenor between the same expiries. Should one fail, all of them take
/// [SurfaceInterpolation], which is safe by construction and lifts the wings. Before the first
/// expiry the smile is kept in standard deviations, w(k, T) = c·w₁(k/√c) with c = T/T₁: its g is at
/// least that of w₁, and w rises in T because k/√w rises in k (Fukasawa 2012). After the last
/// expiry [SurfaceInterpolation] goes on.
///
/// ln F is linear in T between expiries; outside them the carry of the nearest pair goes on. The
/// band takes the neighbours' errors as fully correlated, which is never too narrow; outside the
/// fitted expiries it is unknown.
public final class TenorLine implements VolLine {
  private static final double STEP = 0.01;
  private static final double WIDEST_STDEV = 8;
  private static final int CHECKED = 161;

  private final Tenor tenor;
  private final SurfaceInterpolation surface;
  private final List<CalibratedSlice> slices;
  private final int next;
  private final boolean linear;

  private TenorLine(
      Tenor tenor, SurfaceInterpolation surface, List<CalibratedSlice> slices, boolean linear) {
    this.tenor = tenor;
    this.surface = surface;
    this.slices = slices;
    int later = 0;
    while (later < slices.size() && slices.get(later).expiry() < tenor.years()) {
      later++;
    }
    this.next = later;
    this.linear = linear && later < slices.size();
  }

  /// Every tenor of `surface`, ascending; none when nothing is fitted.
  public static List<TenorLine> allOf(CalibratedSurface surface) {
    List<CalibratedSlice> slices = surface.slices();
    if (slices.isEmpty()) {
      return List.of();
    }
    List<Smile> smiles = new ArrayList<>();
    slices.forEach(slice -> smiles.add(slice.smile()));
    SurfaceInterpolation interpolation =
        SurfaceInterpolation.of(
            slices.stream().mapToDouble(CalibratedSlice::expiry).toArray(), smiles);
    List<TenorLine> lines = new ArrayList<>();
    Set<Integer> bent = new HashSet<>();
    for (Tenor tenor : Tenor.values()) {
      TenorLine line = new TenorLine(tenor, interpolation, slices, true);
      lines.add(line);
      if (line.linear && line.next > 0 && !line.isButterflyFree()) {
        bent.add(line.next);
      }
    }
    lines.replaceAll(
        line ->
            bent.contains(line.next)
                ? new TenorLine(line.tenor, interpolation, slices, false)
                : line);
    return lines;
  }

  /// `tenor` of `surface`, which has at least one fitted expiry.
  static TenorLine of(CalibratedSurface surface, Tenor tenor) {
    return allOf(surface).stream().filter(line -> line.tenor == tenor).findFirst().orElseThrow();
  }

  private boolean isButterflyFree() {
    double reach = WIDEST_STDEV * Math.sqrt(totalVariance(0));
    for (int i = 0; i < CHECKED; i++) {
      if (!(g(reach * (2.0 * i / (CHECKED - 1) - 1)) >= 0)) {
        return false;
      }
    }
    return true;
  }

  /// The tenor.
  public Tenor tenor() {
    return tenor;
  }

  /// Whether it lies before the first or after the last fitted expiry.
  public boolean extrapolated() {
    return next == slices.size() || (next == 0 && slices.get(0).expiry() > years());
  }

  /// The fitted expiry at or before it; the first one when there is none.
  public CalibratedSlice before() {
    return slices.get(Math.max(0, next - 1));
  }

  /// The fitted expiry at or after it; the last one when there is none.
  public CalibratedSlice after() {
    return slices.get(Math.min(slices.size() - 1, next));
  }

  @Override
  public double years() {
    return tenor.years();
  }

  @Override
  public double forward() {
    if (slices.size() == 1) {
      return slices.get(0).forward().value();
    }
    int at = Math.clamp(next, 1, slices.size() - 1);
    CalibratedSlice one = slices.get(at - 1);
    CalibratedSlice two = slices.get(at);
    double share = (years() - one.expiry()) / (two.expiry() - one.expiry());
    double ratio = two.forward().value() / one.forward().value();
    return one.forward().value() * StrictMath.exp(share * StrictMath.log(ratio));
  }

  @Override
  public double totalVariance(double k) {
    if (!linear) {
      return surface.totalVariance(k, years());
    }
    if (next == 0) {
      double c = years() / after().expiry();
      return c * after().smile().totalVariance(k / Math.sqrt(c));
    }
    return between(smile -> smile.totalVariance(k));
  }

  private double between(ToDoubleFunction<Smile> value) {
    double share = share();
    double from = value.applyAsDouble(before().smile());
    double to = value.applyAsDouble(after().smile());
    return from + share * (to - from);
  }

  @Override
  public double impliedVolStdDev(double k) {
    if (extrapolated()) {
      return Double.NaN;
    }
    double share = share();
    double error = (1 - share) * varianceStdDev(before(), k) + share * varianceStdDev(after(), k);
    return error / (2 * impliedVol(k) * years());
  }

  private double share() {
    double from = before().expiry();
    double to = after().expiry();
    return to > from ? (years() - from) / (to - from) : 0;
  }

  private static double varianceStdDev(CalibratedSlice slice, double k) {
    return 2 * slice.impliedVol(k) * slice.expiry() * slice.impliedVolStdDev(k);
  }

  /// Exact between expiries; elsewhere by central differences.
  @Override
  public double g(double k) {
    if (linear && next > 0) {
      return Butterfly.g(
          k,
          totalVariance(k),
          between(smile -> smile.slope(k)),
          between(smile -> smile.curvature(k)));
    }
    double h = STEP * Math.sqrt(totalVariance(0));
    double low = totalVariance(k - h);
    double w = totalVariance(k);
    double high = totalVariance(k + h);
    double slope = (high - low) / (2 * h);
    return Butterfly.g(k, w, slope, (high - 2 * w + low) / (h * h));
  }

  /// The neighbours' ranges in ATM standard deviations, the narrower on either side.
  @Override
  public QuotedRange quoted() {
    double stdev = Math.sqrt(totalVariance(0));
    QuotedRange one = scaled(before(), stdev);
    QuotedRange two = scaled(after(), stdev);
    return new QuotedRange(Math.max(one.low(), two.low()), Math.min(one.high(), two.high()));
  }

  private static QuotedRange scaled(CalibratedSlice slice, double stdev) {
    QuotedRange range = QuotedRange.of(slice);
    double unit = stdev / Math.sqrt(slice.smile().totalVariance(0));
    return new QuotedRange(range.low() * unit, range.high() * unit);
  }
}
