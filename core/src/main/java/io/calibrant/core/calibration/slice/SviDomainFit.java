package io.calibrant.core.calibration.slice;

import io.calibrant.core.math.Cholesky;

/// Levenberg–Marquardt over the coordinates of [SviDomain]: every point it visits is free of
/// butterflies, to rounding.
///
/// It is the slow path, for quotes whose unconstrained optimum leaves the domain. Intervals and
/// robust losses enter through the residuals and their weights (iteratively reweighted).
final class SviDomainFit {
  private static final int N = SviDomain.N;
  private static final double SHARE = 1e-10;
  private static final double LARGEST_STEP = 2;

  /// Bounds of z₀ and z₁; z₄ ≥ 0 has a rule of its own.
  private static final double LEAST = 1e-10;

  private static final double MOST = 1 - 1e-10;

  /// Weight of leaving the region of (m, σ), in units of the start's cost; a run that leaves it
  /// starts again from there with a hundred times its first weight, a ten-thousandth of this, so
  /// that it can slide along the edge before it must keep to it.
  private static final double STIFF = 1e7;

  private final SviDomain domain = new SviDomain();
  private final double[] z = new double[N];
  private final double[] next = new double[N];
  private final double[] right = new double[N];
  private final double[] step = new double[N];
  private final double[] gram = new double[N * N];
  private final double[] scratch = new double[N * N];
  private final double[] held = new double[N];

  /// ∂σ*/∂z at the best point.
  private final double[] by = new double[4];

  private final double[] columns = new double[N];

  /// What the edge of the region adds to the normal equations, a column; not damped, so that steps
  /// along the edge stay long.
  private final double[] edge = new double[N];

  private final double[] trialGram = new double[N * N];
  private final double[] trialRight = new double[N];

  /// (a, b, c, m, σ) of the best point of the last run.
  final double[] best = new double[N];

  private double middle;
  private double half;
  private double stiff;
  private double misfit;
  private double kept;
  private double width;
  private boolean widest;
  private boolean narrowest;
  private int passes;

  /// The region of (m, σ): [SviSearch#NARROWEST] ≤ σ/half ≤ [SviSearch#WIDEST], |m − middle| ≤
  /// [SviSearch#REACH]·half + 2σ.
  void within(double at, double halfWidth) {
    middle = at;
    half = halfWidth;
    domain.within(SviSearch.NARROWEST * half, SviSearch.WIDEST * half);
  }

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
    stiff = 0;
    evaluate(quotes, loss);
    keep();
    double scale = Math.max(misfit, Double.MIN_NORMAL);
    for (double share = 1e-4; share <= 1; share *= 100) {
      stiff = share * STIFF * scale;
      if (!descend(quotes, loss, limit)) {
        break;
      }
    }
    return kept;
  }

  /// Steps from z at the stiffness in hand.
  ///
  /// @return whether the best point lies beyond the region
  private boolean descend(QuoteColumns quotes, Loss loss, int limit) {
    if (!domain.map(z)) {
      return false;
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
      if (predicted <= SHARE * cost) {
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
    for (double slant : edge) {
      if (slant != 0) {
        return true;
      }
    }
    return false;
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
    System.arraycopy(columns, 0, edge, 0, N);
    System.arraycopy(domain.derivative, 4 * N, by, 0, 4);
    width = domain.leastWidth();
    kept = misfit;
    widest = best[4] >= SviSearch.WIDEST * half && right[4] > 0;
    narrowest = best[4] <= SviSearch.NARROWEST * half && right[4] < 0;
    if (widest || narrowest) {
      fixWidth();
    }
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
    misfit = cost;
    double sigma = raw[4];
    double cross = (raw[3] - middle) / half;
    double reach = SviSearch.REACH + 2 * sigma / half;
    double beyond = cross - Math.max(-reach, Math.min(reach, cross));
    for (int j = 0; j < N; j++) {
      double slant = 2 * Math.signum(beyond) * by[4 * N + j];
      columns[j] = beyond == 0 ? 0 : (by[3 * N + j] - slant) / half;
    }
    cost += penalise(beyond);
    return cost;
  }

  /// Adds a residual beyond the region, its derivative in `columns`; its cost.
  private double penalise(double beyond) {
    if (beyond == 0) {
      return 0;
    }
    for (int j = 0; j < N; j++) {
      trialRight[j] -= stiff * columns[j] * beyond;
      for (int l = 0; l <= j; l++) {
        trialGram[j * N + l] += stiff * columns[j] * columns[l];
      }
    }
    return 0.5 * stiff * beyond * beyond;
  }

  /// Solves for the damped step into `next`, the bounds as an active set; the decrease it promises,
  /// or −1.
  private double solve(double damping) {
    for (int j = 0; j < N; j++) {
      held[j] = Double.NaN;
      if ((z[j] <= least(j) && right[j] < 0) || (z[j] >= most(j) && right[j] > 0)) {
        held[j] = 0;
      }
    }
    boolean more = true;
    while (more) {
      if (!reduced(damping)) {
        return -1;
      }
      more = false;
      for (int j = 0; j < N; j++) {
        next[j] = Math.max(least(j), Math.min(most(j), z[j] + step[j]));
        if (Double.isNaN(held[j]) && next[j] != z[j] + step[j]) {
          held[j] = next[j] - z[j];
          more = true;
        }
      }
    }
    if (widest || narrowest) {
      // The domain moves σ to its bound.
      next[4] = widest ? 2 * best[4] : 0;
    }
    double linear = 0;
    double square = 0;
    for (int j = 0; j < N; j++) {
      step[j] = (widest || narrowest) && j == 4 ? 0 : next[j] - z[j];
      linear += step[j] * right[j];
    }
    for (int j = 0; j < N; j++) {
      for (int l = 0; l < N; l++) {
        square += step[j] * step[l] * gram[Math.max(j, l) * N + Math.min(j, l)];
      }
    }
    return linear - 0.5 * square;
  }

  /// Makes the system that of σ at its bound, whatever σ* does: takes ∂σ*/∂z out of the columns.
  private void fixWidth() {
    double g = gram[24];
    for (int j = 0; j < 4; j++) {
      for (int l = 0; l <= j; l++) {
        double both = by[j] * by[l] * g;
        gram[j * N + l] += both - by[j] * gram[20 + l] - by[l] * gram[20 + j];
      }
      right[j] -= by[j] * right[4];
    }
    java.util.Arrays.fill(gram, 20, 25, 0);
    right[4] = 0;
  }

  /// The step of the free coordinates, the others moving as `held` says.
  private boolean reduced(double damping) {
    for (int j = 0; j < N; j++) {
      boolean free = Double.isNaN(held[j]);
      step[j] = free ? right[j] : held[j];
      for (int l = 0; l <= j; l++) {
        double at = gram[j * N + l];
        boolean both = free && Double.isNaN(held[l]);
        scratch[j * N + l] = both ? at : 0;
      }
      double diagonal = gram[j * N + j] - stiff * edge[j] * edge[j];
      scratch[j * N + j] =
          free ? gram[j * N + j] + damping * Math.max(0, diagonal) + Double.MIN_NORMAL : 1;
    }
    for (int j = 0; j < N; j++) {
      for (int l = 0; l < N && Double.isNaN(held[j]); l++) {
        if (!Double.isNaN(held[l])) {
          step[j] -= gram[Math.max(j, l) * N + Math.min(j, l)] * held[l];
        }
      }
    }
    if (!Cholesky.factor(scratch, N)) {
      return false;
    }
    Cholesky.solve(scratch, N, step);
    return true;
  }

  private double least(int j) {
    if (j == 4) {
      return z[4] > 0.5 * width ? 0.2 * z[4] : 0;
    }
    return j < 2 ? LEAST : z[j] - LARGEST_STEP * (j == 3 ? 1 + Math.abs(z[3]) : 1);
  }

  private double most(int j) {
    if (j == 4) {
      return z[4] + 3 * (width + z[4]);
    }
    return j < 2 ? MOST : z[j] + LARGEST_STEP * (j == 3 ? 1 + Math.abs(z[3]) : 1);
  }
}
