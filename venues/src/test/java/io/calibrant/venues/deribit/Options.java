package io.calibrant.venues.deribit;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;

/// Contracts by name.
final class Options {
  private Options() {}

  static Instrument.Option named(String name) {
    DeribitName.Option o = (DeribitName.Option) DeribitName.parse(name);
    return new Instrument.Option(
        "deribit",
        name,
        DeribitName.baseCurrency(o.pair()),
        Settlement.INVERSE,
        o.expiryTimeMs() * 1_000_000L,
        o.strike(),
        o.type(),
        TickSize.DERIBIT_INVERSE,
        1);
  }
}
