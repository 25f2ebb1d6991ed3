package io.calibrant.engine.store;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.agent.Agent;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.api.SurfaceFeed.AtmPoint;
import io.calibrant.engine.api.SurfaceFeed.PastDecision;
import io.calibrant.engine.connection.EventLog;
import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalReader;
import io.calibrant.engine.journal.SurfaceCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A DuckDB database beside the journal that answers questions about the past; all of it can be
/// rebuilt from the journal.
///
/// Every decision is a row that knows its place in the journal, so an as-of query gives exactly the
/// surface that was published last before the instant, as long as the journal keeps it; older ones
/// come from the samples in the store. Quotes are sampled, trades are complete.
public final class SurfaceStore implements AutoCloseable {
  private final Database database;
  private final Path journal;
  private final EventLog events;
  private final StoreFeeder feeder;
  private final EpochNanoClock clock;

  private SurfaceStore(
      Database database, Path journal, EventLog events, StoreFeeder feeder, EpochNanoClock clock) {
    this.database = database;
    this.journal = journal;
    this.events = events;
    this.feeder = feeder;
    this.clock = clock;
  }

  /// Opens the store; what is damaged or does not belong to this journal is quarantined, said, and
  /// rebuilt by the agent.
  ///
  /// @param committed the journal's last written entry
  public static SurfaceStore open(
      StoreSettings settings,
      Path journal,
      LongSupplier committed,
      EpochNanoClock clock,
      EventLog events)
      throws IOException {
    Database database = Database.open(settings);
    database
        .repairs()
        .forEach(text -> events.event(clock.nowNs(), "store-damage", "", text + "; rebuilding"));
    try {
      Progress progress = Progress.read(database.connection());
      if (progress.sequence() > committed.getAsLong()) {
        database.close();
        database = Database.replace(settings, "it is ahead of the journal");
        progress = Progress.read(database.connection());
        events.event(clock.nowNs(), "store-damage", "", "ahead of the journal: rebuilding");
      }
      var feeder = new StoreFeeder(settings, database, progress, journal, committed, clock, events);
      return new SurfaceStore(database, journal, events, feeder, clock);
    } catch (SQLException e) {
      throw new IOException("cannot read the store: " + e.getMessage(), e);
    }
  }

  /// The agent that feeds the store; run it on a thread of its own.
  public Agent agent() {
    return feeder;
  }

  /// The last journal entry that was read into the store.
  public long lastSequence() {
    return feeder.sequence();
  }

  /// The surface that was published last at or before `asOfNs`, without its quotes; empty when
  /// there was none or it is kept no more.
  public Optional<CalibratedSurface> surfaceAsOf(String underlying, long asOfNs) {
    try (Connection connection = database.reader()) {
      Optional<CalibratedSurface> exact = fromJournal(connection, underlying, asOfNs);
      return exact.isPresent() ? exact : fromSamples(connection, underlying, asOfNs);
    } catch (SQLException | IOException e) {
      failed("as-of query", underlying, e);
      return Optional.empty();
    }
  }

  private Optional<CalibratedSurface> fromJournal(
      Connection connection, String underlying, long asOfNs) throws SQLException, IOException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT segment, byte_offset, sequence FROM decisions
            WHERE underlying = ? AND kind = 'publish' AND as_of_ns <= ?
            ORDER BY as_of_ns DESC, sequence DESC LIMIT 1\
            """)) {
      query.setString(1, underlying);
      query.setLong(2, asOfNs);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        @Nullable Entry entry =
            JournalReader.readAt(journal, row.getLong(1), row.getLong(2), row.getLong(3));
        return entry instanceof Entry.Decided(_, Decision.Publish(var surface))
            ? Optional.of(surface)
            : Optional.empty();
      }
    }
  }

  private static Optional<CalibratedSurface> fromSamples(
      Connection connection, String underlying, long asOfNs) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT bytes FROM surfaces WHERE underlying = ? AND as_of_ns <= ?
            ORDER BY as_of_ns DESC LIMIT 1\
            """)) {
      query.setString(1, underlying);
      query.setLong(2, asOfNs);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        byte[] bytes = row.getBytes(1);
        return Optional.of(SurfaceCodec.read(BinaryReader.of(bytes)));
      }
    }
  }

  /// ATM vols of the stored publications since `fromNs`, oldest first, at most `limit`.
  public List<AtmPoint> atmHistory(String underlying, long fromNs, int limit) {
    List<AtmPoint> points = new ArrayList<>();
    try (Connection connection = database.reader();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT as_of_ns, list(expiry_years * 365 ORDER BY expiry_ns),
                  list(atm_vol ORDER BY expiry_ns)
                FROM slices WHERE underlying = ? AND as_of_ns >= ?
                GROUP BY as_of_ns ORDER BY as_of_ns LIMIT ?\
                """)) {
      query.setString(1, underlying);
      query.setLong(2, fromNs);
      query.setInt(3, limit);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          points.add(new AtmPoint(rows.getLong(1), doubles(rows, 2), doubles(rows, 3)));
        }
      }
    } catch (SQLException e) {
      failed("ATM history", underlying, e);
    }
    return points;
  }

  private static List<Double> doubles(ResultSet rows, int column) throws SQLException {
    List<Double> values = new ArrayList<>();
    for (Object value : (Object[]) rows.getArray(column).getArray()) {
      values.add((Double) value);
    }
    return values;
  }

  /// The stored decisions made before `beforeNs`, newest first, at most `limit`.
  public List<PastDecision> decisionsBefore(String underlying, long beforeNs, int limit) {
    List<PastDecision> decisions = new ArrayList<>();
    try (Connection connection = database.reader();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT as_of_ns, snapshot_hash, kind = 'publish', code, reason FROM decisions
                WHERE underlying = ? AND as_of_ns < ?
                ORDER BY as_of_ns DESC, sequence DESC LIMIT ?\
                """)) {
      query.setString(1, underlying);
      query.setLong(2, beforeNs);
      query.setInt(3, limit);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          decisions.add(
              new PastDecision(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getBoolean(3),
                  rows.getString(4),
                  rows.getString(5)));
        }
      }
    } catch (SQLException e) {
      failed("decisions query", underlying, e);
    }
    return decisions;
  }

  /// The days (UTC) of which there are decisions, oldest first.
  ///
  /// @throws IOException when the store cannot be read
  public List<LocalDate> days() throws IOException {
    List<LocalDate> days = new ArrayList<>();
    try (Connection connection = database.reader();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT DISTINCT as_of_ns // 86400000000000 AS day FROM decisions ORDER BY day");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        days.add(LocalDate.ofEpochDay(rows.getLong(1)));
      }
    } catch (SQLException e) {
      throw new IOException("cannot read the store: " + e.getMessage(), e);
    }
    return days;
  }

  /// Writes one day (UTC) of every table into `directory` as Parquet with zstd compression.
  ///
  /// @return the files
  /// @throws IOException when they cannot be written
  public List<Path> exportDay(LocalDate day, Path directory) throws IOException {
    try {
      return new ParquetExport(database).exportDay(day, directory);
    } catch (SQLException e) {
      throw new IOException("cannot export %s: %s".formatted(day, e.getMessage()), e);
    }
  }

  private void failed(String what, String underlying, Exception e) {
    events.event(clock.nowNs(), "store", underlying, "%s failed: %s".formatted(what, e));
  }

  /// Closes the database; stop the agent first.
  @Override
  public void close() throws IOException {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IOException("cannot close the store: " + e.getMessage(), e);
    }
  }
}
