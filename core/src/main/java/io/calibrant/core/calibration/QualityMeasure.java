package io.calibrant.core.calibration;

import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.Smile;
import org.jspecify.annotations.Nullable;

/// Measures one slice's fit against its quotes.
final class QualityMeasure {
  private static final double VOL_POINTS = 100;

  private final SmileQuotes quotes;
  private final double expiry;
  private final double atmVol;
  private final QuoteRange range;

  private QualityMeasure(SmileQuotes quotes, double expiry, QuoteRange range) {
    this.quotes = quotes;
    this.expiry = expiry;
    this.atmVol = SliceTarget.atmVol(quotes);
    this.range = range;
  }

  /// The quality of `smile`.
  ///
  /// @param heldOut the smile fitted without fold `fold`; null when there is none
  static FitQuality of(
      SmileQuotes quotes,
      double expiry,
      QuoteRange range,
      Smile smile,
      @Nullable Smile heldOut,
      int fold) {
    return new QualityMeasure(quotes, expiry, range).measure(smile, heldOut, fold);
  }

  private FitQuality measure(Smile smile, @Nullable Smile heldOut, int fold) {
    int used = 0;
    int inside = 0;
    int quoted = 0;
    var core = new MeanSquare();
    var wide = new MeanSquare();
    var halfSpreads = new MeanSquare();
    double weightSum = 0;
    double excessSum = 0;
    for (int i = 0; i < quotes.size(); i++) {
      if (!quotes.reason(i).isUsed()) {
        continue;
      }
      used++;
      double vol = smile.impliedVol(quotes.k(i), expiry);
      if (quotes.bidVol(i) <= quotes.askVol(i)) {
        quoted++;
        inside += vol >= quotes.bidVol(i) && vol <= quotes.askVol(i) ? 1 : 0;
      }
      if (quotes.reason(i) != ReasonCode.USED) {
        continue;
      }
      double misfit = vol - quotes.midVol(i);
      double half = Math.max((quotes.askVol(i) - quotes.bidVol(i)) / 2, 1e-6);
      wide.add(misfit);
      halfSpreads.add(misfit / half);
      if (range.isCore(quotes.k(i), atmVol, expiry)) {
        core.add(misfit);
        double variance = quotes.volStdDev(i) * quotes.volStdDev(i);
        weightSum += 1 / variance;
        excessSum += (misfit * misfit - variance) / variance;
      }
    }
    double modelVariance = weightSum > 0 ? Math.max(0, excessSum / weightSum) : Double.NaN;
    return new FitQuality(
        used,
        VOL_POINTS * core.root(),
        heldOut == null ? Double.NaN : VOL_POINTS * holdOut(heldOut, fold),
        VOL_POINTS * wide.root(),
        quoted == 0 ? Double.NaN : inside / (double) quoted,
        halfSpreads.root(),
        halfSpreads.largest,
        VOL_POINTS * Math.sqrt(modelVariance));
  }

  private double holdOut(Smile smile, int fold) {
    var unseen = new MeanSquare();
    int rank = 0;
    for (int i = 0; i < quotes.size(); i++) {
      if (SliceTarget.isCoreMid(quotes, i, atmVol, expiry, range) && rank++ % 4 == fold) {
        unseen.add(smile.impliedVol(quotes.k(i), expiry) - quotes.midVol(i));
      }
    }
    return unseen.root();
  }

  private static final class MeanSquare {
    private double sum;
    private int count;
    private double largest;

    void add(double value) {
      sum += value * value;
      count++;
      largest = Math.max(largest, Math.abs(value));
    }

    double root() {
      return count == 0 ? Double.NaN : Math.sqrt(sum / count);
    }
  }
}
