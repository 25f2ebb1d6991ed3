package io.calibrant.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Walks through a journal's entries, oldest first, also while another thread appends to it.
///
/// Damage ends a segment: it is reported once as [Item.Damaged], and the walk goes on with the next
/// segment, whose checkpoint makes a fold whole again.
public final class JournalReader implements Closeable {
  private final Path directory;
  private final LongSupplier committed;
  private @Nullable SegmentReader current;
  private long expectedSequence;
  private long entryCount;
  private final Deque<Item> waiting = new ArrayDeque<>();

  private JournalReader(Path directory, long fromSequence, LongSupplier committed) {
    this.directory = directory;
    this.expectedSequence = fromSequence;
    this.committed = committed;
  }

  /// What a walk meets.
  public sealed interface Item {
    /// A whole and intact entry.
    ///
    /// @param segment the file it stands in, and `offset` where its frame begins there
    record Read(long sequence, Entry entry, Segment segment, long offset) implements Item {}

    /// Bytes that cannot be trusted; every entry after them in this segment is lost.
    record Damaged(Path file, long offset, String reason) implements Item {}
  }

  /// Reads a journal at rest from its oldest segment.
  public static JournalReader open(Path directory) throws IOException {
    List<Segment> segments = Segment.list(directory);
    long first = segments.isEmpty() ? 0 : segments.getFirst().firstSequence();
    return new JournalReader(directory, first, () -> Long.MAX_VALUE);
  }

  /// Reads from the beginning of the segment that holds `fromSequence`.
  ///
  /// @param committed the last sequence that is written; nothing after it is touched
  public static JournalReader open(Path directory, long fromSequence, LongSupplier committed)
      throws IOException {
    long first = fromSequence;
    for (Segment segment : Segment.list(directory)) {
      if (segment.firstSequence() <= fromSequence) {
        first = segment.firstSequence();
      }
    }
    return new JournalReader(directory, first, committed);
  }

  /// Reads a journal at rest from the last checkpoint of its last segment; null when there is no
  /// segment.
  ///
  /// The frames before it are only checked, not understood.
  public static @Nullable JournalReader openAtLastCheckpoint(Path directory) throws IOException {
    List<Segment> segments = Segment.list(directory);
    if (segments.isEmpty()) {
      return null;
    }
    Segment last = segments.getLast();
    long offset = 0;
    long sequence = last.firstSequence();
    long end = sequence - 1;
    try (SegmentReader reader = SegmentReader.open(last)) {
      while (reader.next()) {
        end = reader.sequence();
        if (reader.type() == EntryCodec.CHECKPOINT) {
          offset = reader.offset();
          sequence = end;
        }
      }
    }
    var journal = new JournalReader(directory, sequence, () -> Long.MAX_VALUE);
    SegmentReader rest = SegmentReader.open(last);
    rest.seek(offset, sequence);
    journal.current = rest;
    journal.entryCount = end - sequence + 1;
    return journal;
  }

  /// How many entries [#openAtLastCheckpoint] found from the checkpoint on, itself included.
  public long entryCount() {
    return entryCount;
  }

  /// The entry whose frame begins at `offset` of a segment; null when that segment is gone or has
  /// something else there.
  public static @Nullable Entry readAt(
      Path directory, long firstSequence, long offset, long sequence) throws IOException {
    try (SegmentReader reader = SegmentReader.open(Segment.of(directory, firstSequence))) {
      reader.seek(offset, sequence);
      return reader.next() ? reader.entry() : null;
    } catch (NoSuchFileException | JournalFormatException e) {
      return null;
    }
  }

  /// The next item; null when there is none yet.
  public @Nullable Item next() throws IOException {
    while (true) {
      Item item = waiting.poll();
      if (item != null) {
        return item;
      }
      SegmentReader reader = current;
      if (reader == null) {
        if (!openNext()) {
          return null;
        }
      } else if (reader.nextSequence() > committed.getAsLong()) {
        return null;
      } else if (reader.next()) {
        decode(reader);
      } else if (!leave(reader)) {
        return null;
      }
    }
  }

  private void decode(SegmentReader reader) throws IOException {
    try {
      waiting.add(
          new Item.Read(reader.sequence(), reader.entry(), reader.segment(), reader.offset()));
    } catch (JournalFormatException e) {
      reader.reject(String.valueOf(e.getMessage()));
    }
  }

  /// Leaves a segment that gives no more; false when it is the last and may still grow.
  private boolean leave(SegmentReader reader) throws IOException {
    long first = reader.segment().firstSequence();
    String damage = reader.damage();
    @Nullable Segment following = following(first + 1);
    if (damage == null && following == null) {
      return false;
    }
    expectedSequence = reader.nextSequence();
    if (damage != null) {
      waiting.add(new Item.Damaged(reader.segment().file(), reader.endOffset(), damage));
      expectedSequence =
          following == null ? Math.max(expectedSequence, first + 1) : following.firstSequence();
    }
    reader.close();
    current = null;
    return true;
  }

  private boolean openNext() throws IOException {
    @Nullable Segment segment = following(expectedSequence);
    if (segment == null || segment.firstSequence() > committed.getAsLong()) {
      return false;
    }
    if (segment.firstSequence() != expectedSequence) {
      waiting.add(
          new Item.Damaged(
              segment.file(),
              0,
              "entries %d to %d are missing before it"
                  .formatted(expectedSequence, segment.firstSequence() - 1)));
    }
    try {
      current = SegmentReader.open(segment);
    } catch (NoSuchFileException e) {
      // Removed by retention between listing and opening: look again.
      expectedSequence = segment.firstSequence() + 1;
    }
    return true;
  }

  /// The first segment that begins at `sequence` or later.
  private @Nullable Segment following(long sequence) throws IOException {
    for (Segment segment : Segment.list(directory)) {
      if (segment.firstSequence() >= sequence) {
        return segment;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }
}
