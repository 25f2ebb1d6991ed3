package io.calibrant.engine.journal;

/// A journal of another format version: whole perhaps, but not to be read by this program.
final class JournalVersionException extends JournalFormatException {
  private static final long serialVersionUID = 1L;

  JournalVersionException(String message) {
    super(message);
  }
}
