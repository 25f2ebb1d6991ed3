package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.market.Quote;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.core.surface.VenueGate;
import io.calibrant.core.surface.VenueVerdict;
import io.calibrant.testkit.RealDataFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The readers on recorded files of every layout, and the venue gate on what they read.
@Tag("data")
class ChainReaderRealDataTest {
  private static Path file(String folder, String name) {
    return RealDataFolder.find(folder).resolve(name);
  }

  @Test
  void read_chainsOfOneDay_allRowsInEightSnapshots() throws Exception {
    ChainFile chain = ChainReader.read(file("deribit_chains_2026_6h", "chain_20260131.csv.gz"));

    assertThat(chain.notes()).isEmpty();
    List<SurfaceSnapshot> snapshots = chain.snapshots();
    assertThat(snapshots).hasSize(8);
    assertThat(snapshots).extracting(SurfaceSnapshot::underlying).contains("BTC", "ETH");
    for (SurfaceSnapshot snapshot : snapshots) {
      assertThat(snapshot.index()).isBetween(1_000.0, 200_000.0);
      assertThat(snapshot.expiries()).hasSizeBetween(8, 14);
    }
  }

  @Test
  void read_fullTicker_withSizesAndFuturesBeside() throws Exception {
    ChainFile chain =
        ChainReader.read(file("deribit_full_ticker_2026-01", "options_raw_20260116.csv.gz"));

    SurfaceSnapshot snapshot = chain.snapshots().getFirst();
    assertThat(snapshot.quoteCount()).isEqualTo(668);
    assertThat(snapshot.futures()).hasSizeGreaterThan(5);
    Quote quote = snapshot.expiries().get(5).quotes().get(10);
    assertThat(quote.askSize()).isPositive();
    assertThat(quote.markVol()).isBetween(0.1, 3.0);
    assertThat(chain.notes()).anyMatch(note -> note.contains("futures_raw_20260116"));
  }

  @ParameterizedTest
  @CsvSource({
    "deribit_full_ticker_2026-01, options_raw_20260114.csv.gz, deribit-tickers",
    "deribit_books_2020-05-21, options_data.csv.gz, deribit-tickers",
    "deribit_eth_2024-01-08, deribit_options.csv.gz, deribit-book-summary",
    "deribit_chains_2026_6h, chain_20260206.csv.gz, deribit-chains",
    "spx_vix_2023-02-15, spx_implied_vol_20230215.csv.gz, equity-vols",
    "spx_vix_2023-02-15, vix_implied_vol_20230215.csv.gz, equity-vols",
    "spx_2022-04-01, spx_20220401_filtered_optionDataWithImplVol.csv.gz, equity-prices",
    "spx_2022-04-01, spx_20220401_option_bid_ask_spread.csv.gz, equity-vol-spreads"
  })
  void judge_realMarket_isSound(String folder, String name, String layout) throws Exception {
    ChainFile chain = ChainReader.read(file(folder, name));
    assertThat(chain.layout()).isEqualTo(layout);
    for (SurfaceSnapshot snapshot : chain.snapshots()) {
      VenueVerdict verdict = VenueGate.judge(snapshot);
      assertThat(verdict.reasons()).isEmpty();
      assertThat(verdict.nearCount()).isGreaterThan(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"btc_option_data.csv.gz", "eth_option_data.csv.gz"})
  void judge_testNetwork_isRejectedWithReasons(String name) throws Exception {
    ChainFile chain = ChainReader.read(file("deribit_TESTNET_books_2021-02-11", name));
    VenueVerdict verdict = VenueGate.judge(chain.snapshots().getFirst());
    assertThat(verdict.isSound()).isFalse();
    assertThat(verdict.reasons()).anyMatch(reason -> reason.contains("two-sided"));
  }

  @ParameterizedTest
  @CsvSource({
    "deribit_hourly_iv_2026-01, hourly_iv_sample.csv.gz, neither premiums",
    "deribit_full_ticker_2026-01, futures_raw_20260114.csv.gz, futures only",
    "spx_2022-04-01, spx_quotedata20220401_optionData.csv.gz, no bid and ask",
    "dvol_daily_2021_2026, btc_dvol_daily.csv.gz, no known layout"
  })
  void read_notAChain_saysWhatIsMissing(String folder, String name, String problem) {
    Path path = file(folder, name);
    assertThatThrownBy(() -> ChainReader.read(path))
        .isInstanceOf(ChainFormatException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(":1:1:");
  }
}
