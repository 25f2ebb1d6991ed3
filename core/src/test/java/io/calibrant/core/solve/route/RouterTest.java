package io.calibrant.core.solve.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.solve.Bounds;
import io.calibrant.core.solve.LeastSquaresProblem;
import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.SeparableProblem;
import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Workspace;
import io.calibrant.core.solve.route.Question.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final String LM = Candidate.LEVENBERG_MARQUARDT;
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

  /// Even if the noise is unknown, and though every so many are put to the test.
  @Test
  void solve_nothingCanBeLowerButAboveTheNoise_isNotTested() {
    for (double misfit : new double[] {1e-6, 1e-4}) {
      Question question = question(misfit, 5.05, 4).withNoise(Noise.UNKNOWN);
      List<Attempt> attempts = solve(question, new History()).record().attempts();
      assertThat(attempts.getFirst().doubts()).containsExactly(Doubt.ABOVE_NOISE);
      // Half the square of the one does not matter, that of the other does.
      assertThat(attempts).hasSize(misfit < 1e-5 ? 1 : 2);
    }
  }

  /// Σᵢ (c·e^(−αtᵢ) + d − yᵢ)², and where it was evaluated.
  private record Decay(double misfit, List<double[]> visited) implements SeparableProblem {
    Decay(double misfit) {
      this(misfit, new ArrayList<>());
    }

    @Override
    public int linearCount() {
      return 2;
    }

    @Override
    public int parameterCount() {
      return 3;
    }

    @Override
    public int residualCount() {
      return 20;
    }

    @Override
    public boolean evaluate(double[] x, double[] r, double[] j) {
      visited.add(x.clone());
      for (int i = 0; i < 20; i++) {
        double t = 0.1 * i;
        double decay = StrictMath.exp(-x[2] * t);
        double y = 3 * StrictMath.exp(-1.5 * t) + 1 + (i % 2 == 0 ? misfit : -misfit);
        r[i] = x[0] * decay + x[1] - y;
        j[3 * i] = decay;
        j[3 * i + 1] = 1;
        j[3 * i + 2] = -t * x[0] * decay;
      }
      return true;
    }
  }

  /// A history in which Levenberg–Marquardt alone is good, and took `work`.
  private static History expecting(double work, Question question) {
    var history = new History();
    var record = solve(question, history).record();
    for (int i = 0; i < 300; i++) {
      history.add(
          new Rehearsal(
              record.features(),
              Candidate.ALL.stream()
                  .filter(candidate -> candidate.suits(record.features()))
                  .map(Candidate::name)
                  .map(
                      name ->
                          name.equals(Candidate.LEVENBERG_MARQUARDT)
                              ? new Attempt(name, work, 9, record.cost(), Set.of())
                              : new Attempt(name, 1e4, 9, record.cost(), Set.of()))
                  .toList(),
              record.cost()));
    }
    return history;
  }

  @Test
  void solve_gaussNewtonTakesLong_isHandedOnToProjectionFromWhereItIs() {
    var problem = new Decay(0.3);
    Question question = Question.of(problem, new double[] {2, 0, 2.5}, Bounds.NONE, "decay");
    History history = expecting(3, question);
    problem.visited().clear();
    Routed routed = solve(question, history);
    List<Attempt> attempts = routed.record().attempts();
    assertThat(attempts).extracting(Attempt::candidate).startsWith(LM, "variable-projection");
    // An evaluation with its Jacobian is two.
    Prediction expected = routed.record().predictions().getFirst();
    assertThat(expected.candidate()).isEqualTo(LM);
    int handed = attempts.getFirst().evaluations();
    assertThat(handed).isEqualTo((int) (2.5 * expected.work() / 2)).isGreaterThan(2);
    assertThat(attempts.getFirst().doubts())
        .contains(Doubt.NOT_CONVERGED, Doubt.GRADIENT, Doubt.HANDED_ON);
    List<double[]> before = problem.visited().subList(0, handed);
    assertThat(problem.visited().get(handed))
        .isEqualTo(before.stream().min(Comparator.comparingDouble(RouterTest::cost)).orElseThrow())
        .isNotEqualTo(new double[] {2, 0, 2.5});
    assertThat(routed.trusted()).isTrue();
    Routed alone = solve(question, new History());
    assertThat(alone.record().attempts().getFirst().doubts()).isEmpty();
    assertThat(routed.solution().cost()).isCloseTo(alone.solution().cost(), within(1e-8));
  }

  /// Where only the last digits are missing, projection would begin anew.
  @Test
  void solve_gaussNewtonTakesLongButIsOnTheFlat_goesOnItself() {
    int flat = 0;
    for (int expected = 3; expected < 14; expected++) {
      Question question =
          Question.of(new Decay(0.3), new double[] {2, 0, 2.5}, Bounds.NONE, "decay");
      RouteRecord record = solve(question, expecting(expected, question)).record();
      Attempt first = record.attempts().getFirst();
      if (first.isHandedOn()) {
        boolean slope = first.doubts().contains(Doubt.GRADIENT);
        assertThat(record.attempts().get(1).candidate())
            .isEqualTo(slope ? "variable-projection" : LM);
        assertThat(record.trusted()).isTrue();
        flat += slope ? 0 : 1;
      }
    }
    assertThat(flat).isPositive();
  }

  /// From the start, the next candidate would first go the way that the first has gone.
  @Test
  void solve_gaussNewtonRunsOutOfSteps_goesOnItselfFromWhereItIs() {
    double[] start = {0.5, -2, 8};
    var box = Bounds.of(new double[] {-20, -20, 0}, new double[] {20, 20, 20});
    var problem = new Decay(0.3);
    Question question = Question.of(problem, start, box, "decay");
    History history = expecting(40, question);
    Routed alone = solve(question, history);
    List<Candidate> few = new ArrayList<>(Candidate.ALL);
    few.set(0, new Candidate(LM, LevenbergMarquardt.DEFAULT.withMaxIterations(6), 0.8, 20, 5));
    problem.visited().clear();
    Routed routed =
        new Router(few, Router.DEFAULT.risk())
            .solve(question, history, StopSignal.NEVER, new Workspace());
    List<Attempt> attempts = routed.record().attempts();
    assertThat(attempts).extracting(Attempt::candidate).startsWith(LM, LM);
    assertThat(attempts.getFirst().doubts()).contains(Doubt.NOT_CONVERGED, Doubt.HANDED_ON);
    assertThat(attempts.get(1).doubts()).doesNotContain(Doubt.NOT_CONVERGED);
    int handed = attempts.getFirst().evaluations();
    assertThat(problem.visited().get(handed))
        .isEqualTo(
            problem.visited().subList(0, handed).stream()
                .min(Comparator.comparingDouble(RouterTest::cost))
                .orElseThrow())
        .isNotEqualTo(start);
    assertThat(routed.trusted()).isTrue();
    assertThat(routed.solution().cost()).isCloseTo(alone.solution().cost(), within(1e-8));
  }

  private static double cost(double[] x) {
    double[] r = new double[20];
    new Decay(0.3).evaluate(x, r, new double[60]);
    return Arrays.stream(r).map(v -> v * v).sum();
  }

  @Test
  void solve_gaussNewtonInTimeOrNothingLinear_isNotHandedOn() {
    Question question =
        Question.of(new Decay(0.3), new double[] {0.5, -2, 8}, Bounds.NONE, "decay");
    RouteRecord inTime = solve(question, expecting(40, question)).record();
    assertThat(inTime.attempts().getFirst().doubts()).isEmpty();
    assertThat(inTime.attempts())
        .extracting(Attempt::candidate)
        .startsWith(LM)
        .doesNotContain("variable-projection");
    Question valley = question(0.5, 15, -15);
    RouteRecord notLinear = solve(valley, expecting(4, valley)).record();
    assertThat(notLinear.attempts().getFirst().work()).isGreaterThan(2.5 * 8);
    assertThat(notLinear.attempts().getFirst().doubts()).doesNotContain(Doubt.NOT_CONVERGED);
  }

  /// Linear parameters with bounds are for a method that holds them.
  @Test
  void solve_linearParameterBounded_isNotLeftToProjection() {
    var box = Bounds.of(new double[] {-20, -20, 0}, new double[] {20, 20, 20});
    Question question = Question.of(new Decay(0.3), new double[] {0.5, -2, 8}, box, "decay");
    Routed routed = solve(question, expecting(4, question));
    assertThat(routed.trusted()).isTrue();
    assertThat(routed.record().attempts())
        .extracting(Attempt::candidate)
        .doesNotContain("variable-projection");
  }

  /// Whatever stops it: the first step from (0.5, −2, 8) may lead up.
  @Test
  void solve_stoppedAnywhere_keepsTheBestPoint() {
    for (double[] start : new double[][] {{0.5, -2, 8}, {3, 1, 1.5}, {1, 1, -2}, {-5, 3, 0.1}}) {
      for (int k = 1; k < 30; k++) {
        var problem = new Decay(0.3);
        Question question = Question.of(problem, start, Bounds.NONE, "decay");
        Routed routed =
            Router.DEFAULT.solve(question, new History(), StopSignal.after(k), new Workspace());
        double least = problem.visited().stream().mapToDouble(RouterTest::cost).min().orElseThrow();
        assertThat(2 * routed.solution().cost()).as("after %d", k).isCloseTo(least, within(1e-9));
        assertThat(routed.record().cost()).isEqualTo(routed.solution().cost());
      }
    }
  }

  /// Answers that noise explains are known to be wrong often, and the trust region to be right
  /// where Levenberg–Marquardt is not.
  @Test
  void solve_otherMethodIsKnownToHelp_isAskedFromTheSameStart() {
    double[] start = {0.5, -2, 8};
    var problem = new Decay(0.3);
    Question question = Question.of(problem, start, Bounds.NONE, "decay");
    History history = expecting(40, question);
    Features features = solve(question, history).record().features();
    double cost = solve(question, history).solution().cost();
    for (int i = 0; i < 400; i++) {
      var first = new Attempt(LM, 40, 20, cost, Set.of());
      var second = new Attempt(Candidate.TRUST_REGION, 1e4, 10, 0.9 * cost, Set.of());
      history.add(new Rehearsal(features, List.of(first, second), 0.9 * cost));
    }
    History read = History.parse(history.toText());
    History old = History.parse(history.toText().replaceAll("(?m)^answers decay 32 .*$", ""));
    assertThat(confirmedFrom(question, problem, history)).isEqualTo(start);
    assertThat(confirmedFrom(question, problem, read)).isEqualTo(start);
    assertThat(confirmedFrom(question, problem, old)).isNotEqualTo(start);
    assertThat(solve(question, read).record()).isEqualTo(solve(question, history).record());
  }

  /// Where an answer is probably wrong and L-BFGS is known to be right then, it is asked from the
  /// same start; where it is not, or has ended in the same minimum, starts are drawn.
  @Test
  void solve_lbfgsIsKnownToHelp_isAskedFromTheSameStart() {
    double[] start = {0.5, -2};
    for (int helped : new int[] {0, 400}) {
      List<double[]> visited = new ArrayList<>();
      Question question = recorded(question(0, start), visited);
      History history = expecting(20, question);
      Routed plain = solve(question, history);
      Attempt wrong = plain.record().attempts().getFirst();
      assertThat(wrong.doubts()).contains(Doubt.ABOVE_NOISE);
      for (int i = 0; i < 400; i++) {
        var first = new Attempt(LM, 20, 10, wrong.cost(), wrong.doubts());
        var second = new Attempt(Candidate.LBFGS, 1e4, 40, i < helped ? 0 : 24, Set.of());
        history.add(new Rehearsal(plain.record().features(), List.of(first, second), 0));
      }
      visited.clear();
      RouteRecord record = solve(question, history).record();
      assertThat(record.attempts()).hasSize(2);
      assertThat(record.attempts().getLast().candidate()).isEqualTo(Restarts.NAME);
      int before = record.attempts().getFirst().evaluations();
      assertThat(Arrays.equals(visited.get(before), start)).isEqualTo(helped > 0);
      assertThat(record.trusted()).isTrue();
      assertThat(record.cost()).isCloseTo(0, within(1e-9));
    }
  }

  /// The same question, whose points are noted.
  private static Question recorded(Question question, List<double[]> visited) {
    LeastSquaresProblem problem = question.problem();
    var noted =
        new LeastSquaresProblem() {
          @Override
          public int parameterCount() {
            return problem.parameterCount();
          }

          @Override
          public int residualCount() {
            return problem.residualCount();
          }

          @Override
          public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
            visited.add(x.clone());
            return problem.evaluate(x, residuals, jacobian);
          }
        };
    return Question.of(noted, question.start().x(), question.bounds(), question.kind());
  }

  /// The first point after the first attempt.
  private static double[] confirmedFrom(Question question, Decay problem, History history) {
    problem.visited().clear();
    RouteRecord record = solve(question, history).record();
    assertThat(record.attempts()).extracting(Attempt::candidate).containsExactly(LM, Restarts.NAME);
    assertThat(record.doubts()).containsExactly(Doubt.AMBIGUOUS);
    return problem.visited().get(record.attempts().getFirst().evaluations());
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
  void solve_noTimeForAnAttempt_saysWhatTheStartCosts() {
    Routed routed = solve(question(10, 0.5, -2).within(1), new History());
    assertThat(routed.record().attempts()).isEmpty();
    assertThat(routed.record().doubts()).containsExactlyInAnyOrder(Doubt.FAILED, Doubt.UNCHECKED);
    assertThat(routed.record().cost()).isEqualTo(routed.solution().cost()).isFinite();
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
