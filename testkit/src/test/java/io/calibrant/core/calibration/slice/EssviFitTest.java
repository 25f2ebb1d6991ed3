package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Essvi;
import io.calibrant.core.smile.RandomEssvi;
import io.calibrant.core.smile.SsviSlice;
import io.calibrant.testkit.ArbitrageChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EssviFitTest {
  private static final int SLICES = RandomEssvi.SIZE;
  private static final int STRIKES = 50;

  /// What distorts the quotes of a surface.
  ///
  /// @param noise relative standard deviation of each quote
  /// @param level standard deviation of each expiry's level, in logs
  /// @param tilt standard deviation of each expiry's slope, in logs over the range of strikes
  private record Distortion(double noise, double level, double tilt) {}

  private static double expiry(int i) {
    return 0.5 * (i + 1);
  }

  private static List<QuoteColumns> quotes(Essvi surface, Distortion by, SplittableRandom random) {
    List<QuoteColumns> all = new ArrayList<>();
    for (int i = 0; i < SLICES; i++) {
      SsviSlice slice = surface.slice(expiry(i));
      double half = 2.5 * Math.sqrt(slice.theta());
      double level = by.level * random.nextGaussian();
      double tilt = by.tilt * random.nextGaussian();
      var quotes = new QuoteColumns(STRIKES);
      for (int j = 0; j < STRIKES; j++) {
        double u = -1 + 2.0 * j / (STRIKES - 1);
        double w = slice.totalVariance(half * u) * StrictMath.exp(level + tilt * u);
        double error = by.noise * random.nextGaussian();
        quotes.add(half * u, w * (1 + error), Math.max(by.noise, 1e-3) * w);
      }
      all.add(quotes);
    }
    return all;
  }

  private static double cost(List<QuoteColumns> all, Essvi surface, Loss loss) {
    double sum = 0;
    for (int i = 0; i < all.size(); i++) {
      QuoteColumns quotes = all.get(i);
      SsviSlice slice = surface.slice(expiry(i));
      for (int j = 0; j < quotes.size(); j++) {
        double w = slice.totalVariance(quotes.k[j]);
        double off = Math.max(quotes.lower[j] - w, 0) + Math.min(quotes.upper[j] - w, 0);
        sum += 0.5 * loss.value(quotes.weight[j] * off * off);
      }
    }
    return sum;
  }

  private static double[] expiries() {
    double[] expiries = new double[SLICES];
    for (int i = 0; i < SLICES; i++) {
      expiries[i] = expiry(i);
    }
    return expiries;
  }

  @Test
  void fit_exactQuotes_findsTheSurface() {
    var random = new SplittableRandom(401);
    var fit = new EssviFit(SLICES);
    for (int i = 0; i < 300; i++) {
      Essvi truth = RandomEssvi.draw(random);
      List<QuoteColumns> all = quotes(truth, new Distortion(0, 0, 0), random);
      assertThat(fit.fit(all).isUsable()).isTrue();
      for (int j = 0; j < SLICES; j++) {
        SsviSlice slice = truth.slice(expiry(j));
        assertThat(fit.theta(j)).isCloseTo(slice.theta(), within(1e-8 * slice.theta()));
        assertThat(fit.psi(j)).isCloseTo(slice.psi(), within(1e-8 * slice.psi()));
        assertThat(fit.rho(j)).isCloseTo(slice.rho(), within(1e-8));
      }
    }
  }

  @Test
  void fit_contradictoryQuotes_isFreeOfArbitrage() {
    var random = new SplittableRandom(402);
    var fit = new EssviFit(SLICES);
    int bound = 0;
    int stopped = 0;
    for (int i = 0; i < 1_000; i++) {
      var by = new Distortion(random.nextDouble(0.05), random.nextDouble(0.6), random.nextDouble());
      List<QuoteColumns> all = quotes(RandomEssvi.draw(random), by, random);
      FitStatus status = fit.fit(all);
      assertThat(status.isUsable()).as("%d %s", i, by).isTrue();
      stopped += status == FitStatus.STOPPED ? 1 : 0;
      bound += status == FitStatus.BOUND ? 1 : 0;
      Essvi surface = fit.surface(expiries());
      assertThat(surface.isFree()).as("%d %s", i, by).isTrue();
      assertThat(fit.cost())
          .isCloseTo(cost(all, surface, Loss.LEAST_SQUARES), within(1e-9 * fit.cost()));
      if (i % 25 == 0) {
        assertNoArbitrage(surface);
      }
    }
    assertThat(bound).isGreaterThan(500);
    // Quotes dozens of standard deviations from any free surface: Gauss–Newton is slow there.
    assertThat(stopped).isLessThan(20);
  }

  @Test
  @Tag("slow")
  void fit_thousandContradictorySurfaces_passesTheIndependentCheck() {
    var random = new SplittableRandom(408);
    var fit = new EssviFit(SLICES);
    for (int i = 0; i < 1_000; i++) {
      var by = new Distortion(random.nextDouble(0.05), random.nextDouble(0.6), random.nextDouble());
      fit.fit(quotes(RandomEssvi.draw(random), by, random));
      assertNoArbitrage(fit.surface(expiries()));
    }
  }

  private static void assertNoArbitrage(Essvi surface) {
    List<ArbitrageChecker.Slice> slices = new ArrayList<>();
    for (int j = 0; j < SLICES; j++) {
      SsviSlice slice = surface.slice(expiry(j));
      slices.add(new ArbitrageChecker.Slice(expiry(j), -0.5, 0.5, slice::totalVariance));
    }
    assertThat(ArbitrageChecker.check(slices)).isEmpty();
  }

  /// The domain is convex in (θ/ψ, ψ(1 + ρ), ψ(1 − ρ)), so at a minimum no way towards another free
  /// surface, near or far, goes down.
  @Test
  void fit_contradictoryQuotes_isAMinimumOfTheDomain() {
    var random = new SplittableRandom(403);
    for (Loss loss : new Loss[] {Loss.LEAST_SQUARES, Loss.huber(1), Loss.studentT(5)}) {
      var fit = new EssviFit(SLICES, loss);
      for (int i = 0; i < 30; i++) {
        Essvi truth = RandomEssvi.draw(random);
        List<QuoteColumns> all = quotes(truth, new Distortion(0.01, 0.03, 0.03), random);
        assertThat(fit.fit(all).isUsable()).isTrue();
        Essvi surface = fit.surface(expiries());
        double cost = cost(all, surface, loss);
        for (int j = 0; j < 100; j++) {
          double share = StrictMath.exp(random.nextDouble(-9, -2));
          Essvi other = between(surface, RandomEssvi.draw(random), share);
          assertThat(other.isFree()).isTrue();
          assertThat(cost(all, other, loss)).as("%s", loss).isGreaterThan(cost * (1 - 1e-5));
        }
      }
    }
  }

  private static Essvi between(Essvi one, Essvi two, double share) {
    List<SsviSlice> slices = new ArrayList<>();
    for (int j = 0; j < SLICES; j++) {
      SsviSlice p = one.slice(expiry(j));
      SsviSlice q = two.slice(expiry(j));
      double omega = mix(p.theta() / p.psi(), q.theta() / q.psi(), share);
      double up = mix(p.psi() * (1 + p.rho()), q.psi() * (1 + q.rho()), share);
      double down = mix(p.psi() * (1 - p.rho()), q.psi() * (1 - q.rho()), share);
      double psi = 0.5 * (up + down);
      slices.add(new SsviSlice(omega * psi, (up - down) / (up + down), psi));
    }
    return Essvi.of(expiries(), slices);
  }

  private static double mix(double a, double b, double share) {
    return a + share * (b - a);
  }

  /// The least cost along random ways inside Mingone's own coordinates must not be lower: a second
  /// optimiser, derivative-free, from the answer and from the truth.
  @Test
  void fit_twoSlices_costsNoMoreThanASearch() {
    var random = new SplittableRandom(404);
    var fit = new EssviFit(2);
    for (int i = 0; i < 12; i++) {
      Essvi truth = RandomEssvi.draw(random);
      List<QuoteColumns> all = quotes(truth, new Distortion(0.01, 0.3, 0.3), random).subList(0, 2);
      assertThat(fit.fit(all).isUsable()).isTrue();
      double[] best = {0, 0, StrictMath.log(truth.slice(0.5).theta()), -4, 0.5, 0.5};
      double least = mingone(all, best);
      double size = 1;
      for (int j = 0; j < 15_000; j++) {
        double[] next = best.clone();
        int at = random.nextInt(6);
        for (int c = 0; c < 6; c++) {
          next[c] += c == at || random.nextInt(3) == 0 ? size * random.nextGaussian() : 0;
        }
        double found = mingone(all, next);
        if (found < least) {
          least = found;
          best = next;
          size = Math.min(1, size * 2);
        } else {
          size = Math.max(1e-7, size * 0.97);
        }
      }
      assertThat(fit.cost()).as("%d", i).isLessThan(least * (1 + 1e-6));
    }
  }

  /// The cost at (atanh-like ρ₁, ρ₂, ln θ₁, ln α₂, c₁, c₂), clamped.
  private static double mingone(List<QuoteColumns> all, double[] z) {
    double[] rho = {
      Math.max(-0.999, Math.min(0.999, z[0])), Math.max(-0.999, Math.min(0.999, z[1]))
    };
    double p = Math.max((1 + rho[0]) / (1 + rho[1]), (1 - rho[0]) / (1 - rho[1]));
    double[] theta = {StrictMath.exp(z[2]), 0};
    theta[1] = theta[0] * p + StrictMath.exp(z[3]);
    double[] f = new double[2];
    for (int i = 0; i < 2; i++) {
      double tilt = 1 + Math.abs(rho[i]);
      f[i] = Math.min(4 / tilt, Math.sqrt(4 * theta[i] / tilt));
    }
    double c0 = Math.max(1e-9, Math.min(1, z[4]));
    double c1 = Math.max(0, Math.min(1, z[5]));
    double psi0 = c0 * Math.min(f[0], f[1] / p);
    double low = psi0 * p;
    double psi1 = low + c1 * (Math.min(psi0 * theta[1] / theta[0], f[1]) - low);
    var surface =
        Essvi.of(
            new double[] {0.5, 1},
            List.of(
                new SsviSlice(theta[0], rho[0], psi0),
                new SsviSlice(theta[1], rho[1], Math.max(psi1, 1e-12))));
    return cost(all, surface, Loss.LEAST_SQUARES);
  }

  @Test
  void refit_movedQuotes_endsWhereAColdFitEnds() {
    var random = new SplittableRandom(405);
    var warm = new EssviFit(SLICES);
    var cold = new EssviFit(SLICES);
    for (int i = 0; i < 100; i++) {
      Essvi truth = RandomEssvi.draw(random);
      double level = i % 2 == 0 ? 0 : 0.2;
      warm.fit(quotes(truth, new Distortion(0.003, level, 0), new SplittableRandom(i)));
      List<QuoteColumns> moved =
          quotes(truth, new Distortion(0.004, level, 0), new SplittableRandom(i));
      assertThat(warm.refit(moved).isUsable()).isTrue();
      cold.fit(moved);
      assertThat(warm.cost()).isCloseTo(cold.cost(), within(1e-6 * cold.cost()));
    }
  }

  @Test
  void fit_intervals_lieInsideThemWhereTheyCan() {
    var random = new SplittableRandom(406);
    var fit = new EssviFit(SLICES, Loss.studentT(5));
    int missed = 0;
    for (int i = 0; i < 100; i++) {
      Essvi truth = RandomEssvi.draw(random);
      List<QuoteColumns> all = new ArrayList<>();
      for (int j = 0; j < SLICES; j++) {
        SsviSlice slice = truth.slice(expiry(j));
        double half = 2.5 * Math.sqrt(slice.theta());
        var quotes = new QuoteColumns(STRIKES);
        for (int l = 0; l < STRIKES; l++) {
          double k = half * (-1 + 2.0 * l / (STRIKES - 1));
          double w = slice.totalVariance(k);
          double place = random.nextDouble(0.2, 0.8);
          double upper = l % 9 == 4 ? Double.POSITIVE_INFINITY : w * (1 + 0.02 * (1 - place));
          quotes.addInterval(k, w * (1 - 0.02 * place), upper, 0.002 * w);
        }
        all.add(quotes);
      }
      assertThat(fit.fit(all).isUsable()).isTrue();
      assertThat(fit.cost()).as("%d", i).isLessThan(5);
      missed += fit.cost() < 0.05 ? 0 : 1;
      assertThat(fit.surface(expiries()).isFree()).isTrue();
    }
    assertThat(missed).isLessThan(10);
  }

  @Test
  void fit_coldAndWarm_allocatesNothing() {
    var random = new SplittableRandom(407);
    Essvi truth = RandomEssvi.draw(random);
    for (double level : new double[] {0, 0.05}) {
      List<QuoteColumns> all = quotes(truth, new Distortion(0.005, level, 0.1), random);
      var fit = new EssviFit(SLICES);
      SliceAllocationTest.assertNoAllocation(2_000, () -> fit.fit(all));
      SliceAllocationTest.assertNoAllocation(2_000, () -> fit.refit(all));
    }
  }

  @Test
  void fit_unusableColumns_saysWhy() {
    var fit = new EssviFit(2);
    var quotes = new QuoteColumns(4);
    quotes.add(0, 0.04, 0.001);
    assertThat(fit.fit(List.of(quotes, quotes))).isEqualTo(FitStatus.TOO_FEW_QUOTES);
    assertThatThrownBy(() -> fit.surface(new double[] {1, 2}))
        .hasMessageContaining("TOO_FEW_QUOTES");
    assertThatThrownBy(() -> fit.fit(List.of(quotes))).hasMessageContaining("for 2");
    for (int i = 0; i < 3; i++) {
      quotes.add(0, 0.04, 0.001);
    }
    assertThat(fit.fit(List.of(quotes, quotes))).isEqualTo(FitStatus.TOO_FEW_QUOTES);
  }
}
