package io.calibrant.cli.bench;

import io.calibrant.cli.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `calibrant bench`: figures, each set by one command.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SET",
    description = {
      "Measure, and write the figures to bench/results/.",
      "",
      "`./calibrant bench numerics` times our kernels beside finmath, Strata and QuantLib. The"
          + " launcher starts it from a module of its own, so that no peer is on this class path."
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command with its sets.
  ///
  /// @param terminal where the figures go
  public static CommandLine with(Terminal terminal) {
    return new CommandLine(new BenchCommand()).addSubcommand(new RealChainsCommand(terminal));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no set of figures given: real-chains; or numerics or router, through ./calibrant");
  }
}
