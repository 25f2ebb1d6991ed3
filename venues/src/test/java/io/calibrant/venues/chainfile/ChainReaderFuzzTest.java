package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.surface.SurfaceSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files give a snapshot or a [ChainFormatException], nothing else.
class ChainReaderFuzzTest {
  private static final String BITS =
      ",,\n\"'{}[]#-+.eE0129NaNInfinity null \0\t;:é-1e999,0x1p3,99999999999999999999\r\n";

  @TempDir private Path folder;

  @Test
  void read_damagedFiles_throwNothingElse() throws Exception {
    var random = new Random(20_261_121);
    int readable = 0;
    int refused = 0;
    for (int i = 0; i < 1_200; i++) {
      byte[] bytes = damaged(Samples.ALL.get(i % Samples.ALL.size()), random, i % 4 == 0);
      Path file = Files.write(folder.resolve("spx_20220401.csv"), bytes);
      try {
        for (SurfaceSnapshot snapshot : ChainReader.read(file).snapshots()) {
          assertThat(snapshot.quoteCount()).isPositive();
        }
        readable++;
      } catch (ChainFormatException e) {
        assertThat(e.getMessage()).contains("spx_20220401.csv:");
        refused++;
      }
    }
    assertThat(readable).isGreaterThan(100);
    assertThat(refused).isGreaterThan(400);
  }

  private static byte[] damaged(String sample, Random random, boolean zipped) throws IOException {
    var text = new StringBuilder(sample);
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(Math.max(text.length(), 1));
      int from = random.nextInt(BITS.length());
      String bit = BITS.substring(from, Math.min(BITS.length(), from + 1 + random.nextInt(6)));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, bit);
        case 1 -> text.replace(at, Math.min(text.length(), at + bit.length()), bit);
        case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
        default -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
      }
    }
    byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
    return zipped ? damagedZip(plain, random) : plain;
  }

  private static byte[] damagedZip(byte[] plain, Random random) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    }
    byte[] bytes = out.toByteArray();
    if (random.nextBoolean()) {
      bytes[2 + random.nextInt(bytes.length - 2)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  @Test
  void read_oneEndlessRow_isRefusedWithinBounds() throws Exception {
    Path file = folder.resolve("x.csv");
    Files.writeString(file, "a,\"" + "b".repeat(5 << 20));
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ChainReader.read(file)))
        .isInstanceOf(ChainFormatException.class);
  }
}
