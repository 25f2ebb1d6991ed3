package io.calibrant.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.cli.backtest.SideBySide.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @Test
  void run_manyTasks_givesResultsInTheirOrder() {
    try (var sideBySide = new SideBySide()) {
      List<Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        int value = i;
        tasks.add(new Task<>("task " + i, () -> pause(50 - value, value)));
      }
      List<Integer> expected = IntStream.range(0, 50).boxed().toList();

      assertThat(sideBySide.run(tasks)).isEqualTo(expected);
      // The second time they begin in another order.
      assertThat(sideBySide.run(tasks)).isEqualTo(expected);
    }
  }

  @Test
  void run_asManyTasksAsProcessors_runAtTheSameTime() {
    try (var sideBySide = new SideBySide()) {
      var all = new CountDownLatch(PROCESSORS);
      List<Task<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < PROCESSORS; i++) {
        tasks.add(new Task<>("task " + i, () -> meet(all)));
      }

      assertThat(sideBySide.run(tasks)).doesNotContain(false);
    }
  }

  @Test
  void run_secondTime_beginsWithTheLongest() {
    try (var sideBySide = new SideBySide()) {
      List<String> begun = new ArrayList<>();
      List<Task<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 3 * PROCESSORS; i++) {
        int at = i;
        tasks.add(new Task<>("task " + at, () -> note(begun, "task " + at, 5 + 20 * at)));
      }
      sideBySide.run(tasks);
      begun.clear();

      sideBySide.run(tasks);

      assertThat(begun.getLast()).isEqualTo("task 0");
    }
  }

  @Test
  void run_oneTaskFails_theFailureIsTheCallers() {
    try (var sideBySide = new SideBySide()) {
      Task<Integer> failing =
          new Task<>(
              "failing",
              () -> {
                throw new IllegalArgumentException("no quotes");
              });

      assertThatThrownBy(() -> sideBySide.run(List.of(failing)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no quotes");
    }
  }

  private static boolean note(List<String> begun, String name, int millis) {
    synchronized (begun) {
      begun.add(name);
    }
    return pause(millis, true);
  }

  private static boolean meet(CountDownLatch all) {
    all.countDown();
    try {
      return all.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static <T> T pause(int millis, T value) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return value;
  }
}
