package io.calibrant.core.black;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.math.Cholesky;
import io.calibrant.core.math.RealRoots;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The kernels of `math` and `black` allocate nothing per call.
class AllocationTest {
  private static final int CALLS = 20_000;

  private final double[] out = new double[Greeks.COUNT];
  private double sink;

  @Test
  void impliedVol_call_allocatesNothing() {
    assertNoAllocation(i -> sink += ImpliedVol.impliedVol(OptionType.CALL, 100, 110, 0.5, 1 + i));
  }

  @Test
  void imply_columns_allocateNothing() {
    int n = 64;
    var types = new OptionType[n];
    Arrays.fill(types, OptionType.PUT);
    double[] forwards = filled(n, 100);
    double[] strikes = filled(n, 90);
    double[] expiries = filled(n, 0.25);
    double[] prices = filled(n, 2.5);
    double[] vols = new double[n];
    byte[] statuses = new byte[n];
    assertNoAllocation(
        _ -> ImpliedVol.imply(types, forwards, strikes, expiries, prices, vols, statuses));
  }

  @Test
  void value_call_allocatesNothing() {
    assertNoAllocation(i -> sink += Black76.value(OptionType.PUT, 100, 90 + i, 0.6, 0.5));
  }

  @Test
  void evaluate_greeks_allocateNothing() {
    assertNoAllocation(i -> Greeks.evaluate(OptionType.CALL, 100, 90 + i, 0.6, 0.5, 0.97, out));
    assertNoAllocation(i -> CoinGreeks.evaluate(OptionType.PUT, 100, 90 + i, 0.6, 0.5, out));
  }

  @Test
  void findAndFactor_smallProblems_allocateNothing() {
    double[] quartic = {-1, 0.5, 3, -0.2, 1};
    double[] roots = new double[4];
    double[] scratch = new double[4];
    assertNoAllocation(_ -> RealRoots.find(quartic, -10, 10, roots, scratch));
    double[] a = new double[9];
    assertNoAllocation(
        _ -> {
          Arrays.fill(a, 0.5);
          a[0] = a[4] = a[8] = 2;
          Cholesky.factor(a, 3);
          Cholesky.solve(a, 3, roots);
          Cholesky.invert(a, 3);
        });
  }

  private static double[] filled(int n, double value) {
    double[] column = new double[n];
    Arrays.fill(column, value);
    return column;
  }

  private static void assertNoAllocation(Call call) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long least = Long.MAX_VALUE;
    // The first rounds load classes and compile; one clean round proves the point.
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < CALLS; i++) {
        call.run(i % 20);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    // Reading the counter itself may cost a few bytes; one byte a call would be 20,000.
    assertThat(least).isLessThan(CALLS / 20);
  }

  private interface Call {
    void run(int i);
  }
}
