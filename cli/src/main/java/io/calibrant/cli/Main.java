package io.calibrant.cli;

import io.calibrant.cli.backtest.BacktestCommand;
import io.calibrant.cli.bench.BenchCommand;
import io.calibrant.cli.check.CheckCommand;
import io.calibrant.cli.csv.IvCommand;
import io.calibrant.cli.csv.PriceCommand;
import io.calibrant.cli.fit.FitCommand;
import io.calibrant.cli.live.DoctorCommand;
import io.calibrant.cli.live.ExportCommand;
import io.calibrant.cli.live.ReplayCommand;
import io.calibrant.cli.live.RunCommand;
import io.calibrant.cli.live.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `calibrant` command.
///
/// Exit codes: 0 done; 1 an internal fault; 2 bad usage or unreadable input; 3 the input was read
/// but gave no usable result.
@Command(
    name = "calibrant",
    description = "Keeps option-pricing models equal to the market.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 done; 1 internal fault; 2 bad usage or unreadable input;",
      "            3 input read, but no usable result.",
      "",
      "Try:  calibrant run                      a simulated market, live in the browser",
      "      calibrant fit chain.csv.gz         an arbitrage-free surface from a file"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an internal fault.")
  private boolean debug;

  /// Runs the command and ends the process with its exit code.
  public static void main(String[] args) {
    Terminal terminal = Terminal.system();
    int exitCode = run(terminal, args);
    System.exit(exitCode);
  }

  /// Runs the command on `terminal` and returns its exit code.
  public static int run(Terminal terminal, String... args) {
    var main = new Main();
    var commandLine =
        new CommandLine(main)
            .addSubcommand(new RunCommand(terminal))
            .addSubcommand(new FitCommand(terminal))
            .addSubcommand(new BacktestCommand(terminal))
            .addSubcommand(new CheckCommand(terminal))
            .addSubcommand(new IvCommand(terminal))
            .addSubcommand(new PriceCommand(terminal))
            .addSubcommand(new SimulateCommand(terminal))
            .addSubcommand(new ReplayCommand(terminal))
            .addSubcommand(new ExportCommand(terminal))
            .addSubcommand(BenchCommand.with(terminal))
            .addSubcommand(new DoctorCommand(terminal));
    commandLine
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, _) ->
                Failures.badUsage(terminal, e.getCommandLine(), String.valueOf(e.getMessage())))
        .setExecutionExceptionHandler((e, _, _) -> Failures.exitCode(terminal, e, main.debug));
    int exitCode = commandLine.execute(args);
    try {
      terminal.flush();
    } catch (OutputClosed e) {
      // The reader had all it wanted.
    }
    return exitCode;
  }

  /// Without a command: the usage, as for `--help`, but exit code 2.
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given: name one of the commands below");
  }
}
