package io.calibrant.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.MeanStages;
import io.calibrant.engine.SyntheticFeed;
import io.calibrant.engine.api.SurfaceFeed;
import io.calibrant.engine.fold.JournalledFold;
import io.calibrant.engine.fold.Replay;
import io.calibrant.engine.fold.ReplayEvent;
import io.calibrant.engine.fold.Stages;
import io.calibrant.engine.journal.JournalSettings;
import io.calibrant.engine.journal.Segment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurfaceStoreTest {
  private static final Stages STAGES = new MeanStages();
  private static final long MS_NS = 1_000_000L;

  @TempDir Path root;
  private final List<String> events = new ArrayList<>();
  private Path journal;
  private StoreSettings settings;

  @BeforeEach
  void writeAJournal() throws IOException {
    journal = root.resolve("journal");
    Path directory = root.resolve("store");
    settings =
        new StoreSettings(
            directory, "256MB", 500 * MS_NS, 100 * MS_NS, 1_000_000, 1_000_000, 1_000_000);
    var feed = new SyntheticFeed(new SplittableRandom(8), 4, MS_NS);
    var journalSettings = new JournalSettings(journal, 400_000, 1 << 30, "test");
    try (JournalledFold fold = JournalledFold.open(journalSettings, STAGES)) {
      for (int i = 0; i < 8_000; i++) {
        fold.say(feed.next());
        if (i % 20 == 0) {
          fold.cycle(feed.nowNs(), i % 40 == 0 ? "BTC" : "ETH");
          fold.flush();
        }
      }
      fold.flush();
    }
  }

  @Test
  void surfaceAsOf_anyInstant_isTheOnePublishedLastBefore() throws Exception {
    List<CalibratedSurface> published = published("BTC");
    feed(Long.MAX_VALUE);
    try (SurfaceStore store = open()) {
      var random = new SplittableRandom(3);
      for (int i = 0; i < 50; i++) {
        int at = random.nextInt(published.size() - 1);
        long asOfNs = random.nextLong(published.get(at).asOfNs(), published.get(at + 1).asOfNs());
        CalibratedSurface found = store.surfaceAsOf("BTC", asOfNs).orElseThrow();
        assertThat(found.asOfNs()).isEqualTo(published.get(at).asOfNs());
        assertThat(found.slices().getFirst().smile())
            .isEqualTo(published.get(at).slices().getFirst().smile());
      }
      assertThat(store.surfaceAsOf("BTC", published.getFirst().asOfNs() - 1)).isEmpty();
      assertThat(store.surfaceAsOf("XRP", Long.MAX_VALUE)).isEmpty();
    }
  }

  @Test
  void surfaceAsOf_journalGone_givesTheSampleBefore() throws Exception {
    List<CalibratedSurface> published = published("ETH");
    feed(Long.MAX_VALUE);
    try (SurfaceStore store = open()) {
      for (Segment segment : Segment.list(journal)) {
        Files.delete(segment.file());
      }
      CalibratedSurface last = published.getLast();
      CalibratedSurface found = store.surfaceAsOf("ETH", last.asOfNs()).orElseThrow();
      assertThat(last.asOfNs() - found.asOfNs()).isBetween(0L, 100 * MS_NS);
      assertThat(published).anyMatch(s -> s.asOfNs() == found.asOfNs());
    }
  }

  @Test
  void atmHistory_limited_isOldestFirst() throws Exception {
    feed(Long.MAX_VALUE);
    try (SurfaceStore store = open()) {
      var points = store.atmHistory("BTC", SyntheticFeed.START_NS, 7);
      assertThat(points).hasSize(7);
      assertThat(points.getFirst().tenorDays()).hasSize(points.getFirst().atmVols().size());
      assertThat(points.getFirst().tenorDays()).isSorted();
      assertThat(points.get(6).asOfNs()).isGreaterThan(points.get(5).asOfNs());
    }
  }

  @Test
  void feed_stoppedAnywhere_comesToTheSameRowsAsInOneGo() throws Exception {
    feed(Long.MAX_VALUE);
    String inOneGo = content();
    var random = new SplittableRandom(2);
    deleteStore();
    long until = 0;
    for (int i = 0; i < 6; i++) {
      until += random.nextLong(2_000);
      feed(until);
    }
    feed(Long.MAX_VALUE);

    assertThat(content()).isEqualTo(inOneGo);
    assertThat(events).isEmpty();
  }

  @Test
  void open_damagedFiles_quarantinesSaysSoAndRebuildsEqual() throws Exception {
    feed(Long.MAX_VALUE);
    String before = content();
    Path file = settings.directory().resolve("calibrant.duckdb");
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(0);
      raw.write(new byte[8192]);
    }

    feed(Long.MAX_VALUE);

    assertThat(content()).isEqualTo(before);
    assertThat(events).anyMatch(e -> e.contains("calibrant.duckdb moved to"));
    assertThat(settings.directory().resolve("quarantine/calibrant.duckdb")).exists();
  }

  @Test
  void open_damagedLog_quarantinesItAloneAndCatchesUp() throws Exception {
    Path file = settings.directory().resolve("calibrant.duckdb");
    Path log = settings.directory().resolve("calibrant.duckdb.wal");
    try (SurfaceStore store = open()) {
      store.agent().onClose();
      Files.copy(file, root.resolve("file"));
      Files.copy(log, root.resolve("log"));
    }
    String before = content();
    Files.copy(root.resolve("file"), file, StandardCopyOption.REPLACE_EXISTING);
    byte[] bytes = Files.readAllBytes(root.resolve("log"));
    bytes[bytes.length / 2] ^= 0x20;
    Files.write(log, bytes);

    feed(Long.MAX_VALUE);

    assertThat(content()).isEqualTo(before);
    assertThat(events).anyMatch(e -> e.contains("calibrant.duckdb.wal moved to"));
    assertThat(settings.directory().resolve("quarantine/calibrant.duckdb")).doesNotExist();
  }

  @Test
  void open_storeAheadOfTheJournal_isRebuilt() throws Exception {
    feed(Long.MAX_VALUE);
    feed(3_000);

    assertThat(events).anyMatch(e -> e.contains("ahead of the journal"));
    assertThat(content()).contains("trades");
  }

  @Test
  void exportDay_oneDay_writesEveryTableAsParquet() throws Exception {
    feed(Long.MAX_VALUE);
    LocalDate day = LocalDate.ofEpochDay(SyntheticFeed.START_NS / 86_400_000_000_000L);
    try (SurfaceStore store = open()) {
      List<Path> files = store.exportDay(day, root.resolve("o'ut"));
      assertThat(files).hasSize(4).allMatch(Files::exists);
      try (var connection = DriverManager.getConnection("jdbc:duckdb:");
          var statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT count(*) FROM '%s'"
                      .formatted(files.get(2).toString().replace("'", "''")))) {
        assertThat(row.next()).isTrue();
        // The first cycle of ETH came before its first contract and decided nothing.
        assertThat(row.getLong(1)).isEqualTo(399);
      }
    }
  }

  @Test
  void retention_aboveTheBound_removesTheOldest() throws Exception {
    settings =
        new StoreSettings(settings.directory(), "256MB", 500 * MS_NS, 100 * MS_NS, 500, 500, 100);
    feed(Long.MAX_VALUE);
    feed(Long.MAX_VALUE);
    try (Database database = Database.open(settings);
        var statement = database.connection().createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*), min(sequence) FROM decisions")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isBetween(50L, 115L);
      assertThat(row.getLong(2)).isGreaterThan(3_000);
    }
  }

  /// Runs the agent over the journal up to `committed`, then stops it.
  private void feed(long committed) throws Exception {
    try (SurfaceStore store =
        SurfaceStore.open(
            settings, journal, () -> committed, () -> SyntheticFeed.START_NS, this::event)) {
      store.agent().onClose();
    }
  }

  @Test
  void decisionsBefore_afterARestart_areThoseOfTheJournalNewestFirst() throws Exception {
    List<CalibratedSurface> published = published("BTC");
    try (SurfaceStore store = open()) {
      store.agent().onClose();
      List<SurfaceFeed.PastDecision> all = store.decisionsBefore("BTC", Long.MAX_VALUE, 10_000);
      assertThat(all)
          .isSortedAccordingTo(
              Comparator.comparingLong(SurfaceFeed.PastDecision::asOfNs).reversed());
      assertThat(
              all.reversed().stream()
                  .filter(SurfaceFeed.PastDecision::published)
                  .map(SurfaceFeed.PastDecision::snapshotHash))
          .containsExactlyElementsOf(
              published.stream().map(CalibratedSurface::snapshotHash).toList());
      long middleNs = all.get(all.size() / 2).asOfNs();
      assertThat(store.decisionsBefore("BTC", middleNs, 3))
          .hasSize(3)
          .allMatch(decision -> decision.asOfNs() < middleNs);
      assertThat(store.decisionsBefore("DOGE", Long.MAX_VALUE, 10)).isEmpty();
    }
  }

  private SurfaceStore open() throws IOException {
    return SurfaceStore.open(
        settings, journal, () -> Long.MAX_VALUE, () -> SyntheticFeed.START_NS, this::event);
  }

  private void event(long timeNs, String kind, String underlying, String text) {
    events.add(kind + ": " + text);
  }

  /// A digest of every row of every table.
  private String content() throws IOException, SQLException {
    var text = new StringBuilder();
    try (Database database = Database.open(settings);
        var statement = database.connection().createStatement()) {
      for (String table : List.of("quotes", "trades", "decisions", "slices", "surfaces")) {
        try (ResultSet row =
            statement.executeQuery(
                "SELECT count(*), sum(hash(t)::HUGEINT) FROM %s t".formatted(table))) {
          assertThat(row.next()).isTrue();
          assertThat(row.getLong(1)).as(table).isPositive();
          text.append(table).append(' ').append(row.getLong(1)).append(' ');
          text.append(row.getString(2)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private void deleteStore() throws IOException {
    Files.deleteIfExists(settings.directory().resolve("calibrant.duckdb"));
    Files.deleteIfExists(settings.directory().resolve("calibrant.duckdb.wal"));
  }

  private List<CalibratedSurface> published(String underlying) throws IOException {
    List<CalibratedSurface> surfaces = new ArrayList<>();
    Replay.run(
        journal,
        STAGES,
        event -> {
          if (event instanceof ReplayEvent.Recomputed made
              && made.decision() instanceof Decision.Publish(var surface)
              && surface.underlying().equals(underlying)) {
            surfaces.add(surface);
          }
        });
    assertThat(surfaces.size()).isGreaterThan(50);
    return surfaces;
  }
}
