package io.calibrant.cli;

import io.calibrant.venues.chainfile.ChainFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Turns what a command throws into one line on standard error and an exit code.
final class Failures {
  private Failures() {}

  static int badUsage(Terminal terminal, CommandLine command, String message) {
    terminal.error(message);
    if (command.getParent() == null && command.getParseResult().originalArgs().isEmpty()) {
      command.usage(terminal.err());
    } else {
      List<String> near = command.getUnmatchedArguments();
      if (!near.isEmpty()) {
        CommandLine.UnmatchedArgumentException.printSuggestions(
            new CommandLine.UnmatchedArgumentException(command, near), terminal.err());
      }
      terminal.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    terminal.err().flush();
    return ExitCode.BAD_INPUT;
  }

  static int exitCode(Terminal terminal, Exception thrown, boolean debug) {
    if (thrown instanceof OutputClosed || thrown.getCause() instanceof OutputClosed) {
      return ExitCode.DONE; // the reader (`head`, a pager) has all it wanted
    }
    int code;
    if (thrown instanceof CommandFailure failure) {
      terminal.error(message(failure));
      code = failure.exitCode();
    } else if (thrown instanceof ChainFormatException) {
      terminal.error(message(thrown));
      code = ExitCode.BAD_INPUT;
    } else if (ioCause(thrown) instanceof IOException io) {
      terminal.error(ioMessage(io));
      code = ExitCode.BAD_INPUT;
    } else {
      terminal.error(
          "internal fault: %s: %s (run again with --debug for the stack trace)"
              .formatted(thrown.getClass().getSimpleName(), message(thrown)));
      code = ExitCode.FAULT;
    }
    if (debug) {
      thrown.printStackTrace(terminal.err());
    }
    terminal.flush();
    return code;
  }

  private static @Nullable Throwable ioCause(Exception thrown) {
    return thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : thrown;
  }

  private static String ioMessage(IOException io) {
    if (io instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file: check the path";
    }
    if (io instanceof FileSystemException fs && fs.getReason() == null) {
      return "%s: %s".formatted(fs.getFile(), fs.getClass().getSimpleName());
    }
    return message(io);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
