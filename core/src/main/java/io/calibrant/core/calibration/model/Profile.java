package io.calibrant.core.calibration.model;

import java.util.List;
import java.util.stream.IntStream;

/// The profile likelihood of one parameter: how far it can be moved, the others being fitted again
/// at each place, until the fit is worse by more than chance allows.
///
/// PL(c) = min J subject to x = c; the interval is {c : PL(c) − J* ≤ ½χ²₁(95 %) s²}, s² as in
/// [Evidence]. Unlike the interval there it needs no Gaussian: it bends with the valley. Where the
/// domain ends first, it ends there and is open on that side: the quotes do not tell how far. Where
/// another valley is as deep but for chance, it reaches from one into the other.
///
/// @param parameter its name
/// @param lower lower end
/// @param upper upper end
/// @param openBelow whether it reaches the lower bound of the domain
/// @param openAbove whether it reaches the upper bound of the domain
/// @param evaluations of the whole surface
public record Profile(
    String parameter,
    double lower,
    double upper,
    boolean openBelow,
    boolean openAbove,
    int evaluations) {

  /// The profile of parameter `i`, which must be free, around `fitted`.
  public static Profile of(FittedModel fitted, int i) {
    if (!Double.isNaN(fitted.problem().held(i))) {
      throw new IllegalArgumentException(
          "parameter %s is held: only a free one has a profile"
              .formatted(fitted.problem().domain(i).name()));
    }
    return new Valleys(fitted).profile(i);
  }

  /// The profiles of all free parameters.
  public static List<Profile> allOf(FittedModel fitted) {
    var valleys = new Valleys(fitted);
    return IntStream.range(0, fitted.model().parameterCount())
        .filter(i -> Double.isNaN(fitted.problem().held(i)))
        .mapToObj(valleys::profile)
        .toList();
  }

  /// Whether the interval ends inside the domain on both sides.
  public boolean isClosed() {
    return !openBelow && !openAbove;
  }
}
