package io.calibrant.cli.live;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.Format;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Rows;
import io.calibrant.cli.Terminal;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.journal.DirectoryLock;
import io.calibrant.engine.store.StoreSettings;
import io.calibrant.engine.store.SurfaceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `calibrant export`: writes a journal's days as Parquet files, a file a table and day.
@Command(
    name = "export",
    description = {
      "Write quotes, trades, decisions and fitted smiles of a journal as Parquet, a file a day.",
      "",
      "Brings the store beside the journal up to date first. The journal must not be in use: a",
      "running engine writes each day by itself, soon after midnight UTC, into",
      "DIR-store/parquet."
    },
    footer = {
      "",
      "Exit codes: 0 written; 2 no journal, or in use; 3 it holds nothing of the day.",
      "",
      "Example:",
      "  calibrant export --day 2026-11-21 --out days"
    })
public final class ExportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  @Mixin private JournalArgument journal = new JournalArgument();

  @Option(
      names = "--day",
      paramLabel = "YYYY-MM-DD",
      description = "A day (UTC); may be given several times (default: every day there is).")
  private List<LocalDate> days = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: ./parquet).")
  private Path out = Path.of("parquet");

  /// The command on `terminal`.
  ///
  /// @param terminal where the files are told
  public ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Path directory = journal.existing().toAbsolutePath().normalize();
    try (var _ = lock(directory);
        SurfaceStore store = open(directory)) {
      store.agent().onClose();
      List<LocalDate> known = store.days();
      for (LocalDate day : days) {
        if (!known.contains(day)) {
          throw CommandFailure.noResult(
              "--day %s: the journal holds nothing of it, but of %s".formatted(day, known));
        }
      }
      print(store, days.isEmpty() ? known : days);
    }
    return 0;
  }

  private static DirectoryLock lock(Path journal) {
    try {
      return DirectoryLock.acquire(journal);
    } catch (IOException e) {
      throw CommandFailure.badInput(
          "%s: in use or not writable; stop the engine first (%s)"
              .formatted(journal, e.getMessage()));
    }
  }

  private SurfaceStore open(Path journal) throws IOException {
    Path beside = journal.resolveSibling(journal.getFileName() + "-store");
    return SurfaceStore.open(
        StoreSettings.of(beside),
        journal,
        () -> Long.MAX_VALUE,
        EpochNanoClock.SYSTEM,
        (_, kind, _, text) -> terminal.err().println(kind + ": " + text));
  }

  private void print(SurfaceStore store, List<LocalDate> chosen) throws IOException {
    try (Rows rows =
        Rows.to(output.format(Format.TABLE), terminal.out(), List.of("day", "file", "bytes"))) {
      for (LocalDate day : chosen) {
        for (Path file : store.exportDay(day, out)) {
          rows.text(day.toString());
          rows.text(file.toString());
          rows.count(Files.size(file));
          rows.end();
        }
      }
    }
  }
}
