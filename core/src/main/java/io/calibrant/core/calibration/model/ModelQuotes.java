package io.calibrant.core.calibration.model;

import io.calibrant.core.model.OptionGrid;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// The quotes that a model is fitted to: a grid of options with a vol or an interval of vols each,
/// its standard deviation and its half-spread. Immutable.
///
/// A quote [lower, upper] with lower < upper is censored: the model is only asked to meet it.
/// `lower` may be 0 and `upper` +∞, not both. Quotes are numbered as in the grid, expiry by expiry.
public final class ModelQuotes {
  private final OptionGrid grid;
  private final int[] expiryOf;
  private final double[] lower;
  private final double[] upper;
  private final double[] stdDev;
  private final double[] halfSpread;

  ModelQuotes(
      OptionGrid grid, double[] lower, double[] upper, double[] stdDev, double[] halfSpread) {
    this.grid = grid;
    this.lower = lower;
    this.upper = upper;
    this.stdDev = stdDev;
    this.halfSpread = halfSpread;
    expiryOf = new int[grid.size()];
    for (int e = 0; e < grid.expiryCount(); e++) {
      Arrays.fill(expiryOf, grid.first(e), grid.first(e) + grid.size(e), e);
    }
    for (int i = 0; i < expiryOf.length; i++) {
      check(i);
    }
  }

  /// Quotes that are points; copies its arguments.
  ///
  /// @param vols decimal, > 0, one an option
  /// @param stdDevs of the vols, > 0; the half-spreads are taken to be as large
  public static ModelQuotes of(OptionGrid grid, double[] vols, double[] stdDevs) {
    return of(grid, vols, vols, stdDevs, stdDevs);
  }

  /// Quotes that are intervals or, where both ends agree, points; copies its arguments.
  ///
  /// @param halfSpreads half of ask vol − bid vol, > 0
  public static ModelQuotes of(
      OptionGrid grid, double[] lower, double[] upper, double[] stdDevs, double[] halfSpreads) {
    for (double[] column : new double[][] {lower, upper, stdDevs, halfSpreads}) {
      if (column.length != grid.size()) {
        throw new IllegalArgumentException(
            "a column of %d values for %d options: give one an option"
                .formatted(column.length, grid.size()));
      }
    }
    return new ModelQuotes(
        grid, lower.clone(), upper.clone(), stdDevs.clone(), halfSpreads.clone());
  }

  private void check(int i) {
    boolean ends =
        lower[i] <= upper[i]
            && lower[i] >= 0
            && upper[i] > 0
            && (lower[i] > 0 || upper[i] < Double.POSITIVE_INFINITY)
            && lower[i] < Double.POSITIVE_INFINITY;
    boolean scales =
        stdDev[i] > 0
            && stdDev[i] < Double.POSITIVE_INFINITY
            && halfSpread[i] > 0
            && halfSpread[i] < Double.POSITIVE_INFINITY;
    if (!ends || !scales) {
      throw new IllegalArgumentException(
          "quote %d at k=%s, T=%s: vols [%s, %s], stdDev=%s, halfSpread=%s; needs 0 ≤ lower ≤ upper with one of them positive and finite, and positive finite errors"
              .formatted(i, k(i), expiry(i), lower[i], upper[i], stdDev[i], halfSpread[i]));
    }
  }

  /// Number of quotes.
  public int size() {
    return expiryOf.length;
  }

  /// The options.
  public OptionGrid grid() {
    return grid;
  }

  /// Number of the expiry of quote `i`.
  public int expiryIndex(int i) {
    return expiryOf[i];
  }

  /// Years to the expiry of quote `i`.
  public double expiry(int i) {
    return grid.expiry(expiryOf[i]);
  }

  /// Log-moneyness of quote `i`.
  public double k(int i) {
    int e = expiryOf[i];
    return grid.k(e, i - grid.first(e));
  }

  /// Least vol that meets quote `i`.
  public double lower(int i) {
    return lower[i];
  }

  /// Largest vol that meets quote `i`.
  public double upper(int i) {
    return upper[i];
  }

  /// Whether quote `i` is a vol and not an interval.
  public boolean isPoint(int i) {
    return lower[i] == upper[i];
  }

  /// The vol, the middle of the interval, or its only end.
  public double vol(int i) {
    if (!(upper[i] < Double.POSITIVE_INFINITY)) {
      return lower[i];
    }
    return lower[i] > 0 ? 0.5 * (lower[i] + upper[i]) : upper[i];
  }

  /// Standard deviation of the vol of quote `i`.
  public double stdDev(int i) {
    return stdDev[i];
  }

  /// Half of ask vol − bid vol of quote `i`.
  public double halfSpread(int i) {
    return halfSpread[i];
  }

  /// The quotes that `keep` accepts; expiries without any are left out.
  public ModelQuotes where(IntPredicate keep) {
    double[] expiries = new double[grid.expiryCount()];
    double[][] ks = new double[expiries.length][];
    int[] from = new int[size()];
    int kept = 0;
    int rows = 0;
    for (int e = 0; e < expiries.length; e++) {
      int before = kept;
      for (int i = grid.first(e); i < grid.first(e) + grid.size(e); i++) {
        if (keep.test(i)) {
          from[kept++] = i;
        }
      }
      if (kept > before) {
        expiries[rows] = grid.expiry(e);
        ks[rows] = new double[kept - before];
        for (int j = before; j < kept; j++) {
          ks[rows][j - before] = k(from[j]);
        }
        rows++;
      }
    }
    OptionGrid smaller = OptionGrid.of(Arrays.copyOf(expiries, rows), Arrays.copyOf(ks, rows));
    return new ModelQuotes(
        smaller,
        pick(lower, from, kept),
        pick(upper, from, kept),
        pick(stdDev, from, kept),
        pick(halfSpread, from, kept));
  }

  /// These quotes with other vols, all of them points: a resampled or simulated market.
  public ModelQuotes withVols(double[] vols) {
    return of(grid, vols, vols, stdDev, halfSpread);
  }

  private static double[] pick(double[] column, int[] from, int count) {
    double[] picked = new double[count];
    for (int i = 0; i < count; i++) {
      picked[i] = column[from[i]];
    }
    return picked;
  }
}
