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

  /// Of a row: a condition touches two slices at most.
  private static final int STRIDE = 2 * SviCoordinates.N;

  private final int n;
  private final double[] free;
  private final double[] covariance;
  private final double[] mean;
  private final double[] carried;
  private final Conditions all;
  private int count;

  /// The conditions in reach, in columns; one covariance after the other may use the same.
  static final class Conditions {
    private double[] rows = {};
    private int[] offsets = {};
    private int[] lengths = {};
    private double[] values = {};
    private double[] stdDevs = {};

    /// aᵀ·covariance·a of each.
    private double[] variances = {};

    private boolean[] over = {};

    private void grow() {
      int size = Math.max(64, 2 * values.length);
      rows = Arrays.copyOf(rows, size * STRIDE);
      offsets = Arrays.copyOf(offsets, size);
      lengths = Arrays.copyOf(lengths, size);
      values = Arrays.copyOf(values, size);
      stdDevs = Arrays.copyOf(stdDevs, size);
      variances = Arrays.copyOf(variances, size);
      over = Arrays.copyOf(over, size);
    }
  }

  /// @param free V, the covariance without conditions, row-major n × n; copied
  OneSidedCovariance(double[] free, int n) {
    this(free, n, new Conditions());
  }

  private OneSidedCovariance(double[] free, int n, Conditions all) {
    this.n = n;
    this.all = all;
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
    return of(problem, x, scales, new Conditions());
  }

  /// The same.
  ///
  /// @param scratch modified
  static double @Nullable [] of(
      SurfaceProblem problem, double[] x, double[] scales, Conditions scratch) {
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
    var held = new OneSidedCovariance(free, n, scratch);
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
    double variance = quadratic(row, 0, offset, length);
    double stdDev = Math.sqrt(variance);
    if (!(stdDev > 0 && value > -FAR * stdDev)) {
      return;
    }
    if (count == all.values.length) {
      all.grow();
    }
    System.arraycopy(row, 0, all.rows, count * STRIDE, length);
    all.offsets[count] = offset;
    all.lengths[count] = length;
    all.values[count] = value;
    all.stdDevs[count] = stdDev;
    all.variances[count] = variance;
    all.over[count] = false;
    count++;
  }

  /// Takes the conditions added into account: the covariance under them, row-major; its own array.
  double[] entries() {
    for (int next = strongest(); next >= 0; next = strongest()) {
      take(next);
      leaveOut(next);
      for (int i = 0; i < count; i++) {
        all.variances[i] =
            all.over[i] ? 0 : quadratic(all.rows, i * STRIDE, all.offsets[i], all.lengths[i]);
      }
    }
    return covariance;
  }

  /// The condition that would move the mean most; −1 when none would by [#LEAST_MOVE].
  private int strongest() {
    int best = -1;
    double most = LEAST_MOVE;
    for (int i = 0; i < count; i++) {
      double move = all.over[i] ? 0 : move(i);
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
    double variance = all.variances[i];
    double stdDev = Math.sqrt(variance);
    double alpha = position(i) / stdDev;
    return variance > 0 && alpha > IDLE
        ? variance / (variance + 1) * excess(alpha) * stdDev / all.stdDevs[i]
        : 0;
  }

  private void take(int i) {
    double variance = all.variances[i];
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
    all.over[i] = true;
    carry(free, i);
    for (int j = 0; j < count; j++) {
      double product = 0;
      for (int p = 0; p < all.lengths[j]; p++) {
        product += all.rows[j * STRIDE + p] * carried[all.offsets[j] + p];
      }
      all.over[j] |= product > PARALLEL * all.stdDevs[i] * all.stdDevs[j];
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
      for (int q = 0; q < all.lengths[i]; q++) {
        sum += matrix[p * n + all.offsets[i] + q] * all.rows[i * STRIDE + q];
      }
      carried[p] = sum;
    }
  }

  /// c + aᵀ·mean.
  private double position(int i) {
    double sum = all.values[i];
    for (int p = 0; p < all.lengths[i]; p++) {
      sum += all.rows[i * STRIDE + p] * mean[all.offsets[i] + p];
    }
    return sum;
  }

  /// aᵀ·covariance·a.
  private double quadratic(double[] row, int from, int offset, int length) {
    double sum = 0;
    for (int p = 0; p < length; p++) {
      double inner = 0;
      for (int q = 0; q < length; q++) {
        inner += covariance[(offset + p) * n + offset + q] * row[from + q];
      }
      sum += row[from + p] * inner;
    }
    return sum;
  }
}
