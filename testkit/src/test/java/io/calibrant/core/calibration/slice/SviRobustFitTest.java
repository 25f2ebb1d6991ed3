package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Svi;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SviRobustFitTest {
  private static final int SIZE = 40;

  @Test
  void fit_grossErrors_moveTheRobustFitLittle() {
    var random = new SplittableRandom(311);
    var quotes = new QuoteColumns(SIZE);
    var squares = new SviFit(SIZE);
    for (Loss loss : new Loss[] {Loss.huber(1.5), Loss.studentT(4)}) {
      var robust = new SviFit(SIZE, loss);
      double worst = 0;
      double worstOfSquares = 0;
      for (int i = 0; i < 200; i++) {
        Svi svi = RandomQuotes.market(random);
        double half = 2.5 * Math.sqrt(svi.totalVariance(0));
        quotes.clear();
        for (int j = 0; j < SIZE; j++) {
          double k = -half + 2 * half * j / (SIZE - 1);
          double w = svi.totalVariance(k);
          double gross = j % 13 == 5 ? 0.3 : 0;
          quotes.add(k, w * (1 + 0.003 * random.nextGaussian() + gross), 0.003 * w);
        }
        assertThat(robust.fit(quotes).isUsable()).isTrue();
        squares.fit(quotes);
        double w0 = svi.totalVariance(0);
        worst = Math.max(worst, Math.abs(robust.totalVariance(0) / w0 - 1));
        worstOfSquares = Math.max(worstOfSquares, Math.abs(squares.totalVariance(0) / w0 - 1));
      }
      assertThat(worst).as("%s", loss).isLessThan(0.02);
      assertThat(worstOfSquares).isGreaterThan(0.03);
    }
  }

  /// No point of a cloud around the answer, small and large, may cost less.
  @Test
  void fit_intervalsAndLosses_isAMinimum() {
    var random = new SplittableRandom(312);
    var quotes = new QuoteColumns(SIZE);
    for (Loss loss : new Loss[] {Loss.LEAST_SQUARES, Loss.huber(1), Loss.studentT(5)}) {
      var fit = new SviFit(SIZE, loss);
      for (int i = 0; i < 60; i++) {
        Svi svi = RandomQuotes.market(random);
        intervals(quotes, svi, random);
        assertThat(fit.fit(quotes).isUsable()).isTrue();
        double cost = cost(quotes, loss, fit.svi());
        assertThat(fit.cost()).isCloseTo(cost, within(1e-9 * cost + 1e-12));
        for (int j = 0; j < 300; j++) {
          Svi near = near(fit.svi(), StrictMath.exp(random.nextDouble(-10, -2)), random);
          assertThat(cost(quotes, loss, near))
              .as("%s %s", loss, near)
              .isGreaterThan(cost * (1 - 1e-4) - 1e-6);
        }
      }
    }
  }

  @Test
  void fit_smileInsideAllIntervals_costsNothing() {
    var random = new SplittableRandom(313);
    var quotes = new QuoteColumns(SIZE);
    var fit = new SviFit(SIZE);
    for (int i = 0; i < 200; i++) {
      Svi svi = RandomQuotes.market(random);
      quotes.clear();
      for (int j = 0; j < SIZE; j++) {
        double w = svi.totalVariance(-0.5 + 0.025 * j);
        double place = random.nextDouble(0.2, 0.8);
        quotes.addInterval(
            -0.5 + 0.025 * j, w * (1 - 0.02 * place), w * (1 + 0.02 * (1 - place)), 0.002 * w);
      }
      assertThat(fit.fit(quotes).isUsable()).isTrue();
      assertThat(fit.cost()).as("%s", svi).isLessThan(1e-3);
    }
  }

  private static void intervals(QuoteColumns quotes, Svi svi, SplittableRandom random) {
    double half = 2.5 * Math.sqrt(svi.totalVariance(0));
    quotes.clear();
    for (int j = 0; j < SIZE; j++) {
      double k = -half + 2 * half * j / (SIZE - 1);
      double w = svi.totalVariance(k);
      double mid = w * (1 + 0.01 * random.nextGaussian());
      double std = 0.005 * w;
      switch (j % 8) {
        case 1 -> quotes.addInterval(k, 0.99 * mid, 1.01 * mid, std);
        case 5 -> quotes.addInterval(k, Double.NEGATIVE_INFINITY, mid, std);
        case 7 -> quotes.addInterval(k, 0.98 * mid, Double.POSITIVE_INFINITY, std);
        default -> quotes.add(k, mid, std);
      }
    }
  }

  private static Svi near(Svi s, double size, SplittableRandom random) {
    double scale = s.b() * s.sigma();
    double a = s.a() + size * scale * random.nextGaussian();
    double b = s.b() * (1 + size * random.nextGaussian());
    double rho = Math.max(-0.99, Math.min(0.99, s.rho() + size * random.nextGaussian()));
    double m = s.m() + size * s.sigma() * random.nextGaussian();
    double sigma = s.sigma() * (1 + size * random.nextGaussian());
    return Svi.isAdmissible(a, b, rho, m, sigma) ? new Svi(a, b, rho, m, sigma) : s;
  }

  private static double cost(QuoteColumns quotes, Loss loss, Svi svi) {
    double sum = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double w = svi.totalVariance(quotes.k[i]);
      double off = w < quotes.lower[i] ? quotes.lower[i] - w : 0;
      off = w > quotes.upper[i] ? w - quotes.upper[i] : off;
      double s = off * off * quotes.weight[i];
      double c = loss.scale();
      sum +=
          switch (loss.kind()) {
            case TUKEY -> throw new AssertionError(loss);
            case LEAST_SQUARES -> s;
            case HUBER -> Math.sqrt(s) <= c ? s : 2 * c * Math.sqrt(s) - c * c;
            case STUDENT_T -> c * StrictMath.log(1 + s / c);
          };
    }
    return sum / 2;
  }
}
