package io.calibrant.core.calibration;

import io.calibrant.core.smile.Svi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Starts of a fit from the last published surface.
///
/// A slice starts from its smile in the last surface with a and b scaled to the shorter time left,
/// when that smile still explains the quotes; else from [SliceStart], so that a fit is never
/// trapped by a stale start.
final class WarmStart {
  /// Mean square residuals beyond these call for another start; quotes alone leave about 1.
  static final double START_LIMIT = 6;

  private static final double FIT_LIMIT = 4;
  private static final double WORSE = 1.5;
  private static final double CLIP = 100;

  private WarmStart() {}

  /// Coordinates of every slice; length 5n.
  static double[] of(
      List<PreparedSlice> prepared,
      List<SliceTarget> targets,
      CalibratedSurface previous,
      double robustness) {
    Map<Long, CalibratedSlice> byExpiry = byExpiry(previous);
    double[] start = new double[SviCoordinates.N * targets.size()];
    for (int i = 0; i < targets.size(); i++) {
      CalibratedSlice last = byExpiry.get(prepared.get(i).forward().expiryTimeNs());
      if (last != null && last.base().b() > 0 && explains(last, targets.get(i))) {
        SviCoordinates.fromSvi(aged(last, targets.get(i)), start, SviCoordinates.N * i);
      } else {
        double[] cold = SliceStart.of(targets.get(i), robustness);
        System.arraycopy(cold, 0, start, SviCoordinates.N * i, SviCoordinates.N);
      }
    }
    return start;
  }

  private static Svi aged(CalibratedSlice last, SliceTarget target) {
    double share = target.expiry / last.expiry();
    Svi smile = last.base();
    return new Svi(smile.a() * share, smile.b() * share, smile.rho(), smile.m(), smile.sigma());
  }

  /// Whether the aged smile still explains the quotes.
  private static boolean explains(CalibratedSlice last, SliceTarget target) {
    return meanSquare(aged(last, target), target) <= START_LIMIT;
  }

  /// Whether every slice of `fit` explains its quotes about as well as `previous` explained its
  /// own, so that no better optimum need be sought.
  static boolean isGood(
      SurfaceFit fit,
      List<PreparedSlice> prepared,
      List<SliceTarget> targets,
      CalibratedSurface previous,
      QuoteRange range) {
    Map<Long, CalibratedSlice> byExpiry = byExpiry(previous);
    for (int i = 0; i < targets.size(); i++) {
      CalibratedSlice last = byExpiry.get(prepared.get(i).forward().expiryTimeNs());
      if (!isGood(fit.smiles().get(i), targets.get(i), last, range)) {
        return false;
      }
    }
    return true;
  }

  /// The same of one slice, which `last` may have had before.
  static boolean isGood(
      Svi smile, SliceTarget target, @Nullable CalibratedSlice last, QuoteRange range) {
    double meanSquare = meanSquare(smile, target);
    return meanSquare <= FIT_LIMIT
        || (last != null
            && meanSquare
                <= WORSE
                    * meanSquare(
                        last.base(), SliceTarget.of(last.quotes(), last.expiry(), range, -1)));
  }

  static Map<Long, CalibratedSlice> byExpiry(CalibratedSurface surface) {
    Map<Long, CalibratedSlice> byExpiry = new HashMap<>();
    for (CalibratedSlice slice : surface.slices()) {
      byExpiry.put(slice.expiryTimeNs(), slice);
    }
    return byExpiry;
  }

  /// Mean of (residual/std)², each at most 100.
  static double meanSquare(Svi smile, SliceTarget target) {
    double sum = 0;
    for (int j = 0; j < target.size; j++) {
      double vol = smile.impliedVol(target.k[j], target.expiry);
      double r = target.misfit(j, vol) / target.stdDev[j];
      sum += Math.min(r * r, CLIP);
    }
    return target.size == 0 ? 0 : sum / target.size;
  }
}
