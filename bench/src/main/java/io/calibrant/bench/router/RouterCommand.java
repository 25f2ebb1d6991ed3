package io.calibrant.bench.router;

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
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `calibrant bench router`: regret of the router against all candidates.
@Command(
    name = "router",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the router's regret against running every candidate, on random problems.",
      "",
      "Regret: what the router spent over what the cheapest candidate spent that found the least"
          + " cost of all, minus 1. Counted in evaluations of the residuals (a Jacobian at its"
          + " class's price; the same on every machine) and in wall time of this run. A minimum is"
          + " right within 1e-4 of the least cost or 0.01 in chi-square; silently wrong: believed"
          + " and not right. Trained on other seeds than tested."
    })
public final class RouterCommand implements Callable<Integer> {
  private static final double QUICK = 0.05;

  private final PrintStream out;
  private final PrintStream err;

  @Option(names = "--quick", description = "A twentieth of the problems; nothing is kept.")
  private boolean quick;

  @Option(names = "--format", description = "table (default) or json: one object a line.")
  private Format format = Format.table;

  @Option(names = "--out", paramLabel = "DIR", description = "Keep the result file there.")
  private String folder = "";

  @Option(
      names = "--from",
      paramLabel = "SEED",
      description =
          "First seed of the test (0): what is tuned is tuned on others, such as 2000000.")
  private long firstSeed;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description =
          "Test on the first problems of each class alone, this share of them; trained on all of"
              + " the training. Nothing is kept without --out.")
  private double share = 1;

  @Option(
      names = "--trained",
      paramLabel = "FILE",
      description =
          "Take the training from there, or keep it there if there is no such file: to compare two"
              + " states of the code that solve alike, and to spend no time on it.")
  private String trained = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The forms of the output; as typed.
  enum Format {
    table,
    json
  }

  /// The command.
  public RouterCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Option(
      names = "--ship",
      description =
          "Instead: rehearse calibrations of all models and write the history that the library"
              + " ships, in core. From the project's folder.")
  private boolean ship;

  @Override
  public Integer call() throws IOException {
    if (ship) {
      err.println("written: " + ShippedHistory.write(text -> err.println("  " + text)));
      return 0;
    }
    if (!(share > 0 && share <= 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--share %s: a share of the problems, above 0, at most 1".formatted(share));
    }
    var run = new RouterRun(quick ? QUICK : 1, quick ? QUICK : share, firstSeed);
    train(run);
    run.warmUp();
    run.test(text -> err.println("  " + text));
    List<ClassScore> rows = new ArrayList<>(run.scores.values());
    rows.add(run.total());
    List<String> lines = lines(run, rows);
    if (format == Format.json) {
      rows.forEach(score -> out.println(json(score)));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
    run.wrongs.forEach(err::println);
    if ((!quick && share == 1) || !folder.isEmpty()) {
      Path where = folder.isEmpty() ? Path.of("bench", "results") : Path.of(folder);
      Files.createDirectories(where);
      Path file = where.resolve("router-" + LocalDate.now(ZoneOffset.UTC) + ".md");
      Files.write(file, lines);
      err.println("kept as " + file);
    }
    return 0;
  }

  /// Trains the run, or takes what an earlier one was trained with.
  private void train(RouterRun run) throws IOException {
    Path file = Path.of(trained);
    if (!trained.isEmpty() && Files.exists(file)) {
      run.trainFrom(Files.readString(file));
      return;
    }
    run.train(text -> err.println("  " + text));
    if (!trained.isEmpty()) {
      Files.writeString(file, run.training());
    }
  }

  private List<String> lines(RouterRun run, List<ClassScore> rows) {
    List<String> lines = new ArrayList<>();
    ClassScore all = rows.getLast();
    lines.add("# The router against all candidates, " + LocalDate.now(ZoneOffset.UTC));
    lines.add("");
    lines.add("Machine: " + Machine.description() + ".");
    lines.add(
        ("Trained on %d problems of seeds from %d on, tested on %d of seeds from %d on, one"
                + " thread; `./calibrant bench router --help` defines the figures.")
            .formatted(run.trained, RouterRun.TRAINING_SEED, all.problems, firstSeed));
    lines.add("");
    lines.add(
        "| class | problems | mean regret | of all work | success | silently wrong |"
            + " doubted (right) | attempts | first choice |");
    lines.add("|---|" + "---:|".repeat(7) + "---|");
    for (ClassScore s : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.1f %% | %.1f %% | %.2f %% | %d | %d (%d) | %.2f | %s |",
              s.name,
              s.problems,
              100 * s.regret(),
              100 * s.totalRegret(),
              100 * s.successShare(),
              s.silentWrong,
              s.doubted,
              s.doubtedRight,
              (double) s.attempts / s.problems,
              s.mostChosen()));
    }
    lines.add("");
    lines.add("Goals: mean regret ≤ 10 %, success ≥ 99.9 %, silently wrong 0.");
    lines.add("");
    lines.addAll(ClockText.lines(rows, run.planning()));
    lines.add("");
    lines.add("## Each candidate alone");
    lines.add("");
    lines.add("| candidate | right | mean work | router's mean work |");
    lines.add("|---|---:|---:|---:|");
    for (Map.Entry<String, double[]> entry : all.alone.entrySet()) {
      double[] sums = entry.getValue();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.2f %% of %.0f | %.0f | %.0f |",
              entry.getKey(),
              100 * sums[1] / sums[0],
              sums[0],
              sums[2] / sums[0],
              all.work / all.problems));
    }
    lines.add("");
    lines.add("## What it said");
    lines.add("");
    run.reasons.forEach(reason -> lines.add("- " + reason));
    return lines;
  }

  private static String json(ClassScore s) {
    return String.format(
        Locale.ROOT,
        "{\"class\":\"%s\",\"problems\":%d,\"meanRegret\":%s,\"totalRegret\":%s,"
            + "\"wallMedianRegret\":%s,\"wallMeanRegret\":%s,\"wallTotalRegret\":%s,"
            + "\"wallFairMeanRegret\":%s,"
            + "\"success\":%s,\"silentWrong\":%d,"
            + "\"doubted\":%d,\"doubtedRight\":%d,\"work\":%s,\"bestWork\":%s}",
        s.name,
        s.problems,
        s.regret(),
        s.totalRegret(),
        s.again.median(0),
        s.again.mean(0),
        s.again.ofAllTime(0),
        s.fair.mean(0),
        s.successShare(),
        s.silentWrong,
        s.doubted,
        s.doubtedRight,
        s.work,
        s.bestWork);
  }
}
