package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.ScoredFamily;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which of several families to believe, by what each foretells of quotes that it has not seen: the
/// simplest that no other rules out.
///
/// A family is ruled out by one that foretells better beyond chance, quote by quote:
/// - in leave-one-out density of all quotes by more than [#DENSITY_ERRORS] standard errors of the
///   difference, where both densities may be believed ([FamilyEvidence#isLooReliable]) and the
///   quotes held out do not say the contrary by more than one;
/// - else in mean square error on the quotes held out by more than one standard error (Breiman and
///   others 1984).
///
/// A quarter of the quotes is held out, and of two families of which one holds the other the richer
/// is better by a standard error once in six times for nothing: so the densities, which see every
/// quote, speak first.
///
/// @param chosen the family
/// @param reason with the numbers, one sentence
public record EvidenceChoice(FamilyEvidence chosen, String reason) {
  /// Standard errors of the difference of log densities that rule a family out.
  public static final double DENSITY_ERRORS = 2;

  /// The choice among `candidates`, scored on the same quotes.
  ///
  /// @param candidates not empty
  public static EvidenceChoice of(List<FamilyEvidence> candidates) {
    List<FamilyEvidence> sound = sound(candidates);
    if (sound.isEmpty()) {
      return new EvidenceChoice(
          candidates.getFirst(), "no family could be scored; the first stands in");
    }
    FamilyEvidence best = sound.getFirst();
    for (FamilyEvidence candidate : sound) {
      best = mean(candidate) < mean(best) ? candidate : best;
    }
    FamilyEvidence chosen = null;
    for (FamilyEvidence candidate : sound) {
      boolean out = sound.stream().anyMatch(other -> rulesOut(other, candidate));
      if (!out && (chosen == null || isSimpler(candidate, chosen))) {
        chosen = candidate;
      }
    }
    FamilyEvidence found = chosen == null ? best : chosen;
    return new EvidenceChoice(found, words(found, best, densest(sound)));
  }

  private static boolean rulesOut(FamilyEvidence other, FamilyEvidence candidate) {
    double gap = mean(candidate) - mean(other);
    double error = errors(candidate).errorOfDifference(errors(other));
    if (candidate.isLooReliable() && other.isLooReliable()) {
      return gap > -error
          && gain(other, candidate) > DENSITY_ERRORS * errorOfGain(other, candidate);
    }
    return gap > error;
  }

  private static boolean isSimpler(FamilyEvidence one, FamilyEvidence other) {
    return one.complexity() < other.complexity()
        || (one.complexity() == other.complexity() && mean(one) < mean(other));
  }

  /// Those that may be published and have an error at every quote held out.
  static List<FamilyEvidence> sound(List<FamilyEvidence> candidates) {
    return candidates.stream()
        .filter(c -> c.scored().fit().status().isPublishable() && mean(c) >= 0)
        .toList();
  }

  /// The most of leave-one-out density; null where none may be believed.
  private static @Nullable FamilyEvidence densest(List<FamilyEvidence> sound) {
    FamilyEvidence densest = null;
    for (FamilyEvidence candidate : sound) {
      if (candidate.isLooReliable() && (densest == null || gain(candidate, densest) > 0)) {
        densest = candidate;
      }
    }
    return densest;
  }

  /// Leave-one-out log density of `one` over that of `other`; NaN where one has none.
  static double gain(FamilyEvidence one, FamilyEvidence other) {
    return one.loo() == null || other.loo() == null
        ? Double.NaN
        : one.loo().total() - other.loo().total();
  }

  /// Standard error of [#gain]; NaN where one has none.
  static double errorOfGain(FamilyEvidence one, FamilyEvidence other) {
    return one.loo() == null || other.loo() == null
        ? Double.NaN
        : one.loo().errorOfDifference(other.loo());
  }

  private static double mean(FamilyEvidence evidence) {
    return errors(evidence).mean();
  }

  private static ScoredFamily.HeldErrors errors(FamilyEvidence evidence) {
    return evidence.scored().heldErrors();
  }

  private static String words(
      FamilyEvidence chosen, FamilyEvidence best, @Nullable FamilyEvidence densest) {
    String held =
        name(chosen).equals(name(best))
            ? String.format(
                Locale.ROOT,
                "least loss on the quotes held out, %.3f vol points, and nothing simpler within its"
                    + " error",
                Math.sqrt(mean(chosen)))
            : String.format(
                Locale.ROOT,
                "%.3f vol points on the quotes held out is within the error of %s's %.3f, with %d"
                    + " parameters for %d",
                Math.sqrt(mean(chosen)),
                name(best),
                Math.sqrt(mean(best)),
                chosen.complexity(),
                best.complexity());
    if (densest == null) {
      return held + "; no leave-one-out densities may be believed";
    }
    if (!chosen.isLooReliable()) {
      return held + "; its own leave-one-out densities may not be believed";
    }
    return held
        + (name(densest).equals(name(chosen))
            ? "; leave-one-out densities put it first"
            : String.format(
                Locale.ROOT,
                "; leave-one-out densities put %s before it by %.1f ± %.1f only",
                name(densest),
                gain(densest, chosen),
                errorOfGain(densest, chosen)));
  }

  private static String name(FamilyEvidence evidence) {
    return evidence.scored().family().name();
  }
}
