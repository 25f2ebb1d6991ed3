package io.calibrant.cli.fit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.calibrant.core.black.Black76;
import io.calibrant.core.smile.Svi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/// A hand-made chain in the neutral layout, 1 % wide about the prices of known smiles.
public final class ChainFixture {
  static final double FORWARD = 100_000;
  static final Svi NEAR = new Svi(0.002, 0.05, -0.3, 0.01, 0.15);
  static final Svi FAR = new Svi(0.008, 0.09, -0.25, 0.02, 0.25);
  static final double NEAR_YEARS = 30.0 / 365;
  static final double FAR_YEARS = 90.0 / 365;
  static final String HEADER = "asOf,underlying,expiry,strike,type,bid,ask,settlement,index\n";

  private ChainFixture() {}

  /// A file with one snapshot a day, from 2026-11-21T08:00:00Z on.
  public static Path write(Path file, int snapshotCount) throws IOException {
    var csv = new StringBuilder(HEADER);
    for (int day = 0; day < snapshotCount; day++) {
      csv.append(snapshot(day));
    }
    return Files.writeString(file, csv.toString(), UTF_8);
  }

  private static String snapshot(int day) {
    Instant asOf = Instant.parse("2026-11-21T08:00:00Z").plusSeconds(86_400L * day);
    return expiry(asOf, 30, NEAR, NEAR_YEARS) + expiry(asOf, 90, FAR, FAR_YEARS);
  }

  private static String expiry(Instant asOf, int days, Svi smile, double years) {
    var rows = new StringBuilder();
    for (int strike = 70_000; strike <= 140_000; strike += 5_000) {
      double vol = smile.impliedVol(StrictMath.log(strike / FORWARD), years);
      double call = Black76.call(FORWARD, strike, vol, years) / FORWARD;
      double put = Black76.put(FORWARD, strike, vol, years) / FORWARD;
      rows.append(row(asOf, days, strike, "C", call)).append(row(asOf, days, strike, "P", put));
    }
    return rows.toString();
  }

  private static String row(Instant asOf, int days, int strike, String type, double premium) {
    return String.format(
        Locale.ROOT,
        "%s,BTC,%s,%d,%s,%.8f,%.8f,inverse,100000%n",
        asOf,
        asOf.plusSeconds(86_400L * days),
        strike,
        type,
        premium * 0.995,
        premium * 1.005);
  }
}
