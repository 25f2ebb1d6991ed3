package io.calibrant.venues.deribit;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.TradingState;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the `data` object of a `ticker` or `quote` channel in one pass.
///
/// Units on the wire: IVs in percent, amounts of options in coins, `0.0` for "no price". The
/// `greeks` object and prices of settlement are skipped; `estimated_delivery_price` turns into the
/// string `"expired"`, which is why it is never read as a number.
final class TickerReader {
  /// IV in percent at which the venue caps; a cap is not a quote.
  private static final double IV_CAP_PERCENT = 500;

  private long seen;
  private long timeNs;
  private double bid;
  private double ask;
  private double bidSize;
  private double askSize;
  private double mark;
  private double markIv;
  private double bidIv;
  private double askIv;
  private double forward;
  private double index;
  private double minPrice;
  private double maxPrice;
  private double openInterest;
  private double volume;
  private TradingState state = TradingState.OPEN;
  private String instrument = "";

  /// Reads from the opening brace on; leaves the parser at the closing one.
  VenueMessage read(JsonParser p, Channel channel, long receiptTimeNs)
      throws MalformedFrameException {
    clear();
    Json.expect(p, JsonToken.START_OBJECT, "an object");
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = p.currentName();
      p.nextToken();
      if (!readPrice(p, field) && !readRest(p, field)) {
        p.skipChildren();
      }
    }
    if (!instrument.equals(channel.subject())) {
      throw new MalformedFrameException(
          "instrument_name '%s' on channel '%s'".formatted(instrument, channel.text()));
    }
    if (timeNs < 0) {
      throw new MalformedFrameException("no 'timestamp' on channel '" + channel.text() + "'");
    }
    return message(channel, Origin.of(DeribitVenue.KEY, timeNs, receiptTimeNs));
  }

  private VenueMessage message(Channel channel, Origin origin) {
    if (!(channel.name() instanceof DeribitName.Option)) {
      return new VenueMessage.FutureTicker(origin, channel.subject(), bid, ask, mark, index);
    }
    if (channel.kind() == Channel.Kind.QUOTE) {
      return new VenueMessage.BookTop(origin, channel.subject(), bid, ask, bidSize, askSize, -1);
    }
    return new VenueMessage.OptionTicker(
        origin,
        channel.subject(),
        bid,
        ask,
        bidSize,
        askSize,
        mark,
        Vols.decimal(markIv),
        bid > 0 ? Vols.decimal(bidIv) : Double.NaN,
        ask > 0 && askIv < IV_CAP_PERCENT ? Vols.decimal(askIv) : Double.NaN,
        forward,
        index,
        minPrice,
        maxPrice,
        openInterest,
        volume,
        state);
  }

  private boolean readPrice(JsonParser p, String field) throws MalformedFrameException {
    switch (field) {
      case "best_bid_price" -> {
        once(0, p);
        bid = Json.positive(p);
      }
      case "best_ask_price" -> {
        once(1, p);
        ask = Json.positive(p);
      }
      case "best_bid_amount" -> {
        once(2, p);
        bidSize = Json.size(p);
      }
      case "best_ask_amount" -> {
        once(3, p);
        askSize = Json.size(p);
      }
      case "mark_price" -> {
        once(4, p);
        mark = Json.positive(p);
      }
      case "mark_iv" -> {
        once(5, p);
        markIv = Json.number(p);
      }
      case "bid_iv" -> {
        once(6, p);
        bidIv = Json.number(p);
      }
      case "ask_iv" -> {
        once(7, p);
        askIv = Json.number(p);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readRest(JsonParser p, String field) throws MalformedFrameException {
    switch (field) {
      case "underlying_price" -> {
        once(8, p);
        forward = Json.positive(p);
      }
      case "index_price" -> {
        once(9, p);
        index = Json.positive(p);
      }
      case "min_price" -> {
        once(10, p);
        minPrice = Json.number(p);
      }
      case "max_price" -> {
        once(11, p);
        maxPrice = Json.number(p);
      }
      case "open_interest" -> {
        once(12, p);
        openInterest = Json.size(p);
      }
      case "stats" -> {
        once(13, p);
        readStats(p);
      }
      case "state" -> {
        once(14, p);
        state = States.ofTicker(Json.string(p));
      }
      case "instrument_name" -> {
        once(15, p);
        instrument = Json.string(p);
      }
      case "timestamp" -> {
        once(16, p);
        timeNs = Json.timeNs(p);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readStats(JsonParser p) throws MalformedFrameException {
    Json.expect(p, JsonToken.START_OBJECT, "an object");
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isVolume = p.currentName().equals("volume");
      p.nextToken();
      if (isVolume) {
        once(17, p);
        volume = Json.size(p);
      } else {
        p.skipChildren();
      }
    }
  }

  private void once(int bit, JsonParser p) throws MalformedFrameException {
    seen = Json.once(seen, bit, p);
  }

  private void clear() {
    seen = 0;
    timeNs = -1;
    bid = ask = mark = markIv = bidIv = askIv = Double.NaN;
    forward = index = minPrice = maxPrice = Double.NaN;
    bidSize = askSize = openInterest = volume = 0;
    state = TradingState.OPEN;
    instrument = "";
  }
}
