package io.calibrant.core.forward;

/// One opinion on a forward.
///
/// @param value quote currency
/// @param stdError quote currency, > 0
record ForwardSource(Forward.Method method, double value, double stdError) {
  /// How far two opinions are apart, in standard errors of their difference.
  double distance(ForwardSource other) {
    return Math.abs(value - other.value)
        / Math.sqrt(stdError * stdError + other.stdError * other.stdError);
  }
}
