package io.calibrant.engine.journal;

import java.nio.file.Path;

/// Where a journal lives and how much of it is kept.
///
/// @param directory holds the segments, `lock` and `quarantine/`
/// @param segmentBytes size at which a new segment is begun
/// @param retentionBytes size of all segments above which the oldest are removed
/// @param codeVersion the version of the program, written into each segment
public record JournalSettings(
    Path directory, long segmentBytes, long retentionBytes, String codeVersion) {
  /// 64 MB a segment.
  public static final long SEGMENT_BYTES = 64L << 20;

  /// 4 GB in all.
  public static final long RETENTION_BYTES = 4L << 30;

  public JournalSettings {
    if (!(segmentBytes > 0) || !(retentionBytes >= 2 * segmentBytes)) {
      throw new IllegalArgumentException(
          "segmentBytes=%d must be > 0 and retentionBytes=%d at least twice that"
              .formatted(segmentBytes, retentionBytes));
    }
  }

  /// The standard sizes.
  public static JournalSettings of(Path directory, String codeVersion) {
    return new JournalSettings(directory, SEGMENT_BYTES, RETENTION_BYTES, codeVersion);
  }
}
