package io.calibrant.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.bench.accuracy.Sweep.Solver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Implied vols beside double-double arithmetic: scalar within 4ε(1 + condition), batches within
/// their stated 1e-13 by far.
class AccuracySweepTest {
  /// Units of 2⁻⁵² times 1 + condition.
  private static final double SCALAR = 4;

  private static final double BATCH = 12;

  @Test
  void impliedVols_fewOfEveryFamily_areExact() {
    check(1_500);
  }

  @Test
  @Tag("slow")
  void impliedVols_aMillion_areExact() {
    check(220_000);
  }

  private static void check(int count) {
    var sweep = new Sweep();
    sweep.run(count, 97);
    assertThat(sweep.differentStatuses()).isZero();
    for (Family family : Family.values()) {
      for (Solver solver : Solver.values()) {
        ErrorHistogram histogram = sweep.histogram(family, solver);
        assertThat(histogram.count()).isGreaterThan(count / 2);
        assertThat(histogram.largest())
            .as("%s %s", family, solver)
            .isLessThanOrEqualTo(solver == Solver.SCALAR ? SCALAR : BATCH);
      }
    }
    for (Solver solver : Solver.values()) {
      assertThat(sweep.largestRelative(solver)).as("%s", solver).isLessThan(1e-13);
    }
  }
}
