package io.calibrant.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.Greeks;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.model.ContourPricer;
import io.calibrant.core.model.HedgePricer;
import io.calibrant.core.model.Heston;
import io.calibrant.core.smile.Svi;
import io.calibrant.testkit.DerivativeChecker;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class DeltaTest {
  private static final Svi SMILE = new Svi(0.01, 0.05, -0.4, 0.02, 0.1);
  private static final double F = 60_000;
  private static final double T = 0.1;

  @Test
  void smileDeltas_agreeWithDifferencesOfTheirRule() {
    for (OptionType type : OptionType.values()) {
      for (double k = -0.3; k <= 0.3; k += 0.1) {
        double strike = F * Math.exp(k);
        double vol = SMILE.impliedVol(k, T);
        double skew = SmileDelta.volSlope(SMILE, 0, T);
        check(type, k, SmileDelta.stickyStrike(type, F, k, T, SMILE), (f, x) -> vol);
        check(
            type,
            k,
            SmileDelta.stickyMoneyness(type, F, k, T, SMILE),
            (f, x) -> SMILE.impliedVol(Math.log(strike / f), T));
        check(
            type,
            k,
            SmileDelta.skewSticky(type, F, k, T, SMILE, 1.4),
            (f, x) -> SMILE.impliedVol(Math.log(strike / f), T) + 1.4 * skew * Math.log(f / F));
      }
    }
  }

  private static void check(OptionType type, double k, double delta, DoubleBinaryOperator vol) {
    double strike = F * Math.exp(k);
    double difference =
        DerivativeChecker.derivative(
            f -> Black76.value(type, f, strike, vol.applyAsDouble(f, k), T), F, 0.01 * F);
    assertThat(delta).as("%s k=%s", type, k).isCloseTo(difference, within(1e-8));
  }

  @Test
  void skewSticky_ratioZeroAndOne_areTheStickyRulesAtTheMoney() {
    OptionType call = OptionType.CALL;
    assertThat(SmileDelta.skewSticky(call, F, 0.1, T, SMILE, 0))
        .isEqualTo(SmileDelta.stickyMoneyness(call, F, 0.1, T, SMILE));
    assertThat(SmileDelta.skewSticky(call, F, 0, T, SMILE, 1))
        .isCloseTo(SmileDelta.stickyStrike(call, F, 0, T, SMILE), within(1e-15));
  }

  @Test
  void skewStickiness_simulatedMoves_isRecoveredWithinItsError() {
    var random = new SplittableRandom(7);
    int n = 4000;
    double[] vols = new double[n];
    double[] moves = new double[n];
    double[] skews = new double[n];
    for (int i = 0; i < n; i++) {
      moves[i] = 0.02 * random.nextGaussian();
      skews[i] = -0.3 + 0.1 * random.nextDouble();
      vols[i] = 1.5 * skews[i] * moves[i] + 0.004 * random.nextGaussian();
    }
    SkewStickiness found = SkewStickiness.estimate(vols, moves, skews);
    assertThat(found.ratio()).isCloseTo(1.5, within(3 * found.stdDev()));
    assertThat(found.stdDev()).isBetween(0.005, 0.03);
    assertThat(found.share()).isBetween(0.6, 0.9);
  }

  @Test
  void heston_minimumVarianceDelta_isTheDerivativeAlongTheRegressionOfVariance() {
    double[] x = {0.3, 2, 0.4, 1.2, -0.6};
    var pricer = ContourPricer.of(Heston.MODEL);
    for (double k : new double[] {-0.2, 0.05, 0.25}) {
      double strike = F * Math.exp(k);
      double difference =
          DerivativeChecker.derivative(
              f -> {
                double[] y = x.clone();
                // E[dv | dF] = ρξ dF/F.
                y[0] += x[4] * x[3] * (f - F) / F;
                pricer.price(y, T, Math.log(strike / f));
                return f * pricer.value();
              },
              F,
              0.003 * F);
      assertThat(HedgePricer.of(Heston.MODEL).ratio(x, T, k))
          .as("k=%s", k)
          .isCloseTo(difference, within(1e-7));
    }
  }

  @Test
  void fit_hedgeErrorsOfASkewedMarket_recoversItsLaw() {
    var random = new SplittableRandom(3);
    int n = 3000;
    double[][] c = new double[7][n];
    for (int i = 0; i < n; i++) {
      double k = random.nextDouble(-0.2, 0.2);
      double vol = 0.6;
      double move = 0.02 * random.nextGaussian();
      Greeks greeks = Greeks.of(OptionType.CALL, F, F * Math.exp(k), vol, T);
      double d = greeks.delta();
      double volMove = (-0.25 + 0.3 * d - 0.2 * d * d) * move / Math.sqrt(T);
      c[0][i] = d * F * move + greeks.vega() * (volMove + 0.002 * random.nextGaussian());
      c[1][i] = d;
      c[2][i] = d;
      c[3][i] = greeks.vega();
      c[4][i] = move;
      c[5][i] = F;
      c[6][i] = T;
    }
    var fit = MinimumVarianceDelta.fit(c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
    for (double d = 0.2; d < 0.9; d += 0.2) {
      double law = -0.25 + 0.3 * d - 0.2 * d * d;
      assertThat(fit.adjusted(d, F, F, 1, 1) - d).isCloseTo(law, within(0.02));
    }
    assertThat(fit.gain()).isBetween(0.5, 1.0);
  }
}
