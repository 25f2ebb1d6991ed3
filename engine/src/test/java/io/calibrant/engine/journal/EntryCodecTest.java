package io.calibrant.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.calibration.CalibratedSurface;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  @Test
  void write_anyEntry_readsBackEqualBitForBit() {
    var entries = new RandomEntries(new SplittableRandom(11));
    for (int i = 0; i < 5_000; i++) {
      Entry entry = entries.next();
      BinaryWriter out = BinaryWriter.ofHeap(16);
      EntryCodec.write(entry, out);
      Entry back = EntryCodec.read(EntryCodec.typeOf(entry), out.written());
      assertThat(bytes(back)).as("entry %d: %s", i, entry).isEqualTo(out.toArray());
      assertThat(back.getClass()).isEqualTo(entry.getClass());
      if (!(entry instanceof Entry.Decided)) {
        assertThat(back).isEqualTo(entry);
      }
    }
  }

  @Test
  void write_surfaceWithQuotes_readsBackEveryColumn() {
    var entries = new RandomEntries(new SplittableRandom(12));
    for (int i = 0; i < 200; i++) {
      CalibratedSurface surface = entries.surface(7);
      BinaryWriter out = BinaryWriter.ofHeap(16);
      SurfaceCodec.write(surface, SurfaceCodec.Quotes.ALL, out);
      CalibratedSurface back = SurfaceCodec.read(BinaryReader.of(out.written()));
      BinaryWriter again = BinaryWriter.ofDirect(16);
      SurfaceCodec.write(back, SurfaceCodec.Quotes.ALL, again);
      assertThat(again.toArray()).isEqualTo(out.toArray());
      assertThat(back.slices().stream().mapToInt(s -> s.quotes().size()).sum())
          .isEqualTo(7 * surface.slices().size());
    }
  }

  @Test
  void read_cutPayload_refusesInsteadOfInventing() {
    var random = new SplittableRandom(13);
    var entries = new RandomEntries(random);
    for (int i = 0; i < 2_000; i++) {
      Entry entry = entries.next();
      byte[] whole = bytes(entry);
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
      assertThatThrownBy(() -> EntryCodec.read(EntryCodec.typeOf(entry), ByteBuffer.wrap(cut)))
          .isInstanceOf(JournalFormatException.class);
    }
  }

  private static byte[] bytes(Entry entry) {
    BinaryWriter out = BinaryWriter.ofHeap(16);
    EntryCodec.write(entry, out);
    return out.toArray();
  }
}
