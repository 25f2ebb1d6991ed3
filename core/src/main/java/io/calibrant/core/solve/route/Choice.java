package io.calibrant.core.solve.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which candidate has the least expected work until the right minimum is found.
///
/// Of candidate c with expected work W and success p: W + (1 − p)·min W′/p′ over the others: if it
/// fails, the best of them must do it.
final class Choice {
  private record Bid(int index, Prediction prediction, double success) {}

  /// What a local method's chance shrinks by when another has failed from the same start.
  private static final double SAME_VALLEY = 0.3;

  private Choice() {}

  /// Chooses among candidates that have not been tried.
  ///
  /// @param localFailed whether a local method has already failed from this start: another one then
  ///   probably ends in the same valley
  /// @param workLimit what the deadline still allows
  /// @return its index in `candidates`
  static int of(
      List<Candidate> candidates,
      List<Prediction> predictions,
      boolean localFailed,
      double workLimit) {
    List<Bid> all = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      double factor = localFailed && candidates.get(i).isLocal() ? SAME_VALLEY : 1;
      all.add(new Bid(i, predictions.get(i), predictions.get(i).success() * factor));
    }
    return best(all, workLimit).index();
  }

  private static Bid best(List<Bid> all, double workLimit) {
    Bid best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Bid bid : all) {
      double expected =
          bid.prediction().work() <= workLimit ? expected(bid, all) : Double.POSITIVE_INFINITY;
      if (best == null || expected < least) {
        best = expected < Double.POSITIVE_INFINITY ? bid : best;
        least = Math.min(least, expected);
      }
    }
    if (best != null) {
      return best;
    }
    // Nothing fits into the deadline: the quickest.
    return all.stream()
        .min(Comparator.comparingDouble(bid -> bid.prediction().work()))
        .orElseThrow();
  }

  private static double expected(Bid bid, List<Bid> all) {
    double rescue = Double.POSITIVE_INFINITY;
    for (Bid other : all) {
      if (other.index() != bid.index()) {
        rescue = Math.min(rescue, other.prediction().work() / Math.max(other.success(), 1e-3));
      }
    }
    double failure = 1 - bid.success();
    return bid.prediction().work()
        + (failure > 0 && rescue < Double.POSITIVE_INFINITY ? failure * rescue : 0);
  }

  /// Why the first attempt of a record was chosen, and what became of it.
  static String reason(RouteRecord record) {
    if (record.attempts().isEmpty()) {
      return "nothing was tried.";
    }
    Attempt first = record.attempts().getFirst();
    List<Bid> others = new ArrayList<>();
    Prediction chosen = null;
    boolean cutOff = false;
    for (Prediction p : record.predictions()) {
      if (p.candidate().equals(first.candidate())) {
        chosen = p;
      } else if (p.work() <= record.workLimit()) {
        others.add(new Bid(others.size(), p, p.success()));
      } else {
        cutOff = true;
      }
    }
    String text =
        first.candidate() + (chosen == null ? "" : expectation(chosen, record.features()));
    if (others.isEmpty()) {
      text += "; nothing else fits into the deadline";
    } else {
      Prediction next = best(others, Double.POSITIVE_INFINITY).prediction();
      text +=
          String.format(
              Locale.ROOT,
              "; next best is %s with about %.0f and %.1f %%%s",
              next.candidate(),
              next.work(),
              100 * next.success(),
              cutOff ? ", slower ones would miss the deadline" : "");
    }
    return text + "." + outcome(record);
  }

  private static String expectation(Prediction p, Features features) {
    boolean unknown = p.trials() == 0;
    String known =
        unknown
            ? "no earlier fit of this shape is known and by rule it takes"
            : "in %d earlier %s %s fits it took"
                .formatted(p.trials(), features.warm() ? "warm" : "cold", features.kind());
    return String.format(
        Locale.ROOT,
        " because %s about %.0f evaluations and %s the right minimum in %.1f %%",
        known,
        p.work(),
        unknown ? "finds" : "found",
        100 * p.success());
  }

  private static String outcome(RouteRecord record) {
    if (record.attempts().size() == 1 && record.trusted()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < record.attempts().size(); i++) {
      Attempt attempt = record.attempts().get(i);
      text.append(i == 0 ? " It " : " then " + attempt.candidate() + " ");
      text.append(attempt.doubts().isEmpty() ? "passed every check" : words(attempt.doubts()));
      text.append(i + 1 < record.attempts().size() ? ";" : ".");
    }
    return text
        + (record.trusted() ? "" : " The answer is doubtful: it " + words(record.doubts()) + ".");
  }

  private static String words(Set<Doubt> doubts) {
    return doubts.stream().sorted().map(Doubt::words).collect(Collectors.joining(" and "));
  }
}
