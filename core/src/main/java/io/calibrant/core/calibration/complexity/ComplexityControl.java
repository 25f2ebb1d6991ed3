package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.ScoredFamily;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which family is in use, update by update: complexity rises only on lasting evidence.
///
/// Each update asks for the family of [EvidenceChoice]. One that is richer than the family in use
/// must also beat that by [#RAISE_ERRORS] standard errors, on the quotes held out or, unless these
/// say the contrary by more than one, in leave-one-out density. The family in use changes after the
/// same direction was asked for [#DWELL] updates in a row. Deterministic; one thread at a time.
public final class ComplexityControl {
  /// Updates in a row that must ask for a richer, or a simpler, family.
  public static final int DWELL = 4;

  /// Standard errors by which a richer family must be better.
  public static final double RAISE_ERRORS = 2;

  private @Nullable String current;
  private int streak;

  /// What one update decided.
  ///
  /// @param family in use from now on
  /// @param target what this update alone asks for
  /// @param switched whether the family in use changed
  /// @param reason with the numbers
  public record Step(String family, String target, boolean switched, String reason) {}

  /// A control that begins with the family `start`.
  public ComplexityControl(String start) {
    current = start;
  }

  /// A control that begins with the target of its first update.
  public ComplexityControl() {}

  /// A control that goes on where another stopped.
  ///
  /// @param inUse its [#inUse]
  /// @param streak its [#streak]
  public ComplexityControl(@Nullable String inUse, int streak) {
    current = inUse;
    this.streak = streak;
  }

  /// The family in use; null before the first update.
  public @Nullable String inUse() {
    return current;
  }

  /// Updates in a row that have asked for a richer family, negative for a simpler one.
  public int streak() {
    return streak;
  }

  /// Takes one update.
  ///
  /// @param candidates scored on the same quotes; not empty
  public Step accept(List<ScoredFamily> candidates) {
    return weigh(candidates.stream().map(FamilyEvidence::of).toList());
  }

  /// Takes one update whose evidence is known.
  ///
  /// @param candidates scored on the same quotes; not empty
  public Step weigh(List<FamilyEvidence> candidates) {
    List<FamilyEvidence> sound = EvidenceChoice.sound(candidates);
    if (sound.isEmpty()) {
      streak = 0;
      String kept = current == null ? name(candidates.getFirst()) : current;
      return new Step(kept, kept, false, "no family could be scored: the one in use stays");
    }
    EvidenceChoice choice = EvidenceChoice.of(sound);
    FamilyEvidence target = choice.chosen();
    FamilyEvidence inUse = find(sound, current);
    if (inUse == null) {
      return change(target, current == null ? "the first update" : current + " has no fit");
    }
    int more = target.complexity() - inUse.complexity();
    if (more == 0 || (more > 0 && !isProven(target, inUse))) {
      streak = 0;
      return new Step(
          name(inUse), name(target), false, more == 0 ? choice.reason() : noise(target, inUse));
    }
    streak =
        Integer.signum(more) * streak > 0 ? streak + Integer.signum(more) : Integer.signum(more);
    String words =
        String.format(
            Locale.ROOT,
            "%s: %.3f vol points held out against %.3f, %d updates in a row",
            name(target),
            Math.sqrt(target.scored().heldErrors().mean()),
            Math.sqrt(inUse.scored().heldErrors().mean()),
            Math.abs(streak));
    return Math.abs(streak) >= DWELL
        ? change(target, words)
        : new Step(name(inUse), name(target), false, words);
  }

  private static boolean isProven(FamilyEvidence target, FamilyEvidence inUse) {
    double gain = heldGain(target, inUse);
    boolean dense =
        target.isLooReliable()
            && inUse.isLooReliable()
            && EvidenceChoice.gain(target, inUse)
                > RAISE_ERRORS * EvidenceChoice.errorOfGain(target, inUse);
    double error = errorOfHeldGain(target, inUse);
    return gain > RAISE_ERRORS * error || (dense && gain > -error);
  }

  private static String noise(FamilyEvidence target, FamilyEvidence inUse) {
    return String.format(
        Locale.ROOT,
        "a gain of %.4f ± %.4f vol points², and of %.1f ± %.1f in log density, is noise",
        heldGain(target, inUse),
        errorOfHeldGain(target, inUse),
        EvidenceChoice.gain(target, inUse),
        EvidenceChoice.errorOfGain(target, inUse));
  }

  private static double heldGain(FamilyEvidence target, FamilyEvidence inUse) {
    return inUse.scored().heldErrors().mean() - target.scored().heldErrors().mean();
  }

  private static double errorOfHeldGain(FamilyEvidence target, FamilyEvidence inUse) {
    return target.scored().heldErrors().errorOfDifference(inUse.scored().heldErrors());
  }

  private Step change(FamilyEvidence to, String why) {
    streak = 0;
    boolean switched = current != null;
    current = name(to);
    return new Step(current, current, switched, why);
  }

  private static @Nullable FamilyEvidence find(List<FamilyEvidence> sound, @Nullable String name) {
    return sound.stream().filter(c -> name(c).equals(name)).findFirst().orElse(null);
  }

  private static String name(FamilyEvidence evidence) {
    return evidence.scored().family().name();
  }
}
