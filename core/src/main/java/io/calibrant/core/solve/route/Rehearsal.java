package io.calibrant.core.solve.route;

import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All candidates run on one question, off line: what each takes and whether it is right.
///
/// @param features of the question
/// @param attempts one a candidate that suits, in their order
/// @param cost the least of all
public record Rehearsal(Features features, List<Attempt> attempts, double cost) {
  /// A rehearsal; copies the list.
  public Rehearsal {
    attempts = List.copyOf(attempts);
  }

  /// Runs every candidate that suits from the question's start.
  ///
  /// @param thorough false: exhaustive ones only where the others do not agree
  public static Rehearsal of(
      List<Candidate> candidates, Question question, boolean thorough, Workspace work) {
    work.begin(question.problem(), question.start().x(), question.bounds(), StopSignal.NEVER);
    double startCost = work.evaluateStart();
    Features features = Features.of(question, work, Checks.isRough(work), startCost);
    List<Attempt> attempts = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (Candidate candidate : candidates) {
      boolean agreed = Router.isAsGood(greatest, least, features);
      boolean needed = thorough || !candidate.isExhaustive() || !agreed;
      if (needed && candidate.suits(features)) {
        Attempt attempt = run(candidate, features, question, work);
        attempts.add(attempt);
        least = Math.min(least, attempt.cost());
        greatest = Math.max(greatest, attempt.cost());
      }
    }
    return new Rehearsal(features, attempts, least);
  }

  /// Runs one candidate from the question's start.
  public static Attempt run(
      Candidate candidate, Features features, Question question, Workspace work) {
    work.begin(question.problem(), question.start().x(), question.bounds(), StopSignal.NEVER);
    Termination end = candidate.towards(question).minimize(work);
    double spent = question.work(work);
    int evaluations = work.evaluations();
    return new Attempt(
        candidate.name(),
        spent,
        evaluations,
        work.cost(),
        Checks.of(work, end, question, features.rough()));
  }

  /// The attempt of a candidate; null if it did not run.
  @Nullable Attempt attempt(String candidate) {
    for (Attempt attempt : attempts) {
      if (attempt.candidate().equals(candidate)) {
        return attempt;
      }
    }
    return null;
  }

  /// Whether an attempt found what the best of all did, or of `other`.
  public boolean isRight(Attempt attempt, double other) {
    return Router.isAsGood(attempt.cost(), Math.min(cost, other), features);
  }
}
