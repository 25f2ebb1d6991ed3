package io.calibrant.core.calibration.slice;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;

/// A raw SVI smile, where its density is negative, and the free smile that is nearest to it.
///
/// Nearest is least squares in vol over [#POINTS] points, evenly spread over |k| ≤ reach; the
/// search is that of [SviFit], which never leaves the domain free of butterflies.
///
/// @param before the smile
/// @param minimum where its g is least on the whole line
/// @param lower left end of the interval around the minimum on which g < 0; NaN where there is none
/// @param upper right end of it
/// @param after the nearest free smile; `before` itself where that is free
/// @param afterMinimum where the g of `after` is least
/// @param rmseVolPoints root mean square change of the vols by the repair, hundredths
/// @param maxVolPoints largest change
public record ButterflyRepair(
    Svi before,
    SviButterfly.Minimum minimum,
    double lower,
    double upper,
    Svi after,
    SviButterfly.Minimum afterMinimum,
    double rmseVolPoints,
    double maxVolPoints) {
  /// Points at which smiles are compared.
  public static final int POINTS = 121;

  private static final int BISECTIONS = 60;
  private static final int DOUBLINGS = 60;

  /// The repair of `svi`.
  ///
  /// @param years T, > 0
  /// @param reach largest |k| at which vols count, > 0
  public static ButterflyRepair of(Svi svi, double years, double reach) {
    if (!(years > 0 && reach > 0 && years + reach < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "years=%s, reach=%s: both must be > 0 and finite".formatted(years, reach));
    }
    SviButterfly.Minimum minimum = SviButterfly.minimum(svi);
    boolean free = SviButterfly.isFree(svi);
    Svi after = free ? svi : nearest(svi, years, reach);
    double sum = 0;
    double most = 0;
    for (int i = 0; i < POINTS; i++) {
      double k = point(i, reach);
      double change = 100 * Math.abs(after.impliedVol(k, years) - svi.impliedVol(k, years));
      sum += change * change;
      most = Math.max(most, change);
    }
    boolean dips = minimum.g() < 0 && Double.isFinite(minimum.k());
    return new ButterflyRepair(
        svi,
        minimum,
        dips ? root(svi, minimum.k(), -1) : Double.NaN,
        dips ? root(svi, minimum.k(), 1) : Double.NaN,
        after,
        SviButterfly.minimum(after),
        Math.sqrt(sum / POINTS),
        most);
  }

  private static double point(int i, double reach) {
    return reach * (2.0 * i / (POINTS - 1) - 1);
  }

  private static Svi nearest(Svi svi, double years, double reach) {
    var quotes = new QuoteColumns(POINTS);
    for (int i = 0; i < POINTS; i++) {
      double k = point(i, reach);
      // One vol point as an error of w, so that squares are of vols.
      double stdDev = 2 * svi.impliedVol(k, years) * years * 0.01;
      quotes.add(k, svi.totalVariance(k), stdDev);
    }
    var fit = new SviFit(POINTS);
    fit.fit(quotes);
    return fit.svi();
  }

  /// Where g changes its sign on one side of a k at which it is negative; ±∞ when it stays
  /// negative.
  private static double root(Svi svi, double from, int side) {
    double inner = 0;
    double outer = 0.01;
    for (int i = 0; i < DOUBLINGS && SviButterfly.g(svi, from + side * outer) < 0; i++) {
      inner = outer;
      outer *= 1.5;
    }
    if (SviButterfly.g(svi, from + side * outer) < 0) {
      return side * Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (inner + outer);
      if (SviButterfly.g(svi, from + side * middle) < 0) {
        inner = middle;
      } else {
        outer = middle;
      }
    }
    return from + side * outer;
  }
}
