package io.calibrant.engine.store;

import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.agent.Agent;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.connection.EventLog;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalReader;
import io.calibrant.engine.journal.JournalReader.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The agent that follows the journal and writes it into the store.
///
/// It reads the journal's files behind the writer, so it can lag as long as it likes without
/// slowing the engine; live feeding, catching up after a restart and rebuilding are one path.
final class StoreFeeder implements Agent {
  private static final int ENTRIES_PER_TURN = 20_000;
  private static final int ROWS_PER_COMMIT = 50_000;
  private static final long COMMIT_NS = 500_000_000L;
  private static final long TRIM_NS = 60_000_000_000L;

  /// How long after midnight the day before is exported: time for its last entries to be stored.
  private static final long AFTER_MIDNIGHT_NS = 60_000_000_000L;

  private final StoreSettings settings;
  private final Database database;
  private final StoreRetention retention;
  private final ParquetExport export;
  private final JournalReader reader;
  private final QuoteSampler sampler;
  private final Map<String, Long> surfaceIntervals;
  private final EpochNanoClock clock;
  private final EventLog events;
  private final long storedBefore;
  private @Nullable StoreWriter writer;
  private volatile long sequence;
  private long committedSequence;
  private long committedAtNs;
  private long trimmedAtNs;
  private LocalDate today;

  StoreFeeder(
      StoreSettings settings,
      Database database,
      Progress progress,
      Path journal,
      LongSupplier committed,
      EpochNanoClock clock,
      EventLog events)
      throws SQLException, IOException {
    this.settings = settings;
    this.database = database;
    this.retention = new StoreRetention(settings, database.connection());
    this.export = new ParquetExport(database);
    this.reader = JournalReader.open(journal, progress.quotesSequence() + 1, committed);
    this.sampler = new QuoteSampler(settings.quoteIntervalNs(), progress.quotesSequence());
    this.surfaceIntervals = new HashMap<>();
    progress
        .newestSurfaces()
        .forEach((coin, asOfNs) -> surfaceIntervals.put(coin, asOfNs / settings.sliceIntervalNs()));
    this.storedBefore = progress.sequence();
    this.sequence = progress.quotesSequence();
    this.committedSequence = progress.quotesSequence();
    this.clock = clock;
    this.events = events;
    this.today = day(clock.nowNs());
  }

  @Override
  public String roleName() {
    return "store";
  }

  /// The last entry that was read; any thread may ask.
  long sequence() {
    return sequence;
  }

  /// DuckDB ties an appender to the thread that made it, so the agent's own thread makes it.
  private StoreWriter writer() throws SQLException {
    StoreWriter made = writer;
    if (made == null) {
      made = new StoreWriter(database.connection());
      writer = made;
    }
    return made;
  }

  @Override
  public int doWork() throws IOException, SQLException {
    StoreWriter rows = writer();
    int work = 0;
    while (work < ENTRIES_PER_TURN && rows.waitingRows() < ROWS_PER_COMMIT) {
      Item item = reader.next();
      if (item == null) {
        break;
      }
      work++;
      switch (item) {
        case Item.Read read -> take(read, rows);
        case Item.Damaged damaged ->
            events.event(clock.nowNs(), "journal-damage", "", "the store passes over " + damaged);
      }
    }
    long nowNs = clock.nowNs();
    if (rows.waitingRows() >= ROWS_PER_COMMIT || nowNs - committedAtNs >= COMMIT_NS) {
      commit(nowNs, rows);
    }
    exportYesterday(nowNs);
    return work;
  }

  @Override
  public void idle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(20);
  }

  /// Reads to the journal's end, then closes.
  @Override
  public void onClose() throws IOException, SQLException {
    try (reader;
        StoreWriter rows = writer()) {
      while (doWork() > 0) {
        // until everything written is stored
      }
      commit(clock.nowNs(), rows);
    }
  }

  private void take(Item.Read read, StoreWriter rows) throws SQLException {
    long at = read.sequence();
    if (at <= committedSequence) {
      // The reader begins at the beginning of a segment.
      return;
    }
    switch (read.entry()) {
      case Entry.Said(VenueMessage.OptionTicker m) -> sampler.take(at, m, m.instrument(), rows);
      case Entry.Said(VenueMessage.FutureTicker m) -> sampler.take(at, m, m.instrument(), rows);
      case Entry.Said(VenueMessage.BookTop m) -> sampler.take(at, m, m.instrument(), rows);
      case Entry.Said(VenueMessage.Trade trade) when at > storedBefore -> rows.trade(at, trade);
      case Entry.Decided decided when at > storedBefore -> takeDecision(read, decided, rows);
      default -> {}
    }
    sequence = at;
  }

  private void takeDecision(Item.Read read, Entry.Decided decided, StoreWriter rows)
      throws SQLException {
    rows.decision(read, decided);
    if (decided.decision() instanceof Decision.Publish(var surface)) {
      long interval = surface.asOfNs() / settings.sliceIntervalNs();
      Long last = surfaceIntervals.put(surface.underlying(), interval);
      if (last == null || interval > last) {
        rows.surface(read.sequence(), surface);
      }
    }
  }

  private void commit(long nowNs, StoreWriter rows) throws SQLException {
    committedAtNs = nowNs;
    if (sequence > committedSequence) {
      rows.commit(Math.max(sequence, storedBefore), sampler.cleanSequence());
      committedSequence = sequence;
    }
    if (nowNs - trimmedAtNs >= TRIM_NS) {
      trimmedAtNs = nowNs;
      retention.trim();
    }
  }

  private void exportYesterday(long nowNs) {
    LocalDate day = day(nowNs - AFTER_MIDNIGHT_NS);
    if (day.isAfter(today)) {
      try {
        var files = export.exportDay(today, settings.directory().resolve("parquet"));
        events.event(nowNs, "export", "", "wrote " + files);
      } catch (IOException | SQLException e) {
        // The day can be exported again on demand; the feed is worth more.
        events.event(nowNs, "export", "", "%s could not be exported: %s".formatted(today, e));
      }
      today = day;
    }
  }

  private static LocalDate day(long nowNs) {
    return LocalDate.ofInstant(
        Instant.ofEpochSecond(Math.floorDiv(nowNs, 1_000_000_000L)), ZoneOffset.UTC);
  }
}
