package io.calibrant.core.calibration;

import io.calibrant.core.smile.Svi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Starts of a fit from the last published surface.
///
/// A slice starts from its smile in the last surface with a and b scaled to the shorter time left,
/// when that smile still explains the quotes about as well as it did; else from [SliceStart], so
/// that a fit is never trapped by a stale start.
final class WarmStart {
  private static final double WORSE = 4;
  private static final double NOISE = 2;

  private WarmStart() {}

  /// Coordinates of every slice; length 5n.
  static double[] of(
      List<PreparedSlice> prepared,
      List<SliceTarget> targets,
      CalibratedSurface previous,
      double robustness) {
    Map<Long, CalibratedSlice> byExpiry = new HashMap<>();
    for (CalibratedSlice slice : previous.slices()) {
      byExpiry.put(slice.expiryTimeNs(), slice);
    }
    double[] start = new double[SviCoordinates.N * targets.size()];
    for (int i = 0; i < targets.size(); i++) {
      CalibratedSlice last = byExpiry.get(prepared.get(i).forward().expiryTimeNs());
      if (last != null && last.smile().b() > 0 && explains(last, targets.get(i))) {
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
    Svi smile = last.smile();
    return new Svi(smile.a() * share, smile.b() * share, smile.rho(), smile.m(), smile.sigma());
  }

  /// Whether the aged smile's mean square residual is within a factor of what the last fit left.
  private static boolean explains(CalibratedSlice last, SliceTarget target) {
    Svi smile = aged(last, target);
    double sum = 0;
    int count = 0;
    for (int j = 0; j < target.size; j++) {
      if (target.lower[j] == target.upper[j]) {
        double r = (smile.impliedVol(target.k[j], target.expiry) - target.lower[j]);
        sum += Math.min(r * r / (target.stdDev[j] * target.stdDev[j]), 100);
        count++;
      }
    }
    double usual = last.quality().rmseHalfSpreads() / 0.3;
    return count == 0 || sum / count <= NOISE + WORSE * usual * usual;
  }
}
