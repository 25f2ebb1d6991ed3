package io.calibrant.core.solve.route;

import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.Workspace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Chooses a solver for a question, checks its answer, and goes on until nothing speaks against it
/// or says what does.
///
/// The first attempt is the candidate with the least expected work ([Choice]). An answer that looks
/// like a minimum (converged, flat) is believed at once where history holds the probability of a
/// wrong one below `risk` for answers of its kind, shape, cost and bounds; one whose cost noise
/// does not explain is put to the test every [#AUDIT]-th time even then. Otherwise it must be
/// reached again from independent starts ([Restarts]), as often as the share of wrong ones asks
/// for. What does not look like a minimum is left to the next candidate, [#MAX_ATTEMPTS] attempts
/// in all.
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
  public static final int AUDIT = 256;

  /// Fits of a kind that must have been smooth, or rough, before it is taken to be so.
  private static final int ALIKE = 50;

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
    work.begin(question.problem(), question.start().x(), question.bounds(), stop);
    double startCost = work.evaluateStart();
    boolean rough =
        history.knowsRoughness(question.kind(), true, ALIKE)
            || (!history.knowsRoughness(question.kind(), false, ALIKE) && Checks.isRough(work));
    return new Search(question, history, work, Features.of(question, rough, startCost)).run();
  }

  /// One solve.
  private final class Search {
    private final Question question;
    private final History history;
    private final Workspace work;
    private final Features features;
    private final Plan plan;
    private final List<Attempt> attempts = new ArrayList<>(2);
    private final double[] best;
    private double cost = Double.POSITIVE_INFINITY;
    private boolean localFailed;

    /// Whether the first attempt took longer than it may; then its successor goes on from there.
    private boolean slow;

    /// Whether an attempt ended for want of time.
    private boolean cutShort;

    /// Whether independent starts have been asked.
    private boolean confirmed;

    private Termination end = new Termination.Failed(Termination.Cause.NOT_FINITE);

    Search(Question question, History history, Workspace work, Features features) {
      this.question = question;
      this.history = history;
      this.work = work;
      this.features = features;
      best = work.array(question.start().x().length);
      System.arraycopy(question.start().x(), 0, best, 0, best.length);
      plan = history.plan(features, candidates);
    }

    Routed run() {
      double allowed = workLeft();
      Set<Doubt> doubts = null;
      while (attempts.size() < MAX_ATTEMPTS && !isOver()) {
        Candidate chosen = next();
        if (chosen == null) {
          break;
        }
        double before = cost;
        doubts = judge(chosen, attempt(chosen), before);
        if (doubts.isEmpty()) {
          break;
        }
        localFailed |= chosen.isLocal() && !(slow && attempts.size() == 1);
        // What independent starts leave in doubt, no further candidate has been seen to settle.
        if (confirmed) {
          break;
        }
      }
      if (doubts == null) {
        doubts = EnumSet.of(Doubt.FAILED);
      }
      if (!doubts.isEmpty() && (isOver() || cutShort)) {
        doubts.add(Doubt.UNCHECKED);
      }
      var record = new RouteRecord(features, plan.predictions(), allowed, attempts, cost, doubts);
      return new Routed(work.point(work.termination(end)), record);
    }

    /// The candidate to try now; null if none is left.
    private @Nullable Candidate next() {
      if (slow && attempts.size() == 1) {
        return candidates.get(plan.successor());
      }
      if (attempts.isEmpty() && workLeft() == Double.POSITIVE_INFINITY) {
        return candidates.get(plan.first());
      }
      List<Candidate> left = new ArrayList<>();
      List<Prediction> open = new ArrayList<>();
      for (Prediction prediction : plan.predictions()) {
        if (attempts.stream().noneMatch(a -> a.candidate().equals(prediction.candidate()))) {
          open.add(prediction);
          left.add(named(prediction.candidate()));
        }
      }
      return left.isEmpty() ? null : left.get(Choice.of(left, open, localFailed, workLeft()));
    }

    private Candidate named(String name) {
      return candidates.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
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
      return evaluations(workLeft());
    }

    /// How many evaluations with a Jacobian that is.
    private int evaluations(double work) {
      return (int) Math.min(Integer.MAX_VALUE, Math.max(1, work / (1 + question.jacobianWork())));
    }

    private Set<Doubt> attempt(Candidate candidate) {
      if (attempts.isEmpty() && workLeft() == Double.POSITIVE_INFINITY) {
        return first(candidate);
      }
      double[] from = slow && attempts.size() == 1 ? best : question.start().x();
      return run(candidate, work.inner(candidates.indexOf(candidate), from, evaluationLimit()));
    }

    /// The first attempt needs no memory of its own: the start is there, and all it sees is ours.
    private Set<Doubt> first(Candidate candidate) {
      int patience = evaluations(plan.patience());
      work.allow(patience);
      Set<Doubt> found = run(candidate, work);
      slow = work.isStopped() && work.evaluations() >= patience;
      work.allow(Integer.MAX_VALUE);
      return found;
    }

    private Set<Doubt> run(Candidate candidate, Workspace inner) {
      Termination how = candidate.towards(question.explainedCost()).minimize(inner);
      Set<Doubt> found = Checks.of(inner, how, question, features.rough());
      finish(candidate.name(), inner, how, found);
      return found;
    }

    private void finish(String name, Workspace inner, Termination how, Set<Doubt> found) {
      cutShort |= inner != work && inner.isStopped();
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
      if (!isAsGood(last.cost(), cost, features)) {
        found.add(Doubt.STARTS_DISAGREE);
      }
      if (!History.looksLikeMinimum(found)) {
        return found;
      }
      double share = history.wrongShare(features, found, last.cost());
      boolean audited = share > 0 && !found.isEmpty() && history.count(features) % AUDIT == 0;
      // Several starts that stopped at a cost low enough began where the others did.
      boolean again = candidate.isExhaustive() && isAsGood(before, cost, features);
      if (again || Checks.isReachedAgain(end) || (share < risk && !audited)) {
        found.clear();
        return found;
      }
      return confirm(found, share);
    }

    /// Goes to the best point again from independent starts.
    private Set<Doubt> confirm(Set<Doubt> found, double share) {
      confirmed = true;
      Workspace inner = work.inner(candidates.size(), best, evaluationLimit());
      var restarts = new Restarts(question, features, history, risk, inner, best, cost, found, end);
      Set<Doubt> after = restarts.run(attempts.getLast().candidate(), share, work.evaluations());
      cutShort |= inner.isStopped();
      attempts.add(
          new Attempt(Restarts.NAME, work(inner), inner.evaluations(), restarts.cost(), after));
      if (restarts.cost() < cost) {
        cost = restarts.cost();
        end = restarts.end();
      }
      return after;
    }
  }
}
