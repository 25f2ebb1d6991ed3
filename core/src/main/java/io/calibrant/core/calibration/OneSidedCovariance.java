package io.calibrant.core.calibration;

import io.calibrant.core.math.Normal;
import io.calibrant.core.solve.NormalEquations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The covariance of coordinates that no-arbitrage conditions hold on one side each, in closed
/// form.
///
/// Quotes and prior alone leave an error x ~ N(0, V) about the fit. A condition v = c + aᵀx ≤ 0,
/// whose violation costs ½(v⁺)², takes V a v⁺/(s² + 1) from it, s² = aᵀV a: nothing where the error
/// lies on its good side. With u = aᵀx/s, α = c/s and κ = s²/(s² + 1) that is u − κ(α + u)⁺ along
/// the condition's normal and nothing across it, so that
///
/// ```
/// E (α+u)⁺ = αΦ(α) + φ(α) = m      Var(u − κ(α+u)⁺) = 1 − 2κΦ(α) + κ²((α²+1)Φ(α) + αφ(α) − m²) = ν
/// x  →  mean − κ m V a/s,      covariance V − (1 − ν) V a aᵀV/s²
/// ```
///
/// exactly. For a stiff condition that just holds ν = ½ − 1/(2π) = 0.34, where a linear method, to
/// which it is two-sided, has 0.
///
/// Several are taken one after the other, the one first that moves the mean most, each on the
/// Gaussian with the moments that the last one left (assumed-density filtering). Conditions nearly
/// parallel to one that was taken are the same condition at the next point of the grid, and count
/// once. Not thread-safe.
final class OneSidedCovariance {
  /// Variance of a coordinate (all are logarithms or slopes) of which quotes and prior say nothing.
  private static final double OPEN = 1e4;

  /// Conditions further away than so many standard deviations are not looked at.
  private static final double FAR = 6;

  /// Conditions that move the mean by less, in standard deviations along their normals, are left: a
  /// condition 1.7 standard deviations away.
  private static final double LEAST_MOVE = 0.02;

  /// Correlation of two conditions from which on they are one.
  private static final double PARALLEL = 0.9;

  /// Below it αΦ(α) + φ(α) is less than [#LEAST_MOVE].
  private static final double IDLE = -2;

  private final int n;
  private final double[] free;
  private final double[] covariance;
  private final double[] mean;
  private final double[] carried;
  private double[] rows = {};
  private int[] offsets = {};
  private int[] lengths = {};
  private double[] values = {};
  private double[] stdDevs = {};
  private boolean[] over = {};
  private int count;

  /// @param free V, the covariance without conditions, row-major n × n; copied
  OneSidedCovariance(double[] free, int n) {
    this.n = n;
    this.free = free.clone();
    this.covariance = free.clone();
    this.mean = new double[n];
    this.carried = new double[n];
  }

  /// The covariance of the coordinates of all slices at a fit; null when it is not finite.
  ///
  /// @param x the fit's coordinates
  /// @param scales of each slice's variances without conditions, one a slice
  static double @Nullable [] of(SurfaceProblem problem, double[] x, double[] scales) {
    int n = problem.parameterCount();
    var equations = new NormalEquations(n, problem.bandwidth());
    problem.linearizeFree(x, equations);
    double[] free = equations.inverse(1 / OPEN);
    if (free == null) {
      return null;
    }
    int block = n / scales.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        free[i * n + j] *= Math.sqrt(scales[i / block] * scales[j / block]);
      }
    }
    var held = new OneSidedCovariance(free, n);
    problem.conditions(x, held);
    return held.entries();
  }

  /// Adds the condition c + aᵀx ≤ 0 in units in which its violation costs ½(v⁺)².
  ///
  /// @param offset index of the first coordinate it touches
  /// @param row a, from that coordinate on; copied
  /// @param length how many entries of `row` count
  /// @param value c, at the fit: ≤ 0 where it holds
  void add(int offset, double[] row, int length, double value) {
    double stdDev = Math.sqrt(quadratic(covariance, row, 0, offset, length));
    if (!(stdDev > 0 && value > -FAR * stdDev)) {
      return;
    }
    if (count == values.length) {
      grow();
    }
    System.arraycopy(row, 0, rows, count * 2 * SviCoordinates.N, length);
    offsets[count] = offset;
    lengths[count] = length;
    values[count] = value;
    stdDevs[count] = stdDev;
    count++;
  }

  private void grow() {
    int size = Math.max(8, 2 * count);
    rows = Arrays.copyOf(rows, size * 2 * SviCoordinates.N);
    offsets = Arrays.copyOf(offsets, size);
    lengths = Arrays.copyOf(lengths, size);
    values = Arrays.copyOf(values, size);
    stdDevs = Arrays.copyOf(stdDevs, size);
  }

  /// Takes the conditions added into account: the covariance under them, row-major; its own array.
  double[] entries() {
    over = new boolean[count];
    for (int next = strongest(); next >= 0; next = strongest()) {
      take(next);
      leaveOut(next);
    }
    return covariance;
  }

  /// The condition that would move the mean most; −1 when none would by [#LEAST_MOVE].
  private int strongest() {
    int best = -1;
    double most = LEAST_MOVE;
    for (int i = 0; i < count; i++) {
      double move = over[i] ? 0 : move(i);
      if (move > most) {
        most = move;
        best = i;
      }
    }
    return best;
  }

  /// How far condition i would move the mean along its normal, in standard deviations of the free
  /// estimate; 0 where that is little.
  private double move(int i) {
    double variance = variance(covariance, i);
    double stdDev = Math.sqrt(variance);
    double alpha = position(i) / stdDev;
    return variance > 0 && alpha > IDLE
        ? variance / (variance + 1) * excess(alpha) * stdDev / stdDevs[i]
        : 0;
  }

  private void take(int i) {
    double variance = variance(covariance, i);
    double stdDev = Math.sqrt(variance);
    double alpha = position(i) / stdDev;
    double share = variance / (variance + 1);
    carry(covariance, i);
    double move = share * excess(alpha) / stdDev;
    double less = (1 - remaining(alpha, share)) / variance;
    for (int p = 0; p < n; p++) {
      mean[p] -= move * carried[p];
      for (int q = 0; q < n; q++) {
        covariance[p * n + q] -= less * carried[p] * carried[q];
      }
    }
  }

  /// Leaves condition i and those parallel to it out from now on.
  private void leaveOut(int i) {
    over[i] = true;
    carry(free, i);
    for (int j = 0; j < count; j++) {
      double product = 0;
      for (int p = 0; p < lengths[j]; p++) {
        product += rows[j * 2 * SviCoordinates.N + p] * carried[offsets[j] + p];
      }
      over[j] |= product > PARALLEL * stdDevs[i] * stdDevs[j];
    }
  }

  /// E (α + u)⁺ of a standard Gaussian u.
  static double excess(double alpha) {
    return alpha * Normal.cdf(alpha) + Normal.density(alpha);
  }

  /// Var(u − κ(α + u)⁺) of a standard Gaussian u: 1 − κ is the least slope, so not below its
  /// square.
  static double remaining(double alpha, double share) {
    double below = Normal.cdf(alpha);
    double density = Normal.density(alpha);
    double first = alpha * below + density;
    double second = (alpha * alpha + 1) * below + alpha * density;
    double variance = 1 - 2 * share * below + share * share * (second - first * first);
    return Math.max(variance, (1 - share) * (1 - share));
  }

  /// carried = matrix · a.
  private void carry(double[] matrix, int i) {
    for (int p = 0; p < n; p++) {
      double sum = 0;
      for (int q = 0; q < lengths[i]; q++) {
        sum += matrix[p * n + offsets[i] + q] * rows[i * 2 * SviCoordinates.N + q];
      }
      carried[p] = sum;
    }
  }

  /// c + aᵀ·mean.
  private double position(int i) {
    double sum = values[i];
    for (int p = 0; p < lengths[i]; p++) {
      sum += rows[i * 2 * SviCoordinates.N + p] * mean[offsets[i] + p];
    }
    return sum;
  }

  private double variance(double[] matrix, int i) {
    return quadratic(matrix, rows, i * 2 * SviCoordinates.N, offsets[i], lengths[i]);
  }

  private double quadratic(double[] matrix, double[] row, int from, int offset, int length) {
    double sum = 0;
    for (int p = 0; p < length; p++) {
      double inner = 0;
      for (int q = 0; q < length; q++) {
        inner += matrix[(offset + p) * n + offset + q] * row[from + q];
      }
      sum += row[from + p] * inner;
    }
    return sum;
  }
}
