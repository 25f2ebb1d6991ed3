package io.calibrant.engine.journal;

/// Bytes of a journal that do not mean what the format says.
public class JournalFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalFormatException(String message) {
    super(message);
  }

  public JournalFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
