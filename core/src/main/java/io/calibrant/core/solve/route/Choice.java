package io.calibrant.core.solve.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The candidate with the least expected work until the right minimum is found.
///
/// Of candidate c with expected work W and success p: W + (1 − p)·min W′/p′ over the others: if it
/// fails, the best of them must do it.
record Choice(Candidate candidate, String reason) {
  private record Bid(Candidate candidate, Prediction prediction, double success) {}

  /// Chooses among candidates that have not been tried.
  ///
  /// @param localFailed whether a local method has already failed from this start: another one then
  ///   probably ends in the same valley
  static Choice of(
      List<Candidate> candidates,
      List<Prediction> predictions,
      Features features,
      boolean localFailed,
      double workLimit) {
    List<Bid> all = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Prediction p = predictions.get(i);
      boolean local = candidates.get(i).isLocal();
      double success = p.success() * (local && localFailed ? 0.3 : 1);
      all.add(new Bid(candidates.get(i), p, Math.max(success, 1e-3)));
    }
    List<Bid> inTime = all.stream().filter(o -> o.prediction().work() <= workLimit).toList();
    boolean hurried = inTime.isEmpty();
    Bid best =
        hurried
            ? all.stream().min(Comparator.comparingDouble(o -> o.prediction().work())).orElseThrow()
            : inTime.stream()
                .min(Comparator.comparingDouble(o -> expected(o, inTime)))
                .orElseThrow();
    List<Bid> others = inTime.stream().filter(o -> !o.equals(best)).toList();
    return new Choice(
        best.candidate(), sentence(best, others, features, hurried, inTime.size() < all.size()));
  }

  private static double expected(Bid bid, List<Bid> all) {
    double rescue = Double.POSITIVE_INFINITY;
    for (Bid other : all) {
      if (!other.equals(bid)) {
        rescue = Math.min(rescue, other.prediction().work() / other.success());
      }
    }
    double failure = 1 - bid.success();
    return bid.prediction().work()
        + (failure > 0 && rescue < Double.POSITIVE_INFINITY ? failure * rescue : 0);
  }

  private static String sentence(
      Bid best, List<Bid> others, Features features, boolean hurried, boolean cutOff) {
    Prediction p = best.prediction();
    String known =
        p.trials() == 0
            ? "no earlier fit of this shape is known, by rule it takes"
            : "in %d earlier %s %s fits it took"
                .formatted(p.trials(), features.warm() ? "warm" : "cold", features.kind());
    String text =
        String.format(
            Locale.ROOT,
            "%s because %s about %.0f evaluations and found the right minimum in %.1f %%",
            p.candidate(),
            known,
            p.work(),
            100 * best.success());
    if (hurried) {
      return text + "; nothing fits into the deadline, and this is the quickest.";
    }
    Bid next =
        others.stream().min(Comparator.comparingDouble(o -> expected(o, others))).orElse(null);
    return next == null
        ? text + "; nothing else fits into the deadline."
        : text
            + String.format(
                Locale.ROOT,
                "; next best is %s with %.0f and %.1f %%%s.",
                next.prediction().candidate(),
                next.prediction().work(),
                100 * next.success(),
                cutOff ? ", slower ones miss the deadline" : "");
  }
}
