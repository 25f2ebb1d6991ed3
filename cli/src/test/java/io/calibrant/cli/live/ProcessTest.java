package io.calibrant.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.calibrant.cli.CliRun;
import io.calibrant.cli.fit.ChainFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The command as a process: signals and exit codes.
@EnabledOnOs({OS.LINUX, OS.MAC})
class ProcessTest {
  @TempDir Path folder;

  private static final long LONGEST_SECONDS = 50;

  /// Its bit in a mask of signals.
  private static final long SIGINT = 1L << 1;

  private static final String ENDED =
      "exit code; 137: still alive after %d s, ended by the test".formatted(LONGEST_SECONDS);

  @Test
  void run_thenInterrupt_stopsWithExitCode0_andReplaysBitForBit() throws Exception {
    assumeInterruptsAreHeard();
    Path journal = folder.resolve("journal");
    Process process = start("run", "--port", "0", "--journal", journal.toString(), "--rate", "500");
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.contains("Open http://127.0.0.1:")) {
          interrupt(process);
        }
      }
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("stops within 5 s").isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).as(ENDED).isZero();
    assertThat(lines).anyMatch(line -> line.contains("BTC") && line.contains("first surface"));
    assertThat(lines.getLast()).contains("stopped", "surfaces published");

    CliRun replay = CliRun.of("replay", journal.toString());
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(replay.out()).contains("identical, bit for bit");
  }

  @Test
  void fit_interrupted_endsSoon_withWholeLines() throws Exception {
    assumeInterruptsAreHeard();
    Path chains = Files.createDirectory(folder.resolve("chains"));
    for (int i = 0; i < 300; i++) {
      ChainFixture.write(chains.resolve("chain%03d.csv".formatted(i)), 4);
    }
    Process process = start("fit", chains.toString(), "--format", "json", "--threads", "1");
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      lines.add(out.readLine());
      interrupt(process);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("stops within 5 s").isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).as(ENDED).isEqualTo(130);
    assertThat(lines).hasSizeBetween(1, 1_100);
    assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
  }

  @Test
  void iv_readerThatLeaves_isNoFault() throws Exception {
    Path rows = folder.resolve("rows.csv");
    Files.writeString(
        rows, "type,forward,strike,T,price\n" + "C,100,110,0.5,3.2\n".repeat(200_000));
    Process process = start("iv", rows.toString());
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).endsWith("impliedVol,status");
    }

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void run_portInUse_namesTheCure_exitCode2() throws IOException {
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      CliRun run = CliRun.of("run", "--port", Integer.toString(taken.getLocalPort()));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("port " + taken.getLocalPort(), "--port");
    }
  }

  @Test
  void run_badFaults_exitCode2() {
    CliRun run = CliRun.of("run", "--port", "0", "--faults", "gap=2");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("fault rate 2.0");
  }

  @Test
  void replay_missingDirectory_exitCode2() {
    CliRun run = CliRun.of("replay", folder.resolve("none").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no such directory");
  }

  @Test
  void replay_emptyDirectory_exitCode2() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(CliRun.of("replay", empty.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  void doctor_here_findsNothingToFail() {
    CliRun run = CliRun.of("doctor", "--format", "json", "--journal", folder.toString());

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.lines()).hasSize(10).noneMatch(line -> line.contains("FAIL"));
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.calibrant.cli.Main");
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    // Whoever reads its output waits no longer.
    CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    return process;
  }

  /// A process inherits what its parents ignore, and Java leaves an ignored SIGINT ignored: so it
  /// is in the background of a shell without job control.
  private static void assumeInterruptsAreHeard() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return; // not Linux
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        assumeThat(ignored & SIGINT).as("SIGINT is ignored here: start with it heard").isZero();
      }
    }
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }
}
