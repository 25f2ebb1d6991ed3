package io.calibrant.cli;

/// The exit codes of every command.
public final class ExitCode {
  /// Done.
  public static final int DONE = 0;

  /// An internal fault: ours to mend.
  public static final int FAULT = 1;

  /// Bad usage or unreadable input: the message names the place and the cure.
  public static final int BAD_INPUT = 2;

  /// The input was read, but gave no usable result: the reason is printed.
  public static final int NO_RESULT = 3;

  private ExitCode() {}
}
