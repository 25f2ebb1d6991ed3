package io.calibrant.venues.chainfile;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Index-option smiles with bid and ask vols (decimal) and the forward beside every strike.
///
/// Vols become undiscounted premiums of the out-of-the-money side. The day is the first expiry less
/// its `Texp`, which counts days over 365.25.
final class EquityVols implements CsvLayout {
  private static final double DAYS_PER_YEAR = 365.25;
  private static final long DAY_NS = 86_400_000_000_000L;

  @Override
  public String name() {
    return "equity-vols";
  }

  @Override
  public String venue() {
    return EquityFile.VENUE;
  }

  @Override
  public List<String> columns() {
    return List.of("Expiry", "Texp", "Strike", "Bid", "Ask", "Fwd");
  }

  @Override
  public void read(CsvTable table, ChainCollector collector) throws ChainFormatException {
    var file = new EquityFile(table.file());
    int expiry = table.column("Expiry");
    int years = table.column("Texp");
    int strike = table.column("Strike");
    int bid = table.column("Bid");
    int ask = table.column("Ask");
    int forward = table.column("Fwd");
    long asOfNs = Long.MIN_VALUE;
    for (@Nullable CsvRow row = table.next(); row != null; row = table.next()) {
      long expiryTimeNs = EquityFile.closeNs(row.text(expiry));
      if (expiryTimeNs == Long.MIN_VALUE) {
        throw row.error(expiry, "is not a day: write it as 20230217");
      }
      if (asOfNs == Long.MIN_VALUE) {
        long days = Math.round(EquityFile.years(row, years) * DAYS_PER_YEAR);
        asOfNs = expiryTimeNs - days * DAY_NS;
      }
      double f = row.positive(forward);
      if (Double.isNaN(f)) {
        throw row.error(forward, "is not a forward: must be > 0");
      }
      boolean call = row.number(strike) >= f;
      Instrument.Option option =
          file.option(row, strike, expiryTimeNs, call ? OptionType.CALL : OptionType.PUT);
      double low = VolPremium.of(row, bid, option, f, asOfNs);
      double high = VolPremium.of(row, ask, option, f, asOfNs);
      collector.addChecked(
          asOfNs, file.underlying(), EquityFile.quote(option, low, high, f, 0, asOfNs), row.line());
    }
    collector.note("underlying %s from the file's name".formatted(file.underlying()));
  }
}
