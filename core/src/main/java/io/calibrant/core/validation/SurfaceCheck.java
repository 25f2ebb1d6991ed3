package io.calibrant.core.validation;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.smile.CurvedButterfly;
import io.calibrant.core.smile.CurvedCalendar;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import io.calibrant.core.validation.Verdict.Breach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The checks that every surface passes before it may be published, decided on the whole line:
/// - `butterfly`: g(k) > 0 ([SviButterfly]);
/// - `wings`: Lee's bound b(1 + |ρ|) ≤ 2;
/// - `calendar`: w does not fall from one expiry to the next ([SviCalendar]);
/// - `fit`: the root mean square misfit of the nearest 60 % of the core quotes is at most
///   [#MAX_RMSE_VOL_POINTS] vol points in each slice; beyond, the smile is not the quotes';
/// - `contaminated`: fewer than [#MAX_CONTAMINATED] of the core quotes contradict the smile;
///   beyond, nobody can say which of them are right ([QuoteAgreement]).
public final class SurfaceCheck {
  /// Largest tolerated trimmed rmse of a slice's core, in vol points.
  public static final double MAX_RMSE_VOL_POINTS = 15;

  /// Share of contradicting quotes at which a slice is no longer reliable. The fit's loss bounds
  /// every quote's influence and holds to the majority well below one half.
  public static final double MAX_CONTAMINATED = 0.4;

  private static final double LEE_BOUND = 2;

  private SurfaceCheck() {}

  /// The verdict on `surface`.
  public static Verdict of(CalibratedSurface surface) {
    return of(surface, null);
  }

  /// The verdict on `surface`, of which slices and neighbours that `passed` has too need not be
  /// looked at again.
  ///
  /// @param passed a surface that was accepted; null when there is none
  public static Verdict of(CalibratedSurface surface, @Nullable CalibratedSurface passed) {
    List<Breach> breaches = new ArrayList<>();
    List<CalibratedSlice> slices = surface.slices();
    var before = new IdentityHashMap<Smile, @Nullable Smile>();
    Set<SmileQuotes> quotes = Collections.newSetFromMap(new IdentityHashMap<>());
    @Nullable Smile earlier = null;
    for (CalibratedSlice slice : passed == null ? List.<CalibratedSlice>of() : passed.slices()) {
      before.put(slice.smile(), earlier);
      quotes.add(slice.quotes());
      earlier = slice.smile();
    }
    for (int i = 0; i < slices.size(); i++) {
      CalibratedSlice slice = slices.get(i);
      boolean known = before.containsKey(slice.smile());
      if (!known || !quotes.contains(slice.quotes())) {
        checkSlice(slice, breaches);
      }
      if (i > 0
          && !(known && isSame(before.get(slice.smile()), slices.get(i - 1).smile()))
          && !CurvedCalendar.isFree(slices.get(i - 1).smile(), slice.smile())) {
        SviCalendar.Minimum worst =
            CurvedCalendar.minimum(slices.get(i - 1).smile(), slice.smile());
        breaches.add(
            new Breach("calendar", slices.get(i - 1).expiryTimeNs(), worst.k(), -worst.gap()));
      }
    }
    return breaches.isEmpty() ? new Verdict.Accepted() : new Verdict.Rejected(breaches);
  }

  @SuppressWarnings("ReferenceEquality") // the same object was checked before
  private static boolean isSame(@Nullable Smile one, Smile other) {
    return one == other;
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
    QuoteAgreement agreement = QuoteAgreement.of(slice);
    double rmse = agreement.trimmedRmseVolPoints();
    if (!(rmse <= MAX_RMSE_VOL_POINTS)) {
      breaches.add(new Breach("fit", slice.expiryTimeNs(), Double.NaN, rmse - MAX_RMSE_VOL_POINTS));
    }
    double share = agreement.contaminatedShare();
    if (share >= MAX_CONTAMINATED) {
      breaches.add(
          new Breach("contaminated", slice.expiryTimeNs(), Double.NaN, share - MAX_CONTAMINATED));
    }
  }
}
