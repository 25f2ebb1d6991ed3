package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The project's own table for chains from anywhere, described in docs/formats/neutral-chain.md.
final class NeutralChain implements CsvLayout {
  private static final Set<String> OPTIONAL =
      Set.of("bidSize", "askSize", "forward", "index", "settlement", "name");
  private static final TickSize LINEAR_TICK = TickSize.uniform(0.01);
  private static final int MAX_NAME = 64;

  @Override
  public String name() {
    return "neutral";
  }

  @Override
  public String venue() {
    return "file";
  }

  @Override
  public List<String> columns() {
    return List.of("asOf", "underlying", "expiry", "strike", "type", "bid", "ask");
  }

  @Override
  public void read(CsvTable table, ChainCollector collector) throws ChainFormatException {
    for (String column : table.columnNames()) {
      if (!columns().contains(column) && !OPTIONAL.contains(column)) {
        collector.note("column '%s' ignored".formatted(column));
      }
    }
    int asOf = table.column("asOf");
    int bid = table.column("bid");
    int ask = table.column("ask");
    int bidSize = table.column("bidSize");
    int askSize = table.column("askSize");
    int forward = table.column("forward");
    int index = table.column("index");
    for (@Nullable CsvRow row = table.next(); row != null; row = table.next()) {
      long asOfNs = Times.parseNs(row, asOf);
      Instrument.Option option = option(table, row);
      var quote =
          new Quote(
              option,
              row.positive(bid),
              row.positive(ask),
              row.amount(bidSize),
              row.amount(askSize),
              Double.NaN,
              Double.NaN,
              row.positive(forward),
              row.positive(index),
              0,
              0,
              asOfNs,
              asOfNs,
              asOfNs,
              ReasonCode.USED);
      collector.addChecked(asOfNs, option.underlying(), quote, row.line());
    }
  }

  private Instrument.Option option(CsvTable table, CsvRow row) throws ChainFormatException {
    int strikeField = table.column("strike");
    String underlying = name(row, table.column("underlying"));
    double strike = row.positive(strikeField);
    if (Double.isNaN(strike)) {
      throw row.error(strikeField, "is not a strike: must be > 0");
    }
    long expiryTimeNs = Times.parseExpiryNs(row, table.column("expiry"));
    OptionType type = type(row, table.column("type"));
    Settlement settlement = settlement(row, table.column("settlement"));
    int nameField = table.column("name");
    String name =
        row.text(nameField).isEmpty()
            ? "%s-%s-%s-%s"
                .formatted(
                    underlying,
                    row.text(table.column("expiry")),
                    row.text(strikeField),
                    type == OptionType.CALL ? "C" : "P")
            : name(row, nameField);
    return new Instrument.Option(
        venue(),
        name,
        underlying,
        settlement,
        expiryTimeNs,
        strike,
        type,
        settlement == Settlement.INVERSE ? TickSize.DERIBIT_INVERSE : LINEAR_TICK,
        1);
  }

  private static String name(CsvRow row, int field) throws ChainFormatException {
    String text = row.text(field).strip();
    if (text.isEmpty() || text.length() > MAX_NAME) {
      throw row.error(field, "is not a name: write 1 to %d characters".formatted(MAX_NAME));
    }
    return text;
  }

  private static OptionType type(CsvRow row, int field) throws ChainFormatException {
    return switch (row.text(field).toUpperCase(Locale.ROOT)) {
      case "C", "CALL" -> OptionType.CALL;
      case "P", "PUT" -> OptionType.PUT;
      default -> throw row.error(field, "is not an option type: write C or P");
    };
  }

  private static Settlement settlement(CsvRow row, int field) throws ChainFormatException {
    return switch (row.text(field)) {
      case "", "linear" -> Settlement.LINEAR;
      case "inverse" -> Settlement.INVERSE;
      default -> throw row.error(field, "is not a settlement: write inverse or linear");
    };
  }
}
