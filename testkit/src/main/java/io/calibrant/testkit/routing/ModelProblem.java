package io.calibrant.testkit.routing;

import io.calibrant.core.math.Normal;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.SurfacePricer;
import io.calibrant.core.solve.LeastSquaresProblem;
import java.util.SplittableRandom;

/// A model fitted to whitened prices of a small synthetic surface: r = (value − target)/std with
/// std = vega · 0.2 vol points.
final class ModelProblem implements LeastSquaresProblem {
  private static final double VOL_STD = 0.002;
  private static final double[] EXPIRIES = {0.05, 0.2, 0.5, 1.2};
  private static final double[] STD_DEVS = {-1.8, -1.2, -0.6, 0, 0.6, 1.2, 1.8};

  private final SurfacePricer pricer;
  private final int parameterCount;
  private final double[] targets;
  private final double[] stdDevs;

  /// Draws targets.
  ///
  /// @param truth parameters that generate the prices; the integration nodes are theirs too
  ModelProblem(Model model, double[] truth, double level, SplittableRandom random) {
    double[][] ks = new double[EXPIRIES.length][STD_DEVS.length];
    stdDevs = new double[EXPIRIES.length * STD_DEVS.length];
    for (int i = 0; i < EXPIRIES.length; i++) {
      double stdDev = level * Math.sqrt(EXPIRIES[i]);
      for (int j = 0; j < STD_DEVS.length; j++) {
        ks[i][j] = STD_DEVS[j] * stdDev;
        double d1 = -STD_DEVS[j] + stdDev / 2;
        stdDevs[i * STD_DEVS.length + j] = Normal.density(d1) * Math.sqrt(EXPIRIES[i]) * VOL_STD;
      }
    }
    parameterCount = truth.length;
    pricer = model.pricer(OptionGrid.of(EXPIRIES, ks), truth);
    targets = new double[stdDevs.length];
    if (!pricer.price(truth, targets)) {
      throw new IllegalArgumentException("no prices at the truth: choose parameters in the domain");
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i] += stdDevs[i] * random.nextGaussian();
    }
  }

  @Override
  public int parameterCount() {
    return parameterCount;
  }

  @Override
  public int residualCount() {
    return targets.length;
  }

  @Override
  public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
    if (!pricer.price(x, residuals, jacobian)) {
      return false;
    }
    whiten(residuals);
    for (int i = 0; i < targets.length; i++) {
      for (int j = 0; j < parameterCount; j++) {
        jacobian[i * parameterCount + j] /= stdDevs[i];
      }
    }
    return true;
  }

  @Override
  public boolean evaluateResiduals(double[] x, double[] residuals, double[] scratch) {
    if (!pricer.price(x, residuals)) {
      return false;
    }
    whiten(residuals);
    return true;
  }

  private void whiten(double[] values) {
    for (int i = 0; i < targets.length; i++) {
      values[i] = (values[i] - targets[i]) / stdDevs[i];
    }
  }
}
