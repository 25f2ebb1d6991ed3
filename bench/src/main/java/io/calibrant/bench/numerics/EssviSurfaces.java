package io.calibrant.bench.numerics;

import io.calibrant.bench.work.Task;
import io.calibrant.core.calibration.slice.EssviFit;
import io.calibrant.core.calibration.slice.FitStatus;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.smile.SsviSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// eSSVI on 10 expiries of 50 strikes, one week to a year and a half, within 2.5 standard
/// deviations; 16 surfaces in turn. Half of them have levels that contradict one another, so that
/// the conditions of no arbitrage bind. Warm: noise grows and shrinks by a fifth between runs.
final class EssviSurfaces implements Task {
  private static final int EXPIRIES = 10;
  private static final int STRIKES = 50;
  private static final int SURFACES = 16;
  private static final double NOISE = 0.005;
  private static final double CONTRADICTION = 0.3;
  private static final long SEED = 20261124;

  private final boolean warm;
  private final List<List<QuoteColumns>> surfaces = new ArrayList<>();
  private final List<List<QuoteColumns>> moved = new ArrayList<>();
  private final List<EssviFit> fits = new ArrayList<>();
  private int bound;
  private boolean back;

  EssviSurfaces(boolean warm) {
    this.warm = warm;
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < SURFACES; i++) {
      double contradiction = i % 2 == 0 ? 0 : CONTRADICTION;
      long seed = random.nextLong();
      var fit = new EssviFit(EXPIRIES);
      moved.add(quotes(new SplittableRandom(seed), contradiction, NOISE));
      fit.fit(moved.getLast());
      fits.add(fit);
      surfaces.add(quotes(new SplittableRandom(seed), contradiction, 1.2 * NOISE));
    }
  }

  private static List<QuoteColumns> quotes(
      SplittableRandom random, double contradiction, double noise) {
    List<QuoteColumns> all = new ArrayList<>();
    double atm = random.nextDouble(0.4, 0.8);
    double expiry = 7 / 365.0;
    for (int i = 0; i < EXPIRIES; i++) {
      double sd = (atm + 0.02 * i) * Math.sqrt(expiry);
      double psi = 0.9 * sd * Math.pow(0.97, i);
      var slice = new SsviSlice(sd * sd, -0.1 - 0.01 * i, psi);
      double level = Math.exp(contradiction * random.nextGaussian());
      var quotes = new QuoteColumns(STRIKES);
      for (int j = 0; j < STRIKES; j++) {
        double k = sd * (-2.5 + 5.0 * j / (STRIKES - 1));
        double w = level * slice.totalVariance(k);
        quotes.add(k, w * (1 + noise * random.nextGaussian()), NOISE * w);
      }
      all.add(quotes);
      expiry *= 1.6;
    }
    return all;
  }

  @Override
  public double run() {
    double sum = 0;
    bound = 0;
    back = !back;
    List<List<QuoteColumns>> now = back ? moved : surfaces;
    for (int i = 0; i < SURFACES; i++) {
      EssviFit fit = fits.get(i);
      FitStatus status = warm ? fit.refit(now.get(i)) : fit.fit(now.get(i));
      bound += status == FitStatus.BOUND ? 1 : 0;
      sum += fit.cost();
    }
    return sum;
  }

  @Override
  public int unitCount() {
    return SURFACES;
  }

  @Override
  public Map<String, Double> figures() {
    double passes = 0;
    for (EssviFit fit : fits) {
      passes += fit.passes();
    }
    return Map.of("bound", (double) bound, "passesPerExpiry", passes / (SURFACES * EXPIRIES));
  }
}
