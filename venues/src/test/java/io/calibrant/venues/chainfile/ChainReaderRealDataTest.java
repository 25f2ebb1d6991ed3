package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.surface.SurfaceSnapshot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The readers on recorded files of every layout.
@Tag("data")
class ChainReaderRealDataTest {
  @Test
  void read_chainsOfOneDay_allRowsInEightSnapshots() throws Exception {
    Path file = RealData.folder("deribit_chains_2026_6h").resolve("chain_20260131.csv.gz");
    ChainFile chain = ChainReader.read(file);

    assertThat(chain.notes()).isEmpty();
    List<SurfaceSnapshot> snapshots = chain.snapshots();
    assertThat(snapshots).hasSize(8);
    assertThat(snapshots).extracting(SurfaceSnapshot::underlying).contains("BTC", "ETH");
    for (SurfaceSnapshot snapshot : snapshots) {
      assertThat(snapshot.index()).isBetween(1_000.0, 200_000.0);
      assertThat(snapshot.expiries()).hasSizeBetween(8, 14);
    }
  }
}
