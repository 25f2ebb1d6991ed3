package io.calibrant.sim.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The truth must be true: against Merton's series, Black's limit, Monte Carlo and arbitrage.
final class SmilePricerTest {
  private static final Bates BTC = new Bates(0.25, 3, 0.3, 1.2, -0.2, 8, -0.02, 0.07);

  @Test
  void price_withoutVarianceMoves_equalsMertonsSeries() {
    Bates merton = new Bates(0.16, 5, 0.16, 1e-3, 0, 3, -0.05, 0.1);
    for (double years : new double[] {1 / 365.0, 30 / 365.0, 1}) {
      SmilePricer pricer = new SmilePricer();
      double s = Math.sqrt(merton.totalVariance(years));
      pricer.prepare(merton, years, s);
      for (double z : new double[] {-3, -1, 0, 0.5, 2, 3}) {
        double k = z * s;
        assertThat(pricer.price(k, s)).isCloseTo(series(merton, k, years), within(1e-8));
      }
    }
  }

  private static double series(Bates m, double k, double t) {
    double half = m.jumpStdDev() * m.jumpStdDev() / 2;
    double jump = Math.exp(m.jumpMean() + half);
    double rate = m.jumpRate() * t;
    double weight = Math.exp(-rate);
    double sum = 0;
    for (int n = 0; n < 80; n++) {
      double shift = n * (m.jumpMean() + half) - rate * (jump - 1);
      double s = Math.sqrt(m.theta() * t + n * m.jumpStdDev() * m.jumpStdDev());
      sum += weight * Math.exp(shift) * Gaussian.black(k - shift, s, k >= 0 ? 1 : -1);
      weight *= rate / (n + 1);
    }
    return sum;
  }

  @Test
  void smile_atItsNodes_hasTheIntegralsPrices() {
    double years = 20 / 365.0;
    SmilePricer pricer = new SmilePricer();
    TrueSmile smile = pricer.smile(BTC, years);
    double s = Math.sqrt(BTC.totalVariance(years));
    double step = 2 * SmilePricer.HALF_WIDTH * s / (SmilePricer.NODES - 1);
    for (int i = -8; i <= 8; i++) {
      double k = i * step;
      double price = Gaussian.black(k, smile.vol(k) * Math.sqrt(years), k >= 0 ? 1 : -1);
      assertThat(price).as("node %d", i).isCloseTo(pricer.price(k, s), within(1e-11));
    }
  }

  @Test
  void smile_atEveryTenor_isFreeOfButterflyAndCalendarArbitrage() {
    double[] days = {1, 2, 7, 30, 90, 180, 365};
    TrueSmile before = null;
    for (double day : days) {
      TrueSmile smile = new SmilePricer().smile(BTC, day / 365);
      for (int i = 1; i < smile.size() - 1; i++) {
        assertThat(butterfly(smile, smile.k(i))).as("day %s node %d", day, i).isGreaterThan(-1e-3);
      }
      if (before != null) {
        for (int i = 0; i < before.size(); i++) {
          double k = before.k(i);
          assertThat(smile.totalVariance(k)).isGreaterThan(before.totalVariance(k));
        }
      }
      before = smile;
    }
  }

  /// Second difference of call prices in strike, which must not be negative, times F.
  private static double butterfly(TrueSmile smile, double k) {
    double h = 0.02 * (smile.k(1) - smile.k(0));
    double root = Math.sqrt(smile.years());
    double below = call(smile, k - h, root);
    double above = call(smile, k + h, root);
    double up = Math.exp(k + h) - Math.exp(k);
    double down = Math.exp(k) - Math.exp(k - h);
    double middle = call(smile, k, root);
    return ((above - middle) / up - (middle - below) / down) / (up + down);
  }

  private static double call(TrueSmile smile, double k, double root) {
    return Gaussian.black(k, smile.vol(k) * root, 1);
  }

  @Test
  void smile_againstMonteCarlo_agreesWithinFourStandardErrors() {
    double years = 30 / 365.0;
    TrueSmile smile = new SmilePricer().smile(BTC, years);
    SplittableRandom random = new SplittableRandom(11);
    int paths = 40_000;
    int steps = 60;
    double[] strikes = {-0.25, -0.1, 0, 0.1, 0.25};
    double[] sum = new double[strikes.length];
    double[] squares = new double[strikes.length];
    for (int path = 0; path < paths; path++) {
      double end = endOf(BTC, years, steps, random);
      for (int i = 0; i < strikes.length; i++) {
        double k = strikes[i];
        double pay = Math.max((k >= 0 ? 1 : -1) * (Math.exp(end) - Math.exp(k)), 0);
        sum[i] += pay;
        squares[i] += pay * pay;
      }
    }
    for (int i = 0; i < strikes.length; i++) {
      double k = strikes[i];
      double mean = sum[i] / paths;
      double error = Math.sqrt((squares[i] / paths - mean * mean) / paths);
      double price = Gaussian.black(k, smile.vol(k) * Math.sqrt(years), k >= 0 ? 1 : -1);
      assertThat(mean).as("k=%s", k).isCloseTo(price, within(4 * error + 1e-4 * price));
    }
  }

  private static double endOf(Bates m, double years, int steps, SplittableRandom random) {
    double dt = years / steps;
    double v = m.v0();
    double x = 0;
    double drift = m.jumpRate() * Math.expm1(m.jumpMean() + m.jumpStdDev() * m.jumpStdDev() / 2);
    for (int i = 0; i < steps; i++) {
      double w = random.nextGaussian();
      double z = m.rho() * w + Math.sqrt(1 - m.rho() * m.rho()) * random.nextGaussian();
      double vp = Math.max(v, 0);
      x += (-vp / 2 - drift) * dt + Math.sqrt(vp * dt) * z;
      v += m.kappa() * (m.theta() - vp) * dt + m.volOfVol() * Math.sqrt(vp * dt) * w;
      if (random.nextDouble() < m.jumpRate() * dt) {
        x += m.jumpMean() + m.jumpStdDev() * random.nextGaussian();
      }
    }
    return x;
  }

  @Test
  void impliedStdDev_ofABlackPrice_comesBack() {
    for (double s : new double[] {0.01, 0.1, 0.6}) {
      for (double z : new double[] {-4, -1, 0, 0.3, 4}) {
        double k = z * s;
        double price = Gaussian.black(k, s, k >= 0 ? 1 : -1);
        assertThat(Gaussian.impliedStdDev(k, price, 0.2)).isCloseTo(s, within(1e-9 * s));
      }
    }
  }
}
