package io.calibrant.venues.deribit;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the small `data` objects: price index, vol index, mark prices, instrument states.
final class LevelReader {
  private static final int MAX_MARKS = 50_000;

  private long seen;
  private long timeNs;
  private double value;
  private double iv;
  private String subject = "";
  private String state = "";

  ServerFrame read(JsonParser p, Channel channel, long receiptTimeNs)
      throws MalformedFrameException {
    if (channel.kind() == Channel.Kind.MARK_PRICES) {
      return readMarks(p, receiptTimeNs);
    }
    readObject(p);
    Origin origin = Origin.of(DeribitVenue.KEY, timeNs, receiptTimeNs);
    if (channel.kind() == Channel.Kind.INSTRUMENT_STATE) {
      if (state.isEmpty()) {
        throw new MalformedFrameException("no 'state' of " + subject);
      }
      return new ServerFrame.State(
          new VenueMessage.StateChanged(origin, subject, States.ofEvent(state)),
          state,
          States.isKnownEvent(state));
    }
    if (!subject.equals(channel.subject()) || !(value > 0)) {
      throw new MalformedFrameException(
          "level %s of '%s' on channel '%s'".formatted(value, subject, channel.text()));
    }
    return new ServerFrame.Told(
        List.of(
            channel.kind() == Channel.Kind.PRICE_INDEX
                ? new VenueMessage.IndexLevel(origin, subject, value)
                : new VenueMessage.VolIndexLevel(origin, subject, value / 100)));
  }

  /// Marks of options; `iv` is a DECIMAL here, in contrast to every other channel.
  private ServerFrame readMarks(JsonParser p, long receiptTimeNs) throws MalformedFrameException {
    List<VenueMessage> marks = new ArrayList<>();
    Json.expect(p, JsonToken.START_ARRAY, "an array of marks");
    while (p.nextToken() == JsonToken.START_OBJECT) {
      if (marks.size() >= MAX_MARKS) {
        throw new MalformedFrameException("more than %d marks".formatted(MAX_MARKS));
      }
      readObject(p);
      if (DeribitName.parse(subject) instanceof DeribitName.Option) {
        marks.add(
            new VenueMessage.OptionMark(
                Origin.of(DeribitVenue.KEY, timeNs, receiptTimeNs),
                subject,
                value > 0 ? value : Double.NaN,
                Vols.plausible(iv)));
      }
    }
    Json.expect(p, JsonToken.END_ARRAY, "the end of the marks");
    return new ServerFrame.Told(marks);
  }

  private void readObject(JsonParser p) throws MalformedFrameException {
    seen = 0;
    timeNs = -1;
    value = Double.NaN;
    iv = Double.NaN;
    subject = "";
    state = "";
    Json.expect(p, JsonToken.START_OBJECT, "an object");
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = p.currentName();
      p.nextToken();
      readField(p, field);
    }
    if (timeNs < 0 || subject.isEmpty()) {
      throw new MalformedFrameException("no 'timestamp' or no name in a level");
    }
  }

  private void readField(JsonParser p, String field) throws MalformedFrameException {
    switch (field) {
      case "timestamp" -> {
        seen = Json.once(seen, 0, p);
        timeNs = Json.timeNs(p);
      }
      case "price", "volatility", "mark_price" -> {
        seen = Json.once(seen, 1, p);
        value = Json.number(p);
      }
      case "index_name", "instrument_name" -> {
        seen = Json.once(seen, 2, p);
        subject = Json.string(p);
      }
      case "iv" -> {
        seen = Json.once(seen, 3, p);
        iv = Json.number(p);
      }
      case "state" -> {
        seen = Json.once(seen, 4, p);
        state = Json.string(p);
      }
      default -> p.skipChildren();
    }
  }
}
