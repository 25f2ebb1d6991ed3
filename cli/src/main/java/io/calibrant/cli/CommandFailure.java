package io.calibrant.cli;

/// An expected end of a command other than success: one message for the user and an exit code.
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /// Bad usage or unreadable input; `message` names the value, the place and the cure.
  public static CommandFailure badInput(String message) {
    return new CommandFailure(ExitCode.BAD_INPUT, message);
  }

  /// The input was read but no usable result exists; `message` says why.
  public static CommandFailure noResult(String message) {
    return new CommandFailure(ExitCode.NO_RESULT, message);
  }

  /// The exit code of the process.
  public int exitCode() {
    return exitCode;
  }
}
