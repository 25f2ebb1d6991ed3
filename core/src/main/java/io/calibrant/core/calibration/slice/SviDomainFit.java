package io.calibrant.core.calibration.slice;

import io.calibrant.core.math.Cholesky;

/// Levenberg–Marquardt over the coordinates of [SviDomain]: every point it visits is free of
/// butterflies, to rounding.
///
/// It is the slow path, for quotes whose unconstrained optimum leaves the domain. Intervals and
/// robust losses enter through the residuals and their weights (iteratively reweighted).
final class SviDomainFit {
  private static final int N = SviDomain.N;
  private static final double LARGEST_STEP = 4;

  private final SviDomain domain = new SviDomain();
  private final double[] z = new double[N];
  private final double[] next = new double[N];
  private final double[] right = new double[N];
  private final double[] step = new double[N];
  private final double[] gram = new double[N * N];
  private final double[] scratch = new double[N * N];
  private final double[] columns = new double[N];
  private final double[] trialGram = new double[N * N];
  private final double[] trialRight = new double[N];

  /// (a, b, c, m, σ) of the best point of the last run.
  final double[] best = new double[N];

  private int passes;

  /// Runs from a smile, which need not lie in the domain.
  ///
  /// @return the cost, +∞ when no start was found
  double run(
      QuoteColumns quotes,
      Loss loss,
      double a,
      double b,
      double c,
      double m,
      double sigma,
      int limit) {
    if (!domain.coordinates(a, b, c, m, sigma, z) || !domain.map(z)) {
      return Double.POSITIVE_INFINITY;
    }
    double cost = evaluate(quotes, loss);
    keep();
    double damping = 1e-3;
    double growth = 2;
    for (int i = 0; i < limit && damping < 1e9; i++) {
      double predicted = solve(damping);
      if (!(predicted > 0)) {
        damping = Math.max(1e-3, 10 * damping);
        continue;
      }
      if (predicted <= 1e-9 * cost) {
        break;
      }
      double found = domain.map(next) ? evaluate(quotes, loss) : Double.POSITIVE_INFINITY;
      double gain = (cost - found) / predicted;
      if (gain > 0) {
        cost = found;
        System.arraycopy(next, 0, z, 0, N);
        keep();
        double t = 2 * gain - 1;
        damping = Math.max(1e-9, damping * Math.max(0.1, 1 - t * t * t));
        growth = 2;
      } else {
        damping *= growth;
        growth *= 2;
      }
    }
    return cost;
  }

  int passes() {
    return passes;
  }

  void resetPasses() {
    passes = 0;
  }

  private void keep() {
    System.arraycopy(domain.raw, 0, best, 0, N);
    System.arraycopy(trialGram, 0, gram, 0, N * N);
    System.arraycopy(trialRight, 0, right, 0, N);
  }

  /// ½Σρ at the mapped point, with the normal equations in z.
  private double evaluate(QuoteColumns quotes, Loss loss) {
    passes++;
    double cost = 0;
    java.util.Arrays.fill(trialGram, 0);
    java.util.Arrays.fill(trialRight, 0);
    double[] raw = domain.raw;
    double[] by = domain.derivative;
    for (int i = 0; i < quotes.size(); i++) {
      double d = quotes.k[i] - raw[3];
      double s = Math.sqrt(d * d + raw[4] * raw[4]);
      double w = raw[0] + raw[2] * d + raw[1] * s;
      double off = Math.max(quotes.lower[i] - w, 0) + Math.min(quotes.upper[i] - w, 0);
      double square = quotes.weight[i] * off * off;
      cost += 0.5 * loss.value(square);
      double omega = off == 0 && quotes.lower[i] < quotes.upper[i] ? 0 : quotes.weight[i];
      omega *= loss.share(square);
      double jm = -(raw[2] + raw[1] * d / s);
      double js = raw[1] * raw[4] / s;
      for (int j = 0; j < N; j++) {
        columns[j] =
            by[j] + s * by[N + j] + d * by[2 * N + j] + jm * by[3 * N + j] + js * by[4 * N + j];
      }
      for (int j = 0; j < N; j++) {
        double wj = omega * columns[j];
        trialRight[j] = Math.fma(wj, off, trialRight[j]);
        for (int l = 0; l <= j; l++) {
          trialGram[j * N + l] = Math.fma(wj, columns[l], trialGram[j * N + l]);
        }
      }
    }
    return cost;
  }

  /// Solves for the damped step into `next`; the decrease it promises, or −1.
  private double solve(double damping) {
    System.arraycopy(gram, 0, scratch, 0, N * N);
    double trace = 0;
    for (int j = 0; j < N; j++) {
      trace += gram[j * N + j];
    }
    for (int j = 0; j < N; j++) {
      scratch[j * N + j] += damping * gram[j * N + j] + 1e-14 * trace;
      step[j] = right[j];
    }
    if (!(trace > 0) || !Cholesky.factor(scratch, N)) {
      return -1;
    }
    Cholesky.solve(scratch, N, step);
    double largest = 0;
    for (int j = 0; j < N; j++) {
      largest = Math.max(largest, Math.abs(step[j]));
    }
    double scale = largest > LARGEST_STEP ? LARGEST_STEP / largest : 1;
    double linear = 0;
    double square = 0;
    for (int j = 0; j < N; j++) {
      step[j] *= scale;
      next[j] = z[j] + step[j];
      linear += step[j] * right[j];
    }
    for (int j = 0; j < N; j++) {
      for (int l = 0; l < N; l++) {
        square += step[j] * step[l] * gram[Math.max(j, l) * N + Math.min(j, l)];
      }
    }
    return linear - 0.5 * square;
  }
}
