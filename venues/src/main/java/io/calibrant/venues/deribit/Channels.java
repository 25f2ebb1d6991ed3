package io.calibrant.venues.deribit;

import io.calibrant.core.market.Instrument;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.SessionSettings.Books;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// The channels that settings and contracts ask for.
final class Channels {
  private Channels() {}

  /// In the order in which they are subscribed: those of the underlying first.
  static Set<String> of(SessionSettings settings, Collection<? extends Instrument> instruments) {
    Set<String> channels = new LinkedHashSet<>();
    for (String coin : settings.underlyings()) {
      String index = coin.toLowerCase(Locale.ROOT) + "_usd";
      channels.add("deribit_price_index." + index);
      channels.add("deribit_volatility_index." + index);
      channels.add("instrument.state.option." + coin);
      channels.add("instrument.state.future." + coin);
      if (settings.trades()) {
        channels.add("trades.option.%s.100ms".formatted(coin));
      }
      if (settings.markPrices()) {
        channels.add("markprice.options." + index);
      }
    }
    String interval =
        switch (settings.interval()) {
          case MS_100 -> "100ms";
          case AGGREGATED -> "agg2";
          case RAW -> "raw";
        };
    for (Instrument instrument : instruments) {
      String name = instrument.name();
      channels.add("ticker.%s.%s".formatted(name, interval));
      if (instrument instanceof Instrument.Option && settings.books() != Books.NONE) {
        channels.add(
            settings.books() == Books.GROUPED
                ? "book.%s.none.10.100ms".formatted(name)
                : "book.%s.100ms".formatted(name));
      }
    }
    return channels;
  }
}
