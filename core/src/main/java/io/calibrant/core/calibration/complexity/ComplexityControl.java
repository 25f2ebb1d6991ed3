package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.ScoredFamily;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which family is in use, update by update: complexity rises only on lasting evidence.
///
/// At each update the families' squared errors on quotes held out are compared in pairs. The target
/// is the family of fewest parameters within one standard error of the best (Breiman and others
/// 1984); a family richer than the one in use must also beat that one by [#RAISE_ERRORS] standard
/// errors. The family in use changes after the same direction was asked for [#DWELL] updates in a
/// row. Deterministic; one thread at a time.
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
    List<ScoredFamily> sound =
        candidates.stream()
            .filter(c -> c.fit().status().isPublishable() && c.heldErrors().mean() >= 0)
            .toList();
    if (sound.isEmpty()) {
      streak = 0;
      String kept = current == null ? candidates.getFirst().family().name() : current;
      return new Step(kept, kept, false, "no family could be scored: the one in use stays");
    }
    ScoredFamily target = simplestNearBest(sound);
    ScoredFamily inUse = find(sound, current);
    if (inUse == null) {
      return change(target, current == null ? "the first update" : current + " has no fit");
    }
    int more = complexity(target) - complexity(inUse);
    double gain = inUse.heldErrors().mean() - target.heldErrors().mean();
    double error = target.heldErrors().errorOfDifference(inUse.heldErrors());
    if (more == 0 || (more > 0 && !(gain > RAISE_ERRORS * error))) {
      streak = 0;
      return new Step(
          inUse.family().name(),
          target.family().name(),
          false,
          more == 0
              ? best(inUse, sound)
              : String.format(
                  Locale.ROOT, "a gain of %.4f ± %.4f vol points² is noise", gain, error));
    }
    streak =
        Integer.signum(more) * streak > 0 ? streak + Integer.signum(more) : Integer.signum(more);
    String words =
        String.format(
            Locale.ROOT,
            "%s: %.3f vol points held out against %.3f, %d updates in a row",
            target.family().name(),
            Math.sqrt(target.heldErrors().mean()),
            Math.sqrt(inUse.heldErrors().mean()),
            Math.abs(streak));
    return Math.abs(streak) >= DWELL
        ? change(target, words)
        : new Step(inUse.family().name(), target.family().name(), false, words);
  }

  private static String best(ScoredFamily inUse, List<ScoredFamily> sound) {
    ScoredFamily best = sound.getFirst();
    for (ScoredFamily candidate : sound) {
      best = candidate.heldErrors().mean() < best.heldErrors().mean() ? candidate : best;
    }
    double own = Math.sqrt(inUse.heldErrors().mean());
    return best.family().name().equals(inUse.family().name())
        ? String.format(
            Locale.ROOT,
            "least loss on the quotes held out, %.3f vol points, and nothing simpler within its"
                + " error",
            own)
        : String.format(
            Locale.ROOT,
            "the simplest within one standard error of the least loss on the quotes held out: %.3f"
                + " vol points, %s has %.3f",
            own,
            best.family().name(),
            Math.sqrt(best.heldErrors().mean()));
  }

  /// The family of fewest parameters within one standard error of the best.
  public static ScoredFamily simplestNearBest(List<ScoredFamily> sound) {
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
    return chosen;
  }

  private Step change(ScoredFamily to, String why) {
    streak = 0;
    boolean switched = current != null;
    current = to.family().name();
    return new Step(current, current, switched, why);
  }

  private static @Nullable ScoredFamily find(List<ScoredFamily> sound, @Nullable String name) {
    return sound.stream().filter(c -> c.family().name().equals(name)).findFirst().orElse(null);
  }

  private static int complexity(ScoredFamily scored) {
    return scored.family().parameterCount(scored.quotes().grid().expiryCount());
  }
}
