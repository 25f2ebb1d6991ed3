package io.calibrant.engine.live;

import io.calibrant.engine.fold.Book;

/// When the stages ran last for one book, and whether they should run now.
final class Schedule {
  private final CycleSettings settings;
  private long seenChanges;
  private long dirtySinceNs;
  private long lastEndNs;
  private long paidForNs;
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
    return nowNs >= restedNs() && (quiet || nowNs - dirtySinceNs >= settings.maxDelayNs());
  }

  /// How long a changed book still has to rest; `Long.MAX_VALUE` when it is not for that that it
  /// waits.
  long restLeftNs(Book book, long nowNs) {
    long left = restedNs() - nowNs;
    return book.changes() == seenChanges || left <= 0 ? Long.MAX_VALUE : left;
  }

  /// The stages ran.
  ///
  /// @param changes of the book when they began
  void ran(long changes, long startNs, long endNs) {
    seenChanges = changes;
    dirtySinceNs = 0;
    lastEndNs = endNs;
    double costNs = (1 + settings.restFactor()) * (endNs - startNs);
    paidForNs = Math.max(paidForNs, startNs) + (long) costNs;
  }

  /// Never again: a stage broke.
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /// When the book may be looked at again: the runs so far have to have been rested off but for
  /// `creditNs`.
  private long restedNs() {
    return Math.max(lastEndNs + settings.minIntervalNs(), paidForNs - settings.creditNs());
  }
}
