package io.calibrant.sim.market;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage.OptionMark;
import io.calibrant.core.market.VenueMessage.OptionTicker;
import io.calibrant.core.market.VenueMessage.TradingState;
import io.calibrant.sim.model.Gaussian;
import io.calibrant.venues.deribit.OptionExtras;

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

  /// What the venue says about it: band of 2 % of the coin and 40 % of the mark about the mark.
  public OptionTicker ticker() {
    return new OptionTicker(
        Origin.of("deribit", timeNs, timeNs),
        instrument.name(),
        bid,
        ask,
        bidSize,
        askSize,
        mark > 0 ? mark : Double.NaN,
        wireVol(),
        bidVol,
        askVol,
        forward,
        index,
        Math.max(0.0001, Math.floor((0.6 * mark - 0.02) * 1e4) / 1e4),
        Math.ceil((1.4 * mark + 0.02) * 1e4) / 1e4,
        openInterest,
        volume,
        TradingState.OPEN);
  }

  /// The venue's mark.
  public OptionMark optionMark() {
    return new OptionMark(
        Origin.of("deribit", timeNs, timeNs),
        instrument.name(),
        mark > 0 ? mark : Double.NaN,
        wireVol());
  }

  /// What the wire shows beside the ticker: Black Greeks in USD at the fair vol.
  public OptionExtras extras() {
    double years = expiry.years(timeNs);
    double d1 = (StrictMath.log(forward) - logStrike) / stdDev + stdDev / 2;
    double density = Gaussian.density(d1);
    boolean call = instrument.type() == OptionType.CALL;
    double vega = forward * density * Math.sqrt(years) / 100;
    return new OptionExtras(
        expiry.underlyingIndex(),
        call ? callDelta : callDelta - 1,
        density / (forward * stdDev),
        vega,
        -forward * density * fairVol / (2 * Math.sqrt(years)) / 365,
        0);
  }

  /// The fair vol as the venue rounds it: hundredths of a point.
  private double wireVol() {
    return Math.round(fairVol * 1e4) / 1e4;
  }
}
