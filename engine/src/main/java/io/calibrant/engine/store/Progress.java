package io.calibrant.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// How far a store reaches.
///
/// @param sequence trades and decisions are stored up to this journal entry
/// @param quotesSequence quotes are sampled up to this one; a fold goes on after it
/// @param newestSurfaces instant of the newest stored surface by underlying
record Progress(long sequence, long quotesSequence, Map<String, Long> newestSurfaces) {
  Progress {
    newestSurfaces = Map.copyOf(newestSurfaces);
  }

  static Progress read(Connection connection) throws SQLException {
    Map<String, Long> newest = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT underlying, max(as_of_ns) FROM surfaces GROUP BY underlying")) {
        while (rows.next()) {
          newest.put(rows.getString(1), rows.getLong(2));
        }
      }
      try (ResultSet row =
          statement.executeQuery("SELECT sequence, quotes_sequence FROM progress")) {
        if (!row.next()) {
          throw new SQLException("the table of progress is empty");
        }
        return new Progress(row.getLong(1), row.getLong(2), newest);
      }
    }
  }
}
