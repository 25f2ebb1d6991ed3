package io.calibrant.core.validation;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.smile.CurvedButterfly;
import io.calibrant.core.smile.CurvedCalendar;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import io.calibrant.core.validation.Verdict.Breach;
import java.util.ArrayList;
import java.util.List;

/// The checks that every surface passes before it may be published, decided on the whole line:
/// - `butterfly`: g(k) > 0 ([SviButterfly]);
/// - `wings`: Lee's bound b(1 + |ρ|) ≤ 2;
/// - `calendar`: w does not fall from one expiry to the next ([SviCalendar]);
/// - `fit`: the root mean square misfit of the core is at most [#MAX_RMSE_VOL_POINTS] vol points in
///   each slice; beyond, the quotes contradict each other or the model.
public final class SurfaceCheck {
  /// Largest tolerated rmse of a slice's core, in vol points.
  public static final double MAX_RMSE_VOL_POINTS = 15;

  private static final double LEE_BOUND = 2;

  private SurfaceCheck() {}

  /// The verdict on `surface`.
  public static Verdict of(CalibratedSurface surface) {
    List<Breach> breaches = new ArrayList<>();
    List<CalibratedSlice> slices = surface.slices();
    for (int i = 0; i < slices.size(); i++) {
      CalibratedSlice slice = slices.get(i);
      checkSlice(slice, breaches);
      if (i > 0 && !CurvedCalendar.isFree(slices.get(i - 1).smile(), slice.smile())) {
        SviCalendar.Minimum worst =
            CurvedCalendar.minimum(slices.get(i - 1).smile(), slice.smile());
        breaches.add(
            new Breach("calendar", slices.get(i - 1).expiryTimeNs(), worst.k(), -worst.gap()));
      }
    }
    return breaches.isEmpty() ? new Verdict.Accepted() : new Verdict.Rejected(breaches);
  }

  private static void checkSlice(CalibratedSlice slice, List<Breach> breaches) {
    Svi smile = slice.base();
    if (!CurvedButterfly.isFree(slice.smile())) {
      SviButterfly.Minimum worst = CurvedButterfly.minimum(slice.smile());
      breaches.add(new Breach("butterfly", slice.expiryTimeNs(), worst.k(), -worst.g()));
    }
    double slope = smile.b() * (1 + Math.abs(smile.rho()));
    if (!(slope <= LEE_BOUND)) {
      breaches.add(new Breach("wings", slice.expiryTimeNs(), Double.NaN, slope - LEE_BOUND));
    }
    double rmse = slice.quality().rmseVolPoints();
    if (rmse > MAX_RMSE_VOL_POINTS) {
      breaches.add(new Breach("fit", slice.expiryTimeNs(), Double.NaN, rmse - MAX_RMSE_VOL_POINTS));
    }
  }
}
