package io.calibrant.core.solve.route;

import java.util.Set;

/// Why an answer is not believed at once.
public enum Doubt {
  /// No usable point.
  FAILED("found no usable point"),
  /// A limit was reached before any test held.
  NOT_CONVERGED("had not converged"),
  /// It took far longer than expected and was handed on: another attempt went on from where it was.
  HANDED_ON("took far longer than expected"),
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

  /// An immutable copy; of none, as most are, without a set in between.
  static Set<Doubt> copyOf(Set<Doubt> doubts) {
    return doubts.isEmpty() ? Set.of() : Set.copyOf(doubts);
  }

  /// What it says of an answer.
  public String words() {
    return words;
  }
}
