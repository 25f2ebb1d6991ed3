package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.ScoredFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which of several families to believe, by what each foretells of quotes that it has not seen.
/// 1. Quotes held out decide first: a family stays while its mean square error there is within one
///    standard error, quote by quote, of the best one's (Breiman and others 1984).
/// 2. Leave-one-out densities of all quotes then rule out families: one that falls short of the
///    best that is left by more than [#RULED_OUT] standard errors of the difference goes. Only
///    densities that may be believed speak ([FamilyEvidence#isLooReliable]).
/// 3. Of what is left the family of fewest parameters is chosen.
///
/// A quarter of the quotes is held out, so that the first step alone is too kind to simple
/// families; the second sees every quote.
///
/// @param chosen the family
/// @param reason with the numbers, one sentence
public record EvidenceChoice(FamilyEvidence chosen, String reason) {
  /// Standard errors of the difference of log densities that rule a family out.
  public static final double RULED_OUT = 2;

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
    List<FamilyEvidence> near = new ArrayList<>();
    for (FamilyEvidence candidate : sound) {
      double error = errors(candidate).errorOfDifference(errors(best));
      if (mean(candidate) - mean(best) <= error) {
        near.add(candidate);
      }
    }
    FamilyEvidence densest = densest(near);
    FamilyEvidence chosen = null;
    for (FamilyEvidence candidate : near) {
      if (!isRuledOut(candidate, densest) && (chosen == null || isSimpler(candidate, chosen))) {
        chosen = candidate;
      }
    }
    if (chosen == null) {
      throw new IllegalStateException("the densest family cannot be ruled out");
    }
    return new EvidenceChoice(chosen, words(chosen, best, densest));
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
  private static @Nullable FamilyEvidence densest(List<FamilyEvidence> near) {
    FamilyEvidence densest = null;
    for (FamilyEvidence candidate : near) {
      if (candidate.isLooReliable() && (densest == null || gain(candidate, densest) > 0)) {
        densest = candidate;
      }
    }
    return densest;
  }

  private static boolean isRuledOut(FamilyEvidence candidate, @Nullable FamilyEvidence densest) {
    return densest != null
        && candidate.isLooReliable()
        && gain(densest, candidate) > RULED_OUT * errorOfGain(densest, candidate);
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
                "%.3f vol points on the quotes held out is within one standard error of %s's %.3f,"
                    + " with %d parameters for %d",
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
