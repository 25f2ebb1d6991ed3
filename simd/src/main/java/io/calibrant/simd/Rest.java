package io.calibrant.simd;

import java.util.Arrays;

/// What the straight way of a block leaves open, gathered in columns of its own: far strikes, c >
/// ½, guesses too poor for a single step.
final class Rest {
  private static final int ROUNDS = 6;

  /// The size of the last step: guesses are poorer here than on the straight way, so that a last
  /// term that is small by chance needs a margin.
  private static final double SHORT = 0.3;

  /// Beyond this ν the series is not used.
  private static final double FAR = 0.1;

  final double[] h = Block.column();
  final double[] target = Block.column();
  final double[] sign = Block.column();
  final double[] v = Block.column();
  final int[] index = new int[Block.SIZE];
  int count;

  private final double[] logs = Block.column();
  private final double[] logFactor = Block.column();
  private final double[] factor = Block.column();
  private final Solver solver = new Solver();
  private final double[] ones = Block.column();
  private final double[] next = Block.column();
  private final boolean[] done = new boolean[Block.SIZE];

  Rest() {
    Arrays.fill(ones, 1);
  }

  /// @param side 1 with c for `share`, −1 with 1 − c
  void add(int i, double absLogMoneyness, double share, double side) {
    index[count] = i;
    h[count] = absLogMoneyness;
    target[count] = share;
    sign[count] = side;
    count++;
  }

  /// Fills v from nothing.
  void solve() {
    int n = Lanes.padded(count);
    for (int i = count; i < n; i++) {
      h[i] = h[0];
      target[i] = target[0];
      sign[i] = sign[0];
    }
    solver.seed(h, target, v, n);
    Arrays.fill(logFactor, 0, n, 0);
    WideSeed.logs(target, logs, n);
    for (int round = 0; round < 2; round++) {
      WideSeed.factors(h, sign, logs, logFactor, factor, n);
      WideSeed.logs(factor, logFactor, n);
    }
    WideSeed.of(h, sign, logs, logFactor, v, n);
    Arrays.fill(done, 0, count, false);
    int open = count;
    for (int round = 0; round < ROUNDS && open > 0; round++) {
      solver.step(h, v, target, sign, ones, next, n);
      for (int i = 0; i < count; i++) {
        // A lane stays where its own last step has put it, whatever its neighbours need.
        if (!done[i]) {
          v[i] = next(i);
          done[i] = solver.size[i] < SHORT;
          open -= done[i] ? 1 : 0;
        }
      }
    }
  }

  /// v after the step; where the series may not converge by its first term, bounded.
  private double next(int i) {
    double nu = solver.nu[i];
    return Math.abs(nu) < FAR
        ? next[i]
        : v[i] / Math.sqrt(1 - 2 * Math.max(-1.5, Math.min(0.35, nu)));
  }

  /// Whether v[i] is final.
  boolean hasConverged(int i) {
    return done[i] && (sign[i] < 0 || h[i] >= v[i] * (0.5 * v[i] - 0.7));
  }
}
