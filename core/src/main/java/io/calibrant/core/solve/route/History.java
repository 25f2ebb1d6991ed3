package io.calibrant.core.solve.route;

import java.util.HashMap;
import java.util.Map;

/// The fold of all route records: what each candidate did on problems of each cell, and how often
/// an answer that looked right was wrong. The same records in the same order give the same state.
///
/// Mutable, not thread-safe.
public final class History {
  /// How many observations the coarser cell's figure counts for.
  private static final double PRIOR_WEIGHT = 2;

  private final Map<String, Tally> tallies = new HashMap<>();
  private final Map<String, Integer> kinds = new HashMap<>();
  private final Map<String, Tally> confirmations = new HashMap<>();

  /// Adds what a record tells: an attempt was right if its cost is within [Router#isAsGood] of the
  /// least cost found and that is believed. Attempts of records that are not believed count as
  /// failures.
  public void add(RouteRecord record) {
    for (Attempt attempt : record.attempts()) {
      boolean right =
          record.trusted()
              && Router.isAsGood(attempt.cost(), record.cost(), record.features().whitened());
      add(record.features(), attempt, right);
    }
  }

  /// Whether `least` fits of this kind or more are known and none was rough.
  boolean isSmooth(String kind, int least) {
    return kinds.getOrDefault(kind, 0) >= least && !kinds.containsKey(kind + "/rough");
  }

  /// Adds one attempt whose answer is known to be right or wrong, as from a run of all candidates.
  public void add(Features features, Attempt attempt, boolean right) {
    kinds.merge(features.coarseCell(), 1, Integer::sum);
    for (String cell : new String[] {features.cell(), features.coarseCell(), ""}) {
      tally(tallies, cell, attempt.candidate()).add(right, attempt.work());
    }
    if (looksLikeMinimum(attempt)) {
      tally(confirmations, features.cell(), "").add(right, 1);
    }
  }

  /// Converged to a stationary point that only an independent start could refute.
  private static boolean looksLikeMinimum(Attempt attempt) {
    return attempt.doubts().contains(Doubt.ABOVE_NOISE)
        && !attempt.doubts().contains(Doubt.FAILED)
        && !attempt.doubts().contains(Doubt.NOT_CONVERGED)
        && !attempt.doubts().contains(Doubt.GRADIENT);
  }

  private static Tally tally(Map<String, Tally> map, String cell, String candidate) {
    return map.computeIfAbsent(cell + "\t" + candidate, key -> new Tally());
  }

  /// Posterior mean, from a flat prior, of the probability that an answer of this cell above the
  /// noise, which looks like a minimum, is a wrong one.
  double wrongShare(Features features) {
    Tally tally = confirmations.get(features.cell() + "\t");
    return tally == null ? 0.5 : 1 - tally.success(0.5, PRIOR_WEIGHT);
  }

  /// How often such answers were put to the test.
  int confirmationCount(Features features) {
    Tally tally = confirmations.get(features.cell() + "\t");
    return tally == null ? 0 : tally.trials();
  }

  /// What to expect of a candidate: of its cell, shrunk towards the kind, that towards everything,
  /// that towards the candidate's own priors.
  Prediction predict(Features features, Candidate candidate) {
    double success = candidate.priorSuccess();
    double work = candidate.priorWork(features.parameters());
    int trials = 0;
    for (String cell : new String[] {"", features.coarseCell(), features.cell()}) {
      Tally tally = tallies.get(cell + "\t" + candidate.name());
      if (tally != null) {
        success = tally.success(success, PRIOR_WEIGHT);
        work = tally.work(work, PRIOR_WEIGHT);
        trials = tally.trials();
      } else {
        trials = 0;
      }
    }
    return new Prediction(candidate.name(), success, work, trials);
  }
}
