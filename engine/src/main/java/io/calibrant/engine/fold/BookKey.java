package io.calibrant.engine.fold;

import java.util.Comparator;

/// Whose quotes of what: a venue and an underlying.
public record BookKey(String venue, String underlying) implements Comparable<BookKey> {
  private static final Comparator<BookKey> ORDER =
      Comparator.comparing(BookKey::underlying).thenComparing(BookKey::venue);

  @Override
  public int compareTo(BookKey other) {
    return ORDER.compare(this, other);
  }
}
