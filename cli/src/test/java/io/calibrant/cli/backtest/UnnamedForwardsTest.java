package io.calibrant.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnnamedForwardsTest {
  @TempDir private Path folder;

  @Test
  void contains_expiriesWithoutAnUnderlying_only() throws IOException {
    Path file = folder.resolve("chain.csv");
    Files.writeString(
        file,
        """
        snapshot_utc,instrument_name,underlying,underlying_index
        2026-04-05T05:04:14.410Z,BTC-8APR26-69500-C,67112.15,
        2026-04-05T05:04:14.410Z,BTC-26MAR27-60000-C,69414.68,BTC-26MAR27
        """);

    var found = UnnamedForwards.of(file);

    long asOf = nanos("2026-04-05T05:04:14.410Z");
    assertThat(found.contains(asOf, nanos("2026-04-08T08:00:00Z"))).isTrue();
    assertThat(found.contains(asOf, nanos("2027-03-26T08:00:00Z"))).isFalse();
    assertThat(found.contains(asOf + 1, nanos("2026-04-08T08:00:00Z"))).isFalse();
  }

  @Test
  void of_fileWithoutSuchColumns_isEmpty() throws IOException {
    Path file = folder.resolve("other.csv");
    Files.writeString(file, "k,vol\n0,0.5\n");

    assertThat(UnnamedForwards.of(file).contains(0, 0)).isFalse();
  }

  private static long nanos(String time) {
    return Instant.parse(time).toEpochMilli() * 1_000_000L;
  }
}
