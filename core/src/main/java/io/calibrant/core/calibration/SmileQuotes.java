package io.calibrant.core.calibration;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;

/// The quotes of one expiry as the fit sees them, in columns sorted by strike, calls before puts.
///
/// Vols are decimals implied with our own forward; NaN where a side has none. Immutable.
public final class SmileQuotes {
  private static final long[] UNKNOWN = {};

  /// No quotes.
  static final SmileQuotes NONE =
      new SmileQuotes(
          new String[0],
          new double[0],
          new OptionType[0],
          new double[0],
          new double[0],
          new double[0],
          new double[0],
          new double[0],
          new ReasonCode[0],
          UNKNOWN);

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

  private SmileQuotes(
      String[] names,
      double[] strikes,
      OptionType[] types,
      double[] k,
      double[] bidVols,
      double[] askVols,
      double[] midVols,
      double[] volStdDevs,
      ReasonCode[] reasons,
      long[] exchangeTimesNs) {
    this.names = names;
    this.strikes = strikes;
    this.types = types;
    this.k = k;
    this.bidVols = bidVols;
    this.askVols = askVols;
    this.midVols = midVols;
    this.volStdDevs = volStdDevs;
    this.reasons = reasons;
    this.exchangeTimesNs = exchangeTimesNs;
  }

  /// Quotes from columns of equal length; the arrays are handed over and must not change after.
  public static SmileQuotes ofUnsafe(
      String[] names,
      double[] strikes,
      OptionType[] types,
      double[] k,
      double[] bidVols,
      double[] askVols,
      double[] midVols,
      double[] volStdDevs,
      ReasonCode[] reasons) {
    return new SmileQuotes(
        names, strikes, types, k, bidVols, askVols, midVols, volStdDevs, reasons, UNKNOWN);
  }

  /// These quotes with the venue's stamps, ns since 1970, one a quote; the array is handed over and
  /// must not change after.
  ///
  /// Stamps tell the reader how old a quote is. They are no part of what was fitted: the journal's
  /// decisions do not keep them, its messages do.
  public SmileQuotes withTimesUnsafe(long[] timesNs) {
    if (timesNs.length != strikes.length) {
      throw new IllegalArgumentException(
          "%d times for %d quotes: give one each".formatted(timesNs.length, strikes.length));
    }
    return new SmileQuotes(
        names, strikes, types, k, bidVols, askVols, midVols, volStdDevs, reasons, timesNs);
  }

  /// Number of quotes, used and set aside.
  public int size() {
    return strikes.length;
  }

  /// The venue's name of the contract.
  public String name(int i) {
    return names[i];
  }

  /// Strike, quote currency.
  public double strike(int i) {
    return strikes[i];
  }

  /// Call or put.
  public OptionType type(int i) {
    return types[i];
  }

  /// ln(K/F); NaN when no forward was found.
  public double k(int i) {
    return k[i];
  }

  /// Vol of the bid; NaN when there is none.
  public double bidVol(int i) {
    return bidVols[i];
  }

  /// Vol of the ask; NaN when there is none.
  public double askVol(int i) {
    return askVols[i];
  }

  /// Vol the fit aims at; NaN for one-sided quotes.
  public double midVol(int i) {
    return midVols[i];
  }

  /// Standard deviation of the mid vol's error; NaN for quotes set aside.
  public double volStdDev(int i) {
    return volStdDevs[i];
  }

  /// Why the quote is used or set aside.
  public ReasonCode reason(int i) {
    return reasons[i];
  }

  /// The venue's stamp, ns since 1970; 0 when it is not known, as in a surface from a journal.
  public long exchangeTimeNs(int i) {
    return exchangeTimesNs.length == 0 ? 0 : exchangeTimesNs[i];
  }

  /// Number of used quotes with a mid.
  public int twoSidedCount() {
    int count = 0;
    for (ReasonCode reason : reasons) {
      count += reason == ReasonCode.USED ? 1 : 0;
    }
    return count;
  }

  /// These quotes with every used one set aside as [ReasonCode#THIN_EXPIRY].
  public SmileQuotes withUsedSetAside() {
    ReasonCode[] codes = reasons.clone();
    for (int i = 0; i < codes.length; i++) {
      if (codes[i].isUsed()) {
        codes[i] = ReasonCode.THIN_EXPIRY;
      }
    }
    return new SmileQuotes(
        names, strikes, types, k, bidVols, askVols, midVols, volStdDevs, codes, exchangeTimesNs);
  }
}
