package io.calibrant.core.calibration.model;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import java.util.Arrays;

/// Computes a [FitLoss].
final class LossMeasure {
  /// A price that implies no vol, and a smile that has none, counts as a vol of 0: the worst that
  /// can be said.
  private static final double NO_VOL = 0;

  private final ModelQuotes quotes;

  LossMeasure(ModelQuotes quotes) {
    this.quotes = quotes;
  }

  FitLoss of(double[] prices) {
    double[] vols = new double[prices.length];
    for (int i = 0; i < vols.length; i++) {
      vols[i] = impliedVol(quotes.k(i), quotes.expiry(i), prices[i]);
    }
    return measure(prices, vols);
  }

  FitLoss ofVols(double[] vols) {
    double[] prices = new double[vols.length];
    double[] known = new double[vols.length];
    for (int i = 0; i < vols.length; i++) {
      known[i] = vols[i] >= 0 ? vols[i] : NO_VOL;
      prices[i] = price(quotes.k(i), known[i] * Math.sqrt(quotes.expiry(i)));
    }
    return measure(prices, known);
  }

  static double impliedVol(double k, double years, double price) {
    OptionType type = k >= 0 ? OptionType.CALL : OptionType.PUT;
    double vol = ImpliedVol.impliedVol(type, 1, StrictMath.exp(k), years, price);
    return Double.isNaN(vol) ? NO_VOL : vol;
  }

  static double price(double k, double v) {
    return k >= 0 ? Black76.normalizedCall(k, v) : Black76.normalizedPut(k, v);
  }

  private FitLoss measure(double[] prices, double[] vols) {
    double price = 0;
    double points = 0;
    double halves = 0;
    double[] sizes = new double[vols.length];
    int count = 0;
    for (int i = 0; i < vols.length; i++) {
      if (!quotes.isPoint(i)) {
        continue;
      }
      double quoted = price(quotes.k(i), quotes.vol(i) * Math.sqrt(quotes.expiry(i)));
      double miss = vols[i] - quotes.vol(i);
      double half = miss / quotes.halfSpread(i);
      price += (prices[i] - quoted) * (prices[i] - quoted);
      points += miss * miss;
      halves += half * half;
      sizes[count++] = Math.abs(half);
    }
    double[] sorted = Arrays.copyOf(sizes, count);
    Arrays.sort(sorted);
    return new FitLoss(
        count,
        Math.sqrt(price / count),
        100 * Math.sqrt(points / count),
        Math.sqrt(halves / count),
        count == 0 ? Double.NaN : sorted[count / 2]);
  }
}
