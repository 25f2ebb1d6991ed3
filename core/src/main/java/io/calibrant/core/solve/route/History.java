package io.calibrant.core.solve.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fold of all route records: what each candidate did on problems of each cell, and how often
/// an answer that looked right was wrong. The same records in the same order give the same state.
///
/// A cell is what problems have in common ([Features]); each is shrunk towards its kind, that
/// towards all problems, those towards the candidate's own priors. Mutable, not thread-safe; it
/// grows with the number of cells, not of records.
public final class History {
  /// How many observations the coarser cell's figure counts for.
  private static final double PRIOR_WEIGHT = 2;

  /// The same for the share of wrong minima, where one must not forget a neighbour's accident.
  private static final double WRONG_WEIGHT = 20;

  private static final double FEARED = 0.02;

  /// Tallies of one cell.
  static final class Cell {
    final Map<String, Tally> candidates = new HashMap<>();
    Tally minima = new Tally();
    Tally explained = new Tally();

    private Tally of(String candidate) {
      return candidates.computeIfAbsent(candidate, key -> new Tally());
    }
  }

  final Cell everything = new Cell();
  final Map<String, Cell> kinds = new HashMap<>();
  final Map<String, Cell> cells = new HashMap<>();
  final Map<String, Integer> problems = new HashMap<>();

  /// All tallies as lines, equal for equal histories and exact to the last bit.
  public String toText() {
    return HistoryText.of(this);
  }

  /// The history of a text of [#toText]; an empty one of an empty text.
  public static History parse(String text) {
    return HistoryText.parse(text);
  }

  /// Adds what a record tells: an attempt was right if it came as low as the least cost found and
  /// that is believed. Attempts of records that are not believed count as failures.
  public void add(RouteRecord record) {
    for (Attempt attempt : record.attempts()) {
      boolean right =
          record.trusted() && Router.isAsGood(attempt.cost(), record.cost(), record.features());
      addAttempt(record.features(), attempt, right, record.attempts().size() > 1);
    }
    problems.merge(record.features().coarseCell(), 1, Integer::sum);
  }

  /// Adds a run of all candidates, where right and wrong are known.
  public void add(Rehearsal all) {
    for (Attempt attempt : all.attempts()) {
      addAttempt(all.features(), attempt, all.isRight(attempt, all.cost()), true);
    }
    problems.merge(all.features().coarseCell(), 1, Integer::sum);
  }

  private void addAttempt(Features features, Attempt attempt, boolean right, boolean tested) {
    Cell kind = kinds.computeIfAbsent(features.coarseCell(), key -> new Cell());
    Cell cell = cells.computeIfAbsent(features.cell(), key -> new Cell());
    for (Cell each : List.of(everything, kind, cell)) {
      each.of(attempt.candidate()).add(right, attempt.work());
    }
    // An answer that history let pass has not been put to the test.
    if (tested && attempt.doubts().isEmpty()) {
      kind.explained.add(right, 1);
      cell.explained.add(right, 1);
    }
    if (tested && looksLikeMinimum(attempt)) {
      kind.minima.add(right, 1);
      cell.minima.add(right, 1);
    }
  }

  /// Converged to a stationary point that only an independent start could refute.
  private static boolean looksLikeMinimum(Attempt attempt) {
    return attempt.doubts().contains(Doubt.ABOVE_NOISE)
        && !attempt.doubts().contains(Doubt.FAILED)
        && !attempt.doubts().contains(Doubt.NOT_CONVERGED)
        && !attempt.doubts().contains(Doubt.GRADIENT);
  }

  /// Whether `least` fits of this kind or more are known and none was rough.
  boolean isSmooth(String kind, int least) {
    return problems.getOrDefault(kind, 0) >= least && !problems.containsKey(kind + "/rough");
  }

  /// How many problems of this kind are known.
  int count(Features features) {
    return problems.getOrDefault(features.coarseCell(), 0);
  }

  /// Posterior mean of the probability that an answer above the noise, which looks like a minimum,
  /// is a wrong one: of the cell, shrunk towards the kind, that towards one half of one case.
  double wrongShare(Features features) {
    Cell kind = kinds.get(features.coarseCell());
    Cell cell = cells.get(features.cell());
    double share = kind == null ? 0.5 : 1 - kind.minima.success(0.5, 1);
    return cell == null ? share : 1 - cell.minima.success(1 - share, WRONG_WEIGHT);
  }

  /// The same for answers that passed every check, of which one in fifty is feared to be wrong
  /// before anything is known: two minima may both lie within the noise.
  double wrongExplainedShare(Features features) {
    Cell kind = kinds.get(features.coarseCell());
    Cell cell = cells.get(features.cell());
    double share = kind == null ? FEARED : 1 - kind.explained.success(1 - FEARED, 1);
    return cell == null ? share : 1 - cell.explained.success(1 - share, WRONG_WEIGHT);
  }

  /// What to expect of candidates that suit, in their order.
  List<Prediction> predict(Features features, List<Candidate> candidates) {
    Cell kind = kinds.get(features.coarseCell());
    Cell cell = cells.get(features.cell());
    List<Prediction> predictions = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      if (candidate.suits(features)) {
        predictions.add(predict(features, candidate, kind, cell));
      }
    }
    return predictions;
  }

  private Prediction predict(
      Features features, Candidate candidate, @Nullable Cell kind, @Nullable Cell cell) {
    double success = candidate.priorSuccess();
    double mean = StrictMath.log(candidate.priorWork(features.parameters()));
    double square = mean * mean;
    int trials = 0;
    for (int level = 0; level < 3; level++) {
      Cell from = level == 0 ? everything : level == 1 ? kind : cell;
      Tally tally = from == null ? null : from.candidates.get(candidate.name());
      trials = tally == null ? 0 : tally.trials();
      if (tally != null) {
        // Work differs by orders from kind to kind: what all kinds took says little.
        double weight = level == 0 ? 10 : PRIOR_WEIGHT;
        success = tally.success(success, weight);
        mean = tally.mean(mean, weight);
        square = tally.meanSquare(square, weight);
      }
    }
    double variance = Math.max(0, Math.min(4, square - mean * mean));
    return new Prediction(candidate.name(), success, StrictMath.exp(mean + 0.5 * variance), trials);
  }
}
