package io.calibrant.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What the kernel says of threads that were placed.
final class CoresTest {
  private static final Path TASKS = Path.of("/proc/self/task");

  /// `Cpus_allowed` of `proc_pid_status(5)`: a mask in hexadecimal.
  private static String allowed(int thread) throws IOException {
    return Files.readAllLines(TASKS.resolve(thread + "/status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed:"))
        .findFirst()
        .orElseThrow();
  }

  private static int count(String allowed) {
    return allowed
        .substring(allowed.indexOf('\t') + 1)
        .replace(",", "")
        .chars()
        .map(digit -> Integer.bitCount(Character.digit(digit, 16)))
        .sum();
  }

  @Test
  void place_hereElsewhereAndFree_isWhatTheKernelAllows() throws Exception {
    assumeThat(TASKS).as("Linux").exists();
    assumeThat(Cores.count()).as("cores").isGreaterThan(1);
    var placed = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      int thread = threads.submit(Cores::thread).get();
      String all = allowed(thread);
      assertThat(count(all)).isEqualTo(Cores.count());
      Future<?> freed =
          threads.submit(
              () -> {
                boolean told = placed.await(20, TimeUnit.SECONDS);
                Cores.free();
                return told;
              });
      // The caller stays where it is for as long as that is looked at.
      Cores.place(Cores.thread(), true);
      String here = allowed(Cores.thread());
      assertThat(count(here)).isOne();
      Cores.place(thread, true);
      assertThat(allowed(thread)).isEqualTo(here);
      Cores.place(thread, false);
      assertThat(count(allowed(thread))).isEqualTo(Cores.count() - 1);
      assertThat(allowed(thread)).isNotEqualTo(here);
      Cores.free();
      placed.countDown();
      freed.get();
      assertThat(allowed(thread)).isEqualTo(all);
    }
  }

  @Test
  void place_unknownThread_changesNothing() throws IOException {
    assumeThat(TASKS).as("Linux").exists();
    int own = Cores.thread();
    String before = allowed(own);
    Cores.place(0, true);
    assertThat(allowed(own)).isEqualTo(before);
  }
}
