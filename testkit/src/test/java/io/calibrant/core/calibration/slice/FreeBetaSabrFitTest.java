package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Sabr;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FreeBetaSabrFitTest {
  private static final int SIZE = 40;
  private static final double NOISE = 0.002;

  private static Sabr draw(SplittableRandom random) {
    double expiry = StrictMath.exp(random.nextDouble(-3, 0));
    double beta = random.nextDouble(0.1, 0.9);
    double nu = random.nextDouble(0.3, 1.5);
    return new Sabr(random.nextDouble(0.3, 1), beta, random.nextDouble(-0.7, 0.5), nu, expiry);
  }

  private static void fill(QuoteColumns quotes, Sabr sabr, double noise, SplittableRandom random) {
    double half = 2.5 * sabr.alpha() * Math.sqrt(sabr.expiry());
    quotes.clear();
    for (int i = 0; i < SIZE; i++) {
      double k = -half + 2 * half * i / (SIZE - 1);
      quotes.add(k, sabr.impliedVol(k) + noise * random.nextGaussian(), NOISE);
    }
  }

  @Test
  void fit_exactVolsAndNoPrior_findsBeta() {
    var random = new SplittableRandom(351);
    var quotes = new QuoteColumns(SIZE);
    var fit = new FreeBetaSabrFit(0.5, 1e4);
    for (int i = 0; i < 300; i++) {
      Sabr truth = draw(random);
      fill(quotes, truth, 0, random);
      assertThat(fit.fit(quotes, truth.expiry())).as("%s", truth).isEqualTo(FitStatus.CONVERGED);
      assertThat(fit.beta()).as("%s", truth).isCloseTo(truth.beta(), within(1e-3));
      assertThat(fit.rho()).as("%s", truth).isCloseTo(truth.rho(), within(1e-3));
    }
  }

  /// The fit with β held at each of 21 values, prior added, is a search of its own.
  @Test
  void fit_noisyVols_beatsEveryHeldBeta() {
    var random = new SplittableRandom(352);
    var quotes = new QuoteColumns(SIZE);
    double prior = 0.3;
    var fit = new FreeBetaSabrFit(0.7, prior);
    for (int i = 0; i < 500; i++) {
      Sabr truth = draw(random);
      fill(quotes, truth, NOISE, random);
      assertThat(fit.fit(quotes, truth.expiry()).isUsable()).as("%s", truth).isTrue();
      for (int b = 0; b <= 20; b++) {
        var held = new SabrFit(b / 20.0);
        held.fit(quotes, truth.expiry());
        double away = (b / 20.0 - 0.7) / prior;
        assertThat(fit.cost())
            .as("β held at %s, %s", b / 20.0, truth)
            .isLessThan(held.cost() + 0.5 * away * away + 1e-6);
      }
    }
  }

  /// Where the quotes determine β (standard error well inside [0, 1]), errors over the stated
  /// deviation are standard normal: of 400 draws the share within one is 0.68 ± 0.023.
  @Test
  void betaStdDev_noisyVols_coversTheErrors() {
    var random = new SplittableRandom(353);
    var quotes = new QuoteColumns(SIZE);
    var fit = new FreeBetaSabrFit(0.5, 10);
    int within = 0;
    int count = 0;
    while (count < 400) {
      double expiry = random.nextDouble(1, 2);
      var truth =
          new Sabr(random.nextDouble(0.8, 1), 0.5, random.nextDouble(-0.5, 0.3), 0.4, expiry);
      fill(quotes, truth, NOISE, random);
      fit.fit(quotes, expiry);
      assertThat(fit.betaErrorOfQuotes()).as("%s", truth).isLessThan(0.2);
      within += Math.abs(fit.beta() - 0.5) < fit.betaStdDev() ? 1 : 0;
      count++;
    }
    assertThat(within / 400.0).isBetween(0.60, 0.76);
  }

  @Test
  void fit_shortExpiry_saysThatBetaIsThePriors() {
    var random = new SplittableRandom(354);
    var quotes = new QuoteColumns(SIZE);
    var truth = new Sabr(0.5, 0.2, -0.2, 1.5, 0.02);
    fill(quotes, truth, NOISE, random);
    var fit = new FreeBetaSabrFit(0.8, 0.1);
    assertThat(fit.fit(quotes, 0.02)).isEqualTo(FitStatus.CONVERGED);
    assertThat(fit.isBetaFromPrior()).isTrue();
    assertThat(fit.betaErrorOfQuotes()).isGreaterThan(0.3);
    assertThat(fit.betaStdDev()).isBetween(0.09, 0.1);
    assertThat(fit.beta()).isCloseTo(0.8, within(0.1));
  }

  @Test
  void fit_betaBeyondItsRange_endsAtTheBound() {
    var quotes = new QuoteColumns(SIZE);
    // A smile that rises with the strike as no β ≤ 1 makes it at ρ near 0 and small ν.
    for (int i = 0; i < SIZE; i++) {
      double k = -1 + 2.0 * i / (SIZE - 1);
      quotes.add(k, 0.5 * StrictMath.exp(0.2 * k), 0.002);
    }
    var fit = new FreeBetaSabrFit(0.5, 10);
    assertThat(fit.fit(quotes, 0.5)).isEqualTo(FitStatus.BOUND);
    var held = new SabrFit(fit.beta());
    held.fit(quotes, 0.5);
    assertThat(fit.cost()).isCloseTo(held.cost(), within(0.01 + 1e-4 * held.cost()));
  }

  @Test
  void fit_twoQuotes_saysTooFew() {
    var quotes = new QuoteColumns(SIZE);
    quotes.add(-0.1, 0.5, 0.01);
    quotes.add(0.1, 0.5, 0.01);
    assertThat(new FreeBetaSabrFit(0.5, 0.3).fit(quotes, 0.1)).isEqualTo(FitStatus.TOO_FEW_QUOTES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FreeBetaSabrFit(0.5, Double.NaN))
        .withMessageContaining("priorStdDev");
  }

  @Test
  void fit_coldAndWarm_allocatesNothing() {
    var random = new SplittableRandom(355);
    var quotes = new QuoteColumns(SIZE);
    Sabr truth = draw(random);
    fill(quotes, truth, NOISE, random);
    var fit = new FreeBetaSabrFit(0.5, 0.3);
    SliceAllocationTest.assertNoAllocation(() -> fit.fit(quotes, truth.expiry()));
    SliceAllocationTest.assertNoAllocation(() -> fit.refit(quotes, truth.expiry()));
  }
}
