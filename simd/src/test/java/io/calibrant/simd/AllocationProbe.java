package io.calibrant.simd;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.black.Black76;
import io.calibrant.core.market.OptionType;
import io.calibrant.simd.AllocationTest.History;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/// A program that goes through a history of calls and prints what the calls after it allocate.
final class AllocationProbe {
  /// So many calls in a row without allocation are the end; it may come late, because the compiler
  /// works beside the calls.
  private static final int IN_A_ROW = 300;

  private static final long PATIENCE_NS = 60_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(7);
  private final VectorBlack batch = new VectorBlack();

  public static void main(String[] arguments) {
    var probe = new AllocationProbe();
    switch (History.valueOf(arguments[0])) {
      case SHORT -> probe.batch.warmUp();
      case LONG -> probe.repeat(probe.columns(4000), 3000);
      case MIXED -> probe.mixed();
    }
    System.out.println(probe.bytes() + " bytes, digest " + digest());
  }

  /// A number that hangs on every bit of the results on fixed columns.
  static long digest() {
    var probe = new AllocationProbe();
    double[][] columns = probe.columns(1003);
    probe.call(columns, new byte[1003]);
    long digest = 0;
    for (int j = 5; j < columns.length; j++) {
      for (double x : columns[j]) {
        digest = 31 * digest + Double.doubleToRawLongBits(x);
      }
    }
    return digest;
  }

  private void mixed() {
    for (int i = 0; i < 400; i++) {
      double[][] columns = columns(1 + random.nextInt(i % 10 == 0 ? 2000 : 40));
      if (i % 3 == 0) {
        columns[4][0] = -1;
        columns[1][columns[1].length / 2] = Double.NaN;
      }
      repeat(columns, 1 + random.nextInt(30));
    }
  }

  private long bytes() {
    double[][] columns = columns(1003);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long end = System.nanoTime() + PATIENCE_NS;
    long bytes = 0;
    byte[] statuses = new byte[columns[0].length];
    for (int free = 0; free < IN_A_ROW && System.nanoTime() < end; ) {
      long before = threads.getCurrentThreadAllocatedBytes();
      call(columns, statuses);
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
      free = bytes == 0 ? free + 1 : 0;
    }
    return bytes;
  }

  private void repeat(double[][] columns, int times) {
    byte[] statuses = new byte[columns[0].length];
    for (int i = 0; i < times; i++) {
      call(columns, statuses);
    }
  }

  private void call(double[][] x, byte[] statuses) {
    batch.impliedVols(x[0], x[1], x[2], x[3], x[4], x[5], statuses);
    batch.impliedVolsFromPrevious(x[0], x[1], x[2], x[3], x[4], x[5], statuses);
    batch.greeks(x[0], x[1], x[2], x[3], x[5], x[6], x[7], x[8], x[9], x[10]);
  }

  /// Signs, forwards, strikes, expiries, prices and six columns for results.
  private double[][] columns(int n) {
    double[][] x = new double[11][n];
    for (int i = 0; i < n; i++) {
      x[0][i] = random.nextBoolean() ? 1 : -1;
      x[1][i] = random.nextDouble(50, 150);
      x[3][i] = Math.exp(random.nextDouble(-6, 2));
      double vol = random.nextDouble(0.2, 1.2);
      x[2][i] = x[1][i] * Math.exp(random.nextDouble(-3, 3) * vol * Math.sqrt(x[3][i]));
      OptionType type = x[0][i] > 0 ? OptionType.CALL : OptionType.PUT;
      x[4][i] = Black76.value(type, x[1][i], x[2][i], vol, x[3][i]);
    }
    return x;
  }
}
