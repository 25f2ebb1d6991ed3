package io.calibrant.core.localvol;

import io.calibrant.core.black.Black76;
import io.calibrant.core.math.Cholesky;
import io.calibrant.core.math.Normal;
import java.util.Arrays;

/// Finds the σ(k) of one [ImplicitStep] that re-prices the quotes of its expiry: ln σ is linear in
/// k between the quotes and flat beyond.
///
/// Residuals are (price − target)/vega, so nearly errors in vol. The Jacobian is exact, by the
/// adjoint of the step: with Aᵀλ = ∂zᵢ/∂z, ∂zᵢ/∂ln σ(node n) = 2λₙuₙ. Levenberg–Marquardt with
/// Nielsen's damping.
final class ExpiryFit {
  private static final int MAX_STEPS = 30;

  /// Root mean square error in vol at which nothing is left to gain.
  private static final double CLOSE = 1e-8;

  /// Least relative gain of a step that is worth another.
  private static final double GAIN = 1e-3;

  /// Least vega in units of √T: quotes further out count less.
  private static final double LEAST_VEGA = 1e-3;

  private final MoneynessGrid grid;
  private final ImplicitStep step;
  private final double dt;
  private final double[] before;
  private final int count;

  /// Nodes and weights of the interpolation at quote q from 4q on, over its vega.
  private final double[] weights;

  private final int[] first;
  private final double[] targets;

  /// ln σ at node i = (1 − share)·parameter[bin] + share·parameter[bin + 1].
  private final int[] bin;

  private final double[] share;
  final double[] logSigma;
  private final double[] lambda;
  private final double[] jacobian;
  private final double[] residuals;

  /// @param values time values at the nodes before the step
  /// @param density γ there
  ExpiryFit(
      MoneynessGrid grid,
      ImplicitStep step,
      double[] values,
      double[] density,
      double from,
      double expiry,
      double[] ks,
      double[] vols) {
    this.grid = grid;
    this.step = step;
    dt = expiry - from;
    before = density;
    count = ks.length;
    weights = new double[4 * count];
    first = new int[count];
    targets = new double[count];
    for (int q = 0; q < count; q++) {
      quote(q, values, expiry, ks[q], vols[q]);
    }
    int n = grid.size();
    bin = new int[n];
    share = new double[n];
    bins(ks);
    logSigma = new double[n];
    lambda = new double[n * count];
    jacobian = new double[count * count];
    residuals = new double[count];
  }

  /// Runs the fit from ln σ at the quotes and leaves [#logSigma] and the step at the best point.
  ///
  /// @param x start; receives the solution
  /// @return root mean square residual
  double run(double[] x) {
    double[] normal = new double[count * count];
    double[] factor = new double[count * count];
    double[] gradient = new double[count];
    double[] move = new double[count];
    double[] trial = new double[count];
    double damping = 1e-4;
    double growth = 2;
    double cost = evaluate(x);
    boolean fresh = true;
    for (int i = 0; i < MAX_STEPS && cost > count * CLOSE * CLOSE; i++) {
      if (fresh) {
        linearise();
        normal(normal, gradient);
      }
      double predicted = move(normal, gradient, damping, factor, move);
      for (int j = 0; j < count; j++) {
        trial[j] = x[j] + Math.max(-1, Math.min(1, move[j]));
      }
      double next = evaluate(trial);
      fresh = next < cost;
      if (fresh) {
        double gain = (cost - next) / predicted;
        double t = 2 * gain - 1;
        damping *= Math.max(1.0 / 10, 1 - t * t * t);
        growth = 2;
        System.arraycopy(trial, 0, x, 0, count);
        boolean done = cost - next < GAIN * cost;
        cost = next;
        if (done) {
          break;
        }
      } else {
        damping *= growth;
        growth *= 2;
        if (damping > 1e8) {
          break;
        }
      }
    }
    return Math.sqrt(evaluate(x) / count);
  }

  /// Residual of quote q, about the error in vol.
  double residual(int q) {
    return residuals[q];
  }

  private double evaluate(double[] x) {
    for (int i = 0; i < logSigma.length; i++) {
      int j = bin[i];
      logSigma[i] = share[i] == 0 ? x[j] : (1 - share[i]) * x[j] + share[i] * x[j + 1];
    }
    step.take(logSigma, before, dt);
    double cost = 0;
    for (int q = 0; q < count; q++) {
      double sum = -targets[q];
      for (int a = 0; a < 4; a++) {
        sum += weights[4 * q + a] * step.rise[first[q] + a];
      }
      residuals[q] = sum;
      cost += sum * sum;
    }
    return cost;
  }

  /// ∂residual q/∂parameter j at j·count + q.
  private void linearise() {
    Arrays.fill(lambda, 0);
    for (int q = 0; q < count; q++) {
      for (int a = 0; a < 4; a++) {
        lambda[(first[q] + a) * count + q] = weights[4 * q + a];
      }
    }
    step.adjoint(lambda, count);
    Arrays.fill(jacobian, 0);
    for (int i = 1; i < grid.size() - 1; i++) {
      double twice = 2 * step.rise[i];
      add(jacobian, bin[i] * count, (1 - share[i]) * twice, i * count);
      if (share[i] > 0) {
        add(jacobian, (bin[i] + 1) * count, share[i] * twice, i * count);
      }
    }
  }

  private void add(double[] to, int at, double factor, int from) {
    for (int q = 0; q < count; q++) {
      to[at + q] += factor * lambda[from + q];
    }
  }

  private void normal(double[] normal, double[] gradient) {
    for (int j = 0; j < count; j++) {
      for (int l = 0; l <= j; l++) {
        normal[j * count + l] = dot(jacobian, j * count, jacobian, l * count);
      }
      gradient[j] = dot(jacobian, j * count, residuals, 0);
    }
  }

  /// In four sums, which the processor adds side by side; always in the same order.
  private double dot(double[] a, int i, double[] b, int j) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int q = 0;
    for (; q + 3 < count; q += 4) {
      s0 = Math.fma(a[i + q], b[j + q], s0);
      s1 = Math.fma(a[i + q + 1], b[j + q + 1], s1);
      s2 = Math.fma(a[i + q + 2], b[j + q + 2], s2);
      s3 = Math.fma(a[i + q + 3], b[j + q + 3], s3);
    }
    for (; q < count; q++) {
      s0 = Math.fma(a[i + q], b[j + q], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// The damped step; returns the decrease of the cost it predicts.
  private double move(
      double[] normal, double[] gradient, double damping, double[] factor, double[] move) {
    double largest = 0;
    for (int j = 0; j < count; j++) {
      largest = Math.max(largest, normal[j * count + j]);
    }
    System.arraycopy(normal, 0, factor, 0, factor.length);
    for (int j = 0; j < count; j++) {
      factor[j * count + j] += damping * Math.max(normal[j * count + j], 1e-6 * largest);
      move[j] = -gradient[j];
    }
    if (!Cholesky.factor(factor, count)) {
      Arrays.fill(move, 0);
      return 1;
    }
    Cholesky.solve(factor, count, move);
    double predicted = 0;
    for (int j = 0; j < count; j++) {
      double d = damping * Math.max(normal[j * count + j], 1e-6 * largest);
      predicted += move[j] * (d * move[j] - gradient[j]);
    }
    return Math.max(predicted, 1e-300);
  }

  private void quote(int q, double[] values, double expiry, double k, double vol) {
    double v = vol * Math.sqrt(expiry);
    double vega = Math.max(Normal.density(-k / v + 0.5 * v), LEAST_VEGA) * Math.sqrt(expiry);
    int at = grid.around(k);
    first[q] = at;
    double[] four = new double[4];
    grid.priceWeights(at, k, four);
    double x = StrictMath.exp(k);
    // Cubics in x are exact on straight lines, so only the kink of the intrinsic value is left.
    double kink = -Math.max(0, 1 - x);
    double old = 0;
    for (int a = 0; a < 4; a++) {
      kink += four[a] * Math.max(0, 1 - grid.x(at + a));
      old += four[a] * values[at + a];
      weights[4 * q + a] = four[a] / vega;
    }
    double price = Black76.outOfTheMoney(1, x, vol, expiry);
    targets[q] = (price - kink - old) / vega;
  }

  private void bins(double[] ks) {
    int j = 0;
    for (int i = 0; i < grid.size(); i++) {
      double k = grid.k(i);
      while (j < count - 1 && ks[j + 1] <= k) {
        j++;
      }
      bin[i] = j;
      if (j < count - 1 && k > ks[j]) {
        share[i] = (k - ks[j]) / (ks[j + 1] - ks[j]);
      }
    }
  }
}
