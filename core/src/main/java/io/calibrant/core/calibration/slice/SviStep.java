package io.calibrant.core.calibration.slice;

import io.calibrant.core.math.Cholesky;

/// One quadratic program from a smile: the step of least damped quadratic model under the
/// linearised conditions, in all of (a, b, c, m, σ) or in the linear part (a, b, c) alone.
///
/// Faces of the region and w > 0 must hold; a trough may be missed at a price (Fletcher's Sℓ₁QP).
final class SviStep {
  private static final int N = SviPoint.N;

  /// Conditions that hold whatever they cost.
  static final int FLAT = 9;

  /// The last of them that bounds the linear part.
  private static final int LAST_LINEAR = 4;

  private static final int CONDITIONS = FLAT + SviTroughs.MOST;
  private static final double STEEPEST = 2 * (1 - 1e-10);
  private static final double LEAST_TILT = 2e-10;
  private static final double LARGEST_DAMPING = 1e12;
  private static final double LEAST_DAMPING = 1e-13;
  private static final double STIFFEST = 1e14;

  private final int n;
  private final BoxProgram dual = new BoxProgram(CONDITIONS);
  private final double[] factor;
  private final double[] free;
  private final double[] column;
  private final double[] rows = new double[CONDITIONS * N];
  private final double[] solved = new double[CONDITIONS * N];
  private final double[] value = new double[CONDITIONS];
  private int conditions;
  private double middle;
  private double half;

  /// The step, n long.
  final double[] step;

  /// @param n 5, or 3 for m and σ held
  SviStep(int n) {
    this.n = n;
    factor = new double[n * n];
    free = new double[n];
    column = new double[n];
    step = new double[n];
  }

  void within(double at, double halfWidth) {
    middle = at;
    half = halfWidth;
  }

  /// Factors the model with at least that damping; the damping that made it positive definite.
  ///
  /// Where it is not, curvature across the conditions that pressed in the last step is added to it
  /// first: along them, where the step will lie, that changes nothing.
  double factor(double[] model, double[] diagonal, double damping) {
    double at = damping;
    double stiff = conditions == 0 ? STIFFEST : 1;
    while (at < LARGEST_DAMPING) {
      for (int j = 0; j < n; j++) {
        System.arraycopy(model, j * N, factor, j * n, j + 1);
        factor[j * n + j] += at * diagonal[j] + Double.MIN_NORMAL;
      }
      if (Cholesky.factor(factor, n)) {
        return at;
      }
      if (stiff < STIFFEST) {
        stiffen(model, diagonal, stiff);
        stiff *= 100;
      } else {
        at = Math.max(LEAST_DAMPING, 4 * at);
      }
    }
    return at;
  }

  private void stiffen(double[] model, double[] diagonal, double by) {
    for (int i = 0; i < conditions; i++) {
      double size = 0;
      for (int j = 0; j < n; j++) {
        double a = rows[i * N + j];
        size += a == 0 ? 0 : a * a / diagonal[j];
      }
      if (dual.lambda[i] > 0 && size > 0) {
        for (int j = 0; j < n; j++) {
          for (int l = 0; l <= j; l++) {
            model[j * N + l] += by / size * rows[i * N + j] * rows[i * N + l];
          }
        }
      }
    }
  }

  /// Solves for the step from a point whose model has been factored; false if it broke down.
  ///
  /// @param reach > 1: by what factor the step may change wings, width and least variance
  boolean solve(SviPoint from, double price, double reach) {
    lay(from, reach);
    for (int j = 0; j < conditions; j++) {
      dual.most[j] = j < FLAT ? Double.POSITIVE_INFINITY : price;
      if (n < N && j > LAST_LINEAR && j < FLAT) {
        // A face of m and σ, which are held.
        java.util.Arrays.fill(solved, j * N, j * N + n, 0);
        continue;
      }
      System.arraycopy(rows, j * N, column, 0, n);
      Cholesky.solve(factor, n, column);
      System.arraycopy(column, 0, solved, j * N, n);
    }
    System.arraycopy(from.right, 0, free, 0, n);
    Cholesky.solve(factor, n, free);
    for (int i = 0; i < conditions; i++) {
      for (int j = 0; j <= i; j++) {
        double product = dot(rows, i * N, solved, j * N);
        dual.q2[i * CONDITIONS + j] = product;
        dual.q2[j * CONDITIONS + i] = product;
      }
    }
    return finish();
  }

  /// Solves again with the troughs as they are where the step led (a second-order correction).
  boolean bend(SviTroughs here, SviTroughs there) {
    for (int j = 0; j < here.count(); j++) {
      int nearest = there.nearest(here.at[j]);
      if (nearest >= 0) {
        int row = FLAT + j;
        value[row] = there.depth[nearest] - dot(rows, row * N, step, 0);
      }
    }
    return finish();
  }

  private boolean finish() {
    for (int j = 0; j < conditions; j++) {
      dual.q[j] = value[j] + dot(rows, j * N, free, 0);
    }
    if (!dual.solve(conditions)) {
      return false;
    }
    System.arraycopy(free, 0, step, 0, n);
    for (int j = 0; j < conditions; j++) {
      for (int p = 0; p < n; p++) {
        step[p] = Math.fma(dual.lambda[j], solved[j * N + p], step[p]);
      }
    }
    return true;
  }

  private double dot(double[] a, int i, double[] b, int j) {
    double sum = 0;
    for (int p = 0; p < n; p++) {
      sum = Math.fma(a[i + p], b[j + p], sum);
    }
    return sum;
  }

  /// Forgets the last step.
  void begin() {
    conditions = 0;
  }

  /// The multiplier of a trough of the point.
  double press(int trough) {
    return dual.lambda[FLAT + trough];
  }

  /// Whether any condition held back the last step.
  boolean isPressed() {
    for (int j = 0; j < conditions; j++) {
      if (dual.lambda[j] > 0) {
        return true;
      }
    }
    return false;
  }

  /// By how much the model's troughs fall short after the step.
  double missed() {
    double sum = 0;
    for (int j = FLAT; j < conditions; j++) {
      sum += Math.max(0, -SviPoint.ROOM - value[j] - dot(rows, j * N, step, 0));
    }
    return sum;
  }

  /// By how much the undamped model lowers the cost.
  double promised(SviPoint from, double[] model) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += step[j] * from.right[j];
      for (int l = 0; l < n; l++) {
        sum -= 0.5 * step[j] * step[l] * model[Math.max(j, l) * N + Math.min(j, l)];
      }
    }
    return sum;
  }

  /// Fills `value` and `rows`: faces, then w > 0 at the vertex, then troughs.
  private void lay(SviPoint from, double reach) {
    double[] x = from.x;
    double left = x[1] - x[2];
    double up = x[1] + x[2];
    // Both wings, σ and w at the vertex change by a factor at most: g is far from linear in them.
    double share = 1 - 1 / reach;
    double more = reach - 1;
    face(0, Math.min(left - LEAST_TILT, share * left), 0, 1, -1, 0, 0);
    face(1, Math.min(up - LEAST_TILT, share * up), 0, 1, 1, 0, 0);
    face(2, Math.min(STEEPEST - left, more * left), 0, -1, 1, 0, 0);
    face(3, Math.min(STEEPEST - up, more * up), 0, -1, -1, 0, 0);
    double q = Math.sqrt(left * up);
    double w = x[0] + x[4] * q;
    face(4, share * w, 1, x[4] * x[1] / q, -x[4] * x[2] / q, 0, q);
    double narrowest = SviSearch.NARROWEST * half;
    double widest = SviSearch.WIDEST * half;
    double far = SviSearch.REACH * half + 2 * x[4];
    face(5, n < N ? 1 : Math.min(x[4] - narrowest, share * x[4]), 0, 0, 0, 0, 1);
    face(6, n < N ? 1 : Math.min(widest - x[4], more * x[4]), 0, 0, 0, 0, -1);
    face(7, n < N ? 1 : far - x[3] + middle, 0, 0, 0, -1, 2);
    face(8, n < N ? 1 : far + x[3] - middle, 0, 0, 0, 1, 2);
    conditions = FLAT;
    for (int j = 0; j < from.troughs.count(); j++) {
      value[conditions] = from.troughs.depth[j];
      SviTroughs.gradient(x, from.troughs.at[j], rows, conditions * N);
      if (value[conditions] < -SviPoint.ROOM) {
        SviTroughs.addLevel(x, from.troughs.at[j], value[conditions], rows, conditions * N);
      }
      conditions++;
    }
  }

  private void face(int j, double at, double a, double b, double c, double m, double sigma) {
    value[j] = at;
    rows[j * N] = a;
    rows[j * N + 1] = b;
    rows[j * N + 2] = c;
    rows[j * N + 3] = m;
    rows[j * N + 4] = sigma;
  }
}
