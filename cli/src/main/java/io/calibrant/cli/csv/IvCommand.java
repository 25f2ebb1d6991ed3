package io.calibrant.cli.csv;

import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Format;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Rows;
import io.calibrant.cli.Terminal;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calibrant iv`: option prices in, Black-76 implied vols out.
@Command(
    name = "iv",
    description = {
      "Imply Black-76 vols from option prices; CSV in, CSV out.",
      "",
      "Columns by name: type (C or P), forward, strike, T (years) or expiry (ISO-8601 instant, with"
          + " asOf), price (undiscounted, quote currency), optional discountFactor. Other columns"
          + " pass through. Lines that start with # are comments.",
      "Adds impliedVol (decimal, empty where none exists) and status (volStatus where the input has"
          + " a status)."
    },
    footer = {
      "",
      "Status: OK; why the price has no vol: NEGATIVE_PRICE, ZERO_PRICE, BELOW_INTRINSIC,"
          + " AT_INTRINSIC, AT_OR_ABOVE_MAXIMUM; BAD_EXPIRY also at T = 0.",
      PriceCommand.ROWS,
      "",
      "Example:",
      "  printf 'type,forward,strike,T,price\\nC,100,110,0.5,3.2\\n' | calibrant iv -"
    })
public final class IvCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "A CSV file, gzipped or plain; - for stdin.")
  private String file = "-";

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "The instant from which `expiry` counts, such as 2026-01-05T04:11:27Z.")
  private @Nullable Instant asOf;

  @Option(
      names = "--present-value",
      description = "Prices are present values: divide them by discountFactor first.")
  private boolean presentValue;

  /// The command on `terminal`.
  ///
  /// @param terminal where the result goes
  public IvCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CsvInput.read(file, terminal.in(), this::imply);
    return ExitCode.DONE;
  }

  private void imply(CsvReader csv) throws IOException, CsvFormatException {
    OptionColumns columns = OptionColumns.read(csv, asOf);
    int price = columns.required(csv, "price");
    List<String> names =
        columns.namesWith(csv, List.of("impliedVol", columns.statusName("volStatus")));
    var tally = new RowStatus();
    var terms = new OptionTerms(columns);
    try (Rows rows = Rows.to(output.format(Format.CSV), terminal.out(), names)) {
      while (csv.next()) {
        columns.checkWidth(csv);
        terms.read(csv);
        double given = columns.numberOrEmpty(csv, price);
        columns.passThrough(csv, rows);
        imply(terms, given, rows, tally);
        rows.end();
      }
    }
    tally.requireResult("vol");
  }

  private void imply(OptionTerms terms, double price, Rows rows, RowStatus tally) {
    String status = RowStatus.first(terms.fault(), Double.isNaN(price) ? "NO_PRICE" : RowStatus.OK);
    double vol = Double.NaN;
    if (status.equals(RowStatus.OK)) {
      OptionType type = terms.type();
      double undiscounted = presentValue ? price / terms.discountFactor() : price;
      status =
          ImpliedVol.status(type, terms.forward(), terms.strike(), terms.years(), undiscounted)
              .name();
      vol =
          ImpliedVol.impliedVol(type, terms.forward(), terms.strike(), terms.years(), undiscounted);
    }
    tally.count(status, status.equals(RowStatus.OK));
    rows.number(vol).text(status);
  }
}
