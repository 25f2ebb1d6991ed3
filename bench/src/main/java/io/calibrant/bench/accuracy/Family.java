package io.calibrant.bench.accuracy;

import io.calibrant.core.black.Black76;
import io.calibrant.core.market.OptionType;
import java.util.SplittableRandom;

/// Kinds of options that the accuracy of implied vols is measured on.
enum Family {
  /// 2 h to 1 y, vols 30 to 120 %, |z| ≤ 2.6.
  CRYPTO("crypto book", -8.4, 0, -1.2, 0.2, 2.6),
  /// A second to 30 y, vols 1 to 1,000 %, |z| ≤ 4.
  BROAD("whole domain", -17.3, 3.4, -4.6, 2.3, 4),
  /// The same, |z| from 4 to 30: prices down to 1e-200.
  WING("deep wings", -17.3, 3.4, -4.6, 2.3, 30),
  /// The same, |ln(K/F)| below 1e-3 standard deviations: at the money.
  MONEY("at the money", -17.3, 3.4, -4.6, 2.3, 1e-3),
  /// σ√T from 1.3 to 20: prices near their supremum.
  DEAR("near the supremum", 2, 3.4, -0.3, 1.3, 4);

  private static final double WIDEST = 300;

  private final String title;
  private final double leastLogExpiry;
  private final double mostLogExpiry;
  private final double leastLogVol;
  private final double mostLogVol;
  private final double reach;

  Family(
      String title,
      double leastLogExpiry,
      double mostLogExpiry,
      double leastLogVol,
      double mostLogVol,
      double reach) {
    this.title = title;
    this.leastLogExpiry = leastLogExpiry;
    this.mostLogExpiry = mostLogExpiry;
    this.leastLogVol = leastLogVol;
    this.mostLogVol = mostLogVol;
    this.reach = reach;
  }

  String title() {
    return title;
  }

  /// Fills row i with a random option; every fourth is in the money.
  void fill(Columns columns, int i, SplittableRandom random) {
    double expiry;
    double vol;
    double k;
    do {
      expiry = Math.exp(random.nextDouble(leastLogExpiry, mostLogExpiry));
      vol = Math.exp(random.nextDouble(leastLogVol, mostLogVol));
      double z = random.nextDouble(this == WING ? 4 : 0, reach);
      k = (random.nextBoolean() ? z : -z) * vol * Math.sqrt(expiry);
    } while (!(Math.abs(k) < WIDEST));
    double forward = Math.exp(random.nextDouble(-3, 12));
    double strike = forward * Math.exp(k);
    boolean inside = random.nextInt(4) == 0;
    OptionType type = (k >= 0) == inside ? OptionType.PUT : OptionType.CALL;
    columns.set(
        i, type, forward, strike, expiry, Black76.value(type, forward, strike, vol, expiry));
  }
}
