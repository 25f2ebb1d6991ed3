package io.calibrant.cli.backtest;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Format;
import io.calibrant.cli.Interruption;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Progress;
import io.calibrant.cli.Rows;
import io.calibrant.cli.Terminal;
import io.calibrant.cli.fit.InputFiles;
import io.calibrant.cli.fit.InputFiles.InputFile;
import io.calibrant.core.calibration.complexity.Ladder;
import io.calibrant.core.calibration.model.Families;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.venues.chainfile.ChainFormatException;
import io.calibrant.venues.chainfile.ChainReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calibrant backtest`: fits at one snapshot, scores at the next.
@Command(
    name = "backtest",
    description = {
      "Walk forward through recorded chains: fit at one snapshot, score at the next.",
      "",
      "Every model is scored in sample, on strikes held out, and on the next snapshot with the same"
          + " parameters, beside smile persistence with a paired 95 %% interval. Also: the family"
          + " that complexity control would use, and SVI smiles with a prior from snapshot to"
          + " snapshot against smiles fitted for themselves."
    },
    footer = {
      "",
      "Ctrl-C ends the walk after the pair in hand and shows what is done.",
      "",
      "Exit codes: 0 done; 2 a file could not be read; 3 no pair of snapshots could be scored.",
      "",
      "Examples:",
      "  calibrant backtest CHAINS --model svi,essvi --report backtest.html",
      "  calibrant backtest CHAINS --every 18 --format json > pairs.jsonl"
    })
public final class BacktestCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "asOf",
          "model",
          "quotes",
          "parameters",
          "inVp",
          "outVp",
          "forwardVp",
          "persistenceOutVp",
          "persistenceForwardVp",
          "status",
          "inUse",
          "elapsedMs",
          "densitiesMs",
          "inSampleHash");

  /// A pair takes a second or two.
  private static final long STOP_WAIT_SECONDS = 30;

  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders or files of chains.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "NAMES",
      description = "Models, comma-separated, or auto: the whole ladder (default: auto).")
  private String models = "auto";

  @Option(names = "--underlying", paramLabel = "COIN", description = "Whose chains (default: BTC).")
  private String underlying = "BTC";

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Fit the models at every Nth snapshot (default: 1).")
  private int every = 1;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after N pairs.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--as-published",
      description =
          "Walk a second time by the published ladder's protocol and set its figures beside: each"
              + " quote's own vol bounds the core, only expiries count that both snapshots have and"
              + " whose rows name their underlying, and one fit, to the strikes not held out, makes"
              + " all three figures; give --every 18 with it.")
  private boolean asPublished;

  @Option(
      names = "--report",
      paramLabel = "OUT.html",
      description = "Write one self-contained page with plots.")
  private @Nullable Path report;

  /// The command on `terminal`.
  public BacktestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (every < 1 || limit < 1) {
      throw CommandFailure.badInput(
          "--every=%d, --limit=%d: give 1 or more".formatted(every, limit));
    }
    List<InputFile> files = InputFiles.expand(arguments, terminal.in());
    try (Walk walk = new Walk(names(), every, limit);
        Walk published = asPublished ? Walk.asPublished(names(), every, limit) : null;
        // Ctrl-C: what is done is shown.
        var _ = Interruption.calling(walk::stop, STOP_WAIT_SECONDS)) {
      return walk(files, walk, published);
    }
  }

  private int walk(List<InputFile> files, Walk walk, @Nullable Walk published) throws IOException {
    Format format = output.format(Format.TABLE);
    if (format == Format.TABLE) {
      walk(files, walk, published, null);
    } else {
      try (Rows rows = Rows.to(format, terminal.out(), COLUMNS)) {
        walk(files, walk, published, rows);
      }
    }
    if (walk.pairs.isEmpty()) {
      throw CommandFailure.noResult(
          ("no pair of %s snapshots could be scored: needs two within 13 hours that share an"
                  + " expiry, with the venue's forwards")
              .formatted(underlying));
    }
    terminal.out().flush();
    var to = format == Format.TABLE ? terminal.out() : terminal.err();
    List<String> lines = new ArrayList<>(new WalkText(walk).lines());
    if (published != null) {
      lines.add("");
      lines.addAll(new PublishedLadder(published, walk).lines());
    }
    lines.forEach(to::println);
    if (report != null) {
      new BacktestReport(walk, lines).write(report);
      terminal.err().println("report: " + report.toAbsolutePath());
    }
    terminal.flush();
    return ExitCode.DONE;
  }

  private void walk(List<InputFile> files, Walk walk, @Nullable Walk published, @Nullable Rows rows)
      throws IOException {
    var progress = new Progress(terminal.err(), terminal.errTerminal(), files.size());
    int done = 0;
    for (InputFile file : files) {
      UnnamedForwards unnamed = published == null ? null : UnnamedForwards.of(file.path());
      for (SurfaceSnapshot snapshot : read(file)) {
        if (snapshot.underlying().equals(underlying.toUpperCase(Locale.ROOT)) && !walk.isDone()) {
          PairResult pair = walk.accept(snapshot);
          if (published != null && unnamed != null) {
            published.accept(snapshot, time -> unnamed.contains(snapshot.asOfNs(), time));
          }
          if (pair != null && rows != null) {
            pair.scores().forEach(score -> row(rows, pair, score));
            // What is done is kept, whatever becomes of the rest.
            terminal.out().flush();
          }
        }
      }
      if (walk.isStopped()) {
        progress.clear();
        terminal.err().println("interrupted after %d of %d files".formatted(done, files.size()));
        return;
      }
      progress.at(++done);
      if (walk.isDone()) {
        break;
      }
    }
    progress.clear();
  }

  private static List<SurfaceSnapshot> read(InputFile file) {
    try {
      return ChainReader.read(file.path()).snapshots();
    } catch (ChainFormatException e) {
      throw CommandFailure.badInput(String.valueOf(e.getMessage()));
    }
  }

  private static void row(Rows rows, PairResult pair, ModelScore score) {
    rows.text(time(pair.asOfNs()))
        .text(score.name())
        .count(pair.quoteCount())
        .count(score.parameterCount())
        .number(score.inVp())
        .number(score.outVp())
        .number(score.forwardVp())
        .number(pair.persistenceOutVp())
        .number(pair.persistenceForwardVp())
        .text(score.status())
        .flag(pair.choice().family().equals(score.name()))
        .number(score.elapsedMs())
        .number(score.densitiesMs())
        .text(pair.inSampleHash());
    rows.end();
  }

  static String time(long timeNs) {
    return Instant.ofEpochSecond(0, timeNs).toString();
  }

  private List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (String word : models.split(",", -1)) {
      String name = word.strip();
      if (name.equals("auto")) {
        names.addAll(Ladder.NAMES);
      } else if (Ladder.named(name).isPresent()) {
        names.add(name);
      } else {
        throw CommandFailure.badInput(
            "--model=%s: '%s' is not a model; known are black, ssvi, %s and auto"
                .formatted(models, name, String.join(", ", Families.names())));
      }
    }
    return List.copyOf(names);
  }
}
