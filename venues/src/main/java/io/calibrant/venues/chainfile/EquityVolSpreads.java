package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Index-option smiles with bid and ask vols (decimal) against log-moneyness ln(K/F).
///
/// Vols become undiscounted premiums of the out-of-the-money side; the forward is K/exp(logStrike).
final class EquityVolSpreads implements CsvLayout {
  @Override
  public String name() {
    return "equity-vol-spreads";
  }

  @Override
  public String venue() {
    return EquityFile.VENUE;
  }

  @Override
  public List<String> columns() {
    return List.of("TimeToExpiration", "Strike", "logStrike", "sigma_bid", "sigma_ask");
  }

  @Override
  public void read(CsvTable table, ChainCollector collector) throws ChainFormatException {
    var file = new EquityFile(table.file());
    long asOfNs = file.dayNs();
    int years = table.column("TimeToExpiration");
    int strike = table.column("Strike");
    int logStrike = table.column("logStrike");
    int bid = table.column("sigma_bid");
    int ask = table.column("sigma_ask");
    for (@Nullable CsvRow row = table.next(); row != null; row = table.next()) {
      long expiryTimeNs = EquityFile.afterNs(asOfNs, EquityFile.years(row, years));
      double forward = EquityPrices.forward(row, strike, logStrike);
      boolean call = row.number(logStrike) >= 0;
      Instrument.Option option =
          file.option(row, strike, expiryTimeNs, call ? OptionType.CALL : OptionType.PUT);
      double low = VolPremium.of(row, bid, option, forward, asOfNs);
      double high = VolPremium.of(row, ask, option, forward, asOfNs);
      collector.addChecked(
          asOfNs,
          file.underlying(),
          EquityFile.quote(option, low, high, forward, 0, asOfNs),
          row.line());
    }
    collector.note("underlying %s and day from the file's name".formatted(file.underlying()));
  }
}
