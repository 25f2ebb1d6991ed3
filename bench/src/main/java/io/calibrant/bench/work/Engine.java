package io.calibrant.bench.work;

import java.util.List;
import java.util.function.Supplier;

/// Somebody who can do a work: we or a peer.
public sealed interface Engine {
  /// Our own name among the engines.
  String OURS = "calibrant";

  /// `calibrant`, or the peer's name and version.
  String name();

  /// An engine that is called in this process.
  ///
  /// @param task prepares its input and gives the task
  /// @param slow whether a call takes seconds: a few are timed, in one process
  record InProcess(String name, Supplier<? extends Task> task, boolean slow) implements Engine {
    /// An engine whose calls are quick.
    public InProcess(String name, Supplier<? extends Task> task) {
      this(name, task, false);
    }
  }

  /// An engine that is a program of its own with our timing driver around it.
  ///
  /// @param program the driver, which may be absent on this machine
  /// @param arguments what the driver is to do
  /// @param input what it reads: the same numbers as the engines of this process get
  record Foreign(
      String name, ForeignProgram program, List<String> arguments, Supplier<String> input)
      implements Engine {
    /// Copies the arguments.
    public Foreign {
      arguments = List.copyOf(arguments);
    }
  }
}
