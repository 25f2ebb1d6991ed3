package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Sabr;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SabrFitTest {
  private static final int SIZE = 40;

  private static Sabr draw(SplittableRandom random, double beta) {
    double expiry = StrictMath.exp(random.nextDouble(-4, 0));
    double alpha = random.nextDouble(0.3, 1);
    return new Sabr(alpha, beta, random.nextDouble(-0.7, 0.5), random.nextDouble(0.5, 2), expiry);
  }

  private static void fill(QuoteColumns quotes, Sabr sabr, double noise, SplittableRandom random) {
    double half = 2.5 * sabr.alpha() * Math.sqrt(sabr.expiry());
    quotes.clear();
    for (int i = 0; i < SIZE; i++) {
      double k = -half + 2 * half * i / (SIZE - 1);
      quotes.add(k, sabr.impliedVol(k) + noise * random.nextGaussian(), 0.002);
    }
  }

  @Test
  void fit_exactVols_findsTheParameters() {
    var random = new SplittableRandom(342);
    var quotes = new QuoteColumns(SIZE);
    for (double beta : new double[] {0, 0.5, 1}) {
      var fit = new SabrFit(beta);
      for (int i = 0; i < 200; i++) {
        Sabr truth = draw(random, beta);
        fill(quotes, truth, 0, random);
        assertThat(fit.fit(quotes, truth.expiry()).isUsable()).as("%s", truth).isTrue();
        assertThat(fit.alpha()).as("%s", truth).isCloseTo(truth.alpha(), within(1e-5));
        assertThat(fit.rho()).as("%s", truth).isCloseTo(truth.rho(), within(1e-4));
        assertThat(fit.volOfVol()).as("%s", truth).isCloseTo(truth.volOfVol(), within(1e-4));
      }
    }
  }

  @Test
  void fit_noisyVols_costsNoMoreThanTheTruth() {
    var random = new SplittableRandom(343);
    var quotes = new QuoteColumns(SIZE);
    var fit = new SabrFit(1);
    for (int i = 0; i < 1_000; i++) {
      Sabr truth = draw(random, 1);
      fill(quotes, truth, 0.002, random);
      assertThat(fit.fit(quotes, truth.expiry())).isEqualTo(FitStatus.CONVERGED);
      double cost = 0;
      for (int j = 0; j < SIZE; j++) {
        double off = (truth.impliedVol(quotes.k[j]) - quotes.lower[j]) / 0.002;
        cost += 0.5 * off * off;
      }
      assertThat(fit.cost()).as("%s", truth).isLessThan(cost);
    }
  }

  @Test
  void densityReach_longExpiry_endsInTheWing() {
    var sabr = new Sabr(0.4, 0.5, -0.7, 1.2, 5);
    assertThat(sabr.hasDensity(0)).isTrue();
    assertThat(sabr.densityReach(-6)).isBetween(-6.0, -0.1);
    var mild = new Sabr(0.6, 1, -0.2, 0.8, 0.1);
    assertThat(mild.densityReach(0.5)).isEqualTo(0.5);
    assertThat(mild.densityReach(-0.5)).isEqualTo(-0.5);
  }

  @Test
  void fit_coldAndWarm_allocatesNothing() {
    var random = new SplittableRandom(344);
    var quotes = new QuoteColumns(SIZE);
    Sabr truth = draw(random, 1);
    fill(quotes, truth, 0.002, random);
    var fit = new SabrFit(1);
    SliceAllocationTest.assertNoAllocation(() -> fit.fit(quotes, truth.expiry()));
    SliceAllocationTest.assertNoAllocation(() -> fit.refit(quotes, truth.expiry()));
  }
}
