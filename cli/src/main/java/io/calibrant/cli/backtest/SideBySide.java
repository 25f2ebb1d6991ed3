package io.calibrant.cli.backtest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Named tasks run on all processors, those first that took longest the last time: so that none of
/// the long ones is left for the end. What they give does not depend on that order.
final class SideBySide implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("walk-", 0).factory());
  private final Map<String, Long> lastNs = new ConcurrentHashMap<>();

  /// A task.
  ///
  /// @param name under which its time is remembered
  record Task<T>(String name, Supplier<T> work) {}

  /// Runs all `tasks` and gives their results in the order of `tasks`.
  <T> List<T> run(List<Task<T>> tasks) {
    List<FutureTask<T>> running =
        tasks.stream().map(task -> new FutureTask<>(() -> timed(task))).toList();
    IntStream.range(0, tasks.size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> -lastNs(tasks.get(i))))
        .forEach(i -> threads.execute(running.get(i)));
    return running.stream().map(SideBySide::result).toList();
  }

  private <T> long lastNs(Task<T> task) {
    return lastNs.getOrDefault(task.name(), 0L);
  }

  private <T> T timed(Task<T> task) {
    long startNs = System.nanoTime();
    T result = task.work().get();
    lastNs.put(task.name(), System.nanoTime() - startNs);
    return result;
  }

  private static <T> T result(Future<T> running) {
    try {
      return running.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while fits were running", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
