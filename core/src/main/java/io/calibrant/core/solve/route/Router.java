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
/// for. A Gauss–Newton method that has run out of steps goes on from where it is, damped anew; what
/// else does not look like a minimum is left to the next candidate, [#MAX_ATTEMPTS] attempts in
/// all.
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

  private static final Termination NOT_FINITE =
      new Termination.Failed(Termination.Cause.NOT_FINITE);

  private static final Termination OUT_OF_STEPS =
      new Termination.Stopped(Termination.Limit.ITERATIONS);

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
    History.@Nullable Kind kind = history.known(question.kind());
    boolean rough =
        switch (History.texture(kind, ALIKE)) {
          case SMOOTH -> false;
          case ROUGH -> true;
          case UNKNOWN -> Checks.isRough(work);
        };
    Features features = Features.of(question, work, rough, startCost);
    Plan plan = history.plan(kind, features, candidates);
    return question.workLimit() < Double.POSITIVE_INFINITY || work.isStopped()
        ? new Search(question, history, work, features, plan).run()
        : first(question, history, kind, work, features, plan);
  }

  /// The first attempt where no deadline presses, which settles most questions: the solve's own
  /// workspace is its memory, and nothing is made that only further ones need.
  private Routed first(
      Question question,
      History history,
      History.@Nullable Kind kind,
      Workspace work,
      Features features,
      Plan plan) {
    Candidate candidate = candidates.get(plan.first());
    int patience = plan.patience(question);
    work.allow(patience);
    Termination end = candidate.towards(question).minimize(work);
    boolean slow = work.isStopped() && work.evaluations() >= patience;
    boolean unfinished = candidate.isGaussNewton() && OUT_OF_STEPS.equals(end);
    work.allow(Integer.MAX_VALUE);
    Set<Doubt> found = Checks.of(work, end, question, features.rough());
    if (slow || unfinished) {
      found.add(Doubt.HANDED_ON);
    }
    var attempt =
        new Attempt(candidate.name(), question.work(work), work.evaluations(), work.cost(), found);
    if (isBelieved(history, kind, features, found, attempt.cost(), end)) {
      var record =
          new RouteRecord(
              features,
              plan.predictions(),
              Double.POSITIVE_INFINITY,
              List.of(attempt),
              attempt.cost(),
              Set.of());
      return new Routed(work.point(work.termination(end)), record);
    }
    return new Search(question, history, work, features, plan).goOn(candidate, attempt, found, end);
  }

  /// Whether an answer needs no test.
  private boolean isBelieved(
      History history,
      History.@Nullable Kind kind,
      Features features,
      Set<Doubt> found,
      double cost,
      Termination end) {
    if (!found.isEmpty() && !History.looksLikeMinimum(found)) {
      return false;
    }
    if (Checks.isReachedAgain(end)) {
      return true;
    }
    double share = history.wrongShare(kind, features, found, cost);
    return share < risk
        && (share == 0 || found.isEmpty() || History.count(kind, features) % AUDIT != 0);
  }

  /// What follows a first attempt that settles nothing, or all attempts where a deadline presses.
  private final class Search {
    private final Question question;
    private final History history;
    private final Workspace work;
    private final Features features;
    private final Plan plan;
    private final List<Attempt> attempts = new ArrayList<>(2);

    /// The least cost of all attempts.
    private double cost = Double.POSITIVE_INFINITY;

    private boolean localFailed;

    /// Whether an attempt ended for want of time.
    private boolean cutShort;

    /// Whether independent starts have been asked.
    private boolean confirmed;

    private Termination end = NOT_FINITE;

    Search(Question question, History history, Workspace work, Features features, Plan plan) {
      this.question = question;
      this.history = history;
      this.work = work;
      this.features = features;
      this.plan = plan;
    }

    /// After the first attempt.
    ///
    /// @param found what speaks against its answer
    /// @param how it ended
    Routed goOn(Candidate first, Attempt attempt, Set<Doubt> found, Termination how) {
      finish(attempt, how);
      Set<Doubt> doubts = judge(first, found, Double.POSITIVE_INFINITY);
      return isSettled(first, doubts)
          ? routed(doubts, Double.POSITIVE_INFINITY)
          : run(doubts, Double.POSITIVE_INFINITY);
    }

    /// From the start.
    Routed run() {
      return run(null, workLeft());
    }

    /// @param doubts of the answer so far; null if there is none
    /// @param allowed work when the solve began
    private Routed run(@Nullable Set<Doubt> doubts, double allowed) {
      Set<Doubt> left = doubts;
      while (attempts.size() < MAX_ATTEMPTS && !isOver()) {
        Candidate chosen = next();
        if (chosen == null) {
          break;
        }
        double before = cost;
        left = judge(chosen, attempt(chosen), before);
        if (isSettled(chosen, left)) {
          break;
        }
      }
      return routed(left == null ? EnumSet.of(Doubt.FAILED) : left, allowed);
    }

    /// What independent starts leave in doubt, no further candidate has been seen to settle.
    private boolean isSettled(Candidate chosen, Set<Doubt> doubts) {
      if (doubts.isEmpty()) {
        return true;
      }
      localFailed |= chosen.isLocal() && !isHandedOn();
      return confirmed;
    }

    private Routed routed(Set<Doubt> doubts, double allowed) {
      if (!doubts.isEmpty() && (isOver() || cutShort)) {
        doubts.add(Doubt.UNCHECKED);
      }
      // Without an attempt, that is the cost at the start.
      double least = Math.min(cost, work.cost());
      var record = new RouteRecord(features, plan.predictions(), allowed, attempts, least, doubts);
      return new Routed(work.point(work.termination(end)), record);
    }

    /// Whether the first attempt took longer than it may and nothing has gone on from there.
    private boolean isHandedOn() {
      return attempts.size() == 1 && attempts.getFirst().isHandedOn();
    }

    /// The candidate to try now; null if none is left. What has run out of time or steps on the
    /// flat, or has no successor, goes on itself.
    private @Nullable Candidate next() {
      if (isHandedOn()) {
        boolean flat = !attempts.getFirst().doubts().contains(Doubt.GRADIENT);
        return candidates.get(flat || plan.successor() < 0 ? plan.first() : plan.successor());
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
      return question.workLimit() - question.work(work);
    }

    private int evaluationLimit() {
      return question.evaluations(workLeft());
    }

    private Set<Doubt> attempt(Candidate candidate) {
      double[] from = isHandedOn() ? best() : question.start().x();
      Workspace inner = work.inner(candidates.indexOf(candidate), from, evaluationLimit());
      Termination how = candidate.towards(question).minimize(inner);
      Set<Doubt> found = Checks.of(inner, how, question, features.rough());
      cutShort |= inner.isStopped();
      finish(
          new Attempt(
              candidate.name(), question.work(inner), inner.evaluations(), inner.cost(), found),
          how);
      return found;
    }

    /// The best point of all attempts, in an array of its own.
    private double[] best() {
      double[] best = work.array(work.parameterCount());
      work.copyBest(best);
      return best;
    }

    private void finish(Attempt attempt, Termination how) {
      attempts.add(attempt);
      if (attempt.cost() < cost) {
        cost = attempt.cost();
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
      // Several starts that stopped at a cost low enough began where the others did.
      boolean again = candidate.isExhaustive() && isAsGood(before, cost, features);
      if (again
          || isBelieved(
              history, history.known(features.kind()), features, found, last.cost(), end)) {
        found.clear();
        return found;
      }
      return confirm(found, history.wrongShare(features, found, last.cost()));
    }

    /// Goes to the best point again from independent starts.
    private Set<Doubt> confirm(Set<Doubt> found, double share) {
      confirmed = true;
      double[] best = best();
      Workspace inner = work.inner(candidates.size(), best, evaluationLimit());
      var restarts = new Restarts(question, features, history, risk, inner, best, cost, found, end);
      Set<Doubt> after = restarts.run(attempts.getLast().candidate(), share, work.evaluations());
      cutShort |= inner.isStopped();
      attempts.add(
          new Attempt(
              Restarts.NAME, question.work(inner), inner.evaluations(), restarts.cost(), after));
      if (restarts.cost() < cost) {
        cost = restarts.cost();
        end = restarts.end();
      }
      return after;
    }
  }
}
