package io.calibrant.bench.localvol;

import io.calibrant.bench.work.Task;
import io.calibrant.core.localvol.AndreasenHuge;
import java.util.Map;

/// 500 quotes of a smooth smile, fitted from nothing.
final class QuoteFit implements Task {
  private static final int EXPIRIES = 10;
  private static final int QUOTES = 50;

  private final double[] expiries = new double[EXPIRIES];
  private final double[][] ks = new double[EXPIRIES][QUOTES];
  private final double[][] vols = new double[EXPIRIES][QUOTES];
  private double error;

  QuoteFit() {
    for (int e = 0; e < EXPIRIES; e++) {
      expiries[e] = 0.02 * Math.pow(1.5, e);
      for (int q = 0; q < QUOTES; q++) {
        double z = -2.5 + 5.0 * q / (QUOTES - 1);
        ks[e][q] = 0.6 * z * Math.sqrt(expiries[e]);
        vols[e][q] = 0.6 * (1 - 0.05 * z + 0.03 * z * z / (1 + 0.1 * Math.abs(z)));
      }
    }
  }

  @Override
  public double run() {
    AndreasenHuge fit = AndreasenHuge.fit(expiries, ks, vols);
    error = fit.maxError();
    return fit.impliedVol(0, expiries[EXPIRIES / 2]);
  }

  @Override
  public int unitCount() {
    return 1;
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("maxErrorVolPoints", 100 * error);
  }

  /// `expiry k vol` a quote.
  static String rows() {
    var fit = new QuoteFit();
    var text = new StringBuilder();
    for (int e = 0; e < EXPIRIES; e++) {
      for (int q = 0; q < QUOTES; q++) {
        text.append(fit.expiries[e]).append(' ').append(fit.ks[e][q]).append(' ');
        text.append(fit.vols[e][q]).append('\n');
      }
    }
    return text.toString();
  }
}
