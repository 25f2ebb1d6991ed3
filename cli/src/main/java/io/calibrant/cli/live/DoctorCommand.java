package io.calibrant.cli.live;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Format;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Rows;
import io.calibrant.cli.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `calibrant doctor`: looks at the machine and says what to mend.
@Command(
    name = "doctor",
    description = "Check this machine, and say what to mend.",
    footer = {"", "Exit codes: 0 all is well or only warned of; 3 something must be mended first."})
public final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--port", paramLabel = "PORT", description = "Port to check (default: 8080).")
  private int port = 8080;

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description = "Journal directory to check (default: ./.calibrant/journal).")
  private Path journal = Path.of(".calibrant", "journal");

  /// The command on `terminal`.
  ///
  /// @param terminal where the findings are told
  public DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Finding> findings =
        List.of(
            Checkup.jdk(),
            Checkup.processors(),
            Checkup.memory(),
            Checkup.port(port),
            Checkup.journal(journal),
            Checkup.disk(journal),
            Checkup.clock(),
            Checkup.kernels(),
            Checkup.store(),
            Checkup.dashboard());
    Format format = output.format(Format.TABLE);
    try (Rows rows = Rows.to(format, terminal.out(), List.of("check", "state", "found", "mend"))) {
      for (Finding finding : findings) {
        rows.text(finding.check())
            .text(finding.state().name())
            .text(finding.found())
            .text(finding.mend())
            .end();
      }
    }
    long failed = findings.stream().filter(f -> f.state() == Finding.State.FAIL).count();
    if (failed > 0) {
      throw CommandFailure.noResult(
          failed + " of the checks failed; the last column says the cure");
    }
    return ExitCode.DONE;
  }
}
