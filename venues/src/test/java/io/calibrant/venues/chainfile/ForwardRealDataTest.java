package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.testkit.RealDataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Parity alone finds the venue's forward. The long form prints the table over all snapshots: `mvn
/// -pl venues -am test -Dtest=ForwardRealDataTest -Dcalibrant.excludedGroups=`.
@Tag("data")
class ForwardRealDataTest {
  private static ForwardTable table(int every) throws Exception {
    List<Path> files;
    try (Stream<Path> list = Files.list(RealDataFolder.find("deribit_chains_2026_6h"))) {
      files = list.filter(p -> p.toString().endsWith(".csv.gz")).sorted().toList();
    }
    var table = new ForwardTable();
    for (int i = 0; i < files.size(); i += every) {
      ChainReader.read(files.get(i)).snapshots().forEach(table::add);
    }
    return table;
  }

  @Test
  void estimate_everyTenthDay_biasAndShareWithinTargets() throws Exception {
    ForwardTable table = table(10);
    System.out.println(table);
    assertThat(table.coverage()).isBetween(0.85, 0.97);
    assertThat(Math.abs(table.bias())).isLessThan(0.5);
    assertThat(table.shareWithin(5)).isGreaterThan(0.9);
  }

  @Test
  @Tag("slow")
  void estimate_allDays_biasAndShareWithinTargets() throws Exception {
    ForwardTable table = table(1);
    System.out.println(table);
    assertThat(Math.abs(table.bias())).isLessThan(0.5);
    assertThat(table.shareWithin(5)).isGreaterThan(0.9);
  }
}
