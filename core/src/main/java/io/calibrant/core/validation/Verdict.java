package io.calibrant.core.validation;

import java.util.List;

/// What validation says of a surface.
public sealed interface Verdict {
  /// Every check held.
  record Accepted() implements Verdict {}

  /// At least one check failed.
  record Rejected(List<Breach> breaches) implements Verdict {
    public Rejected {
      breaches = List.copyOf(breaches);
      if (breaches.isEmpty()) {
        throw new IllegalArgumentException("breaches is empty: a rejection names at least one");
      }
    }
  }

  /// One failed check.
  ///
  /// @param check the check's name, such as `butterfly`
  /// @param expiryTimeNs the expiry concerned (the earlier of two)
  /// @param k log-moneyness where it fails worst; NaN when the check has no such place
  /// @param by how far over the limit, in the check's own units, > 0
  record Breach(String check, long expiryTimeNs, double k, double by) {}
}
