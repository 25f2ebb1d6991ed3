package io.calibrant.sim.market;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage.FutureTicker;

/// One listed future or perpetual and its quote as it stands now. Mutable; owned by the market.
public final class SimFuture {
  private final Instrument.Future instrument;
  double bid;
  double ask;
  double mark;
  double index;
  long timeNs;
  long version;

  SimFuture(Instrument.Future instrument) {
    this.instrument = instrument;
  }

  public Instrument.Future instrument() {
    return instrument;
  }

  /// Best bid, USD.
  public double bid() {
    return bid;
  }

  /// Best ask, USD.
  public double ask() {
    return ask;
  }

  /// How often it was quoted.
  public long version() {
    return version;
  }

  /// What the venue says about it.
  public FutureTicker ticker() {
    return new FutureTicker(
        Origin.of("deribit", timeNs, timeNs), instrument.name(), bid, ask, mark, index);
  }

  /// Quotes about `fair`; true when something changed.
  boolean quote(double fair, double spot, double tick, long nowNs) {
    double low = Math.floor(fair * (1 - 1e-5) / tick) * tick;
    double high = Math.ceil(fair * (1 + 1e-5) / tick) * tick;
    boolean changed = low != bid || high != ask;
    bid = low;
    ask = high;
    mark = Math.round(fair * 100) / 100.0;
    index = Math.round(spot * 100) / 100.0;
    timeNs = nowNs;
    if (changed) {
      version++;
    }
    return changed;
  }
}
