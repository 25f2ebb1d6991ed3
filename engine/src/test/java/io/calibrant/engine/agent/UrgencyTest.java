package io.calibrant.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What the kernel says of threads that have taken an [Urgency].
final class UrgencyTest {
  private static final Path STAT = Path.of("/proc/thread-self/stat");

  /// Fields 19 and 41 of `proc_pid_stat(5)`.
  private record Seen(int nice, int policy) {
    private static Seen now() throws IOException {
      String line = Files.readString(STAT);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return new Seen(Integer.parseInt(fields[16]), Integer.parseInt(fields[38]));
    }
  }

  private static Seen on(Urgency urgency) throws InterruptedException, ExecutionException {
    assumeThat(STAT).as("Linux").exists();
    Callable<Seen> look = Seen::now;
    try (var thread = Executors.newSingleThreadExecutor(urgency.threads("urgency"))) {
      return thread.submit(look).get();
    }
  }

  private static Seen here() throws IOException {
    assumeThat(STAT).as("Linux").exists();
    return Seen.now();
  }

  @Test
  void threads_quotesAndDecisions_keepTheNicenessOfTheProcess() throws Exception {
    assertThat(on(Urgency.QUOTES)).isEqualTo(here());
    assertThat(on(Urgency.DECISIONS)).isEqualTo(here());
  }

  @Test
  void threads_beside_isNicerByTen() throws Exception {
    assertThat(on(Urgency.BESIDE))
        .isEqualTo(new Seen(Math.min(19, here().nice() + 10), here().policy()));
  }

  @Test
  void threads_leftOver_isIdle() throws Exception {
    assertThat(on(Urgency.LEFT_OVER)).isEqualTo(new Seen(here().nice(), 5));
  }

  @Test
  void giveTo_aRunningThread_hasItFromThenOn() throws Exception {
    assumeThat(STAT).as("Linux").exists();
    Callable<Seen> look = Seen::now;
    var factory = Thread.ofPlatform().name("urgency-target").factory();
    try (var thread = Executors.newSingleThreadExecutor(factory)) {
      assertThat(thread.submit(look).get()).isEqualTo(here());
      Urgency.BESIDE.giveTo("urgency-tar");
      assertThat(thread.submit(look).get().nice()).isEqualTo(Math.min(19, here().nice() + 10));
    }
  }

  @Test
  void threads_quotes_areWokenOnTime() throws Exception {
    assumeThat(STAT).as("Linux").exists();
    Callable<String> slack =
        () -> {
          Path thread = Path.of("/proc/thread-self").toRealPath().getFileName();
          return Files.readString(Path.of("/proc").resolve(thread).resolve("timerslack_ns"));
        };
    try (var quotes = Executors.newSingleThreadExecutor(Urgency.QUOTES.threads("quotes"))) {
      assertThat(quotes.submit(slack).get().strip()).isEqualTo("1000");
    }
  }
}
