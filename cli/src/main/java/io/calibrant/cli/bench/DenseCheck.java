package io.calibrant.cli.bench;

import io.calibrant.cli.fit.Curve;
import io.calibrant.core.black.Black76;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.smile.Smile;

/// A check for arbitrage that shares nothing with the exact one: prices on a dense grid.
///
/// Butterfly: out-of-the-money prices must be convex in the strike, by divided differences of three
/// neighbouring points. Calendar: total variance must not fall from one expiry to the next. The
/// grid has [#POINT_COUNT] points over the quotes and the wings to five ATM standard deviations.
final class DenseCheck {
  static final int POINT_COUNT = 2001;

  /// Rounding of prices of 15 digits, amplified by the differences.
  private static final double PRICE_TOLERANCE = 1e-12;

  private static final double VARIANCE_TOLERANCE = 1e-12;

  private DenseCheck() {}

  /// What was found.
  ///
  /// @param notFinite grid points whose variance or price is NaN, infinite or not positive
  /// @param butterflies grid points where prices are not convex
  /// @param calendars grid points where variance falls with expiry
  record Violations(long points, long notFinite, long butterflies, long calendars) {
    Violations plus(Violations other) {
      return new Violations(
          points + other.points,
          notFinite + other.notFinite,
          butterflies + other.butterflies,
          calendars + other.calendars);
    }
  }

  static final Violations NONE = new Violations(0, 0, 0, 0);

  static Violations of(CalibratedSurface surface) {
    Violations sum = NONE;
    CalibratedSlice before = null;
    for (CalibratedSlice slice : surface.slices()) {
      sum = sum.plus(butterflies(slice));
      if (before != null) {
        sum = sum.plus(calendars(before, slice));
      }
      before = slice;
    }
    return sum;
  }

  private static Violations butterflies(CalibratedSlice slice) {
    Curve range = Curve.of(slice);
    long notFinite = 0;
    long bad = 0;
    double[] strikes = new double[POINT_COUNT];
    double[] prices = new double[POINT_COUNT];
    for (int i = 0; i < POINT_COUNT; i++) {
      double k = range.point(i, POINT_COUNT);
      double w = slice.smile().totalVariance(k);
      strikes[i] = StrictMath.exp(k);
      boolean usable = w > 0 && w < Double.POSITIVE_INFINITY;
      prices[i] = usable ? Black76.outOfTheMoney(1, strikes[i], Math.sqrt(w), 1) : Double.NaN;
      notFinite += Double.isFinite(prices[i]) ? 0 : 1;
    }
    for (int i = 1; i < POINT_COUNT - 1; i++) {
      bad += isConvex(strikes, prices, i) ? 0 : 1;
    }
    return new Violations(POINT_COUNT, notFinite, bad, 0);
  }

  // All three as prices of the same type, by parity, so that the kink at the forward is no kink.
  private static boolean isConvex(double[] strikes, double[] prices, int i) {
    boolean call = strikes[i] >= 1;
    double left = sameType(strikes[i - 1], prices[i - 1], call);
    double middle = prices[i];
    double right = sameType(strikes[i + 1], prices[i + 1], call);
    double chord =
        ((strikes[i + 1] - strikes[i]) * left + (strikes[i] - strikes[i - 1]) * right)
            / (strikes[i + 1] - strikes[i - 1]);
    return chord - middle >= -PRICE_TOLERANCE * middle;
  }

  private static double sameType(double strike, double price, boolean call) {
    boolean isCall = strike >= 1;
    if (isCall == call) {
      return price;
    }
    return call ? price + 1 - strike : price - 1 + strike;
  }

  private static Violations calendars(CalibratedSlice near, CalibratedSlice far) {
    Curve first = Curve.of(near);
    Curve second = Curve.of(far);
    double low = Math.min(first.low(), second.low());
    double high = Math.max(first.high(), second.high());
    Smile nearSmile = near.smile();
    Smile farSmile = far.smile();
    var range = new Curve(low, high);
    long bad = 0;
    for (int i = 0; i < POINT_COUNT; i++) {
      double k = range.point(i, POINT_COUNT);
      double gap = farSmile.totalVariance(k) - nearSmile.totalVariance(k);
      bad += gap >= -VARIANCE_TOLERANCE ? 0 : 1;
    }
    return new Violations(POINT_COUNT, 0, 0, bad);
  }
}
