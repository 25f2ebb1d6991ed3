package io.calibrant.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The store's tables. No secondary indexes: DuckDB scans by its own block statistics.
final class StoreSchema {
  static final int VERSION = 3;

  /// The tables that grow, all with a `sequence` and an instant in ns as their first columns.
  static final List<String> TABLES = List.of("quotes", "trades", "decisions", "slices");

  private static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS progress (
            version INTEGER, sequence BIGINT, quotes_sequence BIGINT)\
          """,
          """
          CREATE TABLE IF NOT EXISTS quotes (
            sequence BIGINT, receipt_ns BIGINT, exchange_ns BIGINT, venue VARCHAR,
            instrument VARCHAR, bid DOUBLE, ask DOUBLE, bid_size DOUBLE, ask_size DOUBLE,
            mark DOUBLE, mark_vol DOUBLE, forward DOUBLE, index_price DOUBLE)\
          """,
          """
          CREATE TABLE IF NOT EXISTS trades (
            sequence BIGINT, receipt_ns BIGINT, exchange_ns BIGINT, venue VARCHAR,
            instrument VARCHAR, trade_id VARCHAR, price DOUBLE, size DOUBLE, taker_buys BOOLEAN,
            vol DOUBLE, kind VARCHAR)\
          """,
          """
          CREATE TABLE IF NOT EXISTS decisions (
            sequence BIGINT, as_of_ns BIGINT, underlying VARCHAR, kind VARCHAR, code VARCHAR,
            reason VARCHAR, snapshot_hash VARCHAR, digest VARCHAR, segment BIGINT,
            byte_offset BIGINT)\
          """,
          """
          CREATE TABLE IF NOT EXISTS slices (
            sequence BIGINT, as_of_ns BIGINT, underlying VARCHAR, expiry_ns BIGINT,
            expiry_years DOUBLE, forward DOUBLE, forward_std_error DOUBLE,
            discount_factor DOUBLE, forward_method VARCHAR, a DOUBLE, b DOUBLE, rho DOUBLE,
            m DOUBLE, sigma DOUBLE, atm_vol DOUBLE, atm_vol_std_dev DOUBLE, status VARCHAR,
            iterations INTEGER, used_count INTEGER, rmse_vol_points DOUBLE,
            hold_out_rmse_vol_points DOUBLE, inside_spread DOUBLE, butterfly_min_g DOUBLE,
            calendar_min_gap DOUBLE, curvature_knots DOUBLE[], curvature DOUBLE[])\
          """,
          """
          CREATE TABLE IF NOT EXISTS surfaces (
            sequence BIGINT, as_of_ns BIGINT, underlying VARCHAR, bytes BLOB)\
          """);

  private StoreSchema() {}

  /// Creates what is missing.
  ///
  /// @throws SQLException also when the tables are of another version
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : STATEMENTS) {
        statement.execute(sql);
      }
      try (ResultSet row = statement.executeQuery("SELECT version FROM progress")) {
        if (row.next()) {
          if (row.getInt(1) != VERSION) {
            throw new SQLException(
                "tables of version %d, this program has version %d"
                    .formatted(row.getInt(1), VERSION));
          }
          return;
        }
      }
      statement.execute("INSERT INTO progress VALUES (%d, -1, -1)".formatted(VERSION));
    }
  }

  /// The column that holds the instant of a row.
  static String timeColumn(String table) {
    return table.equals("quotes") || table.equals("trades") ? "receipt_ns" : "as_of_ns";
  }
}
