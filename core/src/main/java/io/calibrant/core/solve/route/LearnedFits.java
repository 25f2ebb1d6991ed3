package io.calibrant.core.solve.route;

/// Nothing yet.
final class LearnedFits {
  static final String TABLE = "";

  private LearnedFits() {}
}
