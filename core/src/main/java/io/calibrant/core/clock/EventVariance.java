package io.calibrant.core.clock;

/// What the kink of a term structure says of an event's variance.
///
/// In the gap between two expiries that holds the event, w rises by the ordinary pace of the clock
/// and by the event; the ordinary pace is the mean of those in the gaps before and after.
public sealed interface EventVariance {
  /// The event's variance.
  ///
  /// @param variance extra total variance, > 0
  /// @param stdDev its standard error, from those of the term structure
  /// @param extraYears the same in years of the ordinary pace, for a [ScheduledEvent]
  record Implied(double variance, double stdDev, double extraYears) implements EventVariance {}

  /// None can be given.
  ///
  /// @param reason why
  /// @param variance the estimate, NaN where there is none
  /// @param stdDev its standard error, NaN likewise
  record Refused(Reason reason, double variance, double stdDev) implements EventVariance {}

  /// Why an event's variance is refused.
  enum Reason {
    /// The event does not lie between `asOf` and the last expiry but one, or no gap is beside it.
    OUT_OF_RANGE,
    /// An event that the clock knows already lies in the gap or beside it.
    NOT_ALONE,
    /// The estimate is ≤ 0: the gap holds no more than ordinary variance.
    NOT_POSITIVE,
    /// The gaps beside it hold no variance to compare with.
    NO_ORDINARY_PACE
  }

  /// Estimates an event's variance.
  ///
  /// @param terms the term structure
  /// @param clock with every other event and weekend, but not this one
  /// @param eventNs the event's instant
  static EventVariance estimate(VarianceTerms terms, VarianceClock clock, long eventNs) {
    int after = 0;
    while (after < terms.size() && terms.expiryTimeNs(after) <= eventNs) {
      after++;
    }
    boolean hasBefore = after > 0;
    boolean hasAfter = after + 1 < terms.size();
    if (eventNs <= terms.asOfNs() || after == terms.size() || !(hasBefore || hasAfter)) {
      return new Refused(Reason.OUT_OF_RANGE, Double.NaN, Double.NaN);
    }
    int first = hasBefore ? after - 2 : after - 1;
    int last = hasAfter ? after + 1 : after;
    long from = terms.expiryTimeNs(first);
    long to = terms.expiryTimeNs(last);
    if (clock.events().stream().anyMatch(event -> event.share(from, to) > 0)) {
      return new Refused(Reason.NOT_ALONE, Double.NaN, Double.NaN);
    }
    // w₂ − w₁ − pace·τ as a weighted sum of the variances, so that its error is exact.
    double gap = clock.time(terms.expiryTimeNs(after - 1), terms.expiryTimeNs(after));
    double half = hasBefore && hasAfter ? 0.5 : 1;
    double before = hasBefore ? half * gap / time(terms, clock, after - 1) : 0;
    double later = hasAfter ? half * gap / time(terms, clock, after + 1) : 0;
    double[] weights = {before, -1 - before, 1 + later, -later};
    double ordinary =
        before * rise(terms, after - 1, hasBefore) + later * rise(terms, after + 1, hasAfter);
    double variance = rise(terms, after, true) - ordinary;
    double square = 0;
    for (int i = 0; i < 4; i++) {
      double error = weights[i] == 0 ? 0 : weights[i] * terms.stdDev(after - 2 + i);
      square += error * error;
    }
    double stdDev = Math.sqrt(square);
    if (!(ordinary > 0)) {
      return new Refused(Reason.NO_ORDINARY_PACE, variance, stdDev);
    }
    return variance > 0
        ? new Implied(variance, stdDev, variance / ordinary * gap)
        : new Refused(Reason.NOT_POSITIVE, variance, stdDev);
  }

  private static double time(VarianceTerms terms, VarianceClock clock, int i) {
    return clock.time(terms.expiryTimeNs(i - 1), terms.expiryTimeNs(i));
  }

  private static double rise(VarianceTerms terms, int i, boolean exists) {
    return exists ? terms.variance(i) - terms.variance(i - 1) : 0;
  }
}
