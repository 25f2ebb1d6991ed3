package io.calibrant.core.calibration.slice;

/// The kinks: hyperbolas as narrow as the region allows, with the vertex between two strikes.
///
/// As σ falls to nothing the smile becomes two straight lines. While their joint moves between two
/// strikes the quotes see a smooth change, at a strike another begins: the misfit may have a
/// minimum between each two, narrower than any grid of the region. So each gap is looked at.
final class SviKinks {
  /// Most kinks that are ranked.
  static final int RANKED = 12;

  /// Places that are looked at in each gap, the strike at its start being the first.
  private static final int PLACES = 5;

  private final SviProjection projection;
  private final double[] strikes;
  private final double[] misfits;
  private final double[] smile = new double[5];
  private final double[] rankedM = new double[RANKED];
  private final double[] rankedMisfit = new double[RANKED];
  private int ranked;

  SviKinks(int capacity, SviProjection projection) {
    this.projection = projection;
    strikes = new double[capacity];
    misfits = new double[PLACES * capacity];
  }

  /// Ranks the local minima of the misfit along m, best first.
  void rank(double sigma) {
    int count = projection.copyStrikes(strikes);
    sort(count);
    int places = PLACES * (count - 1) + 1;
    for (int i = 0; i < places; i++) {
      misfits[i] = projection.boundedMisfitAt(m(i), sigma, smile);
    }
    ranked = 0;
    for (int i = 0; i < places; i++) {
      boolean lower = i == 0 || misfits[i] < misfits[i - 1];
      boolean lowest = lower && !(i + 1 < places && misfits[i + 1] < misfits[i]);
      if (lowest && misfits[i] < Double.POSITIVE_INFINITY) {
        insert(i);
      }
    }
  }

  private double m(int place) {
    int gap = place / PLACES;
    int part = place % PLACES;
    double from = strikes[gap];
    return part == 0 ? from : from + (strikes[gap + 1] - from) * part / PLACES;
  }

  private void insert(int place) {
    int at = Math.min(ranked, RANKED - 1);
    if (ranked == RANKED && !(misfits[place] < rankedMisfit[at])) {
      return;
    }
    while (at > 0 && misfits[place] < rankedMisfit[at - 1]) {
      rankedM[at] = rankedM[at - 1];
      rankedMisfit[at] = rankedMisfit[at - 1];
      at--;
    }
    rankedM[at] = m(place);
    rankedMisfit[at] = misfits[place];
    ranked = Math.min(ranked + 1, RANKED);
  }

  /// By insertion: strikes come nearly in order.
  private void sort(int count) {
    for (int i = 1; i < count; i++) {
      double moved = strikes[i];
      int at = i;
      for (; at > 0 && strikes[at - 1] > moved; at--) {
        strikes[at] = strikes[at - 1];
      }
      strikes[at] = moved;
    }
  }

  /// How many [#rank] found.
  int count() {
    return ranked;
  }

  /// The vertex of a ranked kink.
  double ranked(int place) {
    return rankedM[place];
  }
}
