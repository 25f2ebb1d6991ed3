package io.calibrant.cli;

/// How a command writes its result.
public enum Format {
  /// Aligned columns for a person.
  TABLE,
  /// One JSON object a line.
  JSON,
  /// A header line and one record a line, RFC 4180.
  CSV
}
