package io.calibrant.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Keeps every table below its bound by removing the oldest rows.
final class StoreRetention {
  /// Rows above the bound, as a share of it, that are worth a deletion.
  private static final double SLACK = 0.1;

  private record Bound(String table, long rows) {}

  private final Connection connection;
  private final List<Bound> bounds;

  StoreRetention(StoreSettings settings, Connection connection) {
    this.connection = connection;
    this.bounds =
        List.of(
            new Bound("quotes", settings.quoteRows()),
            new Bound("trades", settings.quoteRows()),
            new Bound("decisions", settings.decisionRows()),
            new Bound("slices", settings.sliceRows()),
            new Bound("surfaces", settings.sliceRows() / 10));
  }

  /// Removes the oldest rows of every table that is more than a tenth above its bound.
  void trim() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Bound bound : bounds) {
        long rows = count(statement, bound.table());
        if (rows > bound.rows() * (1 + SLACK)) {
          double share = (double) (rows - bound.rows()) / rows;
          statement.execute(
              "DELETE FROM %1$s WHERE sequence <= (SELECT approx_quantile(sequence, %2$s) FROM %1$s)"
                  .formatted(bound.table(), share));
        }
      }
    }
    connection.commit();
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
