package io.calibrant.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteDiffTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void read_anyTwoArrays_givesTheSecond() {
    for (int round = 0; round < 20_000; round++) {
      byte[] base = bytes(random.nextInt(60));
      byte[] next = round % 3 == 0 ? bytes(random.nextInt(60)) : changed(base);
      BinaryReader diff = diff(base, next);
      assertThat(ByteDiff.read(base, diff, next.length)).as("round %d", round).isEqualTo(next);
      assertThat(diff.remaining()).as("round %d", round).isZero();
    }
  }

  @Test
  void write_fewNumbersChanged_costsLittle() {
    byte[] base = bytes(6_000);
    byte[] next = base.clone();
    for (int at = 0; at < 6_000; at += 600) {
      next[at]++;
    }
    assertThat(diff(base, next).remaining()).isLessThan(60);
    assertThat(diff(base, base).remaining()).isLessThan(5);
  }

  @Test
  void read_damage_isRefusedAndNothingElse() {
    for (int round = 0; round < 20_000; round++) {
      byte[] base = bytes(40);
      byte[] damaged = bytes(random.nextInt(20));
      int length = random.nextInt(1 << (1 + random.nextInt(29)));
      try {
        assertThat(ByteDiff.read(base, reader(damaged), length)).hasSize(length);
      } catch (JournalFormatException expected) {
        assertThat(expected).hasMessageContaining("bytes");
      }
    }
    assertThatThrownBy(() -> ByteDiff.read(bytes(4), reader(new byte[3]), 1 << 28))
        .isInstanceOf(JournalFormatException.class);
  }

  private static BinaryReader diff(byte[] base, byte[] next) {
    BinaryWriter out = BinaryWriter.ofHeap(8);
    ByteDiff.write(base, next, out);
    return BinaryReader.of(out.written());
  }

  private static BinaryReader reader(byte[] bytes) {
    return BinaryReader.of(java.nio.ByteBuffer.wrap(bytes));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(4);
    }
    return bytes;
  }

  /// A few bytes other, some put in or taken out.
  private byte[] changed(byte[] base) {
    byte[] next = base.clone();
    for (int i = 0; next.length > 0 && i < random.nextInt(4); i++) {
      next[random.nextInt(next.length)] = 9;
    }
    int cut = random.nextInt(next.length + 1);
    return switch (random.nextInt(3)) {
      case 0 -> next;
      case 1 -> java.util.Arrays.copyOf(next, cut);
      default -> {
        byte[] longer = new byte[next.length + 5];
        System.arraycopy(next, 0, longer, 0, cut);
        System.arraycopy(next, cut, longer, cut + 5, next.length - cut);
        yield longer;
      }
    };
  }
}
