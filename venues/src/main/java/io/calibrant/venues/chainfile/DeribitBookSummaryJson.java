package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Recorded replies of Deribit's `public/get_book_summary_by_currency`.
///
/// Reads the whole reply, only its `result` array, or several of either one after another, such as
/// one a line. Every object with an `instrument_name` is a row, wherever it stands. Rows of one
/// top-level value form one snapshot as of their latest `creation_timestamp`, as do rows that
/// follow one another as top-level values and are less than ten minutes apart.
final class DeribitBookSummaryJson {
  static final String DESCRIPTION =
      "deribit-book-summary (JSON): objects with instrument_name, creation_timestamp, bid_price,"
          + " ask_price, underlying_price";

  private static final JsonFactory JSON = new JsonFactory();
  private static final double PERCENT = 100;
  private static final double MAX_MILLIS = 9e12;

  private final String file;
  private final JsonParser parser;
  private final ChainCollector collector;
  private final Sweep sweep = new Sweep();
  private int rowCount;

  private DeribitBookSummaryJson(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
    this.collector = new ChainCollector(file, "deribit");
  }

  static ChainFile read(TextFile text) throws ChainFormatException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text.stream())) {
      return new DeribitBookSummaryJson(text.name(), parser).readAll();
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException io) {
        throw new UncheckedIOException(io);
      }
      TokenStreamLocation at = e.getLocation();
      throw new ChainFormatException(
          text.name(),
          at == null ? 0 : Math.max(at.getLineNr(), 0),
          at == null ? 0 : Math.max(at.getColumnNr(), 0),
          "is not JSON (%s): record the venue's reply unchanged".formatted(e.getOriginalMessage()));
    }
  }

  private ChainFile readAll() throws ChainFormatException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        boolean row = readValue(token);
        if (!row) {
          sweep.flush(collector);
        }
      } else {
        throw error("is not an object or array: record the venue's reply unchanged");
      }
    }
    sweep.flush(collector);
    if (rowCount == 0) {
      throw new ChainFormatException(
          file, 1, 1, "is JSON without rows of a chain; known: " + DESCRIPTION);
    }
    return collector.toFile("deribit-book-summary");
  }

  /// Reads an object or array, true when it is a row; the parser bounds the depth.
  private boolean readValue(JsonToken start) throws ChainFormatException {
    if (start == JsonToken.START_ARRAY) {
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        readNested(t);
      }
      return false;
    }
    Map<String, String> texts = new HashMap<>();
    Map<String, Double> numbers = new HashMap<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_OBJECT; t = parser.nextToken()) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        texts.put(name, parser.getString());
      } else if (value == JsonToken.VALUE_NUMBER_FLOAT || value == JsonToken.VALUE_NUMBER_INT) {
        numbers.put(name, number());
      } else {
        readNested(value);
      }
    }
    String instrument = texts.get("instrument_name");
    if (instrument != null) {
      readRow(instrument, numbers);
    }
    return instrument != null;
  }

  private void readNested(JsonToken token) throws ChainFormatException {
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      readValue(token);
    }
  }

  private double number() throws ChainFormatException {
    double value = Decimal.parse(parser.getString());
    if (Double.isNaN(value)) {
      throw error("is not a finite number");
    }
    return value;
  }

  private void readRow(String instrument, Map<String, Double> numbers) throws ChainFormatException {
    rowCount++;
    collector.checkRoom(sweep.size(), line());
    ChainCollector.Listing listing = collector.deribitOption(instrument);
    if (listing == null) {
      return;
    }
    double millis = numbers.getOrDefault("creation_timestamp", Double.NaN);
    if (!(millis > 0 && millis < MAX_MILLIS)) {
      throw error("ends a row of %s without a creation_timestamp in ms".formatted(instrument));
    }
    long timeNs = ((long) millis) * 1_000_000L;
    var quote =
        new Quote(
            listing.option(),
            positive(numbers, "bid_price"),
            positive(numbers, "ask_price"),
            0,
            0,
            positive(numbers, "mark_price"),
            positive(numbers, "mark_iv") / PERCENT,
            positive(numbers, "underlying_price"),
            positive(numbers, "estimated_delivery_price"),
            Math.max(numbers.getOrDefault("open_interest", 0.0), 0),
            Math.max(numbers.getOrDefault("volume", 0.0), 0),
            timeNs,
            timeNs,
            timeNs,
            ReasonCode.USED);
    if (!sweep.covers(timeNs)) {
      sweep.flush(collector);
    }
    sweep.add(listing.family(), quote, Double.NaN, Double.NaN, true, line());
  }

  private double positive(Map<String, Double> numbers, String name) throws ChainFormatException {
    double value = numbers.getOrDefault(name, Double.NaN);
    if (value < 0) {
      throw error("ends a row with %s = %s: must be > 0 or null".formatted(name, value));
    }
    return value == 0 ? Double.NaN : value;
  }

  private int line() {
    return Math.max(parser.currentTokenLocation().getLineNr(), 0);
  }

  private ChainFormatException error(String problem) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new ChainFormatException(
        file, Math.max(at.getLineNr(), 0), Math.max(at.getColumnNr(), 0), problem);
  }
}
