package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Index-option chains with bid and ask premiums of the call and the put in one row.
///
/// Premiums are present values in quote currency; the forward is K/exp(logStrike).
final class EquityPrices implements CsvLayout {
  @Override
  public String name() {
    return "equity-prices";
  }

  @Override
  public String venue() {
    return EquityFile.VENUE;
  }

  @Override
  public List<String> columns() {
    return List.of(
        "TimeToExpiration",
        "Strike",
        "logStrike",
        "CallBidPrice",
        "CallAskPrice",
        "PutBidPrice",
        "PutAskPrice");
  }

  @Override
  public void read(CsvTable table, ChainCollector collector) throws ChainFormatException {
    var file = new EquityFile(table.file());
    long asOfNs = file.dayNs();
    int years = table.column("TimeToExpiration");
    int strike = table.column("Strike");
    int logStrike = table.column("logStrike");
    for (@Nullable CsvRow row = table.next(); row != null; row = table.next()) {
      long expiryTimeNs = EquityFile.afterNs(asOfNs, EquityFile.years(row, years));
      double forward = forward(row, strike, logStrike);
      for (OptionType type : OptionType.values()) {
        String side = type == OptionType.CALL ? "Call" : "Put";
        Instrument.Option option = file.option(row, strike, expiryTimeNs, type);
        collector.addChecked(
            asOfNs,
            file.underlying(),
            EquityFile.quote(
                option,
                row.positive(table.column(side + "BidPrice")),
                row.positive(table.column(side + "AskPrice")),
                forward,
                row.amount(table.column(side + "OpenInterest")),
                asOfNs),
            row.line());
      }
    }
    collector.note("underlying %s and day from the file's name".formatted(file.underlying()));
  }

  /// F = K/exp(ln(K/F)); NaN when `logStrike` is empty.
  static double forward(CsvRow row, int strike, int logStrike) throws ChainFormatException {
    double forward = row.number(strike) / StrictMath.exp(row.number(logStrike));
    if (!(forward > 0 && forward < Double.POSITIVE_INFINITY)) {
      throw row.error(logStrike, "gives no forward: write ln(K/F)");
    }
    return forward;
  }
}
