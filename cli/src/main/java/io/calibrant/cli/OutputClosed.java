package io.calibrant.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The reader of standard output has gone (`calibrant … | head`); there is nobody to write for.
public final class OutputClosed extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  /// An end of output.
  ///
  /// @param cause what the write reported
  public OutputClosed(IOException cause) {
    super(cause);
  }
}
