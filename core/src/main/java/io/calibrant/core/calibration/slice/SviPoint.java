package io.calibrant.core.calibration.slice;

/// A raw SVI smile x = (a, b, c = bρ, m, σ) on its quotes: cost, −gradient, second derivatives, and
/// the troughs of its g.
final class SviPoint {
  static final int N = 5;

  /// Steps aim at this g at a trough, so that the exact check can prove the smile free.
  static final double INSIDE = 1e-10;

  /// By so much less it is missed by nothing: more than rounding.
  static final double ROOM = 0.2 * INSIDE;

  final double[] x = new double[N];

  /// −∂cost/∂x.
  final double[] right = new double[N];

  /// ∂²cost/∂x², lower triangle, and the diagonal of its Gauss–Newton part.
  final double[] hessian = new double[N * N];

  final double[] diagonal = new double[N];
  final SviTroughs troughs = new SviTroughs();
  double cost;

  /// By how much g falls short at the troughs, summed; 0 for a smile without butterflies.
  double missed;

  private final double[] column = new double[N];

  void copy(SviPoint other) {
    System.arraycopy(other.x, 0, x, 0, N);
    System.arraycopy(other.right, 0, right, 0, N);
    System.arraycopy(other.hessian, 0, hessian, 0, N * N);
    System.arraycopy(other.diagonal, 0, diagonal, 0, N);
    troughs.copy(other.troughs);
    cost = other.cost;
    missed = other.missed;
  }

  /// w at the vertex; NaN where b ≤ |c| or σ ≤ 0.
  double vertex() {
    double product = (x[1] - x[2]) * (x[1] + x[2]);
    boolean bends = x[1] > 0 && product > 0 && x[4] > 0;
    return bends ? x[0] + x[4] * Math.sqrt(product) : Double.NaN;
  }

  /// Fills everything but x; false where x is no smile.
  boolean evaluate(QuoteColumns quotes, Loss loss) {
    if (!(vertex() > 0)) {
      return false;
    }
    measure(quotes, loss);
    troughs.find(x);
    missed = 0;
    for (int j = 0; j < troughs.count(); j++) {
      missed += Math.max(0, INSIDE - ROOM - troughs.depth[j]);
    }
    return cost < Double.POSITIVE_INFINITY;
  }

  private void measure(QuoteColumns quotes, Loss loss) {
    java.util.Arrays.fill(hessian, 0);
    java.util.Arrays.fill(right, 0);
    double q = x[4] * x[4];
    double sum = 0;
    double pulls = 0;
    double pullSlant = 0;
    double pullSharp = 0;
    double bendMm = 0;
    double bendMs = 0;
    double bendSs = 0;
    column[0] = 1;
    for (int i = 0; i < quotes.size(); i++) {
      double d = quotes.k[i] - x[3];
      double s = Math.sqrt(d * d + q);
      double w = x[0] + x[2] * d + x[1] * s;
      double off = Math.max(quotes.lower[i] - w, 0) + Math.min(quotes.upper[i] - w, 0);
      double square = quotes.weight[i] * off * off;
      sum += 0.5 * loss.value(square);
      double omega = off == 0 && quotes.lower[i] < quotes.upper[i] ? 0 : quotes.weight[i];
      omega *= loss.share(square);
      double slant = d / s;
      double sharp = x[4] / s;
      column[1] = s;
      column[2] = d;
      column[3] = -(x[2] + x[1] * slant);
      column[4] = x[1] * sharp;
      double pull = omega * off;
      for (int j = 0; j < N; j++) {
        double wj = omega * column[j];
        right[j] = Math.fma(pull, column[j], right[j]);
        for (int l = 0; l <= j; l++) {
          hessian[j * N + l] = Math.fma(wj, column[l], hessian[j * N + l]);
        }
      }
      double bend = pull * x[1] / s;
      pulls += pull;
      pullSlant += pull * slant;
      pullSharp += pull * sharp;
      bendMm += bend * sharp * sharp;
      bendMs += bend * slant * sharp;
      bendSs += bend * slant * slant;
    }
    cost = sum;
    for (int j = 0; j < N; j++) {
      diagonal[j] = hessian[j * N + j];
    }
    hessian[3 * N + 1] += pullSlant;
    hessian[3 * N + 2] += pulls;
    hessian[3 * N + 3] -= bendMm;
    hessian[4 * N + 1] -= pullSharp;
    hessian[4 * N + 3] -= bendMs;
    hessian[4 * N + 4] -= bendSs;
  }
}
