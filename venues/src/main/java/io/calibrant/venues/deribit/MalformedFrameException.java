package io.calibrant.venues.deribit;

/// A frame that does not say what the protocol says it should. Carries no stack trace: a hostile
/// peer can make many of them.
final class MalformedFrameException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedFrameException(String reason) {
    super(reason, null, false, false);
  }

  /// What is wrong, with the place.
  String reason() {
    return String.valueOf(getMessage());
  }
}
