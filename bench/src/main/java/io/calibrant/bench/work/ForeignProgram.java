package io.calibrant.bench.work;

import java.io.IOException;
import java.nio.file.Path;

/// A program that times a peer written in another language.
public interface ForeignProgram {
  /// Builds the program if needed.
  Availability prepare() throws IOException, InterruptedException;

  /// Whether a program can run here.
  sealed interface Availability {}

  /// It can.
  record Available(Path executable) implements Availability {}

  /// It cannot.
  ///
  /// @param reason why, with the cure
  record Absent(String reason) implements Availability {}
}
