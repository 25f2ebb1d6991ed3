package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.black.Black76;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainReaderTest {
  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private ChainFile read(String name, String text) throws Exception {
    return ChainReader.read(write(name, text));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String name, String text)
      throws IOException {
    Path file = write(name, text);
    return assertThatThrownBy(() -> ChainReader.read(file))
        .isInstanceOf(ChainFormatException.class);
  }

  private static List<Quote> quotes(ChainFile file) {
    return file.snapshots().getFirst().expiries().getFirst().quotes();
  }

  @Test
  void read_chains_groupsByInstantAndCoin() throws Exception {
    ChainFile file = read("x.csv", Samples.CHAINS);
    assertThat(file.layout()).isEqualTo("deribit-chains");
    assertThat(file.snapshots())
        .extracting(SurfaceSnapshot::underlying)
        .containsExactly("BTC", "ETH", "BTC");
    assertThat(file.snapshots().getFirst().index()).isEqualTo(90_000.5);
    assertThat(file.notes())
        .containsExactly("1 rows are not options (NOT_AN_OPTION), first 'BTC-PERPETUAL'");
    Quote call = quotes(file).getFirst();
    assertThat(call.bid()).isEqualTo(0.084);
    assertThat(call.ask()).isNaN();
    assertThat(call.reason()).isEqualTo(ReasonCode.USED_BID_ONLY);
    assertThat(call.markVol()).isEqualTo(0.4323);
    assertThat(call.venueForward()).isEqualTo(90_500.25);
  }

  @Test
  void read_sameRowTwice_secondIsDuplicate() throws Exception {
    String row = Samples.CHAINS.lines().skip(1).findFirst().orElseThrow() + "\n";
    ChainFile file = read("x.csv", Samples.CHAINS + row);
    assertThat(quotes(file)).extracting(Quote::reason).contains(ReasonCode.DUPLICATE);
  }

  @Test
  void read_gzip_sameSnapshotsAsPlain() throws Exception {
    Path zipped = folder.resolve("anything");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(Samples.CHAINS.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(ChainReader.read(zipped).snapshots().getFirst().hash())
        .isEqualTo(read("x.csv", Samples.CHAINS).snapshots().getFirst().hash());
  }

  @Test
  void read_malformedNumber_namesLineColumnAndCure() throws Exception {
    assertRefused("x.csv", Samples.CHAINS.replace("0.0165", "0.01x"))
        .hasMessageContaining("x.csv:3:48: '0.01x' is not a number: write digits");
  }

  @Test
  void read_negativePrice_isRefused() throws Exception {
    assertRefused("x.csv", Samples.CHAINS.replace("0.0165", "-0.01"))
        .hasMessageContaining(":3:48: '-0.01' is negative");
  }

  @Test
  void read_badInstant_isRefused() throws Exception {
    assertRefused("x.csv", Samples.CHAINS.replace("2026-01-05T12:00:00Z", "yesterday"))
        .hasMessageContaining("'yesterday' is not an instant in UTC");
  }

  @Test
  void read_missingField_namesLine() throws Exception {
    assertRefused("x.csv", Samples.CHAINS + "2026-01-05T12:00:00Z,BTC-16JAN26-82000-C\n")
        .hasMessageContaining(":6: has 2 fields, the header has 12");
  }

  @Test
  void read_unknownTable_listsKnownLayouts() throws Exception {
    assertRefused("x.csv", "time,price\n1,2\n")
        .hasMessageContaining("x.csv:1:1: no known layout")
        .hasMessageContaining("deribit-chains:")
        .hasMessageContaining("neutral:")
        .hasMessageContaining("(JSON)");
  }

  @Test
  void read_emptyFileOrHeaderOnly_isRefused() throws Exception {
    assertRefused("x.csv", "").hasMessageContaining("is empty");
    assertRefused("y.csv", Samples.CHAINS.lines().findFirst().orElseThrow() + "\n")
        .hasMessageContaining("no rows");
  }

  @Test
  void read_tickers_percentZeroesAndStates() throws Exception {
    ChainFile file = read("x.csv", Samples.TICKERS);
    assertThat(file.layout()).isEqualTo("deribit-tickers");
    SurfaceSnapshot snapshot = file.snapshots().getFirst();
    assertThat(snapshot.asOfNs()).isEqualTo(1_590_103_193_900_000_000L);
    List<Quote> quotes = quotes(file);
    assertThat(quotes.getFirst().markVol()).isEqualTo(0.8505, within(1e-12));
    assertThat(quotes.getFirst().bidSize()).isEqualTo(9);
    assertThat(quotes.getFirst().exchangeTimeNs()).isEqualTo(1_590_103_193_775_000_000L);
    assertThat(quotes.get(1).bid()).isNaN();
    assertThat(quotes.get(1).reason()).isEqualTo(ReasonCode.USED_ASK_ONLY);
    assertThat(quotes.get(2).reason()).isEqualTo(ReasonCode.NOT_OPEN);
  }

  @Test
  void read_optionsWithFuturesBeside_carriesDatedOnes() throws Exception {
    write("futures_raw_1.csv", Samples.FUTURES);
    ChainFile file = read("options_raw_1.csv", Samples.TICKERS);
    assertThat(file.snapshots().getFirst().futures())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.name()).isEqualTo("BTC-26JUN20");
              assertThat(f.bid()).isEqualTo(9_100.5);
            });
    assertRefused("futures_raw_2.csv", Samples.FUTURES).hasMessageContaining("futures only");
  }

  @Test
  void read_bookSummaryTableAndJson_sameHash() throws Exception {
    ChainFile table = read("x.csv", Samples.SUMMARY_TABLE);
    ChainFile reply = read("x.json", Samples.SUMMARY_JSON);
    ChainFile lines =
        read(
            "y.json",
            Samples.SUMMARY_JSON
                .replace("{\"jsonrpc\":\"2.0\",\"result\":[", "")
                .replace("],\"usIn\":1}", "")
                .replace("},", "}\n"));
    assertThat(table.snapshots()).hasSize(1);
    assertThat(reply.snapshots().getFirst().hash()).isEqualTo(table.snapshots().getFirst().hash());
    assertThat(lines.snapshots().getFirst().hash()).isEqualTo(table.snapshots().getFirst().hash());
    assertThat(reply.notes()).anyMatch(note -> note.contains("BTC-CS-"));
  }

  @Test
  void read_brokenJson_namesLine() throws Exception {
    assertRefused("x.json", Samples.SUMMARY_JSON.replace("\"bid_price\":", "\"bid_price\""))
        .hasMessageContaining("x.json:1:")
        .hasMessageContaining("is not JSON");
    assertRefused("y.json", "{\"a\":[1,2,{}]}").hasMessageContaining("without rows");
  }

  @Test
  void read_equityVols_undiscountedPremiumOfTheOutOfTheMoneySide() throws Exception {
    ChainFile file = read("spx_x.csv", Samples.EQUITY_VOLS);
    assertThat(file.snapshots().getFirst().underlying()).isEqualTo("SPX");
    List<Quote> quotes = quotes(file);
    assertThat(quotes.getFirst().instrument().type()).isEqualTo(OptionType.PUT);
    assertThat(quotes.getFirst().instrument().settlement()).isEqualTo(Settlement.LINEAR);
    assertThat(quotes.getFirst().ask())
        .isEqualTo(Black76.value(OptionType.PUT, 4_100, 4_000, 0.25, 10 / 365.0));
    assertThat(quotes.get(1).instrument().type()).isEqualTo(OptionType.CALL);
    assertThat(quotes.get(1).bid()).isNaN();
  }

  @Test
  void read_equityPrices_callAndPutOfOneRow() throws Exception {
    ChainFile file = read("spx_20220401.csv", Samples.EQUITY_PRICES);
    assertThat(quotes(file)).hasSize(2);
    assertThat(quotes(file).getFirst().ask()).isEqualTo(441.4);
    assertThat(quotes(file).get(1).bid()).isEqualTo(3.2);
    assertThat(quotes(file).getFirst().venueForward()).isEqualTo(4_536.5, within(0.1));
    assertRefused("spx.csv", Samples.EQUITY_PRICES).hasMessageContaining("names no day");
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  @Test
  void read_neutral_bothSettlementsCommentsAndUnknownColumns() throws Exception {
    ChainFile file = read("x.csv", Samples.NEUTRAL);
    assertThat(file.notes()).containsExactly("column 'colour' ignored");
    assertThat(quotes(file))
        .extracting(q -> q.instrument().settlement())
        .containsExactly(Settlement.INVERSE, Settlement.INVERSE);
    assertThat(quotes(file).getFirst().instrument().name()).isEqualTo("BTC-2026-12-25-100000-C");
    assertRefused("y.csv", Samples.NEUTRAL.replace(",P,", ",Q,"))
        .hasMessageContaining(":4:44: 'Q' is not an option type");
    assertRefused("z.csv", Samples.NEUTRAL.replace("inverse", "sideways"))
        .hasMessageContaining("write inverse or linear");
  }
}
