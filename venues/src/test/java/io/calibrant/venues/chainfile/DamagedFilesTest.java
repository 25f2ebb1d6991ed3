package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are missing, cut off, damaged or of another kind are refused at their place.
class DamagedFilesTest {
  @TempDir private Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path file) {
    return assertThatThrownBy(() -> ChainReader.read(file))
        .isInstanceOf(ChainFormatException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(":0:").doesNotContain("null"));
  }

  /// Rows enough that a cut leaves several whole lines: noise in the prices resists compression.
  private static String manyRows() {
    var random = new Random(7);
    var text = new StringBuilder("asOf,underlying,expiry,strike,type,bid,ask,note\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(
          "2026-01-05T12:00:00Z,BTC,2026-03-27,%d,C,1,2,%x\n"
              .formatted(1_000 + i, random.nextLong()));
    }
    return text.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /// The line that a stream breaks off in, found byte by byte.
  private static int lastLine(byte[] gzip) throws IOException {
    int line = 1;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        line += b == '\n' ? 1 : 0;
      }
    } catch (java.io.EOFException e) {
      return line;
    }
    throw new AssertionError("the stream was to be cut");
  }

  @Test
  void read_truncatedGzip_namesTheLineReached() throws IOException {
    byte[] whole = gzip(manyRows());
    for (int parts : new int[] {2, 3, 7}) {
      byte[] cut = Arrays.copyOf(whole, whole.length - whole.length / parts);
      int line = lastLine(cut);
      assertThat(line).isGreaterThan(1_000);
      assertRefused(write("cut.csv.gz", cut))
          .hasMessageContaining("cut.csv.gz:%d:".formatted(line))
          .hasMessageContaining("cut off or damaged here: copy the file again");
    }
  }

  @Test
  void read_truncatedGzipOfJson_namesTheLineReached() throws IOException {
    byte[] whole = gzip("[" + "\n{\"a\":[%x]},".formatted(1L << 60).repeat(50_000));
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertRefused(write("cut.json.gz", cut))
        .hasMessageContaining("cut.json.gz:%d:".formatted(lastLine(cut)))
        .hasMessageContaining("cut off or damaged here");
  }

  @Test
  void read_truncatedFuturesBeside_namesThatFileAndLine() throws IOException {
    byte[] whole = gzip(Samples.FUTURES + "#".repeat(100));
    write("futures_raw_1.csv", Arrays.copyOf(whole, whole.length - 9));
    assertRefused(write("options_raw_1.csv", Samples.TICKERS))
        .hasMessageContaining("futures_raw_1.csv:")
        .hasMessageContaining("cut off or damaged here");
  }

  @Test
  void read_gzipWithBrokenHeaderOrChecksum_isSaid() throws IOException {
    byte[] whole = gzip(Samples.CHAINS);
    assertRefused(write("head.gz", Arrays.copyOf(whole, 5)))
        .hasMessageContaining("head.gz: the gzip stream is damaged at its start");
    byte[] flipped = whole.clone();
    flipped[flipped.length - 6] ^= 1;
    assertRefused(write("sum.gz", flipped)).hasMessageContaining("cut off or damaged here");
  }

  @Test
  void read_missingFile_saysSo() {
    assertRefused(folder.resolve("none.csv"))
        .hasMessage(folder.resolve("none.csv") + ": no such file: check the path");
  }

  @Test
  void read_folder_saysSo() {
    assertRefused(folder).hasMessage(folder + ": is a directory: name a file inside");
  }

  @Test
  void read_emptyFilePlainOrGzipped_saysSo() throws IOException {
    assertRefused(write("a.csv", "")).hasMessageContaining("a.csv: is empty: expected a header");
    assertRefused(write("a.csv.gz", gzip(""))).hasMessageContaining("a.csv.gz: is empty");
    assertRefused(write("b.csv", "\n\n# nothing\n")).hasMessageContaining("b.csv: is empty");
  }

  @Test
  void read_binaryGarbage_saysThatItIsNoText() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      var bytes = new byte[5_000];
      new Random(seed).nextBytes(bytes);
      bytes[0] = 'P'; // no byte order mark, no comment
      assertRefused(write("x.bin", bytes)).hasMessageMatching("(?s).*x\\.bin:.*not UTF-8 text.*");
    }
  }

  @Test
  void read_crlfOrByteOrderMark_sameAsPlain() throws Exception {
    String plain = ChainReader.read(write("x.csv", Samples.CHAINS)).snapshots().getFirst().hash();
    for (String text :
        new String[] {
          Samples.CHAINS.replace("\n", "\r\n"),
          "\uFEFF" + Samples.CHAINS,
          "\uFEFF" + Samples.CHAINS.replace("\n", "\r\n")
        }) {
      Path file = write("y.csv", text);
      assertThat(ChainReader.read(file).snapshots().getFirst().hash()).isEqualTo(plain);
    }
    Path json = write("z.json", "\uFEFF" + Samples.SUMMARY_JSON);
    assertThat(ChainReader.read(json).snapshots().getFirst().hash())
        .isEqualTo(
            ChainReader.read(write("z2.json", Samples.SUMMARY_JSON)).snapshots().getFirst().hash());
  }

  @Test
  void read_crlf_namesTheRightLine() throws IOException {
    String bad = Samples.CHAINS.replace("0.0165", "0.01x").replace("\n", "\r\n");
    assertRefused(write("x.csv", bad)).hasMessageContaining("x.csv:3:48: '0.01x'");
  }

  @Test
  void read_otherSeparator_isNamed() throws IOException {
    assertRefused(write("x.csv", Samples.CHAINS.replace(',', ';')))
        .hasMessageContaining("x.csv:1:1: has one column, with ';' inside: separate columns by");
    assertRefused(write("y.csv", Samples.CHAINS.replace(',', '\t')))
        .hasMessageContaining("y.csv:1:1: has one column, with 'tab' inside");
  }
}
