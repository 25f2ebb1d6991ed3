package io.calibrant.cli.fit;

/// Writes fitted snapshots one after the other.
interface FitSink extends AutoCloseable {
  /// Writes one snapshot.
  void accept(FittedSnapshot fitted);

  /// Writes what is held back; the stream beneath stays open.
  @Override
  default void close() {}
}
