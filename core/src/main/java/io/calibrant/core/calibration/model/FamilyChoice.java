package io.calibrant.core.calibration.model;

import java.util.List;
import java.util.Locale;

/// Which of several families to believe: the simplest whose loss out of sample is within one
/// standard error of the best one's (Breiman and others 1984), among those that may be published.
///
/// @param chosen the family
/// @param reason with the numbers, one sentence
public record FamilyChoice(ScoredFamily chosen, String reason) {
  /// The choice among `candidates`.
  ///
  /// @param candidates not empty
  public static FamilyChoice of(List<ScoredFamily> candidates) {
    List<ScoredFamily> sound =
        candidates.stream()
            .filter(c -> c.fit().status().isPublishable() && c.heldErrors().mean() >= 0)
            .toList();
    if (sound.isEmpty()) {
      return new FamilyChoice(
          candidates.getFirst(), "no family could be scored; the first stands in");
    }
    ScoredFamily best = sound.getFirst();
    for (ScoredFamily candidate : sound) {
      best = candidate.heldErrors().mean() < best.heldErrors().mean() ? candidate : best;
    }
    ScoredFamily chosen = best;
    for (ScoredFamily candidate : sound) {
      double gap = candidate.heldErrors().mean() - best.heldErrors().mean();
      boolean near = gap <= candidate.heldErrors().errorOfDifference(best.heldErrors());
      chosen = near && complexity(candidate) < complexity(chosen) ? candidate : chosen;
    }
    return new FamilyChoice(chosen, words(chosen, best));
  }

  private static int complexity(ScoredFamily scored) {
    return scored.family().parameterCount(scored.quotes().grid().expiryCount());
  }

  private static String words(ScoredFamily chosen, ScoredFamily best) {
    double own = Math.sqrt(chosen.heldErrors().mean());
    if (chosen.family().name().equals(best.family().name())) {
      return String.format(
          Locale.ROOT,
          "least loss on the quotes held out, %.3f vol points, and nothing simpler within its"
              + " error",
          own);
    }
    return String.format(
        Locale.ROOT,
        "%.3f vol points on the quotes held out is within one standard error of %s's %.3f, with %d"
            + " parameters for %d",
        own,
        best.family().name(),
        Math.sqrt(best.heldErrors().mean()),
        complexity(chosen),
        complexity(best));
  }
}
