package io.calibrant.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.engine.MeanStages;
import io.calibrant.engine.journal.Segment;
import io.calibrant.engine.journal.TailRepair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a journalling process at random moments and looks at what is left.
class KillTest {
  private static final Stages STAGES = new MeanStages();

  @TempDir Path directory;

  @Test
  void kill_tenRandomMoments_losesNothingAcknowledged() throws Exception {
    killAndCheck(10, 300);
  }

  @Test
  @Tag("slow")
  void kill_hundredRandomMoments_losesNothingAcknowledged() throws Exception {
    killAndCheck(100, 700);
  }

  /// The same journal is taken up again after every kill, so that crashes pile up.
  private void killAndCheck(int rounds, int longestMs) throws Exception {
    var random = new SplittableRandom(42);
    long lastSequence = -1;
    for (int round = 0; round < rounds; round++) {
      Acknowledged acknowledged = runAndKill(round, 1 + random.nextInt(longestMs));

      TailRepair.Outcome repair = TailRepair.repair(directory);
      assertThat(repair.lastSequence())
          .as("round %d: acknowledged %d", round, acknowledged.sequence())
          .isGreaterThanOrEqualTo(Math.max(acknowledged.sequence(), lastSequence));
      lastSequence = repair.lastSequence();
      EngineState state = Recovery.recover(directory, STAGES).state();
      assertThat(state.counts().messages()).isGreaterThanOrEqualTo(acknowledged.messages());
      ReplayReport replay = Replay.run(directory, STAGES, _ -> {});
      assertThat(replay.firstMismatch()).as("round %d", round).isEmpty();
      assertThat(replay.isIdentical()).isTrue();
      assertThat(replay.stateHash()).isEqualTo(state.toBytes().sha256());
      keepShort();
    }
  }

  private record Acknowledged(long sequence, long messages) {}

  private Acknowledged runAndKill(long seed, int afterMs) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                directory.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
      String first = lines.readLine();
      assertThat(first).as("the child said nothing").isNotNull();
      Thread killer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      TimeUnit.MILLISECONDS.sleep(afterMs);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    child.destroyForcibly();
                  });
      String last = first;
      try {
        for (String line = first; line != null; line = lines.readLine()) {
          if (line.matches("\\d+ \\d+")) {
            last = line;
          }
        }
      } catch (IOException e) {
        // The pipe broke with the child: what was read so far was acknowledged.
      }
      killer.join();
      child.waitFor();
      List<String> numbers = List.of(last.split(" ", -1));
      return new Acknowledged(
          Long.parseLong(numbers.getFirst()), Long.parseLong(numbers.getLast()));
    }
  }

  /// Old segments make replays long and prove nothing new.
  private void keepShort() throws IOException {
    List<Segment> segments = Segment.list(directory);
    for (Segment old : segments.subList(0, Math.max(0, segments.size() - 6))) {
      java.nio.file.Files.delete(old.file());
    }
  }
}
