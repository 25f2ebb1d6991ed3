package io.calibrant.engine.store;

import java.nio.file.Path;

/// Where the store lives, how finely it samples and how much it keeps.
///
/// @param directory holds the database, `quarantine/` and `parquet/`
/// @param memoryLimit DuckDB's `memory_limit`
/// @param quoteIntervalNs of each contract at most one quote per interval is stored, the latest;
///   the journal has them all
/// @param sliceIntervalNs of each underlying at most one publication per interval is stored with
///   its parameters; every decision is stored as a row, and the journal has all parameters
/// @param quoteRows rows of quotes kept at most
/// @param sliceRows rows of slices kept at most
/// @param decisionRows rows of decisions kept at most
public record StoreSettings(
    Path directory,
    String memoryLimit,
    long quoteIntervalNs,
    long sliceIntervalNs,
    long quoteRows,
    long sliceRows,
    long decisionRows) {
  private static final long SECOND_NS = 1_000_000_000L;

  /// 128 MB; quotes every 5 s, parameters every second; 40, 4 and 10 million rows.
  public static StoreSettings of(Path directory) {
    return new StoreSettings(
        directory, "128MB", 5 * SECOND_NS, SECOND_NS, 40_000_000, 4_000_000, 10_000_000);
  }
}
