package io.calibrant.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Writes one day (UTC) of every table as a Parquet file with zstd compression.
final class ParquetExport {
  private final Database database;

  ParquetExport(Database database) {
    this.database = database;
  }

  /// Writes `quotes-2026-11-21.parquet` and its like into `directory`; a file appears whole or not
  /// at all and replaces an older one.
  ///
  /// @return the files
  List<Path> exportDay(LocalDate day, Path directory) throws IOException, SQLException {
    Files.createDirectories(directory);
    long fromNs = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000_000L;
    long toNs = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000_000L;
    List<Path> files = new ArrayList<>();
    try (Connection connection = database.reader();
        Statement statement = connection.createStatement()) {
      for (String table : StoreSchema.TABLES) {
        Path file = directory.resolve("%s-%s.parquet".formatted(table, day));
        Path part = directory.resolve("%s-%s.parquet.part".formatted(table, day));
        statement.execute(
            "COPY (SELECT * FROM %1$s WHERE %2$s >= %3$d AND %2$s < %4$d ORDER BY sequence) TO '%5$s' (FORMAT parquet, COMPRESSION zstd)"
                .formatted(
                    table,
                    StoreSchema.timeColumn(table),
                    fromNs,
                    toNs,
                    part.toString().replace("'", "''")));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        files.add(file);
      }
    }
    return files;
  }
}
