package io.calibrant.cli.live;

import io.calibrant.engine.fold.Recovery;
import java.util.Locale;

/// Tells once a second how far the journal has been read again; nothing when that takes less.
final class RecoverySteps implements Recovery.Progress {
  private static final long EVERY_NS = 1_000_000_000L;

  private final Steps steps;
  private long toldNs = System.nanoTime();

  RecoverySteps(Steps steps) {
    this.steps = steps;
  }

  @Override
  public void at(long done, long total) {
    long nowNs = System.nanoTime();
    if (nowNs - toldNs >= EVERY_NS) {
      toldNs = nowNs;
      steps.done("journal", String.format(Locale.ROOT, "%,d of %,d entries …", done, total));
    }
  }
}
