package io.calibrant.venues.deribit;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.market.VenueMessage.Listed;
import io.calibrant.venues.InstrumentReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the answer of `public/get_instruments`.
///
/// An entry is listed when its kind, its name, its strike and its day of expiry agree; every other
/// entry is counted under the reason why not. The instant of expiry is the one stated, not 08:00.
/// Of `tick_size_steps` the first is kept: BTC and ETH options have one.
final class ContractListReader {
  private static final int MAX_CHARS = 1 << 25;
  private static final int MAX_CONTRACTS = 100_000;
  private static final long MS_PER_DAY = 86_400_000L;

  private final List<Listed> listed = new ArrayList<>();
  private final Map<String, Integer> setAside = new HashMap<>();
  private final long receiptTimeNs;

  private ContractListReader(long receiptTimeNs) {
    this.receiptTimeNs = receiptTimeNs;
  }

  static InstrumentReply read(CharSequence body, long receiptTimeNs) {
    if (body.length() > MAX_CHARS) {
      return malformed(body, "body of %d characters".formatted(body.length()));
    }
    char[] text = body.toString().toCharArray();
    try (JsonParser p = Json.parser(text, text.length)) {
      return new ContractListReader(receiptTimeNs).readReply(p);
    } catch (MalformedFrameException e) {
      return malformed(body, e.reason());
    } catch (JacksonException e) {
      return malformed(body, String.valueOf(e.getOriginalMessage()));
    }
  }

  private static InstrumentReply malformed(CharSequence body, String reason) {
    return new InstrumentReply.Malformed(
        body.subSequence(0, Math.min(200, body.length())).toString(), reason);
  }

  private InstrumentReply readReply(JsonParser p) throws MalformedFrameException {
    ServerFrame.@Nullable Failed failed = null;
    boolean found = false;
    p.nextToken();
    Json.expect(p, JsonToken.START_OBJECT, "an object");
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = p.currentName();
      p.nextToken();
      if (field.equals("result") && !found) {
        found = true;
        readArray(p);
      } else if (field.equals("error") && failed == null) {
        failed = RpcError.read(p);
      } else {
        p.skipChildren();
      }
    }
    if (p.nextToken() != null) {
      throw new MalformedFrameException("text after the end of the body");
    }
    if (failed != null) {
      return new InstrumentReply.Refused(
          failed.code(), failed.message(), RpcError.isRetryable(failed.code()));
    }
    if (!found) {
      throw new MalformedFrameException("neither a result nor an error");
    }
    return new InstrumentReply.Instruments(listed, setAside);
  }

  private void readArray(JsonParser p) throws MalformedFrameException {
    Json.expect(p, JsonToken.START_ARRAY, "an array of contracts");
    while (p.nextToken() == JsonToken.START_OBJECT) {
      if (listed.size() >= MAX_CONTRACTS) {
        throw new MalformedFrameException("more than %d contracts".formatted(MAX_CONTRACTS));
      }
      Entry entry = new Entry();
      while (p.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = p.currentName();
        p.nextToken();
        if (!entry.readTerms(p, field) && !entry.readCurrencies(p, field)) {
          p.skipChildren();
        }
      }
      String problem = add(entry);
      if (!problem.isEmpty()) {
        setAside.merge(problem, 1, Integer::sum);
      }
    }
    Json.expect(p, JsonToken.END_ARRAY, "the end of the contracts");
  }

  /// Lists the entry, or says why not.
  private String add(Entry e) {
    if (!e.active) {
      return "inactive";
    }
    if (!e.kind.equals("option") && !e.kind.equals("future")) {
      return e.kind.isEmpty() ? "no kind" : "kind " + e.kind;
    }
    Settlement settlement =
        e.settlementCurrency.equals(e.baseCurrency) ? Settlement.INVERSE : Settlement.LINEAR;
    Origin origin = Origin.of(DeribitVenue.KEY, receiptTimeNs, receiptTimeNs);
    DeribitName name = DeribitName.parse(e.name);
    switch (name) {
      case DeribitName.Option(var pair, long expiryMs, double strike, OptionType type) -> {
        if (!e.agreesWith(pair, expiryMs) || e.strike != strike || !e.agreesWith(type)) {
          return "name and terms disagree";
        }
        if (!(e.tick > 0) || !(e.contractSize > 0)) {
          return "no tick size or contract size";
        }
        listed.add(
            new Listed(
                origin,
                new Instrument.Option(
                    DeribitVenue.KEY,
                    e.name,
                    e.baseCurrency,
                    settlement,
                    e.expiryMs * 1_000_000L,
                    strike,
                    type,
                    e.tickSize(),
                    e.contractSize)));
      }
      case DeribitName.Future(var pair, long expiryMs) -> {
        if (!e.agreesWith(pair, expiryMs)) {
          return "name and terms disagree";
        }
        listed.add(new Listed(origin, future(e, settlement, e.expiryMs * 1_000_000L)));
      }
      case DeribitName.Perpetual(var pair) -> {
        if (!e.baseCurrency.equals(DeribitName.baseCurrency(pair))) {
          return "name and terms disagree";
        }
        listed.add(new Listed(origin, future(e, settlement, Instrument.Future.PERPETUAL)));
      }
      case DeribitName.Other() -> {
        return "name of no known shape";
      }
    }
    return "";
  }

  private static Instrument future(Entry e, Settlement settlement, long expiryTimeNs) {
    return new Instrument.Future(
        DeribitVenue.KEY, e.name, e.baseCurrency, settlement, expiryTimeNs);
  }

  /// The fields of one contract as they come.
  private static final class Entry {
    private String kind = "";
    private String name = "";
    private String optionType = "";
    private String baseCurrency = "";
    private String settlementCurrency = "";
    private double strike = Double.NaN;
    private double tick = Double.NaN;
    private double contractSize = Double.NaN;
    private double stepAbove = Double.POSITIVE_INFINITY;
    private double step = Double.NaN;
    private long expiryMs = -1;
    private boolean active = true;

    private boolean agreesWith(String pair, long expiry) {
      boolean sameDay = Math.floorDiv(expiryMs, MS_PER_DAY) == Math.floorDiv(expiry, MS_PER_DAY);
      return expiryMs > 0 && sameDay && baseCurrency.equals(DeribitName.baseCurrency(pair));
    }

    private boolean agreesWith(OptionType type) {
      return optionType.equals(type == OptionType.CALL ? "call" : "put");
    }

    private TickSize tickSize() {
      return step > 0 ? new TickSize(tick, stepAbove, step) : TickSize.uniform(tick);
    }

    private boolean readTerms(JsonParser p, String field) throws MalformedFrameException {
      switch (field) {
        case "strike" -> strike = Json.number(p);
        case "tick_size" -> tick = Json.number(p);
        case "contract_size" -> contractSize = Json.number(p);
        case "expiration_timestamp" -> expiryMs = Json.integer(p);
        case "is_active" -> active = p.currentToken() != JsonToken.VALUE_FALSE;
        case "tick_size_steps" -> readSteps(p);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean readCurrencies(JsonParser p, String field) throws MalformedFrameException {
      switch (field) {
        case "kind" -> kind = Json.string(p);
        case "instrument_name" -> name = Json.string(p);
        case "option_type" -> optionType = Json.string(p);
        case "base_currency" -> baseCurrency = Json.string(p);
        case "settlement_currency" -> settlementCurrency = Json.string(p);
        default -> {
          return false;
        }
      }
      return true;
    }

    private void readSteps(JsonParser p) throws MalformedFrameException {
      Json.expect(p, JsonToken.START_ARRAY, "an array of tick size steps");
      while (p.nextToken() == JsonToken.START_OBJECT) {
        double above = Double.NaN;
        double size = Double.NaN;
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
          String field = p.currentName();
          p.nextToken();
          switch (field) {
            case "above_price" -> above = Json.number(p);
            case "tick_size" -> size = Json.number(p);
            default -> p.skipChildren();
          }
        }
        if (!(step > 0) && above >= 0 && size > 0) {
          stepAbove = above;
          step = size;
        }
      }
      Json.expect(p, JsonToken.END_ARRAY, "the end of the tick size steps");
    }
  }
}
