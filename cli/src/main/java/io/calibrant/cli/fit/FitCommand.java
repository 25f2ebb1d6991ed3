package io.calibrant.cli.fit;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Format;
import io.calibrant.cli.Interruption;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Progress;
import io.calibrant.cli.Style;
import io.calibrant.cli.Terminal;
import io.calibrant.cli.csv.ClockOptions;
import io.calibrant.cli.fit.FitRun.FileResult;
import io.calibrant.cli.fit.InputFiles.InputFile;
import io.calibrant.core.clock.VarianceClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calibrant fit`: chain files in, arbitrage-free surfaces out.
@Command(
    name = "fit",
    description = {
      "Fit an arbitrage-free surface to every snapshot in chain files.",
      "",
      "Reads recorded Deribit chains, full tickers, books and book summaries, equity smiles and the"
          + " neutral CSV; gzipped or plain. The layout is found by the header."
    },
    footer = {
      "",
      "Exit codes: 0 at least one surface; 2 a file could not be read (the others are still"
          + " fitted); 3 no snapshot gave a surface.",
      "",
      "Examples:",
      "  calibrant fit chain.csv.gz --report surface.html",
      "  calibrant fit chain.csv.gz --model auto,heston",
      "  calibrant fit chain.csv.gz --model heston,svi --weekend 0.4 --events events.csv",
      "  calibrant fit chain.csv.gz --bootstrap 400",
      "  calibrant fit DIRECTORY --format json --curve 201 > surfaces.jsonl"
    })
public final class FitCommand implements Callable<Integer> {
  private static final int MAX_CURVE_POINT_COUNT = 100_000;
  private static final int MANY_FILES = 4;
  private static final int MIN_REFITS = 50;
  private static final int MAX_REFITS = 100_000;

  /// 3 January 1970, noon.
  private static final long SATURDAY_NS = 216_000_000_000_000L;

  private static final long STOP_WAIT_SECONDS = 3;

  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Chain files, directories of them, or - for standard input.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--curve",
      paramLabel = "N",
      description =
          "With --format json: add N points (k, w) per expiry over the quoted range and the wings"
              + " to 5 ATM standard deviations.")
  private int curvePointCount;

  @Option(
      names = "--report",
      paramLabel = "OUT.html",
      description = "Write one self-contained page with plots.")
  private @Nullable Path report;

  @Option(
      names = "--model",
      paramLabel = "NAMES",
      description =
          "Fit these beside the surface and show them side by side, comma-separated: svi,"
              + " curved-svi, essvi, sabr, heston, bates, merton, kou, vg, nig, svcj,"
              + " double-heston, or auto: the simplest that is as good as the best on quotes held"
              + " out.")
  private @Nullable String models;

  @Mixin private ClockOptions clock = new ClockOptions();

  @Option(
      names = "--profile",
      description =
          "With --model and --format json: add 95 %% intervals by profile likelihood to each"
              + " parameter of a model; some 20 fits a parameter.")
  private boolean profile;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description =
          "Fit each surface N times more to quotes drawn from its own residuals, and say of each"
              + " expiry whether the standard errors by the delta method agree within 15 %%.")
  private int refits;

  @Option(
      names = "--warm",
      description = "Start each fit from the surface before, of the same underlying; one thread.")
  private boolean warm;

  @Option(
      names = "--details",
      negatable = true,
      description = "A line per expiry, not one per snapshot (default: up to 4 files).")
  private @Nullable Boolean details;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that fit (default: as many as processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  /// The command on `terminal`.
  ///
  /// @param terminal where the result goes
  public FitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkOptions();
    ModelChoice choice =
        (models == null ? ModelChoice.NONE : ModelChoice.parse(models).withProfiles(profile))
            .on(clock());
    List<InputFile> files = InputFiles.expand(arguments, terminal.in());
    FitRun run = FitRun.of(threads, warm, choice, refits);
    // Ctrl-C: the file in hand is written to its end.
    try (var _ = Interruption.calling(run::stop, STOP_WAIT_SECONDS)) {
      return fit(run, files);
    }
  }

  private @Nullable VarianceClock clock() {
    VarianceClock asked = clock.clock(terminal.in());
    if (asked != null && !(asked.profile().rate(SATURDAY_NS) > 0)) {
      throw CommandFailure.badInput("--weekend 0: must be > 0 in a fit, or some expiry has no vol");
    }
    return asked;
  }

  private int fit(FitRun run, List<InputFile> files) throws IOException, InterruptedException {
    var summary = new FitSummary();
    List<String> problems = new ArrayList<>();
    var progress = new Progress(terminal.err(), terminal.errTerminal(), files.size());
    int[] done = {0};
    int taken;
    try (FitSink sink = sink(files.size());
        HtmlReport page = report == null ? null : HtmlReport.open(report)) {
      taken =
          run.fit(
              files,
              result -> {
                progress.clear();
                take(result, sink, page, summary, problems);
                progress.at(++done[0]);
              });
      progress.clear();
      if (page != null) {
        page.finish(SummaryText.lines(summary, problems.size()));
      }
    }
    tell(summary, problems, taken, files.size());
    return exitCode(summary, problems);
  }

  private void take(
      FileResult result,
      FitSink sink,
      @Nullable HtmlReport page,
      FitSummary summary,
      List<String> problems) {
    if (result.problem() != null) {
      String message = String.valueOf(result.problem().getMessage());
      problems.add(message);
      terminal.error(message);
    }
    for (FittedSnapshot fitted : result.snapshots()) {
      summary.add(fitted);
      sink.accept(fitted);
      if (page != null) {
        page.accept(fitted);
      }
    }
  }

  private FitSink sink(int fileCount) {
    return switch (output.format(Format.TABLE)) {
      case TABLE ->
          new TableFit(
              terminal.out(),
              new Style(terminal.colour()),
              details == null ? fileCount <= MANY_FILES : details);
      case JSON -> new JsonFit(terminal.out(), curvePointCount);
      case CSV -> new CsvFit(terminal.out());
    };
  }

  private void tell(FitSummary summary, List<String> problems, int taken, int fileCount) {
    boolean table = output.format(Format.TABLE) == Format.TABLE;
    terminal.out().flush();
    var to = table ? terminal.out() : terminal.err();
    if (taken < fileCount) {
      terminal.err().println("interrupted after %d of %d files".formatted(taken, fileCount));
    }
    if (table && summary.snapshotCount() > 0) {
      to.println();
    }
    if (summary.snapshotCount() > 1 || table) {
      SummaryText.lines(summary, problems.size()).forEach(to::println);
    }
    if (report != null) {
      terminal.err().println("report: " + report.toAbsolutePath());
    }
    terminal.flush();
  }

  private int exitCode(FitSummary summary, List<String> problems) {
    if (!problems.isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    if (summary.surfaceCount() == 0) {
      throw CommandFailure.noResult(
          summary.snapshotCount() == 0
              ? "the input holds no snapshot"
              : "no snapshot gave a surface; each says why above");
    }
    return ExitCode.DONE;
  }

  private void checkOptions() {
    if (curvePointCount != 0 && (curvePointCount < 2 || curvePointCount > MAX_CURVE_POINT_COUNT)) {
      throw CommandFailure.badInput(
          "--curve=%d: give 2 to %d points".formatted(curvePointCount, MAX_CURVE_POINT_COUNT));
    }
    if (profile && (models == null || output.format(Format.TABLE) != Format.JSON)) {
      throw CommandFailure.badInput("--profile: give --model and --format json with it");
    }
    if (refits != 0 && (refits < MIN_REFITS || refits > MAX_REFITS)) {
      throw CommandFailure.badInput(
          "--bootstrap=%d: give %d to %d refits".formatted(refits, MIN_REFITS, MAX_REFITS));
    }
    if (threads < 1 || threads > 1024) {
      throw CommandFailure.badInput("--threads=%d: give 1 to 1024".formatted(threads));
    }
  }
}
