package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.testkit.DerivativeChecker;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Jacobians and Greeks are the derivatives of the prices.
class ModelGradientTest {
  @Test
  void gradients_allModels_equalDifferences() {
    for (TransformModel model : TransformModels.all()) {
      double[] x = ModelSamples.typical(model);
      OptionGrid grid =
          OptionGrid.of(
              new double[] {0.02, 0.5, 2}, new double[][] {{-0.1, 0, 0.1}, {-0.5, 0.3}, {-1, 1}});
      SurfacePricer pricer = model.pricer(grid, x);
      double[] values = new double[grid.size()];
      double[] jacobian = new double[grid.size() * x.length];
      assertThat(pricer.price(x, values, jacobian)).isTrue();
      DerivativeChecker.Worst worst =
          DerivativeChecker.jacobian(pricer::price, x, grid.size(), jacobian, 1e-3);
      assertThat(worst.relativeError()).as(model.name()).isLessThan(1e-8);
    }
  }

  @Test
  void greeks_allModels_equalDifferences() {
    for (TransformModel model : TransformModels.all()) {
      double[] x = ModelSamples.typical(model);
      var pricer = ContourPricer.of(model);
      int count = ContourPricer.FIRST_PARAMETER + x.length;
      double[] at = new double[count];
      double[] scratch = new double[count];
      for (double k : new double[] {-0.6, -0.05, 0, 0.2, 0.9}) {
        double years = 0.4;
        assertThat(pricer.greeks(x, years, k, at)).isEqualTo(PriceStatus.OK);
        double value = at[ContourPricer.VALUE];
        double delta =
            DerivativeChecker.derivative(
                f -> f * otm(pricer, x, years, k - StrictMath.log(f), k), 1, 0.01);
        check(model, k, "delta", at[ContourPricer.DELTA], delta, value);
        double gamma =
            DerivativeChecker.derivative(
                f -> delta(pricer, x, years, k - StrictMath.log(f), k, scratch), 1, 0.01);
        check(model, k, "gamma", at[ContourPricer.GAMMA], gamma, value);
        double slope = DerivativeChecker.derivative(t -> otm(pricer, x, t, k, k), years, 0.01);
        check(model, k, "T", at[ContourPricer.SLOPE_IN_T], slope, value);
        int level = model.level();
        double[] moved = x.clone();
        double vanna =
            DerivativeChecker.derivative(
                v -> {
                  moved[level] = v;
                  return delta(pricer, moved, years, k, k, scratch);
                },
                x[level],
                0.02 * x[level]);
        check(model, k, "vanna", at[ContourPricer.VANNA], vanna, value);
        double volga =
            DerivativeChecker.derivative(
                v -> {
                  moved[level] = v;
                  pricer.greeks(moved, years, k, scratch);
                  return scratch[ContourPricer.FIRST_PARAMETER + level];
                },
                x[level],
                0.02 * x[level]);
        check(model, k, "volga", at[ContourPricer.VOLGA], volga, value);
        for (int i = 0; i < x.length; i++) {
          int index = i;
          double[] other = x.clone();
          double slopeInX =
              DerivativeChecker.derivative(
                  v -> {
                    other[index] = v;
                    return otm(pricer, other, years, k, k);
                  },
                  x[i],
                  0.01 * Math.abs(x[i]));
          check(
              model,
              k,
              model.parameters().get(i).name(),
              at[ContourPricer.FIRST_PARAMETER + i],
              slopeInX,
              value);
        }
      }
    }
  }

  /// √v₀ and √θ moved together: what the direction of a parallel shift stands for.
  @Test
  void parallel_hestonFamily_isTheShiftOfBothVols() {
    for (TransformModel model : List.<TransformModel>of(Heston.MODEL, Bates.MODEL, Svcj.MODEL)) {
      double[] x = ModelSamples.typical(model);
      var pricer = ContourPricer.of(model);
      double[] out = new double[ContourPricer.FIRST_PARAMETER + x.length];
      assertThat(pricer.greeks(x, 0.4, 0.2, out)).isEqualTo(PriceStatus.OK);
      double[] direction = new double[x.length];
      model.parallel(x, direction);
      double parallel = 0;
      for (int i = 0; i < x.length; i++) {
        parallel += direction[i] * out[ContourPricer.FIRST_PARAMETER + i];
      }
      double difference =
          DerivativeChecker.derivative(
              shift -> {
                double[] moved = x.clone();
                moved[0] = (Math.sqrt(x[0]) + shift) * (Math.sqrt(x[0]) + shift);
                moved[2] = (Math.sqrt(x[2]) + shift) * (Math.sqrt(x[2]) + shift);
                return otm(pricer, moved, 0.4, 0.2, 0.2);
              },
              0,
              0.01);
      check(model, 0.2, "parallel", parallel, difference, out[ContourPricer.VALUE]);
    }
  }

  private static void check(
      TransformModel model, double k, String name, double analytic, double difference, double v) {
    double error = Math.abs(analytic - difference) / Math.max(Math.abs(difference), 1e-3 * v);
    assertThat(error).as("%s k=%s %s", model.name(), k, name).isLessThan(1e-8);
  }

  /// The value of the side that is out of the money at `side`.
  private static double otm(ContourPricer pricer, double[] x, double years, double k, double side) {
    assertThat(pricer.price(x, years, k)).isEqualTo(PriceStatus.OK);
    boolean call = k >= 0;
    if (call == (side >= 0)) {
      return pricer.value();
    }
    return side >= 0 ? pricer.value() - StrictMath.expm1(k) : pricer.value() + StrictMath.expm1(k);
  }

  private static double delta(
      ContourPricer pricer, double[] x, double years, double k, double side, double[] scratch) {
    pricer.greeks(x, years, k, scratch);
    boolean call = k >= 0;
    double delta = scratch[ContourPricer.DELTA];
    return call == (side >= 0) ? delta : side >= 0 ? delta + 1 : delta - 1;
  }
}
