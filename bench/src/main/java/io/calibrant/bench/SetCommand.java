package io.calibrant.bench;

import io.calibrant.bench.measure.Effort;
import io.calibrant.bench.measure.Stopwatch;
import io.calibrant.bench.measure.Timing;
import io.calibrant.bench.report.Json;
import io.calibrant.bench.report.KeptFile;
import io.calibrant.bench.report.Machine;
import io.calibrant.bench.report.Table;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Work;
import io.calibrant.bench.work.WorkSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `calibrant bench SET`: times every engine at every work of a set.
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Time our kernels beside the peers' in one run.",
      "",
      "A whole run is kept as bench/results/SET-DATE.md; one with --quick or --work is not,"
          + " unless --out says where. Pin it for steady figures: taskset -c 1 ./calibrant …"
    })
final class SetCommand implements Callable<Integer> {
  private final WorkSet set;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--quick", description = "Short runs: for a look, not for figures to keep.")
  private boolean quick;

  @Option(names = "--work", paramLabel = "NAME", description = "Only this work (repeatable).")
  private List<String> names = new ArrayList<>();

  @Option(names = "--engine", paramLabel = "TEXT", description = "Only engines that begin so.")
  private String enginePrefix = "";

  @Option(names = "--format", description = "table (default) or json: one object a line.")
  private Format format = Format.table;

  @Option(names = "--out", paramLabel = "DIR", description = "Keep the result file there.")
  private String folder = "";

  /// The forms of the output; as typed.
  enum Format {
    table,
    json
  }

  SetCommand(WorkSet set, PrintStream out, PrintStream err) {
    this.set = set;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Work> works = works();
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    double loadBefore = Machine.load();
    err.println(Machine.description());
    err.printf(Locale.ROOT, "load average %.2f%n", loadBefore);
    List<Timing> timings = new ArrayList<>();
    var stopwatch = new Stopwatch(set, effort);
    for (Work work : works) {
      for (Engine engine : work.engines()) {
        if (engine.name().startsWith(enginePrefix)) {
          err.println("  " + work.name() + "  " + engine.name());
          Timing timing = stopwatch.time(work, engine);
          timings.add(timing);
          if (format == Format.json) {
            out.println(Json.line(timing));
            out.flush();
          }
        }
      }
    }
    if (format == Format.table) {
      out.println(Machine.description());
      out.printf(Locale.ROOT, "load average %.2f before, %.2f after%n", loadBefore, Machine.load());
      out.println();
      Table.of(works, timings).forEach(out::println);
    }
    keep(works, timings, new KeptFile(set, today(), effort, loadBefore, Machine.load()));
    return 0;
  }

  private void keep(List<Work> works, List<Timing> timings, KeptFile file) throws IOException {
    boolean whole = !quick && names.isEmpty() && enginePrefix.isEmpty();
    if (whole || !folder.isEmpty()) {
      Path where = folder.isEmpty() ? Path.of("bench", "results") : Path.of(folder);
      err.println("kept as " + file.write(where, works, timings));
    }
  }

  private List<Work> works() {
    if (names.isEmpty()) {
      return set.works();
    }
    try {
      return names.stream().map(set::work).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
