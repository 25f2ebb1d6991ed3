package io.calibrant.core.localvol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Asserts that calls allocate nothing once they are compiled.
public final class NoAllocation {
  private NoAllocation() {}

  /// The least of five rounds of `calls` calls must stay below a byte every 20 calls, or 2 kB in
  /// all: reading the counter itself may cost some.
  public static void check(int calls, Runnable call) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least).isLessThan(Math.max(2_000, calls / 20));
  }
}
