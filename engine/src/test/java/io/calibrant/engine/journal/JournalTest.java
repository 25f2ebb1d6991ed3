package io.calibrant.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.journal.JournalReader.Item;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final StateBytes STATE = StateBytes.copyOf(new byte[] {1, 2, 3});

  @TempDir Path directory;

  @Test
  void append_overManySegments_readsBackInOrder() throws IOException {
    List<Entry> written = write(3_000, 40_000);

    assertThat(Segment.list(directory).size()).isGreaterThan(5);
    List<Item> items = readAll();
    assertThat(items).allMatch(item -> item instanceof Item.Read);
    assertThat(payload(items)).isEqualTo(written);
    for (int i = 0; i < items.size(); i++) {
      assertThat(((Item.Read) items.get(i)).sequence()).isEqualTo(i);
    }
  }

  @Test
  void reader_whileWriting_seesExactlyWhatIsCommitted() throws IOException {
    var entries = new RandomEntries(new SplittableRandom(3));
    var settings = new JournalSettings(directory, 30_000, 1 << 30, "test");
    List<Entry> written = new ArrayList<>();
    List<Item> seen = new ArrayList<>();
    try (JournalWriter journal = JournalWriter.begin(settings, -1, STATE, 0);
        JournalReader reader = JournalReader.open(directory, 0, journal::committed)) {
      for (int i = 0; i < 1_000; i++) {
        Entry entry = new Entry.Said(entries.message());
        written.add(entry);
        long sequence = journal.append(entry);
        if (i % 7 == 0) {
          journal.flush();
          for (Item item = reader.next(); item != null; item = reader.next()) {
            seen.add(item);
          }
          assertThat(((Item.Read) seen.getLast()).sequence()).isEqualTo(sequence);
        }
        if (journal.wantsRotation()) {
          journal.rotate(STATE, 0);
        }
      }
      journal.flush();
      for (Item item = reader.next(); item != null; item = reader.next()) {
        seen.add(item);
      }
    }
    assertThat(payload(seen)).isEqualTo(written);
  }

  @Test
  void repair_tailCutOrFlipped_quarantinesAndNeverDecodesWrongly() throws IOException {
    var random = new SplittableRandom(5);
    for (int round = 0; round < 60; round++) {
      clear();
      List<Entry> written = write(150, 1 << 30);
      Segment last = Segment.list(directory).getLast();
      byte[] before = Files.readAllBytes(last.file());
      int headBytes = 200;
      int at = headBytes + random.nextInt(before.length - headBytes);
      boolean cut = random.nextBoolean();
      damage(last.file(), at, cut, random);
      byte[] damaged = Files.readAllBytes(last.file());

      TailRepair.Outcome outcome = TailRepair.repair(directory);

      byte[] good = Files.readAllBytes(last.file());
      assertThat(good.length).isLessThanOrEqualTo(at);
      assertThat(good).isEqualTo(java.util.Arrays.copyOf(before, good.length));
      if (good.length < damaged.length) {
        assertThat(outcome.quarantined()).hasSize(1);
        byte[] moved = Files.readAllBytes(outcome.quarantined().getFirst().to());
        assertThat(moved)
            .isEqualTo(java.util.Arrays.copyOfRange(damaged, good.length, damaged.length));
      }
      List<Item> items = readAll();
      assertThat(items).allMatch(item -> item instanceof Item.Read);
      assertThat(payload(items)).isEqualTo(written.subList(0, payload(items).size()));
      assertThat(outcome.lastSequence()).isEqualTo(items.size() - 1);
    }
  }

  @Test
  void repair_segmentWithoutCheckpoint_movesItWhole() throws IOException {
    write(100, 1 << 30);
    Path half = directory.resolve("%019d.journal".formatted(500));
    Files.write(half, new byte[] {1, 2, 3, 4});

    TailRepair.Outcome outcome = TailRepair.repair(directory);

    assertThat(outcome.lastSequence()).isEqualTo(101);
    assertThat(outcome.quarantined()).hasSize(1);
    assertThat(half).doesNotExist();
    assertThat(outcome.quarantined().getFirst().to()).exists();
  }

  @Test
  void reader_damageInAnOlderSegment_saysSoAndGoesOnWithTheNext() throws IOException {
    write(3_000, 40_000);
    List<Segment> segments = Segment.list(directory);
    Segment middle = segments.get(segments.size() / 2);
    damage(middle.file(), (int) Files.size(middle.file()) / 2, false, new SplittableRandom(1));

    List<Item> items = readAll();

    assertThat(items.stream().filter(i -> i instanceof Item.Damaged).toList())
        .singleElement()
        .satisfies(i -> assertThat(((Item.Damaged) i).file()).isEqualTo(middle.file()));
    Item last = items.getLast();
    assertThat(((Item.Read) last).segment()).isEqualTo(segments.getLast());
  }

  @Test
  void reader_missingSegment_saysWhichEntriesAreMissing() throws IOException {
    write(3_000, 40_000);
    List<Segment> segments = Segment.list(directory);
    Files.delete(segments.get(2).file());

    List<Item> items = readAll();

    assertThat(items.stream().filter(i -> i instanceof Item.Damaged).map(Object::toString))
        .singleElement()
        .asString()
        .contains(
            "entries %d to %d are missing"
                .formatted(segments.get(2).firstSequence(), segments.get(3).firstSequence() - 1));
  }

  @Test
  void rotate_aboveRetention_removesTheOldest() throws IOException {
    var settings = new JournalSettings(directory, 20_000, 60_000, "test");
    var entries = new RandomEntries(new SplittableRandom(3));
    try (JournalWriter journal = JournalWriter.begin(settings, -1, STATE, 0)) {
      for (int i = 0; i < 2_000; i++) {
        journal.append(new Entry.Said(entries.message()));
        if (i % 10 == 0) {
          journal.flush();
        }
        if (journal.wantsRotation()) {
          journal.rotate(STATE, 0);
          assertThat(journal.bytes()).isLessThan(60_000 + 40_000);
        }
      }
    }
    long total = 0;
    for (Segment segment : Segment.list(directory)) {
      total += segment.bytes();
    }
    assertThat(total).isLessThan(100_000);
    assertThat(readAll()).allMatch(item -> item instanceof Item.Read);
  }

  @Test
  void lock_secondOwner_isRefusedWithTheDirectoryNamed() throws IOException {
    try (DirectoryLock held = DirectoryLock.acquire(directory)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.acquire(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("another engine");
    }
    DirectoryLock.acquire(directory).close();
  }

  @Test
  void append_decisionsThatChangeLittle_readsBackWholeInOrderAndByPlace() throws IOException {
    List<Entry.Decided> written = writeDecisions(400);

    List<Item.Read> decided = decided(readAll());
    assertThat(decided).hasSameSizeAs(written);
    for (int i = 0; i < written.size(); i++) {
      Item.Read read = decided.get(i);
      byte[] expected = bytes(written.get(i));
      assertThat(bytes(read.entry())).as("decision %d", i).isEqualTo(expected);
      Entry found =
          JournalReader.readAt(
              directory, read.segment().firstSequence(), read.offset(), read.sequence());
      assertThat(bytes(Objects.requireNonNull(found))).isEqualTo(expected);
    }
    long whole = written.stream().mapToLong(entry -> bytes(entry).length).sum();
    long stored = 0;
    for (Segment segment : Segment.list(directory)) {
      stored += segment.bytes();
    }
    assertThat(stored).isLessThan(whole / 2);
  }

  @Test
  void openAtLastCheckpoint_afterDecisions_restsOnNothingBefore() throws IOException {
    List<Entry.Decided> written = writeDecisions(120);
    Segment last = Segment.list(directory).getLast();
    try (JournalReader reader =
        Objects.requireNonNull(JournalReader.openAtLastCheckpoint(directory))) {
      List<Item> items = new ArrayList<>();
      for (Item item = reader.next(); item != null; item = reader.next()) {
        items.add(item);
      }
      List<Item.Read> decided = decided(items);
      assertThat(decided).hasSize(20);
      assertThat(bytes(decided.getLast().entry())).isEqualTo(bytes(written.getLast()));
      assertThat(typeAt(last, decided.get(0).offset())).isEqualTo(EntryCodec.DECIDED);
      assertThat(typeAt(last, decided.get(2).offset())).isEqualTo(EntryCodec.DECIDED_DELTA);
    }
  }

  @Test
  void repair_journalOfAnotherVersion_refusesAndTouchesNothing() throws IOException {
    write(10, 1 << 30);
    Path file = Segment.list(directory).getLast().file();
    byte[] old = Files.readAllBytes(file);
    ByteBuffer frame = ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN);
    int length = FrameFormat.HEADER_BYTES + frame.getInt(FrameFormat.LENGTH_AT);
    frame.putInt(FrameFormat.HEADER_BYTES + Long.BYTES, FrameFormat.OLDEST_VERSION - 1);
    var crc = new CRC32C();
    crc.update(old, FrameFormat.LENGTH_AT, length - FrameFormat.LENGTH_AT);
    frame.putInt(FrameFormat.CRC_AT, (int) crc.getValue());
    Files.write(file, old);

    assertThatThrownBy(() -> TailRepair.repair(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format version " + (FrameFormat.OLDEST_VERSION - 1))
        .hasMessageContaining("--journal");
    assertThat(Files.readAllBytes(file)).isEqualTo(old);
  }

  private static int typeAt(Segment segment, long offset) throws IOException {
    byte[] bytes = Files.readAllBytes(segment.file());
    return ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt((int) offset + FrameFormat.TYPE_AT);
  }

  /// Two underlyings by turns; one decision in five is a new surface, the others repeat the last
  /// one under another digest. A checkpoint after every hundred, a new segment after every 150.
  private List<Entry.Decided> writeDecisions(int count) throws IOException {
    var entries = new RandomEntries(new SplittableRandom(21));
    var settings = new JournalSettings(directory, 1 << 30, 1L << 32, "test");
    List<Entry.Decided> written = new ArrayList<>();
    CalibratedSurface[] last = {entries.surface(0), entries.surface(0)};
    try (JournalWriter journal = JournalWriter.begin(settings, -1, STATE, 0)) {
      for (int i = 0; i < count; i++) {
        if (i % 5 == 4) {
          last[i % 2] = entries.surface(0);
        }
        var decision = new Entry.Decided("%064x".formatted(i), new Decision.Publish(last[i % 2]));
        written.add(decision);
        journal.append(decision);
        if (i % 100 == 99) {
          journal.checkpoint(STATE);
        }
        if (i % 150 == 149) {
          journal.rotate(STATE, 0);
        }
      }
    }
    return written;
  }

  private static List<Item.Read> decided(List<Item> items) {
    return items.stream()
        .map(item -> (Item.Read) item)
        .filter(read -> read.entry() instanceof Entry.Decided)
        .toList();
  }

  private static byte[] bytes(Entry entry) {
    BinaryWriter out = BinaryWriter.ofHeap(16);
    EntryCodec.write(entry, out);
    return out.toArray();
  }

  private List<Entry> write(int count, long segmentBytes) throws IOException {
    var settings =
        new JournalSettings(directory, segmentBytes, 4 * segmentBytes + 1_000_000_000L, "test");
    var entries = new RandomEntries(new SplittableRandom(7));
    List<Entry> written = new ArrayList<>();
    try (JournalWriter journal = JournalWriter.begin(settings, -1, STATE, 0)) {
      for (int i = 0; i < count; i++) {
        Entry entry = new Entry.Said(entries.message());
        written.add(entry);
        journal.append(entry);
        journal.flush();
        if (journal.wantsRotation()) {
          journal.rotate(STATE, 0);
        }
      }
    }
    return written;
  }

  private List<Item> readAll() throws IOException {
    List<Item> items = new ArrayList<>();
    try (JournalReader reader = JournalReader.open(directory)) {
      for (Item item = reader.next(); item != null; item = reader.next()) {
        items.add(item);
      }
    }
    return items;
  }

  private static List<Entry> payload(List<Item> items) {
    return items.stream()
        .filter(i -> i instanceof Item.Read)
        .map(i -> ((Item.Read) i).entry())
        .filter(e -> e instanceof Entry.Said)
        .toList();
  }

  private static void damage(Path file, int at, boolean cut, SplittableRandom random)
      throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      if (cut) {
        raw.setLength(at);
      } else {
        raw.seek(at);
        int old = raw.read();
        raw.seek(at);
        raw.write(old ^ (1 << random.nextInt(8)));
      }
    }
  }

  private void clear() throws IOException {
    for (Segment segment : Segment.list(directory)) {
      Files.delete(segment.file());
    }
  }
}
