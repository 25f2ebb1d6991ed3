package io.calibrant.bench.accuracy;

import io.calibrant.bench.report.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `calibrant bench accuracy`: histograms of the errors of implied vols.
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = {
      "Compare implied vols, scalar and batch, with double-double arithmetic on random options.",
      "",
      "Kept as bench/results/accuracy-iv-DATE.md; a million options take a minute or two."
    })
public final class AccuracyCommand implements Callable<Integer> {
  private static final long SEED = 20261121;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Options of each of the five families (${DEFAULT-VALUE}).")
  private int count = 250_000;

  @Option(names = "--out", paramLabel = "DIR", description = "Where (${DEFAULT-VALUE}).")
  private String folder = "bench/results";

  /// The command.
  public AccuracyCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    var sweep = new Sweep();
    sweep.run(count, SEED);
    List<String> lines = lines(sweep);
    lines.forEach(out::println);
    Path file = Path.of(folder).resolve("accuracy-iv-" + LocalDate.now(ZoneOffset.UTC) + ".md");
    Files.createDirectories(Path.of(folder));
    Files.write(file, lines);
    err.println("kept as " + file);
    return 0;
  }

  private List<String> lines(Sweep sweep) {
    List<String> lines = new ArrayList<>();
    lines.add("# Accuracy of implied vols, " + LocalDate.now(ZoneOffset.UTC));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d random options of each family, a quarter of them in the money, seed %d; batch: %s;"
                + " warm starts within 1 %%.",
            count,
            SEED,
            sweep.kernel()));
    lines.add("Machine: " + Machine.description() + ".");
    lines.add("");
    lines.add(
        "The error is relative, in units of ε = 2⁻⁵², divided by 1 + |d ln v/d ln p|: the rounding"
            + " of the price alone may cause ½ of it. Reference: implied vols in double-double"
            + " arithmetic (testkit), itself compared with 60-digit decimals. Cells: per cent of"
            + " the options with an error up to the head's number and above the one before.");
    lines.add("");
    var head = new StringBuilder("| family | solver | options |");
    var rule = new StringBuilder("|---|---|---|");
    for (double end : ErrorHistogram.ENDS) {
      head.append(String.format(Locale.ROOT, " ≤ %s |", end < 1 ? "½" : "%.0f".formatted(end)));
      rule.append("---|");
    }
    lines.add(head + " > 450 (1e-13) | largest |");
    lines.add(rule + "---|---|");
    for (Family family : Family.values()) {
      for (Sweep.Solver solver : Sweep.Solver.values()) {
        ErrorHistogram histogram = sweep.histogram(family, solver);
        lines.add(
            "| %s | %s | %,d |".formatted(family.title(), name(solver), histogram.count())
                + histogram.cells());
      }
    }
    lines.add("");
    for (Sweep.Solver solver : Sweep.Solver.values()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "- %s: largest relative error where |d ln v/d ln p| < 9: %.2g",
              name(solver),
              sweep.largestRelative(solver)));
    }
    lines.add(
        "- statuses of the batch that differ from the scalar ones: " + sweep.differentStatuses());
    return lines;
  }

  private static String name(Sweep.Solver solver) {
    return switch (solver) {
      case SCALAR -> "scalar";
      case BATCH_COLD -> "batch, cold";
      case BATCH_WARM -> "batch, warm";
    };
  }
}
