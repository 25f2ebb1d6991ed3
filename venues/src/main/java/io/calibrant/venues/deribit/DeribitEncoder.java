package io.calibrant.venues.deribit;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.market.VenueMessage.BookTop;
import io.calibrant.core.market.VenueMessage.FutureTicker;
import io.calibrant.core.market.VenueMessage.IndexLevel;
import io.calibrant.core.market.VenueMessage.OptionMark;
import io.calibrant.core.market.VenueMessage.OptionTicker;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.core.market.VenueMessage.TradeKind;
import io.calibrant.core.market.VenueMessage.VolIndexLevel;
import java.util.List;

/// The venue's side of the protocol: writes the frames that a Deribit client reads.
///
/// Each method appends one whole frame (or one REST element) to `out`. NaN prices become `0.0` in
/// tickers, as the venue writes "none"; vols become percent, except in `markprice.options`. Names
/// go out unescaped: they come from [DeribitName] and hold no quotes.
public final class DeribitEncoder {
  private static final int PRICE_DECIMALS = 8;
  private static final int USD_DECIMALS = 4;
  private static final int VOL_DECIMALS = 2;
  private static final int SIZE_DECIMALS = 4;

  private DeribitEncoder() {}

  /// A `ticker` frame of an option.
  public static void ticker(StringBuilder out, String channel, OptionTicker t, OptionExtras x) {
    open(out, channel).append('{');
    time(out, t.origin().exchangeTimeNs());
    out.append(",\"state\":\"").append(States.toTicker(t.state()));
    out.append("\",\"instrument_name\":\"").append(t.instrument()).append('"');
    out.append(",\"underlying_index\":\"").append(x.underlyingIndex()).append('"');
    field(out, "underlying_price", none(t.forward()), USD_DECIMALS);
    field(out, "index_price", none(t.index()), USD_DECIMALS);
    field(out, "estimated_delivery_price", none(t.index()), USD_DECIMALS);
    field(out, "mark_price", none(t.mark()), PRICE_DECIMALS);
    field(out, "mark_iv", percent(t.markVol()), VOL_DECIMALS);
    field(out, "bid_iv", percent(t.bidVol()), VOL_DECIMALS);
    field(out, "ask_iv", percent(t.askVol()), VOL_DECIMALS);
    field(out, "best_bid_price", none(t.bid()), PRICE_DECIMALS);
    field(out, "best_bid_amount", t.bidSize(), SIZE_DECIMALS);
    field(out, "best_ask_price", none(t.ask()), PRICE_DECIMALS);
    field(out, "best_ask_amount", t.askSize(), SIZE_DECIMALS);
    field(out, "min_price", t.minPrice(), PRICE_DECIMALS);
    field(out, "max_price", t.maxPrice(), PRICE_DECIMALS);
    field(out, "open_interest", t.openInterest(), SIZE_DECIMALS);
    out.append(",\"interest_rate\":0.0,\"last_price\":null,\"greeks\":{");
    bare(out, "delta", x.delta(), 5);
    field(out, "gamma", x.gamma(), 5);
    field(out, "vega", x.vega(), 5);
    field(out, "theta", x.theta(), 5);
    field(out, "rho", x.rho(), 5);
    out.append("},\"stats\":{");
    bare(out, "volume", t.volume(), SIZE_DECIMALS);
    out.append(",\"price_change\":null,\"low\":null,\"high\":null}}}}");
  }

  /// A `ticker` frame of a future or perpetual.
  public static void ticker(StringBuilder out, String channel, FutureTicker t) {
    open(out, channel).append('{');
    time(out, t.origin().exchangeTimeNs());
    out.append(",\"state\":\"open\",\"instrument_name\":\"").append(t.instrument()).append('"');
    field(out, "index_price", none(t.index()), USD_DECIMALS);
    field(out, "estimated_delivery_price", none(t.index()), USD_DECIMALS);
    field(out, "mark_price", none(t.mark()), USD_DECIMALS);
    field(out, "best_bid_price", none(t.bid()), USD_DECIMALS);
    out.append(",\"best_bid_amount\":10000.0");
    field(out, "best_ask_price", none(t.ask()), USD_DECIMALS);
    out.append(",\"best_ask_amount\":10000.0,\"stats\":{\"volume\":null}}}}");
  }

  /// A `book` frame: the first of a book of changes.
  ///
  /// @param bids best first; a size of 0 is not allowed here
  public static void bookSnapshot(
      StringBuilder out, String channel, BookTop at, List<BookLevel> bids, List<BookLevel> asks) {
    openBook(out, channel, at).append(",\"type\":\"snapshot\",\"prev_change_id\":null");
    changes(out, "bids", bids, true);
    changes(out, "asks", asks, true);
    out.append("}}}");
  }

  /// A `book` frame: what changed since `previousChangeId`; size 0 deletes a level.
  public static void bookChange(
      StringBuilder out,
      String channel,
      BookTop at,
      long previousChangeId,
      List<BookLevel> bids,
      List<BookLevel> asks) {
    openBook(out, channel, at).append(",\"type\":\"change\",\"prev_change_id\":");
    out.append(previousChangeId);
    changes(out, "bids", bids, false);
    changes(out, "asks", asks, false);
    out.append("}}}");
  }

  /// A grouped `book` frame with whole levels.
  public static void bookGrouped(
      StringBuilder out, String channel, BookTop at, List<BookLevel> bids, List<BookLevel> asks) {
    openBook(out, channel, at);
    levels(out, "bids", bids);
    levels(out, "asks", asks);
    out.append("}}}");
  }

  /// A `trades` frame.
  public static void trades(StringBuilder out, String channel, List<Trade> trades) {
    open(out, channel).append('[');
    for (int i = 0; i < trades.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      trade(out, trades.get(i));
    }
    out.append("]}}");
  }

  /// A `deribit_price_index` frame.
  public static void priceIndex(StringBuilder out, IndexLevel level) {
    open(out, "deribit_price_index." + level.index()).append('{');
    time(out, level.origin().exchangeTimeNs());
    field(out, "price", level.price(), USD_DECIMALS);
    out.append(",\"index_name\":\"").append(level.index()).append("\"}}}");
  }

  /// A `deribit_volatility_index` frame, in percent.
  public static void volatilityIndex(StringBuilder out, VolIndexLevel level) {
    open(out, "deribit_volatility_index." + level.index()).append('{');
    time(out, level.origin().exchangeTimeNs());
    field(out, "volatility", level.vol() * 100, VOL_DECIMALS);
    out.append(",\"index_name\":\"").append(level.index()).append("\"}}}");
  }

  /// A `markprice.options` frame; the vols in it are decimal.
  public static void marks(StringBuilder out, String channel, List<OptionMark> marks) {
    open(out, channel).append('[');
    for (int i = 0; i < marks.size(); i++) {
      OptionMark m = marks.get(i);
      out.append(i > 0 ? ",{" : "{");
      time(out, m.origin().exchangeTimeNs());
      field(out, "mark_price", none(m.mark()), PRICE_DECIMALS);
      field(out, "iv", none(m.markVol()), 4);
      out.append(",\"instrument_name\":\"").append(m.instrument()).append("\"}");
    }
    out.append("]}}");
  }

  /// An `instrument.state` frame.
  ///
  /// @param state `created`, `started`, `settled`, `closed` or `terminated`
  public static void state(
      StringBuilder out, String channel, String instrument, String state, long timeNs) {
    open(out, channel).append('{');
    time(out, timeNs);
    out.append(",\"instrument_name\":\"").append(instrument);
    out.append("\",\"state\":\"").append(state).append("\"}}}");
  }

  /// A heartbeat, or the demand for a `public/test`.
  public static String heartbeat(boolean testRequest) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"heartbeat\",\"params\":{\"type\":\"%s\"}}"
        .formatted(testRequest ? "test_request" : "heartbeat");
  }

  /// The answer to a request; `result` is JSON.
  public static String result(long id, String result) {
    String wireId = id < 0 ? "null" : Long.toString(id);
    return "{\"jsonrpc\":\"2.0\",\"id\":" + wireId + ",\"result\":" + result + "}";
  }

  /// The answer to a subscription: the channels really subscribed.
  public static String subscribed(long id, List<String> channels) {
    return result(id, channels.isEmpty() ? "[]" : "[\"" + String.join("\",\"", channels) + "\"]");
  }

  /// An error answer; `id` −1 stands for none.
  public static String error(long id, int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\",\"data\":null}}"
        .formatted(id < 0 ? "null" : Long.toString(id), code, message);
  }

  /// One element of the `get_instruments` result.
  public static void instrument(StringBuilder out, Instrument instrument, long createdMs) {
    switch (instrument) {
      case Instrument.Option o -> {
        terms(out, o, o.settlement(), o.expiryTimeNs() / 1_000_000L, createdMs);
        out.append(",\"kind\":\"option\",\"option_type\":\"");
        out.append(o.type() == OptionType.CALL ? "call" : "put").append('"');
        field(out, "strike", o.strike(), USD_DECIMALS);
        field(out, "contract_size", o.contractSize(), SIZE_DECIMALS);
        TickSize tick = o.tickSize();
        field(out, "tick_size", tick.base(), PRICE_DECIMALS);
        out.append(",\"tick_size_steps\":[");
        if (tick.stepAbove() < Double.POSITIVE_INFINITY) {
          out.append('{');
          bare(out, "above_price", tick.stepAbove(), PRICE_DECIMALS);
          field(out, "tick_size", tick.step(), PRICE_DECIMALS);
          out.append('}');
        }
        out.append("]}");
      }
      case Instrument.Future f -> {
        long expiryMs = f.isPerpetual() ? 32_503_708_800_000L : f.expiryTimeNs() / 1_000_000L;
        terms(out, f, f.settlement(), expiryMs, createdMs);
        out.append(",\"kind\":\"future\",\"settlement_period\":\"");
        out.append(f.isPerpetual() ? "perpetual" : "month");
        out.append("\",\"contract_size\":10.0,\"tick_size\":0.5,\"tick_size_steps\":[]}");
      }
    }
  }

  /// One element of the `get_book_summary_by_currency` result of options.
  public static void bookSummary(StringBuilder out, OptionTicker t, String underlyingIndex) {
    out.append("{\"instrument_name\":\"").append(t.instrument());
    out.append("\",\"underlying_index\":\"").append(underlyingIndex).append('"');
    field(out, "underlying_price", t.forward(), USD_DECIMALS);
    field(out, "estimated_delivery_price", t.index(), USD_DECIMALS);
    field(out, "bid_price", t.bid(), PRICE_DECIMALS);
    field(out, "ask_price", t.ask(), PRICE_DECIMALS);
    field(out, "mid_price", (t.bid() + t.ask()) / 2, PRICE_DECIMALS);
    field(out, "mark_price", t.mark(), PRICE_DECIMALS);
    field(out, "mark_iv", t.markVol() * 100, VOL_DECIMALS);
    field(out, "open_interest", t.openInterest(), SIZE_DECIMALS);
    field(out, "volume", t.volume(), SIZE_DECIMALS);
    out.append(",\"interest_rate\":0.0,\"creation_timestamp\":");
    out.append(t.origin().exchangeTimeNs() / 1_000_000L).append('}');
  }

  private static void terms(
      StringBuilder out, Instrument i, Settlement settlement, long expiryMs, long createdMs) {
    String settled = settlement == Settlement.INVERSE ? i.underlying() : "USDC";
    out.append("{\"instrument_name\":\"").append(i.name());
    out.append("\",\"base_currency\":\"").append(i.underlying());
    out.append("\",\"quote_currency\":\"").append(settled);
    out.append("\",\"settlement_currency\":\"").append(settled);
    out.append("\",\"counter_currency\":\"USD\",\"instrument_type\":\"");
    out.append(settlement == Settlement.INVERSE ? "reversed" : "linear");
    out.append("\",\"is_active\":true,\"state\":\"open\",\"expiration_timestamp\":");
    out.append(expiryMs).append(",\"creation_timestamp\":").append(createdMs);
  }

  private static void trade(StringBuilder out, Trade t) {
    out.append('{');
    time(out, t.origin().exchangeTimeNs());
    out.append(",\"instrument_name\":\"").append(t.instrument());
    out.append("\",\"trade_id\":\"").append(t.tradeId());
    out.append("\",\"trade_seq\":").append(t.sequence());
    out.append(",\"direction\":\"").append(t.takerBuys() ? "buy" : "sell").append('"');
    field(out, "price", t.price(), PRICE_DECIMALS);
    field(out, "amount", t.size(), SIZE_DECIMALS);
    field(out, "contracts", t.size(), SIZE_DECIMALS);
    field(out, "mark_price", t.mark(), PRICE_DECIMALS);
    field(out, "index_price", t.index(), USD_DECIMALS);
    field(out, "iv", percent(t.vol()), VOL_DECIMALS);
    out.append(",\"tick_direction\":1");
    if (t.kind() == TradeKind.BLOCK) {
      out.append(",\"block_trade_id\":\"BLOCK-").append(t.tradeId()).append('"');
    } else if (t.kind() == TradeKind.COMBO) {
      out.append(",\"combo_id\":\"COMBO-").append(t.tradeId());
      out.append("\",\"combo_trade_id\":\"").append(t.tradeId()).append("0\"");
    } else if (t.kind() == TradeKind.LIQUIDATION) {
      out.append(",\"liquidation\":\"T\"");
    }
    out.append('}');
  }

  private static StringBuilder openBook(StringBuilder out, String channel, BookTop at) {
    open(out, channel).append('{');
    time(out, at.origin().exchangeTimeNs());
    out.append(",\"instrument_name\":\"").append(at.instrument());
    return out.append("\",\"change_id\":").append(at.sequence());
  }

  private static void changes(
      StringBuilder out, String side, List<BookLevel> levels, boolean fresh) {
    out.append(",\"").append(side).append("\":[");
    for (int i = 0; i < levels.size(); i++) {
      BookLevel level = levels.get(i);
      String action = fresh ? "new" : level.size() > 0 ? "change" : "delete";
      out.append(i > 0 ? ",[\"" : "[\"").append(action).append("\",");
      Decimals.append(out, level.price(), PRICE_DECIMALS);
      out.append(',');
      Decimals.append(out, level.size(), SIZE_DECIMALS);
      out.append(']');
    }
    out.append(']');
  }

  private static void levels(StringBuilder out, String side, List<BookLevel> levels) {
    out.append(",\"").append(side).append("\":[");
    for (int i = 0; i < levels.size(); i++) {
      out.append(i > 0 ? ",[" : "[");
      Decimals.append(out, levels.get(i).price(), PRICE_DECIMALS);
      out.append(',');
      Decimals.append(out, levels.get(i).size(), SIZE_DECIMALS);
      out.append(']');
    }
    out.append(']');
  }

  private static StringBuilder open(StringBuilder out, String channel) {
    out.append("{\"jsonrpc\":\"2.0\",\"method\":\"subscription\",\"params\":{\"channel\":\"");
    return out.append(channel).append("\",\"data\":");
  }

  private static void time(StringBuilder out, long timeNs) {
    out.append("\"timestamp\":").append(timeNs / 1_000_000L);
  }

  private static void bare(StringBuilder out, String name, double value, int decimals) {
    out.append('"').append(name).append("\":");
    Decimals.append(out, value, decimals);
  }

  private static void field(StringBuilder out, String name, double value, int decimals) {
    out.append(',');
    bare(out, name, value, decimals);
  }

  private static double none(double price) {
    return Double.isNaN(price) ? 0 : price;
  }

  private static double percent(double vol) {
    return Double.isNaN(vol) ? 0 : vol * 100;
  }
}
