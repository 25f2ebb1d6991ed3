package io.calibrant.core.forward;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The forwards of a snapshot's expiries, ascending in time.
///
/// An expiry is missing when nothing speaks about it and no other expiry could be interpolated.
///
/// @param forwards ascending by expiry
public record ForwardCurve(List<Forward> forwards) {
  public ForwardCurve {
    forwards = forwards.stream().sorted(Comparator.comparingLong(Forward::expiryTimeNs)).toList();
  }

  /// The forward of an expiry; empty when there is none.
  public Optional<Forward> at(long expiryTimeNs) {
    return forwards.stream().filter(f -> f.expiryTimeNs() == expiryTimeNs).findFirst();
  }
}
