package io.calibrant.bench.numerics;

import io.calibrant.core.black.Black76;
import io.calibrant.core.market.OptionType;
import java.util.Locale;
import java.util.SplittableRandom;

/// Out-of-the-money options in columns, with the vols that their prices come from.
/// - [#crypto]: a book of one coin: 12 expiries from 2 h to 1 y, ATM vols 35 to 90 %, a smile, |z|
///   ≤ 2.6 standard deviations;
/// - [#broad]: σ√T log-uniform from 0.01 to 2, call delta uniform from 0.05 to 0.95.
///
/// The previous vols of the warm works are off by up to 0.5 % of vol, 1 % of variance.
final class OptionColumns {
  static final int COUNT = 4092;

  private static final long SEED = 20261121;
  private static final double[] DAYS = {1 / 12.0, 0.25, 0.5, 1, 2, 4, 7, 14, 30, 90, 180, 365};

  final OptionType[] types;
  final double[] forwards;
  final double[] strikes;
  final double[] expiries;
  final double[] prices;
  final double[] vols;
  final double[] previousVols;

  private OptionColumns(int n) {
    types = new OptionType[n];
    forwards = new double[n];
    strikes = new double[n];
    expiries = new double[n];
    prices = new double[n];
    vols = new double[n];
    previousVols = new double[n];
  }

  /// A crypto book.
  static OptionColumns crypto() {
    return crypto(COUNT);
  }

  /// A crypto book of `n` options, expiry after expiry.
  static OptionColumns crypto(int n) {
    var random = new SplittableRandom(SEED);
    var columns = new OptionColumns(n);
    int perExpiry = n / DAYS.length;
    double atmVol = 0;
    double forward = 0;
    for (int i = 0; i < n; i++) {
      int expiry = Math.min(i / perExpiry, DAYS.length - 1);
      if (i % perExpiry == 0) {
        atmVol = random.nextDouble(0.35, 0.9);
        forward = 60_000 * Math.exp(0.05 * DAYS[expiry] / 365);
      }
      double years = DAYS[expiry] / 365;
      double z = random.nextDouble(-2.6, 2.6);
      double vol = atmVol * (1 + 0.02 * z + 0.025 * z * z);
      columns.set(i, forward, z * atmVol * Math.sqrt(years), vol, years, random);
    }
    return columns;
  }

  /// All vols and strikes of ordinary markets.
  static OptionColumns broad() {
    var random = new SplittableRandom(SEED + 1);
    var columns = new OptionColumns(COUNT);
    for (int i = 0; i < COUNT; i++) {
      double v = Math.exp(random.nextDouble(Math.log(0.01), Math.log(2)));
      double years = Math.exp(random.nextDouble(Math.log(1 / 365.0), Math.log(2)));
      double d1 = normalQuantile(random.nextDouble(0.05, 0.95));
      columns.set(i, 100, v * (0.5 * v - d1), v / Math.sqrt(years), years, random);
    }
    return columns;
  }

  int count() {
    return types.length;
  }

  /// +1 for calls, −1 for puts.
  double[] signs() {
    double[] signs = new double[count()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = types[i].sign();
    }
    return signs;
  }

  /// The first `n` of every `stride`-th option: a sample for engines that take too long for all.
  OptionColumns sample(int stride) {
    int n = count() / stride;
    var sample = new OptionColumns(n);
    for (int i = 0; i < n; i++) {
      sample.types[i] = types[i * stride];
      sample.forwards[i] = forwards[i * stride];
      sample.strikes[i] = strikes[i * stride];
      sample.expiries[i] = expiries[i * stride];
      sample.prices[i] = prices[i * stride];
      sample.vols[i] = vols[i * stride];
      sample.previousVols[i] = previousVols[i * stride];
    }
    return sample;
  }

  /// Largest relative error of `implied` against the vols behind the prices; infinite where one is
  /// not a number. The rounding of the price itself is in it.
  double maxRelativeError(double[] implied) {
    double worst = 0;
    for (int i = 0; i < implied.length; i++) {
      double error = Math.abs(implied[i] / vols[i] - 1);
      worst = error <= worst ? worst : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
    return worst;
  }

  /// Rows `sign forward strike expiry price vol previousVol` for the drivers of other languages.
  String volRows() {
    var text = new StringBuilder();
    for (int i = 0; i < count(); i++) {
      row(text, types[i].sign(), forwards[i], strikes[i], expiries[i]);
      row(text, prices[i], vols[i], previousVols[i]);
      text.append('\n');
    }
    return text.toString();
  }

  /// Rows `sign forward strike expiry vol`.
  String greekRows() {
    var text = new StringBuilder();
    for (int i = 0; i < count(); i++) {
      row(text, types[i].sign(), forwards[i], strikes[i], expiries[i], vols[i]);
      text.append('\n');
    }
    return text.toString();
  }

  static void row(StringBuilder text, double... numbers) {
    for (double x : numbers) {
      text.append(String.format(Locale.ROOT, "%.17g ", x));
    }
  }

  private void set(
      int i, double forward, double k, double vol, double years, SplittableRandom random) {
    double strike = forward * Math.exp(k);
    types[i] = strike >= forward ? OptionType.CALL : OptionType.PUT;
    forwards[i] = forward;
    strikes[i] = strike;
    expiries[i] = years;
    vols[i] = vol;
    prices[i] = Black76.outOfTheMoney(forward, strike, vol, years);
    previousVols[i] = vol * (1 + random.nextDouble(-0.005, 0.005));
  }

  /// Good to 3e-3, enough to place strikes (Abramowitz and Stegun 26.2.22).
  private static double normalQuantile(double p) {
    double tail = Math.min(p, 1 - p);
    double t = Math.sqrt(-2 * Math.log(tail));
    double x = t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t);
    return p < 0.5 ? -x : x;
  }
}
