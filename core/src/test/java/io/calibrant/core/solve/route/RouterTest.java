package io.calibrant.core.solve.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.solve.Bounds;
import io.calibrant.core.solve.LeastSquaresProblem;
import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Workspace;
import io.calibrant.core.solve.route.Question.Noise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final Bounds BOX = Bounds.of(new double[] {-20, -20}, new double[] {20, 20});

  /// A valley with a wrong minimum (Freudenstein and Roth, Σr² = 48.98), shifted up by a residual
  /// that nothing explains.
  private record TwoValleys(double misfit) implements LeastSquaresProblem {
    @Override
    public int parameterCount() {
      return 2;
    }

    @Override
    public int residualCount() {
      return 3;
    }

    @Override
    public boolean evaluate(double[] x, double[] r, double[] j) {
      r[0] = -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1];
      r[1] = -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1];
      r[2] = misfit;
      j[0] = 1;
      j[1] = (10 - 3 * x[1]) * x[1] - 2;
      j[2] = 1;
      j[3] = (3 * x[1] + 2) * x[1] - 14;
      j[4] = 0;
      j[5] = 0;
      return true;
    }
  }

  private static Routed solve(Question question, History history) {
    return Router.DEFAULT.solve(question, history, StopSignal.NEVER, new Workspace());
  }

  private static Question question(double misfit, double... start) {
    return Question.of(new TwoValleys(misfit), start, BOX, "valleys");
  }

  @Test
  void solve_rightValley_isConfirmedUntilHistorySuffices() {
    var history = new History();
    Routed first = solve(question(0.5, 6, 5), history);
    assertThat(first.trusted()).isTrue();
    assertThat(first.record().attempts()).hasSize(2);
    assertThat(first.solution().x(0)).isCloseTo(5, within(1e-6));
    assertThat(first.record().reason()).contains("because no earlier fit of this shape is known");
    for (int i = 0; i < 10; i++) {
      history.add(solve(question(0.5, 6 + 0.1 * i, 5), history).record());
    }
    assertThat(solve(question(0.5, 6, 5), history).record().attempts()).hasSize(1);
  }

  @Test
  void solve_nothingCanBeLower_isNotTested() {
    Routed routed = solve(question(0, 6, 5), new History());
    assertThat(routed.trusted()).isTrue();
    assertThat(routed.record().attempts()).hasSize(1);
  }

  @Test
  void solve_wrongValley_escalatesToTheRightOne() {
    for (double misfit : new double[] {0, 10}) {
      Routed routed = solve(question(misfit, 0.5, -2), new History());
      assertThat(routed.solution().x(0)).isCloseTo(5, within(1e-4));
      assertThat(routed.solution().x(1)).isCloseTo(4, within(1e-4));
      assertThat(routed.trusted()).isTrue();
      assertThat(routed.record().attempts().getFirst().doubts()).contains(Doubt.ABOVE_NOISE);
    }
  }

  @Test
  void solve_deadline_saysThatItIsUnchecked() {
    Routed routed = solve(question(10, 0.5, -2).within(60), new History());
    assertThat(routed.record().doubts()).contains(Doubt.UNCHECKED);
    assertThat(routed.solution().evaluations()).isLessThanOrEqualTo(61);
    assertThat(routed.record().reason()).doesNotContain("multi-start");
  }

  @Test
  void solve_stopped_replaysTheSameRecord() {
    for (int k = 1; k < 200; k += 7) {
      Question question = question(10, 0.5, -2);
      Routed first =
          Router.DEFAULT.solve(question, new History(), StopSignal.after(k), new Workspace());
      Routed again =
          Router.DEFAULT.solve(
              question,
              new History(),
              StopSignal.after(first.solution().evaluations()),
              new Workspace());
      assertThat(again.record().toText()).isEqualTo(first.record().toText());
      assertThat(again.solution().toArray()).containsExactly(first.solution().toArray());
      assertThat(first.trusted() && first.solution().termination() instanceof Stopped).isFalse();
    }
  }

  @Test
  void history_fold_learnsAndIsDeterministic() {
    List<RouteRecord> journal = new ArrayList<>();
    var history = new History();
    for (int i = 0; i < 40; i++) {
      Routed routed = solve(question(0, 6 + 0.1 * i, 5), history);
      history.add(routed.record());
      journal.add(routed.record());
    }
    var replayed = new History();
    for (RouteRecord record : journal) {
      RouteRecord read = RouteRecord.parse(record.toText());
      assertThat(read).isEqualTo(record);
      replayed.add(read);
    }
    RouteRecord live = solve(question(0, 6, 5), history).record();
    assertThat(solve(question(0, 6, 5), replayed).record()).isEqualTo(live);
    assertThat(live.reason()).contains("in 40 earlier cold valleys fits it took about");
    assertThat(live.predictions().getFirst().success()).isGreaterThan(0.95);
  }

  @Test
  void solve_unknownNoise_asksForASecondStart() {
    Routed routed = solve(question(1, 6, 5).withNoise(Noise.UNKNOWN), new History());
    assertThat(routed.trusted()).isTrue();
    assertThat(routed.record().attempts()).extracting(Attempt::candidate).contains(Restarts.NAME);
  }

  @Test
  void parse_brokenLine_saysWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteRecord.parse("a\tb"))
        .withMessageContaining("7 expected");
  }
}
