package io.calibrant.core.path;

import io.calibrant.core.math.Philox;
import java.util.Arrays;

/// Simulates the paths of a scheme batch by batch; batch b is a function of the seed and b alone.
///
/// ```
/// var simulator = PathSimulator.of(Schemes.of(Heston.MODEL, p), times, 8, Draws.SOBOL, seed);
/// PathPayoff put = (paths, i) -> Math.max(0, strike - paths.price(0, i));
/// PathEstimate value = simulator.estimate(put, 512);
/// ```
///
/// One thread at a time; for several threads take one simulator each and share out the batches. A
/// batch allocates nothing.
public final class PathSimulator {
  /// Paths in a batch: its columns stay in the processor's near caches.
  public static final int BATCH = 256;

  private final PathScheme scheme;
  private final Draws draws;
  private final Draws.Source source;
  private final double[] starts;
  private final double[] dts;
  private final int substeps;
  private final double[][] normals;
  private final double[][][] ofStep;
  private final double[][] state;
  private final JumpStreams jumps;
  private final PathBatch batch;

  private PathSimulator(PathScheme scheme, double[] times, int substeps, Draws draws, long seed) {
    this.scheme = scheme;
    this.draws = draws;
    this.substeps = substeps;
    int steps = times.length * substeps;
    starts = new double[steps];
    dts = new double[steps];
    double from = 0;
    for (int i = 0; i < times.length; i++) {
      for (int j = 0; j < substeps; j++) {
        starts[i * substeps + j] = from + (times[i] - from) * j / substeps;
        dts[i * substeps + j] = (times[i] - from) / substeps;
      }
      from = times[i];
    }
    int factors = scheme.normals();
    normals = new double[steps * factors][BATCH];
    ofStep = new double[steps][][];
    for (int s = 0; s < steps; s++) {
      ofStep[s] = Arrays.copyOfRange(normals, s * factors, (s + 1) * factors);
    }
    state = new double[scheme.columns()][BATCH];
    jumps = new JumpStreams(seed);
    batch = new PathBatch(times.length, BATCH);
    source = draws.source(seed, dts, factors, BATCH);
  }

  /// A simulator.
  ///
  /// @param times years at which paths are seen, > 0 and ascending; copied
  /// @param substeps steps of the scheme between two of them, ≥ 1
  /// @param seed of everything random
  public static PathSimulator of(
      PathScheme scheme, double[] times, int substeps, Draws draws, long seed) {
    double previous = 0;
    for (double time : times) {
      if (!(time > previous && time < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "times=%s: must be > 0, finite and ascending".formatted(Arrays.toString(times)));
      }
      previous = time;
    }
    if (times.length == 0 || substeps < 1) {
      throw new IllegalArgumentException(
          "%d times, substeps=%d: needs at least one of each".formatted(times.length, substeps));
    }
    return new PathSimulator(scheme, times, substeps, draws, seed);
  }

  /// Simulates batch `number` and returns it; the same object every time, with other contents.
  ///
  /// @param number ≥ 0
  public PathBatch simulate(long number) {
    source.fill(number, normals);
    Arrays.fill(state[0], 0);
    scheme.start(state, BATCH);
    for (int s = 0; s < dts.length; s++) {
      jumps.go(number * BATCH, s);
      scheme.step(starts[s], dts[s], ofStep[s], state, jumps, BATCH);
      if ((s + 1) % substeps == 0) {
        System.arraycopy(state[0], 0, batch.column(s / substeps), 0, BATCH);
      }
    }
    return batch;
  }

  /// The mean of a payoff over the first batches, with its standard error.
  ///
  /// @param batches ≥ 1; for Sobol draws a multiple of [Draws#REPLICAS], best times a power of two
  public PathEstimate estimate(PathPayoff payoff, int batches) {
    if (batches < 1 || (draws == Draws.SOBOL && batches % Draws.REPLICAS != 0)) {
      throw new IllegalArgumentException(
          "batches=%d: must be ≥ 1, with Sobol draws a multiple of %d"
              .formatted(batches, Draws.REPLICAS));
    }
    double[] replicas = new double[Draws.REPLICAS];
    double sum = 0;
    double squares = 0;
    int pair = draws == Draws.ANTITHETIC ? 2 : 1;
    for (int b = 0; b < batches; b++) {
      PathBatch paths = simulate(b);
      double total = 0;
      for (int i = 0; i < BATCH; i += pair) {
        double value = payoff.value(paths, i);
        if (pair == 2) {
          value = 0.5 * (value + payoff.value(paths, i + 1));
        }
        total += value;
        squares += value * value;
      }
      sum += total;
      replicas[b % Draws.REPLICAS] += total;
    }
    long samples = (long) batches * BATCH / pair;
    if (draws == Draws.SOBOL) {
      return PathEstimate.ofMeans(replicas, samples / Draws.REPLICAS);
    }
    double mean = sum / samples;
    double variance = Math.max(0, squares / samples - mean * mean) / (samples - 1);
    return new PathEstimate(mean, Math.sqrt(variance), (long) batches * BATCH);
  }

  private static final class JumpStreams implements PathScheme.Jumps {
    private final Philox random;
    private long first;
    private int step;

    JumpStreams(long seed) {
      random = new Philox(seed, Draws.JUMPS);
    }

    void go(long firstPath, int toStep) {
      first = firstPath;
      step = toStep;
    }

    @Override
    public Philox of(int path) {
      random.seek(first + path, step);
      return random;
    }
  }
}
