package io.calibrant.core.path;

import io.calibrant.core.math.Normal;
import io.calibrant.core.math.Philox;
import io.calibrant.core.math.Sobol;

/// Where the normals of paths come from: a function of seed, path and position alone, so that
/// batches can be drawn in any order and on any thread.
public enum Draws {
  /// Independent pseudo-random paths.
  RANDOM,

  /// Paths 2i and 2i + 1 have opposite normals; what normals do not drive (jumps) is independent.
  ANTITHETIC,

  /// Sobol points through a Brownian bridge, so that the best dimensions decide where a path ends;
  /// what lies beyond 64 dimensions is pseudo-random. Batches are dealt to [#REPLICAS] random
  /// shifts, which give the standard error.
  SOBOL;

  /// Independently shifted copies of Sobol's sequence.
  public static final int REPLICAS = 16;

  /// The streams of one seed that are not normals.
  static final long JUMPS = 1;

  private static final long NORMALS = 0;
  private static final long FIRST_SHIFT = 16;

  /// Fills the normals of one batch.
  interface Source {
    /// Fills the batch's normals.
    ///
    /// @param batch number of the batch ≥ 0
    /// @param normals (step·factors + factor) × paths; receives independent standard normals
    void fill(long batch, double[][] normals);
  }

  /// A source for paths of `steps` steps of `factors` normals; it owns its arrays.
  Source source(long seed, double[] dts, int factors, int paths) {
    return switch (this) {
      case RANDOM -> new PseudoSource(new Philox(seed, NORMALS), paths, false);
      case ANTITHETIC -> new PseudoSource(new Philox(seed, NORMALS), paths, true);
      case SOBOL -> new SobolSource(seed, dts, factors, paths);
    };
  }

  private static final class PseudoSource implements Source {
    private final Philox random;
    private final int paths;
    private final boolean antithetic;

    PseudoSource(Philox random, int paths, boolean antithetic) {
      this.random = random;
      this.paths = paths;
      this.antithetic = antithetic;
    }

    @Override
    public void fill(long batch, double[][] normals) {
      int stride = antithetic ? 2 : 1;
      for (int i = 0; i < paths; i += stride) {
        random.seek(batch * paths + i, 0);
        for (double[] row : normals) {
          row[i] = Normal.inverseCdf(random.nextDouble());
        }
      }
      if (antithetic) {
        for (double[] row : normals) {
          for (int i = 0; i < paths; i += 2) {
            row[i + 1] = -row[i];
          }
        }
      }
    }
  }

  private static final class SobolSource implements Source {
    /// Keeps the uniform of a point away from 0.
    private static final double HALF_CELL = 0x1p-53;

    private final Philox random;
    private final Sobol[] sequences = new Sobol[REPLICAS];
    private final BrownianBridge bridge;
    private final int factors;
    private final int paths;
    private final double[] wiener;

    SobolSource(long seed, double[] dts, int factors, int paths) {
      this.factors = factors;
      this.paths = paths;
      random = new Philox(seed, NORMALS);
      bridge = new BrownianBridge(dts);
      wiener = new double[dts.length];
      int dimensions = Math.min(Sobol.MAX_DIMENSIONS, dts.length * factors);
      for (int r = 0; r < REPLICAS; r++) {
        sequences[r] = Sobol.shifted(dimensions, seed, FIRST_SHIFT + r);
      }
    }

    @Override
    public void fill(long batch, double[][] normals) {
      Sobol sequence = sequences[(int) (batch % REPLICAS)];
      long first = batch / REPLICAS * paths;
      for (int i = 0; i < paths; i++) {
        random.seek(batch * paths + i, 0);
        for (int d = 0; d < normals.length; d++) {
          double u =
              d < sequence.dimensions()
                  ? sequence.value(first + i, d) + HALF_CELL
                  : random.nextDouble();
          normals[d][i] = Normal.inverseCdf(u);
        }
      }
      for (int i = 0; i < paths; i++) {
        for (int f = 0; f < factors; f++) {
          for (int s = 0; s < wiener.length; s++) {
            wiener[s] = normals[s * factors + f][i];
          }
          bridge.increments(wiener);
          for (int s = 0; s < wiener.length; s++) {
            normals[s * factors + f][i] = wiener[s];
          }
        }
      }
    }
  }
}
