package io.calibrant.core.calibration;

import io.calibrant.core.smile.CurvatureBasis;
import io.calibrant.core.smile.CurvedButterfly;
import io.calibrant.core.smile.CurvedCalendar;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.Svi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds curvature terms to an arbitrage-free SVI surface and keeps it arbitrage-free.
///
/// Slices are taken from the shortest expiry on, each against the final smile before it and the SVI
/// smile after it. Where a condition cannot be proved, the terms that reach there are halved, and
/// dropped after [#MAX_HALVINGS]. With all terms gone the slice is its SVI smile, which is free: so
/// this always ends.
final class SurfaceCurvature {
  private static final int MAX_HALVINGS = 5;
  private static final int MAX_ROUNDS = 60;

  private SurfaceCurvature() {}

  /// Smiles with curvature terms where they are called for.
  ///
  /// @param bases smiles that pass every exact check, in ascending order of expiry
  static List<Smile> of(List<SliceTarget> targets, List<Svi> bases, double robustness) {
    List<Smile> smiles = new ArrayList<>(bases.size());
    var fit = new CurvatureFit();
    for (int i = 0; i < bases.size(); i++) {
      smiles.add(
          of(
              fit,
              targets.get(i),
              bases.get(i),
              robustness,
              i == 0 ? null : smiles.get(i - 1),
              i + 1 < bases.size() ? bases.get(i + 1) : null));
    }
    return smiles;
  }

  /// The smile of one slice, proved between its neighbours; `base` must lie between them.
  static Smile of(
      CurvatureFit fit,
      SliceTarget target,
      Svi base,
      double robustness,
      @Nullable Smile before,
      @Nullable Smile after) {
    Smile smile = fit.fit(target, base, robustness);
    return smile instanceof CurvedSvi fitted ? nearestFree(fitted, before, after) : smile;
  }

  private static Smile nearestFree(
      CurvedSvi fitted, @Nullable Smile before, @Nullable Smile after) {
    double[] coefficients = fitted.coefficients();
    int[] halvings = new int[coefficients.length];
    CurvatureBasis basis = CurvatureBasis.copyOf(fitted.knots());
    CurvedSvi smile = fitted;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      double place = unprovenPlace(smile, before, after);
      if (Double.isNaN(place)) {
        return smile;
      }
      boolean weaker = false;
      for (int j = 0; j < coefficients.length; j++) {
        if (basis.knot(j) <= place && place <= basis.knot(j + 4) && coefficients[j] != 0) {
          halvings[j]++;
          coefficients[j] = halvings[j] > MAX_HALVINGS ? 0 : 0.5 * coefficients[j];
          weaker = true;
        }
      }
      if (!weaker) {
        return fitted.base();
      }
      smile = CurvedSvi.of(fitted.base(), basis, coefficients);
    }
    return fitted.base();
  }

  /// A k around which a condition could not be proved; NaN when all hold.
  private static double unprovenPlace(
      CurvedSvi smile, @Nullable Smile before, @Nullable Smile after) {
    double place = CurvedButterfly.unprovenPlace(smile);
    if (Double.isNaN(place) && before != null) {
      place = CurvedCalendar.unprovenPlace(before, smile);
    }
    if (Double.isNaN(place) && after != null) {
      place = CurvedCalendar.unprovenPlace(smile, after);
    }
    return place;
  }
}
