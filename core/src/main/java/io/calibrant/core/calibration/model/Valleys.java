package io.calibrant.core.calibration.model;

import java.util.ArrayList;
import java.util.List;

/// Places that chance cannot tell from the least: the fit, where the quotes' own start leads, and
/// what lies inside where the fit ended at a bound.
///
/// The jumps of a rich model may pass for a variance of their own, with other signs: then both
/// minima cost the same but for chance, and an interval round one of them would not hold the truth
/// as often as it says.
final class Valleys {
  /// ½χ²₁ at 95 %.
  static final double HALF_CHI_SQUARE = 1.920729410347062;

  /// Minima whose costs differ by less than this share of what chance allows are the same.
  private static final double SAME = 1e-3;

  private final FittedModel fitted;
  private final Coordinates coordinates;
  private final List<ProfileSearch> searches = new ArrayList<>();

  Valleys(FittedModel fitted) {
    this.fitted = fitted;
    coordinates = fitted.problem().coordinates();
    double rise = HALF_CHI_SQUARE * fitted.evidence().scale();
    List<Place> places = new ArrayList<>();
    places.add(new Place(fitted.parameters(), fitted.cost()));
    var off = new OffBound(fitted.problem(), fitted.parameters());
    ModelFit free = ModelFit.of(fitted.problem());
    if (free.fit(off.moments()).usable()) {
      add(places, off.parameters(free), free.cost(), rise);
    }
    for (int i = 0; i < coordinates.size(); i++) {
      int j = coordinates.parameter(i);
      ModelFit held = off.isAtBound(j) ? off.fit(j, fitted.cost() + rise) : null;
      if (held != null) {
        add(places, off.parameters(held), held.cost(), rise);
      }
    }
    double least = places.stream().mapToDouble(Place::cost).min().orElseThrow();
    for (Place place : places) {
      if (place.cost() < least + (1 - SAME) * rise) {
        searches.add(new ProfileSearch(fitted, place.parameters(), rise, least + rise));
      }
    }
  }

  private static void add(List<Place> places, double[] found, double cost, double rise) {
    if (places.stream().allMatch(known -> Math.abs(known.cost() - cost) > SAME * rise)) {
      places.add(new Place(found, cost));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // lives as long as the constructor
  private record Place(double[] parameters, double cost) {}

  /// The hull of what is reached from all places.
  Profile profile(int i) {
    int free = 0;
    while (coordinates.parameter(free) != i) {
      free++;
    }
    double lower = fitted.parameter(i);
    double upper = lower;
    boolean below = false;
    boolean above = false;
    int evaluations = 0;
    for (ProfileSearch search : searches) {
      int before = search.evaluations();
      lower = Math.min(lower, search.end(free, -1));
      below |= search.isOpen();
      upper = Math.max(upper, search.end(free, 1));
      above |= search.isOpen();
      evaluations += search.evaluations() - before;
    }
    return new Profile(coordinates.domain(i).name(), lower, upper, below, above, evaluations);
  }
}
