package io.calibrant.cli.backtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// The expiries of recorded chains whose rows name no underlying, snapshot by snapshot: what stands
/// there for a forward is the index, and the published ladder leaves them out.
final class UnnamedForwards {
  private static final LocalTime EXPIRY = LocalTime.of(8, 0);
  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("dMMMyy")
          .toFormatter(Locale.ENGLISH);

  /// @param asOfNs the snapshot
  /// @param expiryTimeNs the expiry
  private record Place(long asOfNs, long expiryTimeNs) {}

  private final Set<Place> places;

  private UnnamedForwards(Set<Place> places) {
    this.places = places;
  }

  /// Those of one file; none where it has no such columns.
  static UnnamedForwards of(Path file) throws IOException {
    Set<Place> places = new HashSet<>();
    boolean packed = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = packed ? new GZIPInputStream(raw) : raw;
        var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      List<String> names = line == null ? List.of() : List.of(line.split(",", -1));
      int time = names.indexOf("snapshot_utc");
      int instrument = names.indexOf("instrument_name");
      int underlying = names.indexOf("underlying_index");
      while (Math.min(time, Math.min(instrument, underlying)) >= 0
          && (line = reader.readLine()) != null) {
        String[] cells = line.split(",", -1);
        if (cells.length == names.size() && cells[underlying].isEmpty()) {
          add(places, cells[time], cells[instrument]);
        }
      }
    }
    return new UnnamedForwards(places);
  }

  private static void add(Set<Place> places, String time, String instrument) {
    String[] parts = instrument.split("-", -1);
    try {
      Instant asOf = Instant.parse(time);
      Instant expiry =
          LocalDate.parse(parts[Math.min(1, parts.length - 1)], DAY)
              .atTime(EXPIRY)
              .toInstant(ZoneOffset.UTC);
      places.add(new Place(nanos(asOf), nanos(expiry)));
    } catch (DateTimeException e) {
      // The chain reader refuses the row with its place.
    }
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  /// Whether the rows of an expiry name no underlying.
  boolean contains(long asOfNs, long expiryTimeNs) {
    return places.contains(new Place(asOfNs, expiryTimeNs));
  }
}
