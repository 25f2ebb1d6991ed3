package io.calibrant.bench.measure;

/// How long everything is timed.
///
/// @param forks processes for each engine at each work
/// @param warmups runs thrown away in each
/// @param warmupMs length of one
/// @param runs runs kept in each
/// @param runMs length of one
public record Effort(int forks, int warmups, int warmupMs, int runs, int runMs) {
  /// For figures to keep: about 7 s for each engine at each work.
  public static final Effort FULL = new Effort(2, 5, 400, 15, 100);

  /// For a look: about 1.5 s.
  public static final Effort QUICK = new Effort(1, 4, 200, 7, 50);

  /// For an engine whose calls take seconds: one call thrown away, three kept.
  static final Effort SLOW = new Effort(1, 1, 1, 3, 1);
}
