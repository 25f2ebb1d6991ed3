package io.calibrant.core.solve;

import io.calibrant.core.math.Cholesky;
import java.util.Arrays;

/// The Gauss–Newton model of the cost near a point within bounds: c + gᵀδ + ½δᵀAδ with g = Jᵀr and
/// A = JᵀJ, some parameters held.
///
/// Steps are measured by D, the largest diag A seen in this solve (Moré, *Lecture Notes in
/// Mathematics* 630 (1978) 105–116): with today's A alone, a flat stretch would free the step.
///
/// Matrices are n×n, row-major. Memory comes from the workspace.
final class QuadraticModel {
  private static final double[] NOTHING = {};

  private Bounds bounds = Bounds.NONE;
  private int n;
  private double[] gram = NOTHING;
  private double[] factor = NOTHING;
  private double[] gradient = NOTHING;
  private double[] scale = NOTHING;
  private boolean[] held = {};

  /// Parameters whose step is as long as it may be.
  private boolean[] limited = {};

  void begin(Workspace work) {
    n = work.parameterCount();
    bounds = work.bounds();
    gram = work.array(n * n);
    factor = work.array(n * n);
    gradient = work.array(n);
    scale = work.array(n);
    Arrays.fill(scale, 0);
    if (held.length != n) {
      held = new boolean[n];
      limited = new boolean[n];
    }
  }

  /// Takes g and A from residuals and Jacobian.
  void linearize(double[] residuals, double[] jacobian) {
    for (int j = 0; j < n; j++) {
      gradient[j] = product(jacobian, j, n, residuals, 0, 1, residuals.length);
      for (int k = 0; k <= j; k++) {
        gram[j * n + k] = product(jacobian, j, n, jacobian, k, n, residuals.length);
      }
    }
    for (int j = 0; j < n; j++) {
      scale[j] = Math.max(scale[j], gram[j * n + j]);
    }
  }

  /// Σ aᵢbᵢ of two strided columns, in four sums side by side, for one waits for each addition.
  private static double product(
      double[] a, int fromA, int stepA, double[] b, int fromB, int stepB, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = fromA;
    int j = fromB;
    int left = count;
    for (; left >= 4; left -= 4) {
      s0 = Math.fma(a[i], b[j], s0);
      s1 = Math.fma(a[i + stepA], b[j + stepB], s1);
      s2 = Math.fma(a[i + 2 * stepA], b[j + 2 * stepB], s2);
      s3 = Math.fma(a[i + 3 * stepA], b[j + 3 * stepB], s3);
      i += 4 * stepA;
      j += 4 * stepB;
    }
    for (; left > 0; left--) {
      s0 = Math.fma(a[i], b[j], s0);
      i += stepA;
      j += stepB;
    }
    return (s0 + s1) + (s2 + s3);
  }

  double gradient(int i) {
    return gradient[i];
  }

  double diagonal(int i) {
    return gram[i * n + i];
  }

  boolean isHeld(int i) {
    return held[i];
  }

  /// Holds the parameters that are at a bound with their descent direction pointing outwards.
  void hold(double[] x) {
    for (int i = 0; i < n; i++) {
      held[i] = pointsOut(i, x[i], -gradient[i]);
    }
  }

  private boolean pointsOut(int i, double value, double direction) {
    return (value <= bounds.lower(i) && direction <= 0)
        || (value >= bounds.upper(i) && direction >= 0);
  }

  /// Whether |gᵢ| ≤ bound · √Aᵢᵢ for every free parameter.
  boolean gradientIsSmall(double bound) {
    for (int i = 0; i < n; i++) {
      if (!held[i] && !(Math.abs(gradient[i]) <= bound * Math.sqrt(diagonal(i)))) {
        return false;
      }
    }
    return true;
  }

  /// Solves (A + damping · D) δ = −g for the free parameters; those whose step would leave the box
  /// at once are held and the rest is solved again.
  ///
  /// @param step receives δ, 0 for held parameters
  /// @return false when the matrix is not positive definite
  boolean solve(double damping, double[] x, double[] step) {
    Arrays.fill(limited, false);
    for (int attempt = 0; attempt <= n; attempt++) {
      if (!factorize(damping)) {
        return false;
      }
      for (int i = 0; i < n; i++) {
        step[i] = held[i] ? 0 : -gradient[i];
      }
      Cholesky.solve(factor, n, step);
      boolean blocked = false;
      for (int i = 0; i < n; i++) {
        if (!held[i] && step[i] != 0 && pointsOut(i, x[i], step[i])) {
          held[i] = true;
          blocked = true;
        }
      }
      if (!blocked) {
        return true;
      }
    }
    return true;
  }

  /// Makes the step found by [#solve] one of components no longer than `most`: the longest is cut
  /// and the others are solved for again, given it, until none is longer.
  void limit(double damping, double[] step, double most) {
    for (int cut = longest(step, most); cut >= 0; cut = longest(step, most)) {
      limited[cut] = true;
      step[cut] = Math.copySign(most, step[cut]);
      boolean solvable = factorize(damping);
      for (int i = 0; i < n && solvable; i++) {
        if (!isKept(i)) {
          step[i] = -gradient[i] - pull(i, step);
        }
      }
      if (solvable) {
        Cholesky.solve(factor, n, step);
      }
    }
  }

  /// Whether the last step was limited.
  boolean isLimited() {
    for (boolean is : limited) {
      if (is) {
        return true;
      }
    }
    return false;
  }

  /// The one of the longest step beyond `most`, −1 where there is none.
  private int longest(double[] step, double most) {
    int found = -1;
    double length = most;
    for (int i = 0; i < n; i++) {
      if (!isKept(i) && Math.abs(step[i]) > length) {
        length = Math.abs(step[i]);
        found = i;
      }
    }
    return found;
  }

  /// What the limited components add to the gradient of parameter i.
  private double pull(int i, double[] step) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      if (limited[j]) {
        sum += gram[Math.max(i, j) * n + Math.min(i, j)] * step[j];
      }
    }
    return sum;
  }

  private boolean isKept(int i) {
    return held[i] || limited[i];
  }

  private boolean factorize(double damping) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        factor[i * n + j] = isKept(i) || isKept(j) ? 0 : gram[i * n + j];
      }
      double diagonal = gram[i * n + i];
      factor[i * n + i] = isKept(i) ? 1 : diagonal + damping * scale[i] + Double.MIN_NORMAL;
    }
    return Cholesky.factor(factor, n);
  }

  /// Solves with the matrix of the last [#solve] for −Jᵀv.
  void solveFactored(double[] v, double[] jacobian, double[] solution) {
    Arrays.fill(solution, 0);
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < n; j++) {
        solution[j] -= held[j] ? 0 : jacobian[i * n + j] * v[i];
      }
    }
    Cholesky.solve(factor, n, solution);
  }

  /// Writes trial = x + step cut off at the box, and step = trial − x.
  ///
  /// @return whether |stepᵢ| ≤ tolerance · (|xᵢ| + tolerance) for every i
  boolean cut(double[] x, double[] step, double[] trial, double tolerance) {
    boolean small = true;
    for (int i = 0; i < n; i++) {
      trial[i] = bounds.clamp(i, x[i] + step[i]);
      step[i] = trial[i] - x[i];
      small &= Math.abs(step[i]) <= tolerance * (Math.abs(x[i]) + tolerance);
    }
    return small;
  }

  /// −gᵀδ − ½δᵀAδ.
  double predictedFall(double[] step) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double product = 0.5 * gram[i * n + i] * step[i];
      for (int j = 0; j < i; j++) {
        product += gram[i * n + j] * step[j];
      }
      sum -= step[i] * (gradient[i] + product);
    }
    return sum;
  }

  /// Writes the model's minimum along −D⁻¹g, over the parameters that are not held.
  void steepest(double[] direction) {
    double slope = 0;
    for (int i = 0; i < n; i++) {
      direction[i] = held[i] ? 0 : -gradient[i] / Math.max(scale[i], Double.MIN_NORMAL);
      slope -= gradient[i] * direction[i];
    }
    double bend = 0;
    for (int i = 0; i < n; i++) {
      double product = 0.5 * gram[i * n + i] * direction[i];
      for (int j = 0; j < i; j++) {
        product += gram[i * n + j] * direction[j];
      }
      bend += 2 * direction[i] * product;
    }
    double length = slope / Math.max(bend, Double.MIN_NORMAL);
    for (int i = 0; i < n; i++) {
      direction[i] *= length;
    }
  }

  /// Σ Dᵢᵢ uᵢ vᵢ.
  double innerProduct(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += scale[i] * u[i] * v[i];
    }
    return sum;
  }

  /// Σ Dᵢᵢ vᵢ², the square of the scaled length.
  double squareNorm(double[] v) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += scale[i] * v[i] * v[i];
    }
    return sum;
  }
}
