package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.ButterflyCertificate;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.testkit.DerivativeChecker;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The parts of the SVI fit against independent computations.
class SviKernelTest {
  /// The undamped step is a root of the gradient's linearisation: its right side is half the slope
  /// of the misfit, by differences.
  @Test
  void misfit_andGradient_agreeWithDifferences() {
    var random = new SplittableRandom(331);
    var quotes = new QuoteColumns(40);
    var projection = new SviProjection(40);
    for (int i = 0; i < 200; i++) {
      Svi svi = RandomQuotes.market(random);
      double half = 2.5 * Math.sqrt(svi.totalVariance(0));
      RandomQuotes.fill(quotes, svi, 40, half, 0.01, random);
      projection.prepare(quotes.k, quotes.lower, quotes.weight, 40);
      double m = half * random.nextDouble(-0.6, 0.6);
      double sigma = half * random.nextDouble(0.1, 0.8);
      projection.evaluate(m, sigma);
      double misfit = projection.misfit();
      assertThat(projection.misfit())
          .isCloseTo(explicit(quotes, projection), within(1e-9 * misfit));
      double byM =
          DerivativeChecker.derivative(x -> misfitAt(projection, x, sigma), m, 0.02 * sigma);
      double bySigma =
          DerivativeChecker.derivative(x -> misfitAt(projection, m, x), sigma, 0.02 * sigma);
      projection.evaluate(m, sigma);
      double scale = 1e-7 * (misfit / sigma);
      assertThat(-2 * projection.gradientM()).isCloseTo(byM, within(scale + 1e-6 * Math.abs(byM)));
      assertThat(-2 * projection.gradientSigma())
          .isCloseTo(bySigma, within(scale + 1e-6 * Math.abs(bySigma)));
    }
  }

  private static double misfitAt(SviProjection projection, double m, double sigma) {
    projection.evaluate(m, sigma);
    return projection.misfit();
  }

  private static double explicit(QuoteColumns quotes, SviProjection p) {
    double sum = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double d = quotes.k[i] - p.m();
      double w = p.a() + p.tilt() * d + p.b() * Math.hypot(d, p.sigma());
      sum += quotes.weight[i] * (w - quotes.lower[i]) * (w - quotes.lower[i]);
    }
    return sum;
  }

  @Test
  void certificate_randomSmiles_agreesWithTheExactCheck() {
    var random = new SplittableRandom(333);
    var certificate = new ButterflyCertificate();
    int free = 0;
    for (int i = 0; i < 20_000; i++) {
      double sigma = StrictMath.exp(random.nextDouble(-5, 1));
      double b = StrictMath.exp(random.nextDouble(-4, 0.5));
      double rho = random.nextDouble(-0.98, 0.98);
      double floor = b * sigma * Math.sqrt(1 - rho * rho);
      double a = floor * random.nextDouble(-0.99, 2);
      double m = sigma * random.nextDouble(-2, 2);
      var svi = new Svi(a, b, rho, m, sigma);
      boolean expected = SviButterfly.isFree(svi);
      assertThat(certificate.proves(a, b, b * rho, m, sigma)).as("%s", svi).isEqualTo(expected);
      free += expected ? 1 : 0;
    }
    assertThat(free).isBetween(4_000, 16_000);
  }
}
