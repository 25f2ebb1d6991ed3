package io.calibrant.testkit;

import io.calibrant.core.black.Black76;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// A dense check of a volatility surface for static arbitrage that shares no formula with the
/// library's own validation: it looks at prices, not at g(k) or at crossings of smiles.
///
/// On a grid of strikes over the quoted range and out to |k| = 5√w(0), undiscounted option prices
/// must be convex in the strike (no butterfly), fall neither faster than 1 nor rise (no vertical
/// spread), and at the same k total variance must not fall with the expiry (no calendar spread).
/// Out-of-the-money prices are used, whose rounding error is relative, so that the wings count.
public final class ArbitrageChecker {
  /// Grid intervals over the whole range; one per 1/200 of a standard deviation or finer.
  private static final int INTERVALS = 4000;

  private static final double WING_STD_DEVS = 5;

  /// Relative error allowed to a price, in units of its own size.
  private static final double PRICE_ERROR = 2e-14;

  /// Relative error allowed to total variance.
  private static final double VARIANCE_ERROR = 1e-12;

  private ArbitrageChecker() {}

  /// One expiry's smile.
  ///
  /// @param expiry years
  /// @param lowestK lowest quoted log-moneyness, or 0
  /// @param highestK highest quoted log-moneyness, or 0
  /// @param totalVariance w(k)
  public record Slice(
      double expiry, double lowestK, double highestK, DoubleUnaryOperator totalVariance) {}

  /// What was broken.
  public enum Kind {
    /// w is not a finite number > 0.
    NOT_POSITIVE,
    /// Prices are not convex in the strike; `by` is the missing density relative to the lognormal.
    BUTTERFLY,
    /// The price slope in the strike leaves [−1, 0] for calls; `by` is how far.
    VERTICAL,
    /// w falls with the expiry; `by` is the drop of w.
    CALENDAR
  }

  /// The worst violation of one kind in one expiry.
  ///
  /// @param expiry years; for a calendar violation that of the later slice
  /// @param k where it is worst
  /// @param by how far over the limit, > 0
  public record Violation(Kind kind, double expiry, double k, double by) {}

  /// The worst violation per kind and expiry, in ascending order of expiry; empty if there is none.
  public static List<Violation> check(List<Slice> slices) {
    List<Slice> sorted = slices.stream().sorted(Comparator.comparingDouble(Slice::expiry)).toList();
    var violations = new ArrayList<Violation>();
    for (int i = 0; i < sorted.size(); i++) {
      Slice slice = sorted.get(i);
      double[] k = grid(slice);
      int before = violations.size();
      add(violations, positivity(slice, k));
      if (violations.size() > before) {
        continue;
      }
      add(violations, butterfly(slice, k));
      add(violations, vertical(slice, k));
      if (i > 0) {
        Slice early = sorted.get(i - 1);
        Violation onLate = calendar(early, slice, k);
        Violation onEarly = calendar(early, slice, grid(early));
        add(violations, onLate.by() >= onEarly.by() ? onLate : onEarly);
      }
    }
    return List.copyOf(violations);
  }

  private static void add(List<Violation> violations, Violation worst) {
    if (worst.by() > 0) {
      violations.add(worst);
    }
  }

  private static double[] grid(Slice slice) {
    double wing = WING_STD_DEVS * Math.sqrt(Math.max(slice.totalVariance().applyAsDouble(0), 0));
    if (!(wing > 0 && wing < 100)) {
      wing = 1;
    }
    double low = Math.min(slice.lowestK(), -wing);
    double high = Math.max(slice.highestK(), wing);
    double[] k = new double[INTERVALS + 1];
    for (int i = 0; i <= INTERVALS; i++) {
      k[i] = low + (high - low) * i / INTERVALS;
    }
    return k;
  }

  private static Violation positivity(Slice slice, double[] k) {
    for (double at : k) {
      double w = slice.totalVariance().applyAsDouble(at);
      if (!(w > 0 && w < Double.POSITIVE_INFINITY)) {
        return new Violation(Kind.NOT_POSITIVE, slice.expiry(), at, Double.POSITIVE_INFINITY);
      }
    }
    return new Violation(Kind.NOT_POSITIVE, slice.expiry(), 0, 0);
  }

  private static Violation butterfly(Slice slice, double[] k) {
    var worst = new Violation(Kind.BUTTERFLY, slice.expiry(), 0, 0);
    for (int i = 1; i < k.length - 1; i++) {
      boolean call = k[i] >= 0;
      double left = price(slice, k[i - 1], call);
      double mid = price(slice, k[i], call);
      double right = price(slice, k[i + 1], call);
      // Strikes in units of the forward; differences by expm1 to keep their digits.
      double down = -StrictMath.exp(k[i]) * StrictMath.expm1(k[i - 1] - k[i]);
      double up = StrictMath.exp(k[i]) * StrictMath.expm1(k[i + 1] - k[i]);
      double convexity = (right - mid) / up - (mid - left) / down;
      double error = PRICE_ERROR * (left + 2 * mid + right) * (1 / up + 1 / down);
      double density = 2 * convexity / (up + down);
      double excess = -(convexity + error) * 2 / (up + down);
      if (excess > 0 || Double.isNaN(density)) {
        double by = excess / lognormalDensity(slice, k[i]);
        if (!(by <= worst.by())) {
          worst = new Violation(Kind.BUTTERFLY, slice.expiry(), k[i], by);
        }
      }
    }
    return worst;
  }

  private static Violation vertical(Slice slice, double[] k) {
    var worst = new Violation(Kind.VERTICAL, slice.expiry(), 0, 0);
    for (int i = 1; i < k.length; i++) {
      boolean call = k[i - 1] >= 0;
      double left = price(slice, k[i - 1], call);
      double right = price(slice, k[i], call);
      double width = StrictMath.exp(k[i - 1]) * StrictMath.expm1(k[i] - k[i - 1]);
      double slope = (right - left) / width;
      double error = PRICE_ERROR * (left + right) / width;
      double rise = call ? slope : -slope;
      double by = Math.max(rise, -1 - rise) - error;
      if (!(by <= worst.by())) {
        worst = new Violation(Kind.VERTICAL, slice.expiry(), k[i], by);
      }
    }
    return worst;
  }

  private static Violation calendar(Slice early, Slice late, double[] k) {
    var worst = new Violation(Kind.CALENDAR, late.expiry(), 0, 0);
    for (double at : k) {
      double before = early.totalVariance().applyAsDouble(at);
      double by = before * (1 - VARIANCE_ERROR) - late.totalVariance().applyAsDouble(at);
      if (!(by <= worst.by())) {
        worst = new Violation(Kind.CALENDAR, late.expiry(), at, by);
      }
    }
    return worst;
  }

  private static double price(Slice slice, double k, boolean call) {
    double v = Math.sqrt(slice.totalVariance().applyAsDouble(k));
    return call ? Black76.normalizedCall(k, v) : Black76.normalizedPut(k, v);
  }

  /// The density that the vol at k alone would give, per unit of K/F.
  private static double lognormalDensity(Slice slice, double k) {
    double v = Math.sqrt(slice.totalVariance().applyAsDouble(k));
    double d2 = -k / v - 0.5 * v;
    return StrictMath.exp(-0.5 * d2 * d2 - k) / (v * Math.sqrt(2 * Math.PI));
  }
}
