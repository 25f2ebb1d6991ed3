package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Warm fits of slices that a condition binds, while their quotes move.
class SviRefitTest {
  private static final int SIZE = 40;
  private static final int SLICES = 20;
  private static final int TICKS = 40;

  /// What the search of the whole region takes at least, in passes.
  private static final int WIDE = 500;

  @Test
  void refit_movingBoundSlices_followsTheColdFit() {
    var cold = new SviFit(SIZE);
    var warm = new SviFit(SIZE);
    var market = new Market(5);
    int above = 0;
    long passes = 0;
    for (int slice = 0; slice < SLICES; slice++) {
      market.nextBound(cold);
      warm.fit(market.quotes);
      for (int tick = 0; tick < TICKS; tick++) {
        market.move();
        assertThat(warm.refit(market.quotes).isUsable()).isTrue();
        passes += warm.passes();
        assertThat(SviButterfly.isFree(warm.svi())).as("%s", warm.svi()).isTrue();
        cold.fit(market.quotes);
        above += warm.cost() > cold.cost() * (1 + 1e-6) ? 1 : 0;
      }
    }
    assertThat(above).isLessThanOrEqualTo(SLICES * TICKS * 3 / 100);
    assertThat(passes).isLessThan(60L * SLICES * TICKS);
  }

  @Test
  void refit_sameQuotes_repeatsEveryBit() {
    double[] first = walk();
    assertThat(walk()).containsExactly(first);
  }

  private static double[] walk() {
    var fit = new SviFit(SIZE);
    var market = new Market(6);
    double[] found = new double[SLICES * TICKS];
    for (int slice = 0; slice < SLICES; slice++) {
      market.nextBound(new SviFit(SIZE));
      fit.fit(market.quotes);
      for (int tick = 0; tick < TICKS; tick++) {
        market.move();
        fit.refit(market.quotes);
        found[slice * TICKS + tick] = fit.cost() + fit.m() + fit.sigma();
      }
    }
    return found;
  }

  @Test
  void refit_standingQuotes_searchesTheRegionEverySixtyFifthTime() {
    var fit = new SviFit(SIZE);
    var market = new Market(7);
    market.nextBound(fit);
    double cost = fit.cost();
    int wide = 0;
    for (int i = 1; i <= 130; i++) {
      fit.refit(market.quotes);
      assertThat(fit.cost()).isBetween(cost * (1 - 1e-6), cost * (1 + 1e-6));
      if (fit.passes() > WIDE) {
        wide++;
        assertThat(i % 65).isZero();
      }
    }
    assertThat(wide).isEqualTo(2);
  }

  /// Quotes of a random smile whose level and tilt walk by 0.2 % a tick, with noise that keeps 98 %
  /// of itself.
  private static final class Market {
    private final SplittableRandom random;
    private final QuoteColumns quotes = new QuoteColumns(SIZE);
    private final double[] noise = new double[SIZE];
    private Svi svi = new Svi(1, 0, 0, 0, 1);
    private double half;
    private double size;
    private double level;
    private double tilt;

    Market(long seed) {
      random = new SplittableRandom(seed);
    }

    /// Draws smiles until a fit is bound.
    void nextBound(SviFit fit) {
      do {
        svi = RandomQuotes.smile(random);
        half = RandomQuotes.halfWidth(svi, random);
        size = StrictMath.exp(random.nextDouble(-9, -4));
        RandomQuotes.fill(quotes, svi, SIZE, half, size, random);
      } while (fit.fit(quotes) != FitStatus.BOUND);
      level = 0;
      tilt = 0;
      for (int i = 0; i < SIZE; i++) {
        noise[i] = random.nextGaussian();
      }
    }

    void move() {
      level += 0.002 * random.nextGaussian();
      tilt += 0.002 * random.nextGaussian();
      quotes.clear();
      for (int i = 0; i < SIZE; i++) {
        double k = -half + 2 * half * i / (SIZE - 1);
        noise[i] = 0.98 * noise[i] + 0.2 * random.nextGaussian();
        double w = svi.totalVariance(k) * (1 + level + tilt * k / half);
        double std = size * w * (1 + Math.abs(k) / half);
        quotes.add(k, Math.max(1e-3 * w, w + std * noise[i]), std);
      }
    }
  }
}
