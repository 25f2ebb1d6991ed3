package io.calibrant.core.solve.route;

import io.calibrant.core.solve.Halton;
import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.ProjectedLbfgs;
import io.calibrant.core.solve.Solver;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.TrustRegion;
import io.calibrant.core.solve.Workspace;
import java.util.EnumSet;
import java.util.Set;

/// More starts after an answer that looks like a minimum but may be a wrong one.
///
/// Each start is the cheapest of a few fresh Halton points of the box; from there a local method
/// runs just long enough to tell minima apart, and to the end only if it comes lower. How many must
/// end in the same minimum follows from the share w of wrong ones among such answers: if one in
/// five starts falls into a given wrong minimum, n agreeing ones leave the odds w/(1 − w)·5⁻ⁿ of a
/// wrong one, which must be below the risk allowed. Where answers that noise explains are known to
/// be wrong often, the minima are wide and as deep as one another: then it is one in two.
final class Restarts {
  /// The name of such an attempt in records.
  static final String NAME = "more-starts";

  private static final int MOST_AGREEING = 10;
  private static final int MOST_RUNS = 24;

  /// Share of wrong ones from which the answer is not believed whatever the starts say.
  private static final double HOPELESS = 0.9;

  /// Runs that may end higher before an answer that may be right is left in doubt.
  private static final int FEW_RUNS = 8;

  private static final int MAX_DRY = 200;

  private static final int PATIENCE = 1;

  /// How many starts there are to one that falls into a given wrong minimum, and into a wide one.
  private static final int NARROW = 5;

  private static final int WIDE = 2;

  /// Share of wrong ones from which that limit holds.
  private static final double FREQUENT = 0.05;

  /// Points looked at for a start, a parameter.
  private static final int SAMPLES = 4;

  /// Of max(1, |x|), to a side without bound.
  private static final double REACH = 5;

  private static final double SAME = 1e-3;

  private static final LevenbergMarquardt SHORT =
      LevenbergMarquardt.DEFAULT.withCostTolerance(1e-4);

  /// Asked of answers that noise explains, whose minima differ by more; what creeps for longer has
  /// not been seen to come lower.
  private static final TrustRegion SHORT_DOGLEG = new TrustRegion(60, 1e-10, 1e-10, 2e-4);

  /// How often another method must have been right where the first was wrong, to be asked from the
  /// question's own start instead of drawing starts.
  private static final double HELPFUL = 0.5;

  private final Question question;
  private final Features features;
  private final History history;
  private final double risk;
  private final Workspace work;
  private final double[] best;
  private int points;

  /// The end of the run that gave the best point, and what speaks against it.
  private Termination end;

  private Set<Doubt> doubts;
  private double cost;

  /// Share of wrong ones among answers like the best one.
  private double share;

  /// How many starts must still agree.
  private int missing;

  /// How many have ended higher since the last that came lower.
  private int vain;

  /// A search that goes on from an answer.
  ///
  /// @param work of the search as a whole
  /// @param best the answer; the best point is left here
  Restarts(
      Question question,
      Features features,
      History history,
      double risk,
      Workspace work,
      double[] best,
      double cost,
      Set<Doubt> doubts,
      Termination end) {
    this.question = question;
    this.features = features;
    this.history = history;
    this.risk = risk;
    this.work = work;
    this.best = best;
    this.cost = cost;
    this.doubts = doubts;
    this.end = end;
  }

  /// How many starts must agree with an answer that is wrong with probability `share`.
  ///
  /// @param explained whether noise explains its cost
  static int needed(double share, double risk, boolean explained) {
    int basins = explained && share >= FREQUENT ? WIDE : NARROW;
    int count = 0;
    for (double odds = share / (1 - share); odds >= risk && count < MOST_AGREEING; odds /= basins) {
      count++;
    }
    return count;
  }

  /// Runs until enough starts agree. Where answers that noise explains are known to be wrong often,
  /// it asks the other method from the same start if that is known to help, or gives up after
  /// [#PATIENCE] times what the answer took, and says so.
  ///
  /// @param candidate whose answer it is
  /// @param firstShare of wrong ones among such answers
  /// @param spent evaluations until here
  /// @return what still speaks against the best point
  Set<Doubt> run(String candidate, double firstShare, int spent) {
    double[] x = work.array(best.length);
    double[] point = work.array(best.length);
    share = firstShare;
    missing = Math.max(1, needed(share, risk, doubts.isEmpty()));
    boolean dogleg = candidate.equals(Candidate.TRUST_REGION);
    String other = dogleg ? Candidate.LEVENBERG_MARQUARDT : Candidate.TRUST_REGION;
    if (isAmbiguous() && history.helped(features, candidate, other) >= HELPFUL) {
      System.arraycopy(question.start().x(), 0, x, 0, x.length);
      visit(dogleg ? SHORT : SHORT_DOGLEG, 2, x);
      if (isAmbiguous()) {
        return EnumSet.of(Doubt.AMBIGUOUS);
      }
    } else if (share >= HELPFUL
        && history.helped(features, candidate, Candidate.LBFGS) >= HELPFUL) {
      ask(ProjectedLbfgs.DEFAULT, x);
    }
    for (int run = 0; run < MOST_RUNS && missing > 0 && !work.isStopped(); run++) {
      if (vain > (share < HOPELESS ? FEW_RUNS : MOST_RUNS)) {
        break;
      }
      if (isAmbiguous() && run > 0 && work.evaluations() > PATIENCE * spent) {
        return EnumSet.of(Doubt.AMBIGUOUS);
      }
      if (!draw(x, point)) {
        break;
      }
      visit(SHORT, 0, x);
    }
    if (missing <= 0) {
      return EnumSet.noneOf(Doubt.class);
    }
    Set<Doubt> left = EnumSet.of(Doubt.STARTS_DISAGREE);
    left.addAll(doubts);
    return left;
  }

  /// Runs another method from the question's own start, where an answer is probably wrong and that
  /// method is known to avoid such. That it ends where the first did says nothing.
  private void ask(Solver helper, double[] x) {
    double before = cost;
    int starts = missing;
    System.arraycopy(question.start().x(), 0, x, 0, x.length);
    visit(helper, 3, x);
    if (cost == before) {
      missing = starts;
      vain = 0;
    }
  }

  private boolean isAmbiguous() {
    return doubts.isEmpty() && share >= FREQUENT;
  }

  /// Runs from a start, and on to the bottom where it ends lower.
  ///
  /// @param memory which of the inner workspaces
  private void visit(Solver solver, int memory, double[] x) {
    Workspace inner = work.inner(memory, x, Integer.MAX_VALUE);
    solver.minimize(inner);
    if (!Router.isAsGood(cost, inner.cost(), features)) {
      finish(inner);
      vain = 0;
      share = History.looksLikeMinimum(doubts) ? history.wrongShare(features, doubts, cost) : 1;
      missing = needed(share, risk, doubts.isEmpty());
    } else if (inner.cost() - cost <= SAME * cost
        || Router.isAsGood(inner.cost(), cost, features)) {
      missing--;
    } else {
      vain++;
    }
  }

  /// Goes on from a lower point to the bottom.
  private void finish(Workspace lower) {
    lower.copyBest(best);
    Workspace inner = work.inner(1, best, Integer.MAX_VALUE);
    end = LevenbergMarquardt.DEFAULT.minimize(inner);
    doubts = Checks.of(inner, end, question, features.rough());
    inner.copyBest(best);
    cost = inner.cost();
  }

  private boolean draw(double[] x, double[] point) {
    double least = Double.POSITIVE_INFINITY;
    // Looking for the cheapest point leads back into the valley at hand, which is no test of it.
    int enough = doubts.isEmpty() ? 1 : SAMPLES * x.length;
    for (int i = 0; i < enough || (least == Double.POSITIVE_INFINITY && i < MAX_DRY); i++) {
      Halton.point(++points, work.bounds(), question.start().x(), REACH, point);
      double there = work.cost(point);
      if (there < least) {
        least = there;
        System.arraycopy(point, 0, x, 0, x.length);
      }
    }
    return least < Double.POSITIVE_INFINITY;
  }

  double cost() {
    return cost;
  }

  Termination end() {
    return end;
  }
}
