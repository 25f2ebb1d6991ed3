package io.calibrant.core.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.localvol.LocalVolSurface;
import io.calibrant.core.localvol.NoAllocation;
import io.calibrant.core.model.Bates;
import io.calibrant.core.model.ContourPricer;
import io.calibrant.core.model.DoubleHeston;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.Kou;
import io.calibrant.core.model.Merton;
import io.calibrant.core.model.NormalInverseGaussian;
import io.calibrant.core.model.Svcj;
import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.VarianceGamma;
import io.calibrant.core.smile.Essvi;
import io.calibrant.core.smile.RandomEssvi;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PathSimulatorTest {
  private static final double T = 0.5;

  /// Feller's condition fails in all of them: 2κθ/ξ² = 0.47 and less.
  private static final double[] HESTON = {0.25, 2, 0.3, 1.6, -0.6};

  private static final double[] BATES = {0.25, 2, 0.3, 1.6, -0.6, 4, -0.08, 0.1};
  private static final double[] MERTON = {0.4, 6, -0.05, 0.12};
  private static final double[] KOU = {0.4, 8, 0.4, 12, 9};

  private static final double[] SVCJ = {0.25, 2, 0.3, 1.6, -0.6, 4, -0.08, 0.1, 0.2, -0.3};
  private static final double[] DOUBLE_HESTON = {0.1, 2, 0.2, 1.2, -0.6, 0.15, 0.5, 0.1, 0.8, 0.3};
  private static final double[] VARIANCE_GAMMA = {0.5, -0.2, 0.3};
  private static final double[] NIG = {9, -2, 1.5};

  @Test
  void estimate_everyModelAndDraw_agreesWithItsTransformPrice() {
    for (Draws draws : Draws.values()) {
      check(Heston.MODEL, HESTON, draws, 32);
      check(Bates.MODEL, BATES, draws, 32);
      check(Merton.MODEL, MERTON, draws, 1);
      check(Kou.MODEL, KOU, draws, 2);
      check(Svcj.MODEL, SVCJ, draws, 32);
      check(DoubleHeston.MODEL, DOUBLE_HESTON, draws, 32);
      check(VarianceGamma.MODEL, VARIANCE_GAMMA, draws, 1);
      check(NormalInverseGaussian.MODEL, NIG, draws, 2);
    }
  }

  private static void check(TransformModel model, double[] p, Draws draws, int steps) {
    var simulator =
        PathSimulator.of(Schemes.of(model, p), new double[] {T}, steps, draws, 20261121);
    var pricer = ContourPricer.of(model);
    for (double k : new double[] {-0.4, 0, 0.3}) {
      pricer.price(p, T, k);
      PathEstimate estimate = simulator.estimate(otm(k), 64);
      // 3 standard errors and the scheme's own bias at this step, below 2e-4 (next test).
      assertThat(estimate.mean())
          .as("%s %s k=%s %s", model.name(), draws, k, estimate)
          .isCloseTo(pricer.value(), within(3 * estimate.stdError() + (steps > 2 ? 2e-4 : 0)));
    }
    // A wrong compensator shows only on many paths.
    int batches = steps <= 2 ? 1024 : 64;
    PathEstimate forward = simulator.estimate((paths, i) -> paths.price(0, i), batches);
    assertThat(forward.mean()).isCloseTo(1, within(3.5 * forward.stdError()));
  }

  @Test
  void estimate_hestonSteps_convergeWithFirstOrder() {
    double[] p = {0.09, 3, 0.12, 0.5, -0.7};
    var pricer = ContourPricer.of(Heston.MODEL);
    pricer.price(p, 1, 0);
    double[] errors = new double[3];
    for (int i = 0; i < 3; i++) {
      var simulator =
          PathSimulator.of(Schemes.of(Heston.MODEL, p), new double[] {1}, 3 << i, Draws.SOBOL, 5);
      errors[i] = Math.abs(simulator.estimate(otm(0), 512).mean() - pricer.value());
    }
    assertThat(errors[0] / errors[2]).isBetween(2.5, 12.0);
    assertThat(errors[2]).isLessThan(1e-4);
  }

  /// The variance jumps often and far: without the splitting the error is of first order.
  @Test
  void estimate_svcjSteps_converge() {
    double[] p = {0.04, 3, 0.05, 0.2, -0.5, 6, -0.05, 0.05, 0.15, -0.2};
    var pricer = ContourPricer.of(Svcj.MODEL);
    pricer.price(p, 1, 0);
    double[] errors = new double[3];
    for (int i = 0; i < 3; i++) {
      var simulator =
          PathSimulator.of(Schemes.of(Svcj.MODEL, p), new double[] {1}, 2 << i, Draws.SOBOL, 5);
      errors[i] = Math.abs(simulator.estimate(otm(0), 1024).mean() - pricer.value());
    }
    assertThat(errors[0] / errors[2]).isGreaterThan(4);
  }

  /// Independent increments: many steps and one have the same law.
  @Test
  void estimate_pureJumpModels_areExactAtAnyStep() {
    for (TransformModel model :
        new TransformModel[] {VarianceGamma.MODEL, NormalInverseGaussian.MODEL}) {
      double[] p = model == VarianceGamma.MODEL ? VARIANCE_GAMMA : NIG;
      var pricer = ContourPricer.of(model);
      for (int steps : new int[] {1, 50}) {
        var simulator =
            PathSimulator.of(Schemes.of(model, p), new double[] {T}, steps, Draws.RANDOM, 9);
        for (double k : new double[] {-0.5, 0.1}) {
          pricer.price(p, T, k);
          PathEstimate estimate = simulator.estimate(otm(k), 256);
          assertThat(estimate.mean())
              .as("%s %d steps k=%s", model.name(), steps, k)
              .isCloseTo(pricer.value(), within(3 * estimate.stdError()));
        }
      }
    }
  }

  /// A displaced log-normal price, dX = s(X + a)dW, has a local vol that depends on X and a price
  /// of Black's form.
  @Test
  void estimate_localVolSteps_convergeWithSecondOrder() {
    double s = 0.8;
    double a = -0.5;
    LocalVolSurface local =
        (k, _) -> {
          double vol = Math.max(0, s * (1 + a * StrictMath.exp(-k)));
          return vol * vol;
        };
    double strike = 1.2;
    double exact = Black76.call(1 + a, strike + a, s, 1);
    double[] errors = new double[3];
    for (int i = 0; i < 3; i++) {
      var simulator =
          PathSimulator.of(new LocalVolScheme(local), new double[] {1}, 2 << i, Draws.SOBOL, 5);
      PathEstimate estimate = simulator.estimate(otm(StrictMath.log(strike)), 512);
      errors[i] = Math.abs(estimate.mean() - exact);
    }
    assertThat(errors[0] / errors[1]).isGreaterThan(2.8);
    assertThat(errors[2]).isLessThan(1e-4);
  }

  @Test
  void estimate_localVolOfSurface_repricesItAtAllExpiries() {
    Essvi surface = RandomEssvi.draw(new SplittableRandom(3));
    double[] times = {0.5, 1, 1.5};
    var simulator =
        PathSimulator.of(
            new LocalVolScheme(LocalVolSurface.of(surface)), times, 16, Draws.SOBOL, 2);
    for (int e = 0; e < 3; e++) {
      int at = e;
      double sd = Math.sqrt(surface.totalVariance(0, times[e]));
      for (double z : new double[] {-1, 0, 1}) {
        double k = z * sd;
        double strike = StrictMath.exp(k);
        double v = Math.sqrt(surface.totalVariance(k, times[e]));
        double exact = k < 0 ? Black76.normalizedPut(k, v) : Black76.normalizedCall(k, v);
        PathEstimate estimate =
            simulator.estimate(
                (paths, i) -> Math.max(0, (k < 0 ? -1 : 1) * (paths.price(at, i) - strike)), 64);
        assertThat(estimate.mean())
            .as("T=%s z=%s", times[e], z)
            .isCloseTo(exact, within(3 * estimate.stdError() + 1e-3 * sd));
      }
    }
  }

  @Test
  void draws_antitheticAndSobol_reduceTheError() {
    PathScheme scheme = Schemes.of(Heston.MODEL, HESTON);
    double random = error(scheme, Draws.RANDOM);
    assertThat(error(scheme, Draws.ANTITHETIC)).isLessThan(random);
    assertThat(error(scheme, Draws.SOBOL)).isLessThan(0.25 * random);
  }

  private static double error(PathScheme scheme, Draws draws) {
    var simulator = PathSimulator.of(scheme, new double[] {T}, 16, draws, 4);
    return simulator.estimate(otm(0), 64).stdError();
  }

  @Test
  void simulate_anyOrderAndSimulator_isTheSameBatch() {
    PathScheme scheme = Schemes.of(Bates.MODEL, BATES);
    var one = PathSimulator.of(scheme, new double[] {0.1, T}, 4, Draws.SOBOL, 4);
    var two = PathSimulator.of(scheme, new double[] {0.1, T}, 4, Draws.SOBOL, 4);
    one.simulate(0);
    double[] first = new double[PathSimulator.BATCH];
    one.simulate(17).copyLogPrices(1, first);
    double[] again = new double[PathSimulator.BATCH];
    two.simulate(17).copyLogPrices(1, again);
    assertThat(again).isEqualTo(first);
    var other = PathSimulator.of(scheme, new double[] {0.1, T}, 4, Draws.SOBOL, 5);
    other.simulate(17).copyLogPrices(1, again);
    assertThat(again).isNotEqualTo(first);
  }

  @Test
  void simulate_everyScheme_allocatesNothing() {
    PathScheme local =
        new LocalVolScheme(LocalVolSurface.of(RandomEssvi.draw(new SplittableRandom(3))));
    for (PathScheme scheme :
        new PathScheme[] {
          Schemes.of(Heston.MODEL, HESTON),
          Schemes.of(Bates.MODEL, BATES),
          Schemes.of(Kou.MODEL, KOU),
          Schemes.of(Svcj.MODEL, SVCJ),
          Schemes.of(DoubleHeston.MODEL, DOUBLE_HESTON),
          Schemes.of(VarianceGamma.MODEL, VARIANCE_GAMMA),
          Schemes.of(NormalInverseGaussian.MODEL, NIG),
          local
        }) {
      for (Draws draws : Draws.values()) {
        var simulator = PathSimulator.of(scheme, new double[] {T}, 4, draws, 4);
        NoAllocation.check(30, () -> simulator.simulate(3));
      }
    }
  }

  @Test
  void of_badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schemes.of(Heston.MODEL, 0.1, 1, 0.1, 0.5, 1.5))
        .withMessageContaining("rho=1.5");
    PathScheme scheme = new BlackScheme(0.3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PathSimulator.of(scheme, new double[] {1, 1}, 1, Draws.RANDOM, 1))
        .withMessageContaining("[1.0, 1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PathSimulator.of(scheme, new double[] {1}, 1, Draws.SOBOL, 1)
                    .estimate((_, _) -> 1, 5))
        .withMessageContaining("batches=5");
  }

  private static PathPayoff otm(double k) {
    double strike = StrictMath.exp(k);
    double sign = k < 0 ? -1 : 1;
    return (paths, i) -> Math.max(0, sign * (paths.price(0, i) - strike));
  }
}
