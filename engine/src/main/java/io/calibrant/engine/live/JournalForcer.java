package io.calibrant.engine.live;

import io.calibrant.engine.agent.Agent;
import io.calibrant.engine.journal.JournalWriter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Makes the journal survive the loss of power at a fixed interval, beside the engine's loop.
public final class JournalForcer implements Agent {
  /// 50 ms: what the loss of power may cost.
  public static final long INTERVAL_NS = 50_000_000L;

  private final JournalWriter journal;
  private final long intervalNs;

  public JournalForcer(JournalWriter journal, long intervalNs) {
    this.journal = journal;
    this.intervalNs = intervalNs;
  }

  @Override
  public String roleName() {
    return "journal-force";
  }

  @Override
  public int doWork() throws IOException {
    journal.force();
    return 0;
  }

  @Override
  public void idle() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(intervalNs);
  }
}
