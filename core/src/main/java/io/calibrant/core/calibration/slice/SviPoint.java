package io.calibrant.core.calibration.slice;

/// A raw SVI smile x = (a, b, c = bρ, m, σ) on its quotes: cost, −gradient, second derivatives, and
/// its troughs.
final class SviPoint {
  static final int N = 5;

  /// By so much a trough is missed by nothing: more than rounding.
  static final double ROOM = 1e-11;

  final double[] x = new double[N];

  /// −∂cost/∂x.
  final double[] right = new double[N];

  /// ∂²cost/∂x², lower triangle, and the diagonal of its Gauss–Newton part.
  final double[] hessian = new double[N * N];

  final double[] diagonal = new double[N];
  final SviTroughs troughs = new SviTroughs();
  double cost;

  /// By how much the troughs fall short, summed; 0 for a smile without butterflies.
  double missed;

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
    weigh(quotes, loss);
    pull(quotes, loss);
    troughs.find(x);
    missed = 0;
    for (int j = 0; j < troughs.count(); j++) {
      missed += Math.max(0, -ROOM - troughs.depth[j]);
    }
    return cost < Double.POSITIVE_INFINITY;
  }

  /// The cost alone, of any numbers.
  double costOf(QuoteColumns quotes, Loss loss) {
    double q = x[4] * x[4];
    double sum = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double d = quotes.k[i] - x[3];
      double off = off(quotes, i, d, Math.sqrt(d * d + q));
      sum += 0.5 * loss.value(quotes.weight[i] * off * off);
    }
    return sum;
  }

  // The sums of a pass are local: in arrays each would wait for its last store.

  /// The Gauss–Newton part of the second derivatives.
  private void weigh(QuoteColumns quotes, Loss loss) {
    double b = x[1];
    double c = x[2];
    double q = x[4] * x[4];
    double h00 = 0;
    double h10 = 0;
    double h20 = 0;
    double h30 = 0;
    double h40 = 0;
    double h11 = 0;
    double h21 = 0;
    double h31 = 0;
    double h41 = 0;
    double h22 = 0;
    double h32 = 0;
    double h42 = 0;
    double h33 = 0;
    double h43 = 0;
    double h44 = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double d = quotes.k[i] - x[3];
      double s = Math.sqrt(d * d + q);
      double omega = omega(quotes, loss, i, off(quotes, i, d, s));
      double inverse = 1 / s;
      double byM = -(c + b * (d * inverse));
      double bySigma = b * (x[4] * inverse);
      double ws = omega * s;
      double wd = omega * d;
      double wm = omega * byM;
      double wSigma = omega * bySigma;
      h00 += omega;
      h10 += ws;
      h20 += wd;
      h30 += wm;
      h40 += wSigma;
      h11 = Math.fma(ws, s, h11);
      h21 = Math.fma(wd, s, h21);
      h31 = Math.fma(wm, s, h31);
      h41 = Math.fma(wSigma, s, h41);
      h22 = Math.fma(wd, d, h22);
      h32 = Math.fma(wm, d, h32);
      h42 = Math.fma(wSigma, d, h42);
      h33 = Math.fma(wm, byM, h33);
      h43 = Math.fma(wSigma, byM, h43);
      h44 = Math.fma(wSigma, bySigma, h44);
    }
    row(0, h00, 0, 0, 0, 0);
    row(1, h10, h11, 0, 0, 0);
    row(2, h20, h21, h22, 0, 0);
    row(3, h30, h31, h32, h33, 0);
    row(4, h40, h41, h42, h43, h44);
  }

  private void row(int j, double a, double b, double c, double m, double sigma) {
    hessian[j * N] = a;
    hessian[j * N + 1] = b;
    hessian[j * N + 2] = c;
    hessian[j * N + 3] = m;
    hessian[j * N + 4] = sigma;
    diagonal[j] = hessian[j * N + j];
  }

  /// The cost, its gradient, and what the residuals add to the second derivatives.
  private void pull(QuoteColumns quotes, Loss loss) {
    double b = x[1];
    double q = x[4] * x[4];
    double sum = 0;
    double r0 = 0;
    double r1 = 0;
    double r2 = 0;
    double pullSlant = 0;
    double pullSharp = 0;
    double bendMm = 0;
    double bendMs = 0;
    double bendSs = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double d = quotes.k[i] - x[3];
      double s = Math.sqrt(d * d + q);
      double off = off(quotes, i, d, s);
      sum += 0.5 * loss.value(quotes.weight[i] * off * off);
      double inverse = 1 / s;
      double slant = d * inverse;
      double sharp = x[4] * inverse;
      double pull = omega(quotes, loss, i, off) * off;
      r0 += pull;
      r1 = Math.fma(pull, s, r1);
      r2 = Math.fma(pull, d, r2);
      double bend = pull * b * inverse;
      pullSlant = Math.fma(pull, slant, pullSlant);
      pullSharp = Math.fma(pull, sharp, pullSharp);
      bendMm = Math.fma(bend * sharp, sharp, bendMm);
      bendMs = Math.fma(bend * slant, sharp, bendMs);
      bendSs = Math.fma(bend * slant, slant, bendSs);
    }
    cost = sum;
    right[0] = r0;
    right[1] = r1;
    right[2] = r2;
    right[3] = -(x[2] * r0 + b * pullSlant);
    right[4] = b * pullSharp;
    hessian[3 * N + 1] += pullSlant;
    hessian[3 * N + 2] += r0;
    hessian[3 * N + 3] -= bendMm;
    hessian[4 * N + 1] -= pullSharp;
    hessian[4 * N + 3] -= bendMs;
    hessian[4 * N + 4] -= bendSs;
  }

  /// By how much the smile misses a quote.
  private double off(QuoteColumns quotes, int i, double d, double s) {
    double w = x[0] + x[2] * d + x[1] * s;
    return Math.max(quotes.lower[i] - w, 0) + Math.min(quotes.upper[i] - w, 0);
  }

  /// The weight of a quote that is missed by so much.
  private static double omega(QuoteColumns quotes, Loss loss, int i, double off) {
    double omega = off == 0 && quotes.lower[i] < quotes.upper[i] ? 0 : quotes.weight[i];
    return omega * loss.share(quotes.weight[i] * off * off);
  }
}
