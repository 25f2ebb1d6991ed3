package io.calibrant.engine.live;

import io.calibrant.engine.fold.Book;

/// When the stages ran last for one book, and whether they should run now.
final class Schedule {
  /// Weight of the newest run in the mean cost.
  private static final double NEWEST = 0.2;

  private final CycleSettings settings;
  private long seenChanges;
  private long dirtySinceNs;
  private long lastEndNs;
  private double meanCostNs;
  private boolean stopped;

  Schedule(CycleSettings settings) {
    this.settings = settings;
  }

  /// Whether the stages should run now.
  ///
  /// @param quiet whether no message has come for a while
  boolean isDue(Book book, long nowNs, boolean quiet) {
    if (stopped || book.contractCount() == 0) {
      return false;
    }
    if (book.changes() == seenChanges) {
      dirtySinceNs = 0;
      return nowNs - lastEndNs >= settings.heartbeatNs();
    }
    if (dirtySinceNs == 0) {
      dirtySinceNs = nowNs;
    }
    return nowNs - lastEndNs >= restNs()
        && (quiet || nowNs - dirtySinceNs >= settings.maxDelayNs());
  }

  /// How long a changed book still has to rest; `Long.MAX_VALUE` when it is not for that that it
  /// waits.
  long restLeftNs(Book book, long nowNs) {
    long left = lastEndNs + restNs() - nowNs;
    return book.changes() == seenChanges || left <= 0 ? Long.MAX_VALUE : left;
  }

  /// The stages ran.
  ///
  /// @param changes of the book when they began
  void ran(long changes, long startNs, long endNs) {
    seenChanges = changes;
    dirtySinceNs = 0;
    lastEndNs = endNs;
    double cost = endNs - startNs;
    meanCostNs = meanCostNs == 0 ? cost : meanCostNs + NEWEST * (cost - meanCostNs);
  }

  /// Never again: a stage broke.
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  private long restNs() {
    return Math.max(settings.minIntervalNs(), (long) (settings.restFactor() * meanCostNs));
  }
}
