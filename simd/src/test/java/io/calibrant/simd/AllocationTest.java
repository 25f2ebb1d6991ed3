package io.calibrant.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every history of calls ends in 0 bytes a call, with vectors of every width, and every width
/// gives the same bits. A process each, because what the compiler did before stays.
class AllocationTest {
  @ParameterizedTest
  @CsvSource({"512, SHORT", "256, MIXED"})
  void calls_afterSomeHistory_allocateNothing(int bits, History history) throws Exception {
    assertThat(probe(bits, history)).isEqualTo("0 bytes, digest " + AllocationProbe.digest());
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "512, LONG",
    "512, MIXED",
    "256, SHORT",
    "256, LONG",
    "128, SHORT",
    "128, LONG",
    "128, MIXED"
  })
  void calls_afterEveryHistory_allocateNothing(int bits, History history) throws Exception {
    assertThat(probe(bits, history)).isEqualTo("0 bytes, digest " + AllocationProbe.digest());
  }

  /// What went before the calls that are measured.
  enum History {
    /// [VectorBlack#warmUp] alone.
    SHORT,
    /// Thousands of calls with thousands of options.
    LONG,
    /// Calls of all sizes and kinds in turn, bad rows among them.
    MIXED
  }

  private static String probe(int bits, History history) throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Dcalibrant.simd.bits=" + bits,
                "-cp",
                classPath,
                AllocationProbe.class.getName(),
                history.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.strip();
  }
}
