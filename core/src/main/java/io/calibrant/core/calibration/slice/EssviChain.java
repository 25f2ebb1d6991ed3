package io.calibrant.core.calibration.slice;

/// The linear system of one interior-point round: 3×3 blocks, one a slice, that neighbours couple
/// by one number a coordinate; eliminated slice by slice.
///
/// Where λ/s of a link between two slices is W and K what has been gathered so far, the next slice
/// receives P = (K⁻¹ + W⁻¹)⁻¹: the form of W − W(K + W)⁻¹W that keeps its digits when a link is
/// stiff. What goes forward is M = P·K⁻¹, what comes back Mᵀ, so that a right-hand side passes each
/// slice with one product each way.
final class EssviChain {
  private static final int N = 3;
  private static final double STEEPEST = EssviConditions.STEEPEST;

  private final int slices;

  // K⁻¹ and P, lower triangles; M by rows.
  private final double[] inverse;
  private final double[] link;
  private final double[] carry;

  EssviChain(int slices) {
    this.slices = slices;
    inverse = new double[6 * slices];
    link = new double[6 * slices];
    carry = new double[9 * slices];
  }

  /// Factors the quadratic model and the conditions' weights.
  ///
  /// @param gram lower triangles of the model, one a slice
  /// @param weights λ/s, in the order of [EssviConditions]
  /// @param flexes s/λ
  /// @return false if the system is not positive definite
  boolean factor(double[] gram, double[] weights, double[] flexes) {
    int slopes = N * slices;
    for (int i = 0; i < slices; i++) {
      int g = 6 * i;
      double p = weights[slopes + 2 * i];
      double q = weights[slopes + 2 * i + 1];
      boolean last = i == slices - 1;
      double a = last ? weights[slopes + 2 * slices] + p : p;
      double b = last ? weights[slopes + 2 * slices + 1] + q : q;
      double k0 = gram[g] + STEEPEST * STEEPEST * (p + q);
      double k1 = gram[g + 1] - STEEPEST * p;
      double k2 = gram[g + 2] + a;
      double k3 = gram[g + 3] - STEEPEST * q;
      double k4 = gram[g + 4];
      double k5 = gram[g + 5] + b;
      if (i == 0) {
        if (!invert(k0 + weights[0], k1, k2 + weights[1], k3, k4, k5 + weights[2], inverse, 0)) {
          return false;
        }
        continue;
      }
      double[] v = inverse;
      int f = N * i;
      boolean linked =
          invert(
              v[g - 6] + flexes[f],
              v[g - 5],
              v[g - 4] + flexes[f + 1],
              v[g - 3],
              v[g - 2],
              v[g - 1] + flexes[f + 2],
              link,
              g);
      double[] w = link;
      if (!linked
          || !invert(
              k0 + w[g],
              k1 + w[g + 1],
              k2 + w[g + 2],
              k3 + w[g + 3],
              k4 + w[g + 4],
              k5 + w[g + 5],
              inverse,
              g)) {
        return false;
      }
    }
    carry();
    return true;
  }

  private void carry() {
    double[] w = link;
    double[] v = inverse;
    for (int i = 1; i < slices; i++) {
      int g = 6 * i;
      int h = g - 6;
      int m = 9 * i;
      carry[m] = w[g] * v[h] + w[g + 1] * v[h + 1] + w[g + 3] * v[h + 3];
      carry[m + 1] = w[g] * v[h + 1] + w[g + 1] * v[h + 2] + w[g + 3] * v[h + 4];
      carry[m + 2] = w[g] * v[h + 3] + w[g + 1] * v[h + 4] + w[g + 3] * v[h + 5];
      carry[m + 3] = w[g + 1] * v[h] + w[g + 2] * v[h + 1] + w[g + 4] * v[h + 3];
      carry[m + 4] = w[g + 1] * v[h + 1] + w[g + 2] * v[h + 2] + w[g + 4] * v[h + 4];
      carry[m + 5] = w[g + 1] * v[h + 3] + w[g + 2] * v[h + 4] + w[g + 4] * v[h + 5];
      carry[m + 6] = w[g + 3] * v[h] + w[g + 4] * v[h + 1] + w[g + 5] * v[h + 3];
      carry[m + 7] = w[g + 3] * v[h + 1] + w[g + 4] * v[h + 2] + w[g + 5] * v[h + 4];
      carry[m + 8] = w[g + 3] * v[h + 3] + w[g + 4] * v[h + 4] + w[g + 5] * v[h + 5];
    }
  }

  /// Writes the inverse of a symmetric 3×3 block by L·D·Lᵀ.
  private static boolean invert(
      double a, double b, double c, double d, double e, double f, double[] to, int g) {
    double ia = 1 / a;
    double l = b * ia;
    double m = d * ia;
    double d1 = c - l * b;
    double i1 = 1 / d1;
    double rest = e - l * d;
    double o = rest * i1;
    double d2 = f - m * d - o * rest;
    if (!(a > 0 && d1 > 0 && d2 > 0)) {
      return false;
    }
    double i2 = 1 / d2;
    double n = l * o - m;
    double x02 = n * i2;
    double li = l * i1;
    to[g] = ia + l * li + n * x02;
    to[g + 1] = -li - o * x02;
    to[g + 2] = i1 + o * o * i2;
    to[g + 3] = x02;
    to[g + 4] = -o * i2;
    to[g + 5] = i2;
    return true;
  }

  /// Solves for a right-hand side, in place.
  void solve(double[] b) {
    double[] m = carry;
    for (int i = 1; i < slices; i++) {
      int r = N * i;
      int c = 9 * i;
      double x = b[r - 3];
      double y = b[r - 2];
      double z = b[r - 1];
      b[r] += m[c] * x + m[c + 1] * y + m[c + 2] * z;
      b[r + 1] += m[c + 3] * x + m[c + 4] * y + m[c + 5] * z;
      b[r + 2] += m[c + 6] * x + m[c + 7] * y + m[c + 8] * z;
    }
    double[] v = inverse;
    for (int i = 0; i < slices; i++) {
      int r = N * i;
      int g = 6 * i;
      double x = b[r];
      double y = b[r + 1];
      double z = b[r + 2];
      b[r] = v[g] * x + v[g + 1] * y + v[g + 3] * z;
      b[r + 1] = v[g + 1] * x + v[g + 2] * y + v[g + 4] * z;
      b[r + 2] = v[g + 3] * x + v[g + 4] * y + v[g + 5] * z;
    }
    for (int i = slices - 1; i > 0; i--) {
      int r = N * i;
      int c = 9 * i;
      double x = b[r] - b[r - 3];
      double y = b[r + 1] - b[r - 2];
      double z = b[r + 2] - b[r - 1];
      b[r - 3] += m[c] * x + m[c + 3] * y + m[c + 6] * z;
      b[r - 2] += m[c + 1] * x + m[c + 4] * y + m[c + 7] * z;
      b[r - 1] += m[c + 2] * x + m[c + 5] * y + m[c + 8] * z;
    }
  }
}
