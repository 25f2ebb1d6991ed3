package io.calibrant.core.calibration.slice;

import io.calibrant.core.math.Cholesky;

/// The dual of a small quadratic program with elastic conditions: min ½λᵀQλ + qᵀλ over 0 ≤ λ ≤
/// most.
///
/// Q = A·M⁻¹·Aᵀ and q = A·δ₀ + φ for conditions φ + Aδ ≥ 0 and a step δ of least ½δᵀMδ − rᵀδ; δ₀ =
/// M⁻¹r. A finite bound on λⱼ lets condition j be missed at that price per unit. Active set after
/// Lawson and Hanson, *Solving Least Squares Problems* (1974), chapter 23; no allocation.
final class BoxProgram {
  private static final int CHANGES = 100;
  private static final double RIDGE = 1e-13;
  private static final double SMALL = 1e-12;

  private final int capacity;

  /// Row-major with the capacity as its stride; both triangles.
  final double[] q2;

  final double[] q;
  final double[] most;
  final double[] lambda;
  private final double[] gram;
  private final double[] wanted;
  private final int[] free;
  private final boolean[] isFree;

  BoxProgram(int capacity) {
    this.capacity = capacity;
    q2 = new double[capacity * capacity];
    q = new double[capacity];
    most = new double[capacity];
    lambda = new double[capacity];
    gram = new double[capacity * capacity];
    wanted = new double[capacity];
    free = new int[capacity];
    isFree = new boolean[capacity];
  }

  /// Solves for `lambda` of the first `n` conditions; false if it broke down.
  boolean solve(int n) {
    for (int j = 0; j < n; j++) {
      lambda[j] = 0;
      isFree[j] = false;
    }
    for (int change = 0; change < CHANGES; change++) {
      int entering = mostViolated(n);
      if (entering < 0) {
        return true;
      }
      isFree[entering] = true;
      if (!descend(n)) {
        return false;
      }
    }
    return false;
  }

  private int mostViolated(int n) {
    int worst = -1;
    double by = SMALL;
    for (int j = 0; j < n; j++) {
      double scale = Math.sqrt(q2[j * capacity + j]);
      if (isFree[j] || !(scale > 0)) {
        continue;
      }
      double slope = q[j];
      double size = Math.abs(q[j]);
      for (int l = 0; l < n; l++) {
        double term = q2[j * capacity + l] * lambda[l];
        slope += term;
        size += Math.abs(term);
      }
      double off = (lambda[j] >= most[j] ? slope : -slope) / scale;
      if (off > by * (1 + size / scale) && off > by) {
        by = off;
        worst = j;
      }
    }
    return worst;
  }

  /// Goes to the optimum of the free set, fixing what meets a bound on the way.
  private boolean descend(int n) {
    for (int round = 0; round <= n; round++) {
      int count = 0;
      for (int j = 0; j < n; j++) {
        if (isFree[j]) {
          free[count++] = j;
        }
      }
      if (count == 0) {
        return true;
      }
      if (!optimum(n, count)) {
        return false;
      }
      double along = 1;
      int blocking = -1;
      for (int i = 0; i < count; i++) {
        int j = free[i];
        double step = wanted[i] - lambda[j];
        double room = step < 0 ? -lambda[j] : most[j] - lambda[j];
        double reach = step == 0 ? 1 : room / step;
        if (reach < along) {
          along = reach;
          blocking = i;
        }
      }
      for (int i = 0; i < count; i++) {
        lambda[free[i]] += along * (wanted[i] - lambda[free[i]]);
      }
      if (blocking < 0) {
        return true;
      }
      int j = free[blocking];
      lambda[j] = wanted[blocking] < lambda[j] || lambda[j] < 0.5 * most[j] ? 0 : most[j];
      isFree[j] = false;
    }
    return true;
  }

  private boolean optimum(int n, int count) {
    for (int i = 0; i < count; i++) {
      int j = free[i];
      double right = -q[j];
      for (int l = 0; l < n; l++) {
        if (!isFree[l]) {
          right -= q2[j * capacity + l] * lambda[l];
        }
      }
      wanted[i] = right;
      for (int l = 0; l <= i; l++) {
        gram[i * count + l] = q2[j * capacity + free[l]];
      }
      gram[i * count + i] *= 1 + RIDGE;
    }
    if (!Cholesky.factor(gram, count)) {
      return false;
    }
    Cholesky.solve(gram, count, wanted);
    return true;
  }
}
