package io.calibrant.bench.measure;

import com.sun.management.ThreadMXBean;
import io.calibrant.bench.sets.WorkSets;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Task;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The one JMH benchmark: a task of the registry by name. JMH starts a process for each engine at
/// each work, so that only one implementation of [Task] is ever loaded beside the harness.
///
/// The process leaves its figures in the file that [#FIGURES] names, the allocation among them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TaskBenchmark {
  static final String FIGURES = "calibrant.bench.figures";
  static final String UNIT_COUNT = "unitCount";
  static final String BYTES_PER_CALL = "bytesPerCall";

  private static final int ALLOCATION_RUNS = 20;

  /// After as many nanoseconds, one run must do.
  private static final long LONG = 1_000_000_000;

  /// Name of the set.
  @Param("numerics")
  public String set = "";

  /// Name of the work.
  @Param("")
  public String work = "";

  /// Name of the engine.
  @Param("")
  public String engine = "";

  private Task task = new Idle();

  /// Prepares the input.
  @Setup(Level.Trial)
  public void open() {
    Engine chosen =
        WorkSets.named(set).work(work).engines().stream()
            .filter(e -> e.name().equals(engine))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("engine=" + engine + ": not there"));
    if (!(chosen instanceof Engine.InProcess inProcess)) {
      throw new IllegalArgumentException("engine=" + engine + ": is a program of its own");
    }
    task = inProcess.task().get();
  }

  /// What is timed.
  @Benchmark
  public double run() {
    return task.run();
  }

  /// Writes the figures of the results that the last run left.
  @TearDown(Level.Trial)
  public void writeFigures() throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>(task.figures());
    figures.put(BYTES_PER_CALL, bytesPerCall(task));
    figures.put(UNIT_COUNT, (double) task.unitCount());
    var properties = new Properties();
    figures.forEach((name, value) -> properties.setProperty(name, value.toString()));
    try (Writer out = Files.newBufferedWriter(Path.of(System.getProperty(FIGURES)))) {
      properties.store(out, null);
    }
  }

  /// Least over several runs, for the first may still meet the compiler.
  private static double bytesPerCall(Task task) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.POSITIVE_INFINITY;
    threads.getCurrentThreadAllocatedBytes(); // the first call allocates
    long from = System.nanoTime();
    for (int i = 0; i < ALLOCATION_RUNS; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      task.run();
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, (double) bytes / task.callCount());
      if (System.nanoTime() - from > LONG) {
        break;
      }
    }
    return least;
  }

  private static final class Idle implements Task {
    @Override
    public double run() {
      return 0;
    }

    @Override
    public int unitCount() {
      return 1;
    }
  }
}
