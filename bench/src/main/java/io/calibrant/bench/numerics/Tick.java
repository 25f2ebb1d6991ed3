package io.calibrant.bench.numerics;

import io.calibrant.bench.work.Task;
import io.calibrant.core.black.Black76;
import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import io.calibrant.core.calibration.TickPath;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.smile.Svi;
import java.util.Map;
import java.util.SplittableRandom;

/// Ticks of a book of 1,000 quotes on 12 expiries from a day to a year: level and noise move from
/// tick to tick, by up to 0.2 vol points.
final class Tick implements Task {
  private static final double[] DAYS = {1, 2, 3, 7, 14, 21, 30, 60, 90, 180, 270, 365};
  private static final int QUOTES = 1000;
  private static final int TICKS = 64;

  private final double[] forwards = new double[DAYS.length];
  private final double[] expiries = new double[DAYS.length];
  private final int[] offsets = new int[DAYS.length + 1];
  private final double[] strikes = new double[QUOTES];
  private final OptionType[] types = new OptionType[QUOTES];
  private final double[] stdDevs = new double[QUOTES];
  private final double[][] prices = new double[TICKS][QUOTES];
  private final TickPath path;
  private int tick;
  private int ticks;
  private int free;

  Tick() {
    for (int s = 0; s < DAYS.length; s++) {
      expiries[s] = DAYS[s] / 365;
      forwards[s] = 60_000 * Math.exp(0.04 * expiries[s]);
      offsets[s + 1] = QUOTES * (s + 1) / DAYS.length;
      int count = offsets[s + 1] - offsets[s];
      for (int i = offsets[s]; i < offsets[s + 1]; i++) {
        double z = -2.4 + 4.8 * (i - offsets[s]) / (count - 1);
        strikes[i] = forwards[s] * Math.exp(z * 0.6 * Math.sqrt(expiries[s]));
        types[i] = strikes[i] >= forwards[s] ? OptionType.CALL : OptionType.PUT;
        stdDevs[i] = 0.002 * (1 + 0.3 * z * z);
      }
    }
    var random = new SplittableRandom(20261124);
    for (int t = 0; t < TICKS; t++) {
      price(0.6 + 0.002 * Math.sin(0.7 * t), random, prices[t]);
    }
    BlackBatch batch = BlackBatches.fastest();
    batch.warmUp();
    path = new TickPath(batch::impliedVolsFromPrevious, types, strikes, offsets);
  }

  @Override
  public double run() {
    TickPath.Outcome outcome = path.refresh(forwards, expiries, prices[tick], stdDevs, () -> false);
    tick = (tick + 1) % TICKS;
    ticks++;
    free += outcome == TickPath.Outcome.FREE ? 1 : 0;
    return path.totalVariance(0, 0);
  }

  @Override
  public int unitCount() {
    return 1;
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("shareFree", (double) free / ticks);
  }

  private void price(double level, SplittableRandom random, double[] out) {
    for (int s = 0; s < DAYS.length; s++) {
      double root = level * Math.sqrt(expiries[s]);
      double sigma = 1.1 * root;
      double b = 0.32 * root;
      var truth = new Svi(root * root - b * sigma * 0.96, b, -0.25, 0.1 * root, sigma);
      for (int i = offsets[s]; i < offsets[s + 1]; i++) {
        double k = Math.log(strikes[i] / forwards[s]);
        double vol = Math.sqrt(truth.totalVariance(k) / expiries[s]);
        double shift = 0.5 * stdDevs[i] * random.nextDouble(-1, 1);
        out[i] = Black76.outOfTheMoney(forwards[s], strikes[i], vol + shift, expiries[s]);
      }
    }
  }
}
