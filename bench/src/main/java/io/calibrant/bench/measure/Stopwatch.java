package io.calibrant.bench.measure;

import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.ForeignProgram;
import io.calibrant.bench.work.Work;
import io.calibrant.bench.work.WorkSet;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Times the engines of a work, one after the other, each in a process of its own.
///
/// @param set whose works are timed
/// @param effort how long
public record Stopwatch(WorkSet set, Effort effort) {
  /// Times one engine; one that is absent or fails gives a timing without runs.
  public Timing time(Work work, Engine engine) throws InterruptedException {
    Timing timing;
    try {
      timing =
          switch (engine) {
            case Engine.InProcess inProcess -> inProcess(work, inProcess);
            case Engine.Foreign foreign -> foreign(work, foreign);
          };
    } catch (IOException | RunnerException e) {
      return Timing.absent(work.name(), engine.name(), "failed: " + e.getMessage());
    }
    boolean ours = timing.isTimed() && engine.name().equals(Engine.OURS);
    return ours ? timing.with("rooflineNs", work.limit().ns()) : timing;
  }

  private Timing inProcess(Work work, Engine.InProcess engine) throws IOException, RunnerException {
    Effort timed = engine.slow() ? Effort.SLOW : effort;
    Path file = Files.createTempFile("calibrant-bench", ".figures");
    try {
      var options =
          new OptionsBuilder()
              .include(TaskBenchmark.class.getName().replace(".", "\\.") + "\\.run$")
              .param("set", set.name())
              .param("work", work.name())
              .param("engine", engine.name())
              .forks(timed.forks())
              .warmupIterations(timed.warmups())
              .warmupTime(TimeValue.milliseconds(timed.warmupMs()))
              .measurementIterations(timed.runs())
              .measurementTime(TimeValue.milliseconds(timed.runMs()))
              .jvmArgsAppend(
                  "-D" + TaskBenchmark.FIGURES + "=" + file, "-Dcalibrant.simd.eager=true")
              .shouldFailOnError(true)
              .verbosity(VerboseMode.SILENT)
              .build();
      Collection<RunResult> results = new Runner(options).run();
      Map<String, Double> figures = figures(file);
      Double units = figures.remove(TaskBenchmark.UNIT_COUNT);
      return Timing.of(
          work.name(), engine.name(), times(results, units == null ? 1 : units), figures);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static double[] times(Collection<RunResult> results, double unitCount) {
    List<Double> times = new ArrayList<>();
    for (RunResult result : results) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          times.add(iteration.getPrimaryResult().getScore() / unitCount);
        }
      }
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Map<String, Double> figures(Path file) throws IOException {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Map<String, Double> figures = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      figures.put(name, Double.valueOf(properties.getProperty(name)));
    }
    return figures;
  }

  private Timing foreign(Work work, Engine.Foreign engine)
      throws IOException, InterruptedException {
    return switch (engine.program().prepare()) {
      case ForeignProgram.Absent absent ->
          Timing.absent(work.name(), engine.name(), absent.reason());
      case ForeignProgram.Available available -> {
        List<String> command = new ArrayList<>();
        command.add(available.executable().toString());
        command.addAll(engine.arguments());
        command.add(Integer.toString(effort.forks() * effort.runs()));
        command.add(Integer.toString(effort.runMs()));
        yield parse(work.name(), engine.name(), ProgramRun.output(command, engine.input().get()));
      }
    };
  }

  /// Reads the lines `run NANOSECONDS` and `figure NAME VALUE`.
  static Timing parse(String work, String engine, List<String> lines) throws IOException {
    List<Double> times = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("run") && words.length == 2) {
        times.add(Double.valueOf(words[1]));
      } else if (words[0].equals("figure") && words.length == 3) {
        figures.put(words[1], Double.valueOf(words[2]));
      } else {
        throw new IOException("the driver of %s wrote '%s'".formatted(engine, line));
      }
    }
    return Timing.of(
        work, engine, times.stream().mapToDouble(Double::doubleValue).toArray(), figures);
  }
}
