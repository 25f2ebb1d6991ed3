package io.calibrant.core.solve.route;

import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.MultiStart;
import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.Workspace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Chooses a solver for a question, checks its answer, and goes on until nothing speaks against it
/// or says what does.
///
/// The first attempt is the candidate with the least expected work ([Choice]). Its answer is
/// believed at once where noise explains the cost, the solver converged and the slope is flat, if
/// history knows of no second minimum within the noise. An answer that looks like a minimum but
/// costs more is reached again from independent starts first, unless history holds the probability
/// of a wrong one below `risk`; and even then every [#AUDIT]-th time. Otherwise the next candidate
/// is tried, [#MAX_ATTEMPTS] in all.
///
/// Deterministic: the same question and the same history give the same answer and record.
///
/// @param candidates to choose from
/// @param risk of a wrong minimum that may be taken without a second start
public record Router(List<Candidate> candidates, double risk) {
  /// All candidates; at most three wrong in a thousand unasked.
  public static final Router DEFAULT = new Router(Candidate.ALL, 0.003);

  /// Runs at the most.
  public static final int MAX_ATTEMPTS = 5;

  /// Of answers that history would let pass, one in so many is put to the test all the same.
  public static final int AUDIT = 64;

  /// Starts that must end in the same minimum where nothing else speaks for it.
  private static final int AGREEMENT = 4;

  /// Fits of a kind that must have been smooth before it is taken to be so.
  private static final int SMOOTH_ENOUGH = 50;

  /// A router.
  public Router {
    candidates = List.copyOf(candidates);
  }

  /// Whether `cost` is the minimum `least` to within what matters: 10⁻⁴ of it, or a hundredth in χ²
  /// where the residuals are whitened, a tenth where they jump besides: the jumps alone move the
  /// cost of one and the same valley that much.
  public static boolean isAsGood(double cost, double least, Features features) {
    double floor = features.whitened() ? (features.rough() ? 0.05 : 0.005) : 1e-12;
    return cost - least <= 1e-4 * least + floor;
  }

  /// Solves a question.
  ///
  /// @param history what is known from earlier records; read only: the caller adds the record
  /// @param stop raised: the best point so far, with [Doubt#NOT_CONVERGED] or [Doubt#UNCHECKED]
  public Routed solve(Question question, History history, StopSignal stop, Workspace work) {
    work.begin(question.problem(), question.start().toArray(), question.bounds(), stop);
    boolean rough = !history.isSmooth(question.kind(), SMOOTH_ENOUGH) && Checks.isRough(work);
    return new Search(question, history, work, Features.of(question, rough)).run();
  }

  /// One solve.
  private final class Search {
    private final Question question;
    private final History history;
    private final Workspace work;
    private final Features features;
    private final List<Candidate> left = new ArrayList<>();
    private final List<Prediction> predictions;
    private final List<Attempt> attempts = new ArrayList<>();
    private final double[] best;
    private double cost = Double.POSITIVE_INFINITY;
    private boolean localFailed;
    private Termination end = new Termination.Failed(Termination.Cause.NOT_FINITE);

    Search(Question question, History history, Workspace work, Features features) {
      this.question = question;
      this.history = history;
      this.work = work;
      this.features = features;
      best = question.start().toArray();
      predictions = history.predict(features, candidates);
      for (Candidate candidate : candidates) {
        if (candidate.suits(features)) {
          left.add(candidate);
        }
      }
    }

    Routed run() {
      double allowed = workLeft();
      Set<Doubt> doubts = EnumSet.of(Doubt.FAILED);
      List<Prediction> open = new ArrayList<>(predictions);
      while (!left.isEmpty() && attempts.size() < MAX_ATTEMPTS && !isOver()) {
        int index = Choice.of(left, open, localFailed, workLeft());
        Candidate chosen = left.remove(index);
        open.remove(index);
        double before = cost;
        Set<Doubt> found = attempt(chosen);
        doubts = judge(chosen, found, before);
        if (doubts.isEmpty()) {
          break;
        }
        localFailed |= chosen.isLocal();
      }
      if (!doubts.isEmpty() && isOver()) {
        doubts.add(Doubt.UNCHECKED);
      }
      var record = new RouteRecord(features, predictions, allowed, attempts, cost, doubts);
      return new Routed(work.solution(work.termination(end)), record);
    }

    private boolean isOver() {
      return work.isStopped() || workLeft() < 1;
    }

    private double workLeft() {
      return question.workLimit() - work(work);
    }

    private double work(Workspace counted) {
      return counted.evaluations() + question.jacobianWork() * counted.jacobianEvaluations();
    }

    private int evaluationLimit() {
      return (int)
          Math.min(Integer.MAX_VALUE, Math.max(1, workLeft() / (1 + question.jacobianWork())));
    }

    private Set<Doubt> attempt(Candidate candidate) {
      Workspace inner =
          work.inner(candidates.indexOf(candidate), question.start().toArray(), evaluationLimit());
      Termination how = candidate.towards(question.explainedCost()).minimize(inner);
      Set<Doubt> found = Checks.of(inner, how, question, features.rough());
      finish(candidate.name(), inner, how, found);
      return found;
    }

    private void finish(String name, Workspace inner, Termination how, Set<Doubt> found) {
      attempts.add(new Attempt(name, work(inner), inner.evaluations(), inner.cost(), found));
      if (inner.cost() < cost) {
        cost = inner.cost();
        inner.copyBest(best);
        end = how;
      }
    }

    /// What speaks against the best point now.
    private Set<Doubt> judge(Candidate candidate, Set<Doubt> found, double before) {
      Attempt last = attempts.getLast();
      Set<Doubt> doubts = found.isEmpty() ? EnumSet.noneOf(Doubt.class) : EnumSet.copyOf(found);
      boolean isBest = isAsGood(last.cost(), cost, features);
      if (!isBest) {
        doubts.add(Doubt.STARTS_DISAGREE);
        return doubts;
      }
      if (!looksLikeMinimum(doubts)) {
        return doubts;
      }
      if (doubts.isEmpty() && history.wrongExplainedShare(features) < risk) {
        return doubts;
      }
      boolean again = !candidate.isLocal() && isAsGood(before, cost, features);
      if (again || Checks.isReachedAgain(end) || (!doubts.isEmpty() && historyAllows())) {
        return EnumSet.noneOf(Doubt.class);
      }
      return confirm(doubts);
    }

    private static boolean looksLikeMinimum(Set<Doubt> doubts) {
      return EnumSet.of(Doubt.ABOVE_NOISE, Doubt.AT_BOUND).containsAll(doubts);
    }

    private boolean historyAllows() {
      return history.wrongShare(features) < risk && history.count(features) % AUDIT != 0;
    }

    /// Goes to the best point again from independent starts.
    private Set<Doubt> confirm(Set<Doubt> doubts) {
      double before = cost;
      var starts =
          new MultiStart(
              LevenbergMarquardt.DEFAULT,
              30 * features.parameters(),
              20,
              AGREEMENT,
              1e-6,
              5,
              doubts.isEmpty() ? -1 : question.explainedCost());
      Workspace inner = work.inner(candidates.size(), best, evaluationLimit());
      Termination how = starts.minimize(inner);
      boolean agreed = Checks.isAgreed(how);
      Set<Doubt> after = EnumSet.noneOf(Doubt.class);
      if (!agreed) {
        after.addAll(doubts);
        after.add(Doubt.STARTS_DISAGREE);
      }
      boolean better = !isAsGood(before, inner.cost(), features);
      finish("confirmation", inner, how, after);
      localFailed |= better;
      return after;
    }
  }
}
