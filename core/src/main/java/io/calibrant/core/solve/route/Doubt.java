package io.calibrant.core.solve.route;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why an answer is not believed at once.
public enum Doubt {
  /// No usable point.
  FAILED("found no usable point"),
  /// A limit was reached before any test held.
  NOT_CONVERGED("had not converged"),
  /// |gᵢ| / √(JᵀJ)ᵢᵢ > 10⁻³ · √(1 + 2·cost) for some parameter that is not at a bound.
  GRADIENT("ended on a slope"),
  /// The cost is above what noise explains, or the noise is unknown.
  ABOVE_NOISE("misses by more than noise explains"),
  /// A parameter is at its bound.
  AT_BOUND("ended at a bound"),
  /// An independent start found a lower cost, or too few found the same.
  STARTS_DISAGREE("was not reached again from independent starts"),
  /// Noise explains the cost, but such answers are wrong too often to be believed, and few starts
  /// were run again.
  AMBIGUOUS("may be one of several minima within the noise"),
  /// The deadline came before the checks were done.
  UNCHECKED("could not be checked before the deadline");

  private final String words;

  Doubt(String words) {
    this.words = words;
  }

  /// The same doubts as an immutable set; each such set is made once.
  static Set<Doubt> copyOf(Set<Doubt> doubts) {
    if (doubts.isEmpty()) {
      return Set.of();
    }
    int mask = 0;
    for (Doubt doubt : doubts) {
      mask |= 1 << doubt.ordinal();
    }
    Set<Doubt> known = Sets.MADE[mask];
    if (known == null) {
      known = Set.copyOf(doubts);
      Sets.MADE[mask] = known;
    }
    return known;
  }

  /// The sets made so far, by the bits of their members; a set that two threads make at once is
  /// made twice.
  private static final class Sets {
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final @Nullable Set<Doubt>[] MADE = new Set[1 << values().length];
  }

  /// What it says of an answer.
  public String words() {
    return words;
  }
}
