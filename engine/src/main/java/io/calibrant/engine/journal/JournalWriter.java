package io.calibrant.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The writing end of a journal.
///
/// Durability: [#flush] hands every entry to the operating system (write(2)); the engine calls it
/// before it publishes anything that rests on those entries, so the death of the process loses
/// nothing that was acknowledged. [#force] (fsync) runs on another thread at a stated interval; the
/// loss of power may cost that interval. Apart from [#force], [#committed] and [#bytes] this
/// belongs to one thread.
public final class JournalWriter implements Closeable {
  private static final int BATCH_BYTES = 1 << 20;

  private final JournalSettings settings;
  private final FrameBatch batch = new FrameBatch(2 * BATCH_BYTES);
  private final Queue<FileChannel> retired = new ConcurrentLinkedQueue<>();
  private volatile FileChannel channel;
  private volatile long committed;
  private volatile long segmentsBytes;
  private volatile boolean unforced;
  private long nextSequence;
  private long currentBytes;
  private long closedBytes;

  private JournalWriter(JournalSettings settings, long nextSequence, FileChannel channel) {
    this.settings = settings;
    this.nextSequence = nextSequence;
    this.committed = nextSequence - 1;
    this.channel = channel;
  }

  /// Begins a new segment after `lastSequence`.
  ///
  /// @param state the state after all entries up to `lastSequence`
  public static JournalWriter begin(
      JournalSettings settings, long lastSequence, StateBytes state, long nowNs)
      throws IOException {
    Files.createDirectories(settings.directory());
    long first = lastSequence + 1;
    var writer = new JournalWriter(settings, first, create(settings, first));
    writer.writeHead(state, nowNs);
    writer.removeOldest();
    return writer;
  }

  /// Adds `entry` to the batch in memory.
  ///
  /// @return its sequence
  public long append(Entry entry) throws IOException {
    batch.append(entry, nextSequence, currentBytes);
    if (batch.size() >= BATCH_BYTES) {
      nextSequence++;
      flush();
    } else {
      nextSequence++;
    }
    return nextSequence - 1;
  }

  /// Hands the batch to the operating system; after this the death of the process cannot lose it.
  public void flush() throws IOException {
    if (batch.size() == 0) {
      return;
    }
    ByteBuffer bytes = batch.written();
    currentBytes += bytes.remaining();
    segmentsBytes = closedBytes + currentBytes;
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    batch.clear();
    unforced = true;
    committed = nextSequence - 1;
  }

  /// Adds a checkpoint, from which a restart can begin.
  ///
  /// @param state the state after everything appended so far
  public void checkpoint(StateBytes state) throws IOException {
    append(new Entry.Checkpoint(state));
    // A reader that begins here needs nothing from before.
    batch.restart();
    flush();
  }

  /// Whether the segment has reached its size; then call [#rotate] between two batches.
  public boolean wantsRotation() {
    return currentBytes >= settings.segmentBytes();
  }

  /// Begins a new segment and removes the oldest above the retention bound.
  ///
  /// @param state the state after everything appended so far
  /// @return the segments removed
  public List<Segment> rotate(StateBytes state, long nowNs) throws IOException {
    flush();
    retired.add(channel);
    channel = create(settings, nextSequence);
    writeHead(state, nowNs);
    return removeOldest();
  }

  /// Makes everything flushed so far survive the loss of power; may be called from any thread.
  public void force() throws IOException {
    for (FileChannel old = retired.poll(); old != null; old = retired.poll()) {
      old.force(false);
      old.close();
    }
    if (!unforced) {
      return;
    }
    unforced = false;
    try {
      channel.force(false);
    } catch (ClosedChannelException e) {
      // Closed in between, and forced by that.
    }
  }

  /// The last sequence that is written; may be read from any thread.
  public long committed() {
    return committed;
  }

  /// Size of all segments on disk; may be read from any thread.
  public long bytes() {
    return segmentsBytes;
  }

  /// Flushes, forces and closes.
  @Override
  public void close() throws IOException {
    flush();
    unforced = true;
    force();
    channel.close();
  }

  private void writeHead(StateBytes state, long nowNs) throws IOException {
    closedBytes = segmentsBytes;
    currentBytes = 0;
    batch.restart();
    append(new Entry.SegmentHeader(FrameFormat.VERSION, settings.codeVersion(), nowNs));
    append(new Entry.Checkpoint(state));
    flush();
  }

  private List<Segment> removeOldest() throws IOException {
    List<Segment> segments = Segment.list(settings.directory());
    List<Segment> removed = new ArrayList<>();
    long total = 0;
    for (Segment segment : segments) {
      total += segment.bytes();
    }
    // The last two stay whatever their size: one is being written, one may be read.
    for (int i = 0; i < segments.size() - 2 && total > settings.retentionBytes(); i++) {
      total -= segments.get(i).bytes();
      Files.deleteIfExists(segments.get(i).file());
      removed.add(segments.get(i));
    }
    segmentsBytes = total;
    closedBytes = total - currentBytes;
    return removed;
  }

  private static FileChannel create(JournalSettings settings, long first) throws IOException {
    Segment segment = Segment.of(settings.directory(), first);
    FileChannel channel =
        FileChannel.open(segment.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    // The name itself must survive the loss of power.
    try (FileChannel directory = FileChannel.open(settings.directory(), StandardOpenOption.READ)) {
      directory.force(true);
    }
    return channel;
  }
}
