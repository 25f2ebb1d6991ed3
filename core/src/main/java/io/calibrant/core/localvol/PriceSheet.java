package io.calibrant.core.localvol;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import java.util.Arrays;

/// Option prices on the nodes of a grid at several expiries.
///
/// Between nodes the implied total variance is interpolated by cubics, which is smooth where prices
/// are not. Immutable.
public final class PriceSheet {
  private final MoneynessGrid grid;
  private final double[] expiries;
  private final double[][] timeValues;

  PriceSheet(MoneynessGrid grid, double[] expiries, double[][] timeValues) {
    this.grid = grid;
    this.expiries = expiries;
    this.timeValues = timeValues;
  }

  /// The nodes.
  public MoneynessGrid grid() {
    return grid;
  }

  /// Number of expiries.
  public int size() {
    return expiries.length;
  }

  /// Years to expiry `i`.
  public double expiry(int i) {
    return expiries[i];
  }

  /// Out-of-the-money values at the nodes at expiry `i`, units of the forward; a copy.
  public double[] timeValues(int i) {
    return Arrays.copyOf(timeValues[i], timeValues[i].length);
  }

  /// σ(k) at expiry `i`, decimal per √year; NaN outside the grid and where a price on a node is not
  /// inside its bounds.
  public double impliedVol(int i, double k) {
    int n = grid.size();
    if (!(k >= grid.k(1) && k <= grid.k(n - 2))) {
      return Double.NaN;
    }
    int first = Math.max(1, Math.min(n - 5, grid.around(k)));
    double[] weights = new double[4];
    grid.weights(first, k, weights);
    double w = 0;
    for (int a = 0; a < 4; a++) {
      double v = stdDev(first + a, timeValues[i][first + a]);
      w += weights[a] * v * v;
    }
    return Math.sqrt(w / expiries[i]);
  }

  private double stdDev(int node, double value) {
    double h = Math.abs(grid.k(node));
    return ImpliedVol.impliedVol(
        OptionType.CALL, 1, StrictMath.exp(h), 1, value / Math.min(1, grid.x(node)));
  }
}
