package io.calibrant.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.calibrant.bench.sets.WorkSets;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Task;
import io.calibrant.bench.work.Work;
import io.calibrant.bench.work.WorkSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every engine of this process does its work, and all of them find the same answer.
class WorkSetsTest {
  /// Loosest of the peers' own stopping rules.
  private static final double LOOSEST_RELATIVE_ERROR = 1e-7;

  @TestFactory
  Stream<DynamicTest> engines_results_areFiniteAndRight() {
    return WorkSets.all().stream().flatMap(WorkSetsTest::tests);
  }

  private static Stream<DynamicTest> tests(WorkSet set) {
    return set.works().stream()
        .flatMap(
            work ->
                work.engines().stream()
                    .filter(Engine.InProcess.class::isInstance)
                    .map(Engine.InProcess.class::cast)
                    .map(
                        engine ->
                            DynamicTest.dynamicTest(
                                set.name() + " " + work.name() + " " + engine.name(),
                                () -> check(work, engine))));
  }

  private static void check(Work work, Engine.InProcess engine) {
    assertThat(work.engines().getFirst().name()).isEqualTo(Engine.OURS);
    assertThat(work.limit().ns()).isPositive().isLessThanOrEqualTo(work.goalNs());
    Task task = engine.task().get();
    double first = task.run();
    assertThat(first).isFinite();
    assertThat(task.run()).as("much the same again").isCloseTo(first, withinPercentage(2));
    assertThat(task.unitCount()).isPositive();
    assertThat(task.figures().values()).allSatisfy(f -> assertThat(f).isFinite());
    Double error = task.figures().get("maxRelativeError");
    if (error != null) {
      assertThat(error).isLessThan(LOOSEST_RELATIVE_ERROR);
    }
  }
}
