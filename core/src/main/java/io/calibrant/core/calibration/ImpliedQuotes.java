package io.calibrant.core.calibration;

import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.surface.ExpiryQuotes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stage from the quotes of one expiry and its forward to vols with errors.
///
/// The out-of-the-money side of each strike is used, switching at the forward: the other side says
/// the same less exactly. Vols come from undiscounted premiums, native · (F or 1) / D.
final class ImpliedQuotes {
  /// Scratch memory only: whichever instance computes, a vol is a function of its own price.
  private static final ThreadLocal<BlackBatch> BATCH =
      ThreadLocal.withInitial(BlackBatches::patient);

  private final QuoteRange range;
  private final Weighting weighting;
  private final QuoteAgeing ageing;
  private final @Nullable Forward forward;
  private final double expiry;
  private final String[] names;
  private final double[] strikes;
  private final OptionType[] types;
  private final double[] k;
  private final double[] bidVols;
  private final double[] askVols;
  private final double[] midVols;
  private final double[] volStdDevs;
  private final ReasonCode[] reasons;
  private final long[] exchangeTimesNs;

  private ImpliedQuotes(
      int size,
      double expiry,
      @Nullable Forward forward,
      QuoteRange range,
      Weighting weighting,
      QuoteAgeing ageing) {
    this.ageing = ageing;
    this.range = range;
    this.weighting = weighting;
    this.forward = forward;
    this.expiry = expiry;
    this.names = new String[size];
    this.strikes = new double[size];
    this.types = new OptionType[size];
    this.k = new double[size];
    this.bidVols = new double[size];
    this.askVols = new double[size];
    this.midVols = new double[size];
    this.volStdDevs = new double[size];
    this.reasons = new ReasonCode[size];
    this.exchangeTimesNs = new long[size];
  }

  /// Vols, errors and reasons of every quote of an expiry.
  ///
  /// @param forward null when none was found: every used quote then becomes NO_FORWARD
  static SmileQuotes of(
      ExpiryQuotes quotes,
      @Nullable Forward forward,
      QuoteRange range,
      Weighting weighting,
      QuoteAgeing ageing) {
    List<Quote> list = quotes.quotes();
    var columns =
        new ImpliedQuotes(list.size(), quotes.expiry(), forward, range, weighting, ageing);
    for (int i = 0; i < list.size(); i++) {
      columns.fill(i, list.get(i));
    }
    if (forward != null) {
      columns.imply(list, forward);
      for (int i = 0; i < list.size(); i++) {
        columns.judge(i, list.get(i), forward);
      }
    }
    return columns.toSmileQuotes();
  }

  private void fill(int i, Quote quote) {
    names[i] = quote.instrument().name();
    strikes[i] = quote.instrument().strike();
    types[i] = quote.instrument().type();
    bidVols[i] = Double.NaN;
    askVols[i] = Double.NaN;
    midVols[i] = Double.NaN;
    volStdDevs[i] = Double.NaN;
    k[i] = forward == null ? Double.NaN : Elementary.log(strikes[i] / forward.value());
    reasons[i] =
        forward == null && quote.reason().isUsed() ? ReasonCode.NO_FORWARD : quote.reason();
    exchangeTimesNs[i] = quote.exchangeTimeNs();
  }

  /// The vols of bid, ask and middle; NaN where there is no price or none explains it.
  private void imply(List<Quote> quotes, Forward forward) {
    int size = strikes.length;
    double[] signs = new double[size];
    double[] forwards = new double[size];
    double[] expiries = new double[size];
    double[] prices = new double[size];
    byte[] statuses = new byte[size];
    Arrays.fill(forwards, forward.value());
    Arrays.fill(expiries, expiry);
    BlackBatch batch = BATCH.get();
    for (int i = 0; i < size; i++) {
      signs[i] = types[i].sign();
      prices[i] = quotes.get(i).bid() * scale(quotes.get(i), forward);
    }
    batch.impliedVols(signs, forwards, strikes, expiries, prices, bidVols, statuses);
    for (int i = 0; i < size; i++) {
      prices[i] = quotes.get(i).ask() * scale(quotes.get(i), forward);
    }
    batch.impliedVols(signs, forwards, strikes, expiries, prices, askVols, statuses);
    for (int i = 0; i < size; i++) {
      Quote quote = quotes.get(i);
      double mid = 0.5 * (quote.bid() + quote.ask()) * scale(quote, forward);
      prices[i] = isInTheMoney(i, forward) ? Double.NaN : mid;
    }
    batch.impliedVols(signs, forwards, strikes, expiries, prices, midVols, statuses);
  }

  private static double scale(Quote quote, Forward forward) {
    return quote.toForwardUsd(forward.value()) / forward.discountFactor();
  }

  private boolean isInTheMoney(int i, Forward forward) {
    return (types[i] == OptionType.CALL) != (strikes[i] >= forward.value());
  }

  /// Keeps the middle's vol of a quote that is used with both sides, and tells why others are not.
  private void judge(int i, Quote quote, Forward forward) {
    double midVol = midVols[i];
    midVols[i] = Double.NaN;
    if (!reasons[i].isUsed()) {
      return;
    }
    double scale = scale(quote, forward);
    boolean hasBid = reasons[i] != ReasonCode.USED_ASK_ONLY;
    boolean hasAsk = reasons[i] != ReasonCode.USED_BID_ONLY;
    ReasonCode trouble = trouble(i, quote, forward, scale, hasBid, hasAsk);
    if (trouble != null) {
      reasons[i] = trouble;
      return;
    }
    double tick = quote.instrument().tickSize().at(hasBid ? quote.bid() : quote.ask());
    if (!hasBid || !hasAsk) {
      volStdDevs[i] = oneSidedStdDev(i, forward, hasBid ? quote.bid() : quote.ask(), tick, scale);
      age(i, quote, hasBid ? bidVols[i] : askVols[i]);
      return;
    }
    double width = quote.ask() - quote.bid();
    double spread = askVols[i] - bidVols[i];
    if (quote.bid() <= tick * (1 + 1e-9) && width > 0) {
      volStdDevs[i] = weighting.stdDev(spread / 2, 0);
      reasons[i] = ReasonCode.USED_INTERVAL;
      age(i, quote, askVols[i]);
    } else {
      double tickVol = width > 0 ? spread * tick / width : 0;
      volStdDevs[i] = weighting.stdDev(spread / 2, tickVol);
      midVols[i] = midVol;
      reasons[i] = ReasonCode.USED;
      age(i, quote, midVols[i]);
    }
  }

  private void age(int i, Quote quote, double vol) {
    double variance = ageing.variance(quote, k[i], vol, expiry);
    if (variance > 0) {
      volStdDevs[i] = Math.sqrt(volStdDevs[i] * volStdDevs[i] + variance);
    }
  }

  /// A one-sided quote bounds the vol to within the vol of one tick.
  private double oneSidedStdDev(int i, Forward forward, double price, double tick, double scale) {
    double dearer = vol(i, forward, (price + tick) * scale);
    double here = vol(i, forward, price * scale);
    double tickVol = Double.isNaN(dearer) ? here : dearer - here;
    return Math.max(tickVol / 2, weighting.floorVol());
  }

  private @Nullable ReasonCode trouble(
      int i, Quote quote, Forward forward, double scale, boolean hasBid, boolean hasAsk) {
    if (isInTheMoney(i, forward)) {
      double intrinsic = Math.abs(forward.value() - strikes[i]);
      double tick = quote.instrument().tickSize().at(quote.ask()) * scale;
      return hasAsk && quote.ask() * scale < intrinsic - tick
          ? ReasonCode.BELOW_INTRINSIC
          : ReasonCode.IN_THE_MONEY;
    }
    if ((hasAsk && Double.isNaN(askVols[i])) || (hasBid && Double.isNaN(bidVols[i]))) {
      return ReasonCode.ABOVE_MAXIMUM;
    }
    if (range.isFarWing(k[i], expiry)) {
      return ReasonCode.FAR_WING;
    }
    return hasBid && hasAsk && !(askVols[i] - bidVols[i] < range.maxSpreadVol())
        ? ReasonCode.WIDE
        : null;
  }

  private double vol(int i, Forward forward, double undiscounted) {
    return undiscounted > 0
        ? ImpliedVol.impliedVol(types[i], forward.value(), strikes[i], expiry, undiscounted)
        : Double.NaN;
  }

  private SmileQuotes toSmileQuotes() {
    return SmileQuotes.ofUnsafe(
            names, strikes, types, k, bidVols, askVols, midVols, volStdDevs, reasons)
        .withTimesUnsafe(exchangeTimesNs);
  }
}
