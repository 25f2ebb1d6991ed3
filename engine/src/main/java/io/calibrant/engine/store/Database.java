package io.calibrant.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/// An open DuckDB file; what cannot be opened is moved to `quarantine/` and begun anew, since all
/// of it can be rebuilt from the journal.
final class Database implements AutoCloseable {
  private static final String NAME = "calibrant.duckdb";

  private final DuckDBConnection connection;
  private final List<String> repairs;

  private Database(DuckDBConnection connection, List<String> repairs) {
    this.connection = connection;
    this.repairs = List.copyOf(repairs);
  }

  /// Opens the database in the settings' directory: first as it is, then without its write-ahead
  /// log, then empty.
  static Database open(StoreSettings settings) throws IOException {
    Path file = Files.createDirectories(settings.directory()).resolve(NAME);
    Path log = settings.directory().resolve(NAME + ".wal");
    List<String> repairs = new ArrayList<>();
    try {
      return new Database(connect(settings, file), repairs);
    } catch (SQLException whole) {
      quarantine(settings, log, whole, repairs);
    }
    try {
      return new Database(connect(settings, file), repairs);
    } catch (SQLException withoutLog) {
      quarantine(settings, log, withoutLog, repairs);
      quarantine(settings, file, withoutLog, repairs);
    }
    try {
      return new Database(connect(settings, file), repairs);
    } catch (SQLException empty) {
      throw new IOException(
          "cannot create the store %s: %s".formatted(file, firstLine(empty)), empty);
    }
  }

  /// Quarantines the database and opens an empty one.
  static Database replace(StoreSettings settings, String why) throws IOException {
    List<String> repairs = new ArrayList<>();
    var reason = new SQLException(why);
    quarantine(settings, settings.directory().resolve(NAME + ".wal"), reason, repairs);
    quarantine(settings, settings.directory().resolve(NAME), reason, repairs);
    return open(settings);
  }

  /// The connection that writes.
  DuckDBConnection connection() {
    return connection;
  }

  /// What was moved to make it open; empty when it was whole.
  List<String> repairs() {
    return repairs;
  }

  /// Another connection to the same database, for one reader.
  Connection reader() throws SQLException {
    return connection.duplicate();
  }

  private static DuckDBConnection connect(StoreSettings settings, Path file) throws SQLException {
    var properties = new Properties();
    properties.setProperty("memory_limit", settings.memoryLimit());
    properties.setProperty("threads", "1");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
    try {
      StoreSchema.create(connection);
      return connection.unwrap(DuckDBConnection.class);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void quarantine(
      StoreSettings settings, Path file, SQLException why, List<String> repairs)
      throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    Path quarantine = Files.createDirectories(settings.directory().resolve("quarantine"));
    Path to = quarantine.resolve(String.valueOf(file.getFileName()));
    for (int i = 2; Files.exists(to); i++) {
      to = quarantine.resolve(file.getFileName() + "-" + i);
    }
    Files.move(file, to);
    repairs.add("%s moved to %s: %s".formatted(file.getFileName(), to, firstLine(why)));
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
