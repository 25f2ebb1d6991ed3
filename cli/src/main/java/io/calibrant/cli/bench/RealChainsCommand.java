package io.calibrant.cli.bench;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Format;
import io.calibrant.cli.Json;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Progress;
import io.calibrant.cli.Terminal;
import io.calibrant.cli.Version;
import io.calibrant.cli.fit.FitRun;
import io.calibrant.cli.fit.FittedSnapshot;
import io.calibrant.cli.fit.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calibrant bench real-chains`: fits every chain of a folder and tells how well.
@Command(
    name = "real-chains",
    description = {
      "Fit every chain of a folder and tell how well.",
      "",
      "RMSE in vol points over two-sided quotes with |k| < 2.1 ATM standard deviations; per"
          + " snapshot all its expiries ≥ 2 d are pooled. Hold-out: every fourth strike, predicted"
          + " by a fit that did not see it. Arbitrage: convexity of prices and growth of variance"
          + " on 2001 points over the quotes and the wings to 5 ATM standard deviations."
    })
public final class RealChainsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final ChainFigures all = new ChainFigures("all");
  private final Map<String, ChainFigures> byUnderlying = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders or files of chains.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the file with the figures goes (default: bench/results).")
  private Path out = Path.of("bench", "results");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the file, without .md (default: the first folder's name).")
  private String name = "";

  @Option(names = "--threads", paramLabel = "N", description = "Threads that fit.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /// The command on `terminal`.
  ///
  /// @param terminal where the figures go
  public RealChainsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<InputFiles.InputFile> files = InputFiles.expand(arguments, terminal.in());
    var progress = new Progress(terminal.err(), terminal.errTerminal(), files.size());
    int[] done = {0};
    long startNs = System.nanoTime();
    FitRun.of(threads, false)
        .fit(
            files,
            result -> {
              if (result.problem() != null) {
                problems.add(String.valueOf(result.problem().getMessage()));
              }
              result.snapshots().forEach(this::add);
              progress.at(++done[0]);
            });
    progress.clear();
    double seconds = (System.nanoTime() - startNs) / 1e9;
    if (all.summary.snapshotCount() == 0) {
      throw CommandFailure.badInput("no snapshot could be read: " + problems);
    }
    List<ChainFigures> columns = new ArrayList<>(byUnderlying.values());
    if (columns.size() > 1) {
      columns.addFirst(all);
    }
    List<String> table = FiguresTable.of(columns);
    write(files.size(), seconds, table);
    print(table, columns);
    return ExitCode.DONE;
  }

  private void add(FittedSnapshot fitted) {
    all.add(fitted);
    byUnderlying.computeIfAbsent(fitted.decision().underlying(), ChainFigures::new).add(fitted);
  }

  private void write(int fileCount, double seconds, List<String> table) throws IOException {
    String title = name.isEmpty() ? title() : name;
    List<String> lines = new ArrayList<>();
    lines.add("# Fit of recorded chains: " + title);
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, calibrant %s, JDK %s, %d threads of %d processors, %d files in %.1f s.",
            LocalDate.now(ZoneOffset.UTC),
            Version.OWN,
            Runtime.version(),
            threads,
            Runtime.getRuntime().availableProcessors(),
            fileCount,
            seconds));
    lines.add("`./calibrant bench real-chains` prints this; its `--help` defines the figures.");
    lines.add("");
    lines.addAll(table);
    if (!problems.isEmpty()) {
      lines.add("");
      lines.add("Files that could not be read: " + problems.size());
    }
    Files.createDirectories(out);
    Files.write(out.resolve(title + ".md"), lines);
    terminal.err().println("written to " + out.resolve(title + ".md"));
  }

  private String title() {
    Path last = Path.of(arguments.getFirst()).toAbsolutePath().normalize().getFileName();
    return last == null ? "chains" : last.toString();
  }

  private void print(List<String> table, List<ChainFigures> columns) {
    switch (output.format(Format.TABLE)) {
      case TABLE -> table.forEach(terminal.out()::println);
      case CSV ->
          table.stream()
              .filter(line -> !line.startsWith("|---"))
              .map(line -> line.substring(2, line.length() - 2).replace(",", ";"))
              .map(line -> line.replace(" | ", ","))
              .forEach(terminal.out()::println);
      case JSON -> columns.forEach(this::printJson);
    }
  }

  private void printJson(ChainFigures figures) {
    try (var json = Json.generator(terminal.out())) {
      json.writeStartObject();
      json.writeStringProperty("underlying", figures.name);
      json.writeNumberProperty("snapshots", figures.summary.snapshotCount());
      json.writeNumberProperty("surfaces", figures.summary.surfaceCount());
      json.writeNumberProperty("notFinite", figures.violations.notFinite());
      json.writeNumberProperty("butterflies", figures.violations.butterflies());
      json.writeNumberProperty("calendars", figures.violations.calendars());
      Json.number(json, "snapshotRmseVolPoints", figures.snapshotRmse.median());
      Json.number(json, "snapshotHoldOutRmseVolPoints", figures.snapshotHoldOutRmse.median());
      Json.number(json, "expiryRmseVolPoints", figures.summary.far().rmse().median());
      Json.number(json, "expiryHoldOutRmseVolPoints", figures.summary.far().holdOutRmse().median());
      Json.number(json, "insideSpread", figures.summary.far().insideShare());
      Json.number(json, "forwardBiasBp", figures.forwardBiasBp());
      Json.number(json, "forwardWithin5Bp", figures.forwardWithin(5));
      Json.number(json, "elapsedP50Ms", figures.summary.elapsedMs().median());
      Json.number(json, "elapsedP99Ms", figures.summary.elapsedMs().quantile(0.99));
      json.writeEndObject();
    }
    terminal.out().println();
  }
}
