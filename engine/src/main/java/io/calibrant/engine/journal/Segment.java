package io.calibrant.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One file of a journal, named after the sequence of its first entry.
public record Segment(Path file, long firstSequence) {
  private static final Pattern NAME = Pattern.compile("(\\d{19})\\.journal");

  /// The segments in `directory`, oldest first; none when the folder does not exist.
  public static List<Segment> list(Path directory) throws IOException {
    List<Segment> segments = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return segments;
    }
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          segments.add(new Segment(file, Long.parseLong(name.group(1))));
        }
      }
    }
    segments.sort(Comparator.comparingLong(Segment::firstSequence));
    return segments;
  }

  /// The segment of `directory` that begins with `firstSequence`.
  static Segment of(Path directory, long firstSequence) {
    return new Segment(directory.resolve("%019d.journal".formatted(firstSequence)), firstSequence);
  }

  /// Size on disk; 0 when it is gone.
  long bytes() {
    return file.toFile().length();
  }
}
