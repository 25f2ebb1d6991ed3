package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.model.LineChecker.Finding;
import io.calibrant.testkit.DoubleDoubleBates;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Many jumps of almost one size: the characteristic function vanishes and comes back, where an
/// integrator may have stopped.
class RevivalTest {
  private static final double[] YEARS = {0.03, 0.1, 0.2, 0.4};

  /// What fits to 1, 3 and 4 February 2026 ended at: the second integrator was off by up to 2e-7 of
  /// the forward there, the contour by 4e-6, the line by 5e-9.
  private static final double[][] FITTED = {
    {0.35733, 62.9677, 0.158763, 50, -0.412277, 139.4033, -0.02871965, 1e-4},
    {0.21682, 9.34357, 0.261249, 30.56142, -0.515963, 287.1457, -0.02446216, 1e-4},
    {0.40154, 33.35552, 0.135388, 26.39323, -0.445159, 136.1393, -0.03425592, 1e-4}
  };

  private int refused;

  @Test
  void price_batesOfFittedMarkets_isThatOfThePoissonSum() {
    double[] years = {0.14779, 0.38886, 0.21554};
    double[] ks = {-0.2756, 0.2565, 0.1314};
    for (int i = 0; i < FITTED.length; i++) {
      double truth = DoubleDoubleBates.price(FITTED[i], years[i], ks[i]).value();
      check(Bates.MODEL, FITTED[i], years[i], ks[i], truth);
    }
    assertThat(refused).isZero();
  }

  @Test
  void price_mertonOfAlmostOneSize_isThatOfHisSeries() {
    var random = new SplittableRandom(31);
    for (int trial = 0; trial < 300; trial++) {
      double[] deviations = {0, 1e-4, 1e-3, 0.02};
      double mean = StrictMath.exp(random.nextDouble(-4.5, -0.5));
      double[] x = {
        StrictMath.exp(random.nextDouble(-4, -1)),
        StrictMath.exp(random.nextDouble(1, 6)),
        random.nextBoolean() ? mean : -mean,
        deviations[random.nextInt(deviations.length)]
      };
      double years = YEARS[random.nextInt(YEARS.length)];
      double square = x[2] * x[2] + x[3] * x[3];
      double deviation = Math.sqrt((x[0] * x[0] + x[1] * square) * years);
      double k = random.nextDouble(-3, 3) * deviation;
      check(Merton.MODEL, x, years, k, series(x, years, k));
    }
    // Vols of several hundred percent whose jumps turn 10,000 times before the diffusion ends them.
    assertThat(refused).isLessThan(6);
  }

  /// Where a revival moves the end of the contour outwards, the points of its first level beyond
  /// the old end belong to the sum too: without them the levels never agreed.
  @Test
  void price_revivalBeyondTheFirstEnd_contourConverges() {
    double[] ks = {-0.4875, -0.2321, 0.1161, 0.2786};
    for (double k : ks) {
      double truth = DoubleDoubleBates.price(FITTED[1], 0.21554, k).value();
      var contour = ContourPricer.of(Bates.MODEL);
      assertThat(contour.price(FITTED[1], 0.21554, k)).as("k=%s", k).isEqualTo(PriceStatus.OK);
      assertThat(contour.value()).as("k=%s", k).isCloseTo(truth, within(1e-10 * truth));
    }
  }

  @Test
  void ratio_mertonOfOneSize_isThatOfHisSeries() {
    var random = new SplittableRandom(33);
    int none = 0;
    for (int trial = 0; trial < 100; trial++) {
      double mean = StrictMath.exp(random.nextDouble(-4.5, -1));
      double size = random.nextBoolean() ? mean : -mean;
      double[] x = {
        StrictMath.exp(random.nextDouble(-3.5, -1)),
        StrictMath.exp(random.nextDouble(1, 5)),
        size,
        0
      };
      double years = YEARS[random.nextInt(YEARS.length)];
      double deviation = Math.sqrt((x[0] * x[0] + x[1] * size * size) * years);
      double k = random.nextDouble(-2, 2) * deviation;
      double ratio = HedgePricer.of(Merton.MODEL).ratio(x, years, k);
      if (Double.isNaN(ratio)) {
        none++;
        continue;
      }
      double jump = StrictMath.expm1(size);
      double call = call(x, years, k);
      double h = 1e-5;
      double delta = call - (call(x, years, k + h) - call(x, years, k - h)) / (2 * h);
      double jumped = (1 + jump) * call(x, years, k - size) - call;
      double own = x[0] * x[0] + x[1] * jump * jump;
      double hedge = (x[0] * x[0] * delta + x[1] * jump * jumped) / own;
      assertThat(ratio).as(what(x, years, k)).isCloseTo(k >= 0 ? hedge : hedge - 1, within(1e-7));
    }
    assertThat(none).isZero();
  }

  /// The call in units of the forward.
  private static double call(double[] x, double years, double k) {
    return series(x, years, k) + (k >= 0 ? 0 : -StrictMath.expm1(k));
  }

  @Test
  void price_jumpsOfAlmostOneSizeInVarianceToo_integratorsAgree() {
    var random = new SplittableRandom(32);
    for (int trial = 0; trial < 60; trial++) {
      double[] x = Arrays.copyOf(FITTED[trial % FITTED.length], 10);
      x[8] = StrictMath.exp(random.nextDouble(-7, -1));
      x[9] = random.nextDouble(-0.1, 0.1);
      double years = YEARS[random.nextInt(YEARS.length)];
      double k = random.nextDouble(-1, 1) * Math.sqrt(years);
      double[] values = new double[1];
      assertThat(pricer(Svcj.MODEL, x, years, k).price(x, values)).isTrue();
      var finding = LineChecker.of(Svcj.MODEL).check(x, years, k, values[0], 1e-9, 2e-11);
      assertThat(finding).as(what(x, years, k)).isInstanceOf(Finding.Confirmed.class);
    }
  }

  private void check(TransformModel model, double[] x, double years, double k, double truth) {
    String what = what(x, years, k);
    var finding = LineChecker.of(model).check(x, years, k, truth, 1e-10, 1e-13);
    assertThat(finding).as(what).isInstanceOf(Finding.Confirmed.class);
    double[] values = new double[1];
    if (!pricer(model, x, years, k).price(x, values)) {
      refused++;
      return;
    }
    // What its nodes are chosen by.
    assertThat(values[0]).as(what).isCloseTo(truth, within(2e-11));
    var contour = ContourPricer.of(model);
    PriceStatus status = contour.price(x, years, k);
    if (status == PriceStatus.NOT_CONVERGED) {
      refused++;
      return;
    }
    assertThat(status).as(what).isEqualTo(PriceStatus.OK);
    assertThat(contour.value()).as(what).isCloseTo(truth, within(1e-9 * truth + 1e-13));
  }

  private static SurfacePricer pricer(TransformModel model, double[] x, double years, double k) {
    return model.pricer(OptionGrid.of(new double[] {years}, new double[][] {{k}}), x);
  }

  private static String what(double[] x, double years, double k) {
    return "%s T=%s k=%s".formatted(Arrays.toString(x), years, k);
  }

  /// Black's price over the number of jumps.
  private static double series(double[] x, double years, double k) {
    double rate = x[1] * years;
    double size = x[2] + 0.5 * x[3] * x[3];
    double drift = rate * StrictMath.expm1(size);
    double sum = 0;
    double log = -rate;
    double forward = -drift;
    for (int n = 0; n <= rate || log + Math.max(0, forward) > -45; n++) {
      double v = Math.sqrt(x[0] * x[0] * years + n * x[3] * x[3]);
      forward = n * size - drift;
      double z = k - forward;
      // A put on (F, K) is a call on (K, F).
      double value =
          k >= 0
              ? StrictMath.exp(log + forward) * call(z, v)
              : StrictMath.exp(log + k) * call(-z, v);
      sum += value;
      log += StrictMath.log(rate / (n + 1));
    }
    return sum;
  }

  private static double call(double z, double v) {
    // Parity, where it is in the money.
    return z >= 0
        ? Black76.normalizedCall(z, v)
        : StrictMath.exp(z) * Black76.normalizedCall(-z, v) - StrictMath.expm1(z);
  }
}
