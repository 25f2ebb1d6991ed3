package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Converged;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Termination.Test;
import java.util.Arrays;

/// The state of [CmaEs] in scaled coordinates z: x = z ∘ scale; kept by the workspace. Names follow
/// the tutorial: C = B·D²·Bᵀ.
final class Evolution {
  private static final Converged SPREAD = new Converged(Test.SPREAD);
  private static final Stopped EVALUATIONS = new Stopped(Limit.EVALUATIONS);
  private static final double[] NOTHING = {};

  private final SplitMixDraws draws = new SplitMixDraws();
  private CmaEs settings = CmaEs.DEFAULT;
  private Workspace work = new Workspace();
  private int n;
  private double[] scale = NOTHING;
  private double[] mean = NOTHING;
  private double[] shift = NOTHING;
  private double[] covariance = NOTHING;
  private double[] axes = NOTHING;
  private double[] lengths = NOTHING;
  private double[] path = NOTHING;
  private double[] sigmaPath = NOTHING;
  private double[] x = NOTHING;
  private double[] y = NOTHING;
  private double[] members = NOTHING;
  private double[] costs = NOTHING;
  private double[] weights = NOTHING;
  private int[] order = {};
  private double sigma;
  private double effective;

  /// (1 − cσ)²ᵍ after g generations; a product, because StrictMath.pow allocates.
  private double unsettled;

  void begin(CmaEs solver, Workspace workspace, double[] start) {
    settings = solver;
    work = workspace;
    n = start.length;
    draws.seed(solver.seed());
    scale = work.array(n);
    mean = work.array(n);
    shift = work.array(n);
    covariance = work.array(n * n);
    axes = work.array(n * n);
    lengths = work.array(n);
    path = work.array(n);
    sigmaPath = work.array(n);
    x = work.array(n);
    y = work.array(n);
    for (int i = 0; i < n; i++) {
      double width = work.bounds().upper(i) - work.bounds().lower(i);
      boolean finite = width < Double.POSITIVE_INFINITY;
      scale[i] = finite ? Math.max(0.25 * width, 1e-300) : 0.5 * Math.max(1, Math.abs(start[i]));
    }
  }

  boolean isOver() {
    return work.isStopped() || work.evaluations() >= settings.maxEvaluations();
  }

  Termination run(double[] from, int size) {
    members = work.array(size * n);
    costs = work.array(size);
    weights = work.array(size / 2);
    order = order.length == size ? order : new int[size];
    weigh();
    for (int i = 0; i < n; i++) {
      mean[i] = from[i] / scale[i];
    }
    Arrays.fill(path, 0);
    Arrays.fill(sigmaPath, 0);
    Arrays.fill(covariance, 0);
    for (int i = 0; i < n; i++) {
      covariance[i * n + i] = 1;
    }
    sigma = 1;
    unsettled = 1;
    double cSigma = cSigma();
    while (!isOver()) {
      JacobiRotations.decompose(covariance, n, axes, lengths);
      for (int i = 0; i < n; i++) {
        lengths[i] = Math.sqrt(Math.max(lengths[i], Double.MIN_NORMAL));
      }
      sample();
      if (hasCollapsed()) {
        return SPREAD;
      }
      unsettled *= (1 - cSigma) * (1 - cSigma);
      adapt();
      work.step();
    }
    return EVALUATIONS;
  }

  private void weigh() {
    double sum = 0;
    double square = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.log(weights.length + 0.5) - StrictMath.log(i + 1.0);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
      square += weights[i] * weights[i];
    }
    effective = 1 / square;
  }

  /// Draws, evaluates and ranks a generation; `members` receives the z after moving onto the box.
  private void sample() {
    for (int member = 0; member < costs.length; member++) {
      for (int i = 0; i < n; i++) {
        y[i] = lengths[i] * draws.normal();
      }
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += axes[i * n + j] * y[j];
        }
        x[i] = work.bounds().clamp(i, (mean[i] + sigma * sum) * scale[i]);
        members[member * n + i] = x[i] / scale[i];
      }
      costs[member] = work.cost(x);
      int rank = member;
      for (; rank > 0 && costs[order[rank - 1]] > costs[member]; rank--) {
        order[rank] = order[rank - 1];
      }
      order[rank] = member;
    }
  }

  private boolean hasCollapsed() {
    double least = costs[order[0]];
    double greatest = costs[order[costs.length - 1]];
    if (greatest - least <= settings.costTolerance() * (least + settings.costTolerance())) {
      return true;
    }
    for (int i = 0; i < n; i++) {
      if (!(sigma * Math.sqrt(covariance[i * n + i]) <= settings.stepTolerance())) {
        return false;
      }
    }
    return true;
  }

  private double cSigma() {
    return (effective + 2) / (n + effective + 5);
  }

  private void adapt() {
    double cSigma = cSigma();
    double spread = Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1);
    double dampingSigma = 1 + 2 * spread + cSigma;
    double cPath = (4 + effective / n) / (n + 4 + 2 * effective / n);
    double cOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
    double cMu =
        Math.min(
            1 - cOne, 2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2.0) + effective));
    double expected = Math.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));

    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * (members[order[k] * n + i] - mean[i]);
      }
      shift[i] = sum / sigma;
    }
    double length = advanceSigmaPath(cSigma);
    boolean calm = length / Math.sqrt(1 - unsettled) < (1.4 + 2 / (n + 1.0)) * expected;
    double gain = calm ? Math.sqrt(cPath * (2 - cPath) * effective) : 0;
    for (int i = 0; i < n; i++) {
      path[i] = (1 - cPath) * path[i] + gain * shift[i];
    }
    double keep = 1 - cOne - cMu + (calm ? 0 : cOne * cPath * (2 - cPath));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rank = 0;
        for (int k = 0; k < weights.length; k++) {
          int row = order[k] * n;
          rank += weights[k] * (members[row + i] - mean[i]) * (members[row + j] - mean[j]);
        }
        double value =
            keep * covariance[i * n + j] + cOne * path[i] * path[j] + cMu * rank / (sigma * sigma);
        covariance[i * n + j] = value;
        covariance[j * n + i] = value;
      }
    }
    for (int i = 0; i < n; i++) {
      mean[i] += sigma * shift[i];
    }
    sigma *= StrictMath.exp(Math.min(1, cSigma / dampingSigma * (length / expected - 1)));
    sigma = Math.min(sigma, 1e6);
  }

  /// pσ ← (1 − cσ) pσ + √(cσ(2 − cσ)μ) B·D⁻¹·Bᵀ·shift; its length.
  private double advanceSigmaPath(double cSigma) {
    double gain = Math.sqrt(cSigma * (2 - cSigma) * effective);
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += axes[i * n + j] * shift[i];
      }
      y[j] = sum / lengths[j];
    }
    double square = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += axes[i * n + j] * y[j];
      }
      sigmaPath[i] = (1 - cSigma) * sigmaPath[i] + gain * sum;
      square += sigmaPath[i] * sigmaPath[i];
    }
    return Math.sqrt(square);
  }
}
