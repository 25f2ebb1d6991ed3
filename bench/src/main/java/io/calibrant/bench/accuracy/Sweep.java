package io.calibrant.bench.accuracy;

import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import io.calibrant.core.black.ScalarBlack;
import io.calibrant.testkit.DoubleDouble;
import io.calibrant.testkit.DoubleDoubleBlack;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Random options of every [Family] through the scalar solver and the batch, each vol compared with
/// double-double arithmetic.
///
/// The error is relative, in units of 2⁻⁵², divided by 1 + the condition of the vol in the price,
/// |d ln v/d ln p|: what a method that errs by one rounding of its input and one of its output has
/// is below one.
final class Sweep {
  /// Who is measured.
  enum Solver {
    SCALAR,
    BATCH_COLD,
    BATCH_WARM
  }

  private static final List<Family> FAMILIES = List.of(Family.values());
  private static final List<Solver> SOLVERS = List.of(Solver.values());
  private static final int BLOCK = 4096;

  /// Below this share of min(F, K) double-double arithmetic loses its lower half.
  private static final double LEAST_SHARE = 1e-260;

  private final BlackBatch batch = BlackBatches.fastest();
  private final BlackBatch scalar = new ScalarBlack();
  private final ErrorHistogram[][] histograms =
      new ErrorHistogram[Family.values().length][Solver.values().length];
  private final double[] largestRelative = new double[Solver.values().length];
  private long differentStatuses;

  Sweep() {
    for (ErrorHistogram[] row : histograms) {
      Arrays.setAll(row, i -> new ErrorHistogram());
    }
  }

  /// Runs `count` options of each family.
  void run(int count, long seed) {
    for (Family family : Family.values()) {
      var random = new SplittableRandom(seed + FAMILIES.indexOf(family));
      for (int done = 0; done < count; done += BLOCK) {
        block(family, new Columns(Math.min(BLOCK, count - done)), random);
      }
    }
  }

  private void block(Family family, Columns columns, SplittableRandom random) {
    int n = columns.count();
    for (int i = 0; i < n; i++) {
      family.fill(columns, i, random);
    }
    double[][] vols = new double[Solver.values().length][n];
    byte[] reference = new byte[n];
    imply(scalar, columns, vols[0], reference);
    imply(batch, columns, vols[1], columns.statuses);
    compare(reference, columns.statuses);
    for (int i = 0; i < n; i++) {
      vols[2][i] = vols[0][i] * (1 + random.nextDouble(-0.01, 0.01));
    }
    batch.impliedVolsFromPrevious(
        columns.signs,
        columns.forwards,
        columns.strikes,
        columns.expiries,
        columns.prices,
        vols[2],
        columns.statuses);
    compare(reference, columns.statuses);
    for (int i = 0; i < n; i++) {
      if (reference[i] == 0) {
        judge(family, columns, i, vols);
      }
    }
  }

  private static void imply(BlackBatch by, Columns columns, double[] vols, byte[] statuses) {
    by.impliedVols(
        columns.signs,
        columns.forwards,
        columns.strikes,
        columns.expiries,
        columns.prices,
        vols,
        statuses);
  }

  private void compare(byte[] expected, byte[] actual) {
    for (int i = 0; i < expected.length; i++) {
      differentStatuses += expected[i] == actual[i] ? 0 : 1;
    }
  }

  private void judge(Family family, Columns columns, int i, double[][] vols) {
    double forward = columns.forwards[i];
    double strike = columns.strikes[i];
    double price = columns.prices[i];
    double intrinsic = Math.max(0, columns.signs[i] * (forward - strike));
    if (!(price - intrinsic > LEAST_SHARE * Math.min(forward, strike))) {
      return;
    }
    DoubleDouble exact =
        DoubleDoubleBlack.impliedVol(
            columns.type(i), forward, strike, columns.expiries[i], price, vols[0][i]);
    double v = exact.hi() * Math.sqrt(columns.expiries[i]);
    double allowed = 1 + condition(forward, strike, v, price);
    for (Solver solver : Solver.values()) {
      double vol = vols[SOLVERS.indexOf(solver)][i];
      double error = Math.abs(((vol - exact.hi()) - exact.lo()) / exact.hi());
      histogram(family, solver).add(error * 0x1p52 / allowed);
      if (allowed < 10) {
        largestRelative[SOLVERS.indexOf(solver)] = Math.max(largestRelative(solver), error);
      }
    }
  }

  /// p/(v·∂p/∂v).
  private static double condition(double forward, double strike, double v, double price) {
    double d1 = Math.log(forward / strike) / v + v / 2;
    double vega = forward * Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    return price / (v * vega);
  }

  ErrorHistogram histogram(Family family, Solver solver) {
    return histograms[FAMILIES.indexOf(family)][SOLVERS.indexOf(solver)];
  }

  /// The largest relative error where the condition is below nine.
  double largestRelative(Solver solver) {
    return largestRelative[SOLVERS.indexOf(solver)];
  }

  /// How many statuses of the batch were not the scalar solver's.
  long differentStatuses() {
    return differentStatuses;
  }

  /// The arithmetic of the batch.
  String kernel() {
    return batch.kernel();
  }
}
