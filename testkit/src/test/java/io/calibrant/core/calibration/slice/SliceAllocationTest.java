package io.calibrant.core.calibration.slice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Fits allocate nothing per call, cold and warm.
class SliceAllocationTest {
  private static final int SIZE = 40;
  private static final int CALLS = 20_000;

  @Test
  void sviFit_coldAndWarm_allocatesNothing() {
    var random = new SplittableRandom(321);
    var quotes = new QuoteColumns(SIZE);
    var svi = RandomQuotes.market(random);
    RandomQuotes.fill(quotes, svi, SIZE, 2.5 * Math.sqrt(svi.totalVariance(0)), 0.003, random);
    var fit = new SviFit(SIZE);
    assertNoAllocation(() -> fit.fit(quotes));
    assertNoAllocation(() -> fit.refit(quotes));
    var robust = new SviFit(SIZE, Loss.studentT(5));
    assertNoAllocation(() -> robust.refit(quotes));
  }

  @Test
  void sviFit_boundColdAndWarm_allocatesNothing() {
    var random = new SplittableRandom(322);
    var quotes = new QuoteColumns(SIZE);
    var svi = new io.calibrant.core.smile.Svi(0.001, 0.6, -0.4, 0, 0.02);
    RandomQuotes.fill(quotes, svi, SIZE, 0.3, 1e-3, random);
    var fit = new SviFit(SIZE);
    assertThat(fit.fit(quotes)).isEqualTo(FitStatus.BOUND);
    assertNoAllocation(100, () -> fit.fit(quotes));
    assertNoAllocation(1_000, () -> fit.refit(quotes));
  }

  static void assertNoAllocation(Runnable call) {
    assertNoAllocation(CALLS, call);
  }

  static void assertNoAllocation(int calls, Runnable call) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long least = Long.MAX_VALUE;
    // The first rounds load classes and compile; one clean round proves the point.
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    // Reading the counter itself may cost a few bytes; one byte a call would be 20,000.
    assertThat(least).isLessThan(calls / 20);
  }
}
