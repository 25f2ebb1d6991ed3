package io.calibrant.bench;

import io.calibrant.bench.accuracy.AccuracyCommand;
import io.calibrant.bench.router.RouterCommand;
import io.calibrant.bench.sets.WorkSets;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `calibrant bench` for the sets that run peers beside us; the launcher starts it in place of the
/// application, whose class path has no peer on it.
@Command(
    name = "calibrant",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "bench SET",
    description = "Measure ours beside the peers', in one run.")
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// Runs the command and ends the process with its exit code.
  public static void main(String[] args) {
    // Libraries may print on System.out; only results belong there.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    var bench = new CommandLine(new Bench());
    WorkSets.all().forEach(s -> bench.addSubcommand(s.name(), new SetCommand(s, out, System.err)));
    bench.addSubcommand(new AccuracyCommand(out, System.err));
    bench.addSubcommand(new RouterCommand(out, System.err));
    int exitCode = new CommandLine(new Main()).addSubcommand(bench).execute(args);
    out.flush();
    System.exit(exitCode);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given: bench SET");
  }

  /// The command between.
  @Command(
      name = "bench",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "SET",
      description = "Measure ours beside the peers', in one run.")
  static final class Bench implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new CommandLine.ParameterException(spec.commandLine(), "no set given");
    }
  }
}
