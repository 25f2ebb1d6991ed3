package io.calibrant.core.localvol;

import java.util.Arrays;

/// Nodes x = K/F (or S/F) with one at x = 1, dense around it: ln x = b·sinh(ξ), ξ equidistant.
///
/// Second differences at node i: D u = lowerᵢuᵢ₋₁ − (lowerᵢ + upperᵢ)uᵢ + upperᵢuᵢ₊₁ with lower =
/// 2/(h₋(h₋ + h₊)) and upper = 2/(h₊(h₋ + h₊)); 0 in the first and the last node, where every
/// solution is linear. Second order, since the map ξ → x is smooth. Immutable.
public final class MoneynessGrid {
  private static final int LEAST = 7;

  private final double[] k;
  private final double[] x;
  private final double[] lower;
  private final double[] upper;

  private MoneynessGrid(double[] k) {
    this.k = k;
    int n = k.length;
    x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = StrictMath.exp(k[i]);
    }
    lower = new double[n];
    upper = new double[n];
    for (int i = 1; i < n - 1; i++) {
      double down = x[i] - x[i - 1];
      double up = x[i + 1] - x[i];
      lower[i] = 2 / (down * (down + up));
      upper[i] = 2 / (up * (down + up));
    }
  }

  /// A grid.
  ///
  /// @param width |ln x| of the outermost nodes, > 0
  /// @param focus b: spacing doubles at about |ln x| = 1.7·b; near the least σ√T of interest
  /// @param intervals even number ≥ 6 of intervals
  public static MoneynessGrid of(double width, double focus, int intervals) {
    if (!(width > 0 && width < 100 && focus > 0 && focus < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "width=%s focus=%s: must be > 0, the width below 100".formatted(width, focus));
    }
    if (intervals < LEAST - 1 || intervals % 2 != 0) {
      throw new IllegalArgumentException(
          "intervals=%d: must be an even number ≥ %d".formatted(intervals, LEAST - 1));
    }
    int half = intervals / 2;
    double ratio = width / focus;
    double end = StrictMath.log(ratio + Math.sqrt(ratio * ratio + 1));
    double[] k = new double[intervals + 1];
    for (int i = 1; i <= half; i++) {
      k[half + i] = focus * StrictMath.sinh(end * i / half);
      k[half - i] = -k[half + i];
    }
    return new MoneynessGrid(k);
  }

  /// A grid for a surface: ten deviations of the last expiry wide each way, focused on those of the
  /// first.
  ///
  /// @param firstStdDev σ√T of the first expiry
  /// @param lastStdDev σ√T of the last one, ≥ that of the first
  public static MoneynessGrid spanning(double firstStdDev, double lastStdDev, int intervals) {
    return of(Math.max(0.05, 10 * lastStdDev), firstStdDev, intervals);
  }

  /// Number of nodes.
  public int size() {
    return k.length;
  }

  /// Index of the node x = 1.
  public int atTheMoney() {
    return k.length / 2;
  }

  /// x of node `i`.
  public double x(int i) {
    return x[i];
  }

  /// ln x of node `i`.
  public double k(int i) {
    return k[i];
  }

  /// All ln x; a copy.
  public double[] ks() {
    return k.clone();
  }

  double lower(int i) {
    return lower[i];
  }

  double upper(int i) {
    return upper[i];
  }

  /// D of the intrinsic value (1 − x)⁺: a discrete delta function at x = 1.
  double delta() {
    int i = atTheMoney();
    return 2 / (x[i + 1] - x[i - 1]);
  }

  /// The first of the four nodes around k over which a cubic interpolates.
  int around(double logMoneyness) {
    int at = Arrays.binarySearch(k, logMoneyness);
    int next = at >= 0 ? at : -at - 1;
    return Math.max(0, Math.min(k.length - 4, next - 2));
  }

  /// The weights of the four nodes from `first` on at k (Lagrange).
  void weights(int first, double logMoneyness, double[] out) {
    for (int a = 0; a < 4; a++) {
      double weight = 1;
      for (int b = 0; b < 4; b++) {
        if (b != a) {
          weight *= (logMoneyness - k[first + b]) / (k[first + a] - k[first + b]);
        }
      }
      out[a] = weight;
    }
  }

  /// The weights of the four nodes from `first` on at e^k, for cubics in x.
  void priceWeights(int first, double logMoneyness, double[] out) {
    double at = StrictMath.exp(logMoneyness);
    for (int a = 0; a < 4; a++) {
      double weight = 1;
      for (int b = 0; b < 4; b++) {
        if (b != a) {
          weight *= (at - x[first + b]) / (x[first + a] - x[first + b]);
        }
      }
      out[a] = weight;
    }
  }
}
