package io.calibrant.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Makes a journal whole after a crash: bytes at its end that are not whole, intact frames are
/// moved to `quarantine/`, never deleted.
public final class TailRepair {
  private TailRepair() {}

  /// What was done.
  ///
  /// @param lastSequence the last entry that is intact; −1 when there is none
  /// @param quarantined what was moved, empty when the journal was whole
  public record Outcome(long lastSequence, List<Quarantined> quarantined) {
    public Outcome {
      quarantined = List.copyOf(quarantined);
    }
  }

  /// Bytes that were moved.
  ///
  /// @param offset where they began in `segment`
  /// @param to the file that holds them now
  public record Quarantined(Path segment, long offset, long bytes, String reason, Path to) {
    @Override
    public String toString() {
      return "%s: %s at byte %d; %d bytes moved to %s"
          .formatted(segment.getFileName(), reason, offset, bytes, to);
    }
  }

  /// Scans the last segment and cuts it after its last intact frame. A segment without an intact
  /// checkpoint is moved as a whole, and the one before becomes the last.
  public static Outcome repair(Path directory) throws IOException {
    List<Quarantined> moved = new ArrayList<>();
    List<Segment> segments = Segment.list(directory);
    for (int i = segments.size() - 1; i >= 0; i--) {
      Scan scan = scan(segments.get(i));
      if (!scan.hasCheckpoint()) {
        moved.add(moveWhole(directory, scan));
        continue;
      }
      if (scan.goodBytes() < scan.segment().bytes()) {
        moved.add(moveTail(directory, scan));
      }
      return new Outcome(scan.lastSequence(), moved);
    }
    return new Outcome(-1, moved);
  }

  private record Scan(
      Segment segment, long goodBytes, long lastSequence, boolean hasCheckpoint, String reason) {}

  private static Scan scan(Segment segment) throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment)) {
      boolean hasCheckpoint = false;
      while (reader.next()) {
        try {
          hasCheckpoint |= reader.entry() instanceof Entry.Checkpoint;
        } catch (JournalVersionException e) {
          throw new IOException(
              "%s has %s; move the folder away, or name another one with --journal"
                  .formatted(segment.file(), e.getMessage()),
              e);
        } catch (JournalFormatException e) {
          reader.reject(String.valueOf(e.getMessage()));
        }
      }
      String damage = reader.damage();
      String reason = damage == null ? "no checkpoint" : damage;
      return new Scan(
          segment, reader.endOffset(), reader.nextSequence() - 1, hasCheckpoint, reason);
    }
  }

  private static Quarantined moveWhole(Path directory, Scan scan) throws IOException {
    Path file = scan.segment().file();
    long bytes = Files.size(file);
    Path to = freeName(directory, file.getFileName() + "-whole");
    Files.move(file, to);
    return new Quarantined(file, 0, bytes, scan.reason(), to);
  }

  private static Quarantined moveTail(Path directory, Scan scan) throws IOException {
    Path file = scan.segment().file();
    Path to = freeName(directory, "%s-at-%d".formatted(file.getFileName(), scan.goodBytes()));
    try (FileChannel from =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel target =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long bytes = from.size() - scan.goodBytes();
      copy(from, scan.goodBytes(), target);
      // The copy must be safe before the original goes.
      target.force(true);
      from.truncate(scan.goodBytes());
      from.force(true);
      return new Quarantined(file, scan.goodBytes(), bytes, scan.reason(), to);
    }
  }

  private static void copy(FileChannel from, long start, FileChannel to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    long at = start;
    while (from.read(buffer, at) > 0) {
      at += buffer.flip().remaining();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
      buffer.clear();
    }
  }

  private static Path freeName(Path directory, String name) throws IOException {
    Path quarantine = Files.createDirectories(directory.resolve("quarantine"));
    Path to = quarantine.resolve(name + ".bin");
    for (int i = 2; Files.exists(to); i++) {
      to = quarantine.resolve(name + "-" + i + ".bin");
    }
    return to;
  }
}
