package io.calibrant.sim.market;

import io.calibrant.core.market.Instrument;

/// One listed option and its quote as it stands now. Mutable; owned by the market.
public final class SimContract {
  private final Instrument.Option instrument;
  private final SimExpiry expiry;
  private final int id;
  private final long createdNs;
  final double logStrike;

  /// State of the maker: noise in units of the spread, log of the spread factor, who is there.
  double noise;

  double spreadLog;
  double presence;
  long presenceUntilNs;

  /// The quote: NaN prices are missing sides.
  double bid = Double.NaN;

  double ask = Double.NaN;
  double bidSize;
  double askSize;
  double bidVol = Double.NaN;
  double askVol = Double.NaN;
  double fairVol;
  double mark;
  double forward;
  double index;
  double stdDev;
  double callDelta;
  double openInterest;
  double volume;
  long timeNs;
  long version;
  long tradeSequence;

  SimContract(int id, Instrument.Option instrument, SimExpiry expiry, long createdNs) {
    this.id = id;
    this.instrument = instrument;
    this.expiry = expiry;
    this.createdNs = createdNs;
    this.logStrike = StrictMath.log(instrument.strike());
  }

  public Instrument.Option instrument() {
    return instrument;
  }

  /// A small number that no other contract of this market has had.
  public int id() {
    return id;
  }

  public long createdNs() {
    return createdNs;
  }

  SimExpiry expiry() {
    return expiry;
  }

  /// Best bid, coin; NaN when there is none.
  public double bid() {
    return bid;
  }

  /// Best ask, coin; NaN when there is none.
  public double ask() {
    return ask;
  }

  /// The truth behind the quote: fair vol at the time of the quote.
  public double fairVol() {
    return fairVol;
  }

  /// The forward at the time of the quote.
  public double forward() {
    return forward;
  }

  /// When it was quoted last, ns since 1970.
  public long timeNs() {
    return timeNs;
  }

  /// How often it was quoted.
  public long version() {
    return version;
  }
}
