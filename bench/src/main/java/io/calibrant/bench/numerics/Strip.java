package io.calibrant.bench.numerics;

import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.smile.Svi;
import java.util.SplittableRandom;

/// Vols of 40 strikes at 30 days within 2.5 standard deviations, an SVI smile with noise of up to
/// 0.2 vol points.
final class Strip {
  static final int COUNT = 40;
  static final double FORWARD = 60_000;
  static final double EXPIRY = 30 / 365.0;

  /// The smile without noise.
  static final Svi TRUTH = new Svi(0.0085, 0.045, -0.25, 0.02, 0.16);

  private static final double NOISE = 0.002;
  private static final long SEED = 20261123;

  final double[] k = new double[COUNT];
  final double[] strikes = new double[COUNT];
  final double[] vols = new double[COUNT];

  Strip() {
    var random = new SplittableRandom(SEED);
    double atm = Math.sqrt(TRUTH.totalVariance(0));
    for (int i = 0; i < COUNT; i++) {
      k[i] = atm * (-2.5 + 5.0 * i / (COUNT - 1));
      strikes[i] = FORWARD * Math.exp(k[i]);
      vols[i] = Math.sqrt(TRUTH.totalVariance(k[i]) / EXPIRY) + random.nextDouble(-NOISE, NOISE);
    }
  }

  /// Total variances with the standard deviations that make all vols weigh the same.
  QuoteColumns variances() {
    var quotes = new QuoteColumns(COUNT);
    for (int i = 0; i < COUNT; i++) {
      quotes.add(k[i], vols[i] * vols[i] * EXPIRY, 2 * vols[i] * EXPIRY * NOISE);
    }
    return quotes;
  }

  /// Root mean square misfit in vol points.
  double rmse(Vol fitted) {
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      double miss = fitted.at(k[i]) - vols[i];
      sum += miss * miss;
    }
    return 100 * Math.sqrt(sum / COUNT);
  }

  /// A smile in vol.
  interface Vol {
    double at(double k);
  }

  /// The strip for a driver: `forward expiry` and the start, then `strike vol` rows.
  String rows(double... start) {
    var text = new StringBuilder();
    OptionColumns.row(text, FORWARD, EXPIRY);
    OptionColumns.row(text, start);
    text.append('\n');
    for (int i = 0; i < COUNT; i++) {
      OptionColumns.row(text, strikes[i], vols[i]);
      text.append('\n');
    }
    return text.toString();
  }
}
