package io.calibrant.venues.deribit;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the `data` object of a `book` channel, of changes or grouped.
final class BookReader {
  /// Most levels of one side in one frame; a Deribit option book has a few dozen.
  private static final int MAX_LEVELS = 20_000;

  private final List<BookLevel> bids = new ArrayList<>();
  private final List<BookLevel> asks = new ArrayList<>();
  private long seen;
  private long timeNs;
  private long changeId;
  private long previousChangeId;
  private String type = "";
  private String instrument = "";

  /// Reads from the opening brace on; leaves the parser at the closing one.
  ServerFrame read(JsonParser p, Channel channel, long receiptTimeNs)
      throws MalformedFrameException {
    clear();
    boolean grouped = channel.kind() == Channel.Kind.BOOK_GROUPED;
    Json.expect(p, JsonToken.START_OBJECT, "an object");
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      readField(p, p.currentName(), grouped);
    }
    if (timeNs < 0 || changeId < 0 || !instrument.equals(channel.subject())) {
      throw new MalformedFrameException(
          "book without timestamp or change_id, or of '%s' on channel '%s'"
              .formatted(instrument, channel.text()));
    }
    if (grouped) {
      return new ServerFrame.Grouped(channel, top(channel, receiptTimeNs));
    }
    boolean snapshot = type.equals("snapshot");
    if (!snapshot && !type.equals("change")) {
      throw new MalformedFrameException(
          "book type '%s': wanted snapshot or change".formatted(type));
    }
    return new ServerFrame.Book(
        channel,
        snapshot,
        timeNs,
        changeId,
        previousChangeId,
        List.copyOf(bids),
        List.copyOf(asks));
  }

  private VenueMessage.BookTop top(Channel channel, long receiptTimeNs) {
    BookLevel bid = best(bids, 1);
    BookLevel ask = best(asks, -1);
    return new VenueMessage.BookTop(
        Origin.of(DeribitVenue.KEY, timeNs, receiptTimeNs),
        channel.subject(),
        bid.price(),
        ask.price(),
        bid.size(),
        ask.size(),
        changeId);
  }

  private static BookLevel best(List<BookLevel> levels, int sign) {
    BookLevel best = new BookLevel(Double.NaN, 0);
    for (BookLevel level : levels) {
      boolean better = !(sign * level.price() <= sign * best.price());
      if (level.price() > 0 && level.size() > 0 && better) {
        best = level;
      }
    }
    return best;
  }

  private void readField(JsonParser p, String field, boolean grouped)
      throws MalformedFrameException {
    p.nextToken();
    switch (field) {
      case "type" -> {
        seen = Json.once(seen, 0, p);
        type = Json.string(p);
      }
      case "timestamp" -> {
        seen = Json.once(seen, 1, p);
        timeNs = Json.timeNs(p);
      }
      case "instrument_name" -> {
        seen = Json.once(seen, 2, p);
        instrument = Json.string(p);
      }
      case "change_id" -> {
        seen = Json.once(seen, 3, p);
        changeId = Json.integer(p);
      }
      case "prev_change_id" -> {
        seen = Json.once(seen, 4, p);
        previousChangeId = p.currentToken() == JsonToken.VALUE_NULL ? -1 : Json.integer(p);
      }
      case "bids" -> {
        seen = Json.once(seen, 5, p);
        readLevels(p, bids, grouped);
      }
      case "asks" -> {
        seen = Json.once(seen, 6, p);
        readLevels(p, asks, grouped);
      }
      default -> p.skipChildren();
    }
  }

  /// `["new"|"change"|"delete", price, amount]` per level, grouped `[price, amount]`.
  private static void readLevels(JsonParser p, List<BookLevel> side, boolean grouped)
      throws MalformedFrameException {
    Json.expect(p, JsonToken.START_ARRAY, "an array of levels");
    while (p.nextToken() == JsonToken.START_ARRAY) {
      boolean delete = false;
      p.nextToken();
      if (!grouped) {
        String action = Json.string(p);
        delete = action.equals("delete");
        if (!delete && !action.equals("new") && !action.equals("change")) {
          throw new MalformedFrameException("book action '%s'".formatted(action));
        }
        p.nextToken();
      }
      double price = Json.number(p);
      p.nextToken();
      double size = Json.number(p);
      p.nextToken();
      Json.expect(p, JsonToken.END_ARRAY, "the end of a level");
      if (!(price > 0) || !(size >= 0) || side.size() >= MAX_LEVELS) {
        throw new MalformedFrameException(
            "book level %d: price %s and size %s".formatted(side.size(), price, size));
      }
      side.add(new BookLevel(price, delete ? 0 : size));
    }
    Json.expect(p, JsonToken.END_ARRAY, "the end of the levels");
  }

  private void clear() {
    bids.clear();
    asks.clear();
    seen = 0;
    timeNs = -1;
    changeId = -1;
    previousChangeId = -1;
    type = "";
    instrument = "";
  }
}
