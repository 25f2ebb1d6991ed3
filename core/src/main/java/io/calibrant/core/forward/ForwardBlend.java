package io.calibrant.core.forward;

import java.util.ArrayList;
import java.util.List;

/// The mean of several opinions on a forward, weighted by the inverse of their variance.
///
/// Where they differ by more than their errors allow, the error grows by √(χ²/(n − 1)), as the
/// Particle Data Group does. An opinion more than five standard errors from the first one is left
/// out: the options' own parity comes first, since it is the options that are to be priced.
///
/// @param value quote currency
/// @param stdError quote currency
/// @param firstShare the weight of the first opinion, at most 1
/// @param method the only source, or [Forward.Method#BLENDED]
record ForwardBlend(double value, double stdError, double firstShare, Forward.Method method) {
  private static final double MAX_DISTANCE = 5;

  /// The blend of at least one opinion, the most trusted first.
  static ForwardBlend of(List<ForwardSource> sources) {
    ForwardSource first = sources.getFirst();
    List<ForwardSource> agreeing = new ArrayList<>();
    for (ForwardSource source : sources) {
      if (source.distance(first) <= MAX_DISTANCE) {
        agreeing.add(source);
      }
    }
    double weights = 0;
    double sum = 0;
    for (ForwardSource source : agreeing) {
      double weight = 1 / (source.stdError() * source.stdError());
      weights += weight;
      sum += weight * source.value();
    }
    double value = sum / weights;
    double chiSquare = 0;
    for (ForwardSource source : agreeing) {
      double z = (source.value() - value) / source.stdError();
      chiSquare += z * z;
    }
    int n = agreeing.size();
    double stretch = n > 1 ? Math.max(1, Math.sqrt(chiSquare / (n - 1))) : 1;
    return new ForwardBlend(
        value,
        stretch / Math.sqrt(weights),
        1 / (first.stdError() * first.stdError()) / weights,
        n > 1 ? Forward.Method.BLENDED : first.method());
  }
}
