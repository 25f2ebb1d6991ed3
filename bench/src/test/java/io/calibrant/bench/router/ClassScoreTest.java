package io.calibrant.bench.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.bench.router.ClassScore.Clock;
import io.calibrant.core.solve.LeastSquaresProblem;
import io.calibrant.core.solve.LeastSquaresSolution;
import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.route.Attempt;
import io.calibrant.core.solve.route.Features;
import io.calibrant.core.solve.route.Rehearsal;
import io.calibrant.core.solve.route.RouteRecord;
import io.calibrant.core.solve.route.Routed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassScoreTest {
  private static final Features FEATURES =
      new Features("smiles", 1, 20, true, false, true, false, false, 2);

  /// Whoever picks by the least of all runs takes a lucky one for the best.
  @Test
  void fair_luckyCandidate_isTimedByItsOtherRuns() {
    ClassScore score = new ClassScore("smiles");
    add(score, new Clock(170, 150, 160), new Clock(400, 100, 200), new Clock(400, 140, 140));
    // Picked by the odd runs the first, which took 200; by the even ones the second.
    assertThat(score.fair.mean(0))
        .isCloseTo(((160 / 200.0 - 1) + (150 / 140.0 - 1)) / 2, within(1e-12));
    assertThat(score.fair.ofAllTime(0)).isCloseTo(310 / 340.0 - 1, within(1e-12));
    assertThat(score.again.mean(0)).isCloseTo(150 / 100.0 - 1, within(1e-12));
    assertThat(score.once.mean(0)).isCloseTo(170 / 400.0 - 1, within(1e-12));
  }

  @Test
  void fair_noCandidateRight_isTheRouterItself() {
    ClassScore score = new ClassScore("smiles");
    add(score, new Clock(100, 100, 100));
    assertThat(score.fair.count(0)).isEqualTo(2);
    assertThat(score.fair.mean(0)).isZero();
    add(score, new Clock(100, 100, 100), new Clock(400, 200, 400));
    // A candidate that is right is the best even if it is slower than the router.
    assertThat(score.fair.mean(0)).isCloseTo((0 + 0 - 0.75 - 0.5) / 4, within(1e-12));
    ClassScore total = new ClassScore("all");
    total.add(score);
    assertThat(total.fair.mean(0)).isEqualTo(score.fair.mean(0));
  }

  /// A problem on which these candidates were right and a quicker one was wrong.
  private static void add(ClassScore score, Clock router, Clock... right) {
    var record = new RouteRecord(FEATURES, List.of(), 1e300, List.of(), 1, Set.of());
    Attempt[] attempts = new Attempt[right.length + 1];
    Clock[] clocks = new Clock[right.length + 1];
    for (int i = 0; i < right.length; i++) {
      attempts[i] = new Attempt("right-" + i, 20, 10, 1, Set.of());
      clocks[i] = right[i];
    }
    attempts[right.length] = new Attempt("wrong", 2, 1, 9, Set.of());
    clocks[right.length] = new Clock(1, 1, 1);
    var all = new Rehearsal(FEATURES, List.of(attempts), 1);
    score.add(new Routed(solution(), record), 30, router, all, List.of(clocks));
  }

  /// Any; its record is all that counts.
  private static LeastSquaresSolution solution() {
    return LevenbergMarquardt.DEFAULT.solve(new Line(), new double[] {0});
  }

  private record Line() implements LeastSquaresProblem {
    @Override
    public int parameterCount() {
      return 1;
    }

    @Override
    public int residualCount() {
      return 1;
    }

    @Override
    public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
      residuals[0] = x[0] - 1;
      jacobian[0] = 1;
      return true;
    }
  }
}
