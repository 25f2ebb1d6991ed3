package io.calibrant.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.cli.CliRun;
import io.calibrant.sim.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir Path directory;

  @Test
  void export_journalOfARun_writesItsDayAndRefusesOthers() throws Exception {
    try (var trial = new MarketTrial(directory, 1, Faults.NONE)) {
      trial.run(3, _ -> {});
      CliRun inUse = export();
      assertThat(inUse.exitCode()).as(inUse.toString()).isEqualTo(2);
      assertThat(inUse.err()).contains("stop the engine first");
    }
    CliRun written = export();
    assertThat(written.exitCode()).as(written.toString()).isZero();
    LocalDate day = LocalDate.ofEpochDay(MarketTrial.START_NS / 86_400_000_000_000L);
    for (String table : List.of("quotes", "trades", "decisions", "slices")) {
      Path file = directory.resolve("out").resolve("%s-%s.parquet".formatted(table, day));
      assertThat(Files.readAllBytes(file))
          .startsWith('P', 'A', 'R', '1')
          .endsWith('P', 'A', 'R', '1');
      assertThat(written.out()).contains(file.toString());
    }

    CliRun other = export("--day", "2020-01-01");
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err()).contains("2020-01-01").contains(day.toString());
  }

  @Test
  void export_noJournal_saysWhichDirectory() {
    CliRun run = CliRun.of("export", directory.resolve("none").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("none: no such directory");
  }

  private CliRun export(String... more) {
    List<String> args = new ArrayList<>(List.of("export", directory.resolve("journal").toString()));
    args.addAll(List.of("--out", directory.resolve("out").toString(), "--format", "csv"));
    args.addAll(List.of(more));
    return CliRun.of(args.toArray(String[]::new));
  }
}
