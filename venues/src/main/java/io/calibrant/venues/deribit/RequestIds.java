package io.calibrant.venues.deribit;

/// The ids of a session's requests: 1, 2, 3 …, never used twice.
final class RequestIds {
  private long last;

  long next() {
    return ++last;
  }
}
