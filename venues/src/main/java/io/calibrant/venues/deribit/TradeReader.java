package io.calibrant.venues.deribit;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage.Trade;
import io.calibrant.core.market.VenueMessage.TradeKind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the `data` array of a `trades` channel.
///
/// A combo's trade is published twice: on the combo's channel with `legs`, and once per leg on the
/// leg's channel with `combo_id`. Here the legs are read, the combo itself is only counted; the
/// session drops what it has already seen.
final class TradeReader {
  private static final int MAX_TRADES = 20_000;

  private final List<Trade> trades = new ArrayList<>();
  private int combos;

  /// Reads from the opening bracket on; leaves the parser at the closing one.
  ServerFrame read(JsonParser p, long receiptTimeNs) throws MalformedFrameException {
    trades.clear();
    combos = 0;
    readArray(p, receiptTimeNs, false);
    return new ServerFrame.Traded(List.copyOf(trades), combos);
  }

  private void readArray(JsonParser p, long receiptTimeNs, boolean legs)
      throws MalformedFrameException {
    Json.expect(p, JsonToken.START_ARRAY, "an array of trades");
    while (p.nextToken() == JsonToken.START_OBJECT) {
      if (trades.size() >= MAX_TRADES) {
        throw new MalformedFrameException("more than %d trades".formatted(MAX_TRADES));
      }
      Fields f = new Fields();
      while (p.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = p.currentName();
        p.nextToken();
        if (field.equals("legs") && !legs && p.currentToken() == JsonToken.START_ARRAY) {
          readArray(p, receiptTimeNs, true);
        } else if (!f.read(p, field) && !f.readMarks(p, field)) {
          p.skipChildren();
        }
      }
      add(f, receiptTimeNs, legs);
    }
    Json.expect(p, JsonToken.END_ARRAY, "the end of the trades");
  }

  private void add(Fields f, long receiptTimeNs, boolean leg) throws MalformedFrameException {
    if (f.timeNs < 0 || f.id.isEmpty() || f.instrument.isEmpty() || f.direction == 0) {
      throw new MalformedFrameException(
          "trade %d lacks trade_id, timestamp, instrument_name or direction"
              .formatted(trades.size()));
    }
    DeribitName name = DeribitName.parse(f.instrument);
    if (name instanceof DeribitName.Other) {
      combos++;
      return;
    }
    if (!(f.price > 0) || !(f.amount > 0)) {
      throw new MalformedFrameException(
          "trade %s: price %s and amount %s must be > 0".formatted(f.id, f.price, f.amount));
    }
    boolean inUsd = !(name instanceof DeribitName.Option) && f.instrument.indexOf('_') < 0;
    trades.add(
        new Trade(
            Origin.of(DeribitVenue.KEY, f.timeNs, receiptTimeNs),
            f.instrument,
            f.id,
            f.sequence,
            f.price,
            inUsd ? f.amount / f.price : f.amount,
            f.direction > 0,
            Vols.decimal(f.iv),
            f.mark,
            f.index,
            f.kind(leg)));
  }

  /// The fields of one trade as they come.
  private static final class Fields {
    private long seen;
    private long timeNs = -1;
    private long sequence = -1;
    private String id = "";
    private String instrument = "";
    private double price = Double.NaN;
    private double amount = Double.NaN;
    private double iv = Double.NaN;
    private double mark = Double.NaN;
    private double index = Double.NaN;
    private int direction;
    private boolean block;
    private boolean combo;
    private boolean liquidation;

    private TradeKind kind(boolean leg) {
      if (liquidation) {
        return TradeKind.LIQUIDATION;
      }
      if (combo || leg) {
        return TradeKind.COMBO;
      }
      return block ? TradeKind.BLOCK : TradeKind.REGULAR;
    }

    private boolean read(JsonParser p, String field) throws MalformedFrameException {
      switch (field) {
        case "trade_id" -> {
          seen = Json.once(seen, 0, p);
          id = Json.string(p);
        }
        case "trade_seq" -> {
          seen = Json.once(seen, 1, p);
          sequence = Json.integer(p);
        }
        case "timestamp" -> {
          seen = Json.once(seen, 2, p);
          timeNs = Json.timeNs(p);
        }
        case "instrument_name" -> {
          seen = Json.once(seen, 3, p);
          instrument = Json.string(p);
        }
        case "price" -> {
          seen = Json.once(seen, 4, p);
          price = Json.number(p);
        }
        case "amount" -> {
          seen = Json.once(seen, 5, p);
          amount = Json.number(p);
        }
        case "direction" -> {
          seen = Json.once(seen, 6, p);
          direction =
              switch (Json.string(p)) {
                case "buy" -> 1;
                case "sell" -> -1;
                default -> throw Json.wrong(p, "buy or sell");
              };
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean readMarks(JsonParser p, String field) throws MalformedFrameException {
      switch (field) {
        case "iv" -> {
          seen = Json.once(seen, 7, p);
          iv = Json.number(p);
        }
        case "mark_price" -> {
          seen = Json.once(seen, 8, p);
          mark = Json.positive(p);
        }
        case "index_price" -> {
          seen = Json.once(seen, 9, p);
          index = Json.positive(p);
        }
        case "block_trade_id" -> block |= p.currentToken() != JsonToken.VALUE_NULL;
        case "combo_id", "combo_trade_id" -> combo |= p.currentToken() != JsonToken.VALUE_NULL;
        case "liquidation" -> liquidation |= p.currentToken() != JsonToken.VALUE_NULL;
        default -> {
          return false;
        }
      }
      if (p.currentToken().isStructStart()) {
        throw Json.wrong(p, "a plain value");
      }
      return true;
    }
  }
}
