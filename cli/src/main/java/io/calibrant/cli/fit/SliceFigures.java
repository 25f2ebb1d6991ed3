package io.calibrant.cli.fit;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import java.util.EnumMap;
import java.util.Map;

/// The figures by which traders read one slice.
///
/// @param atmVol σ(0), decimal
/// @param rr25 σ(25-delta call) − σ(25-delta put), decimal
/// @param bf25 ½(σ(25-delta call) + σ(25-delta put)) − σ(0), decimal
record SliceFigures(double atmVol, double rr25, double bf25) {
  /// −N⁻¹(¼): |d₁| at a forward delta of ±25 %.
  private static final double D1_AT_25 = 0.6744897501960817;

  private static final int MAX_BISECTIONS = 200;

  static SliceFigures of(CalibratedSlice slice) {
    double atm = slice.impliedVol(0);
    double call = slice.impliedVol(logMoneyness(slice.smile(), -D1_AT_25));
    double put = slice.impliedVol(logMoneyness(slice.smile(), D1_AT_25));
    return new SliceFigures(atm, call - put, (call + put) / 2 - atm);
  }

  /// k with d₁(k) = −k/√w + ½√w; d₁ falls in k where the slice has no butterfly arbitrage.
  static double logMoneyness(Smile smile, double d1) {
    double reach = 1;
    while (d1(smile, -reach) < d1 && reach < 64) {
      reach *= 2;
    }
    double low = -reach;
    reach = 1;
    while (d1(smile, reach) > d1 && reach < 64) {
      reach *= 2;
    }
    double high = reach;
    for (int i = 0; i < MAX_BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (d1(smile, middle) > d1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /// The family of the slice's smile: `svi`, or `curved-svi` with curvature terms.
  static String model(CalibratedSlice slice) {
    return slice.smile() instanceof CurvedSvi ? "curved-svi" : "svi";
  }

  /// How many quotes carry each reason for being set aside.
  static Map<ReasonCode, Integer> setAside(SmileQuotes quotes) {
    var counts = new EnumMap<ReasonCode, Integer>(ReasonCode.class);
    for (int i = 0; i < quotes.size(); i++) {
      if (!quotes.reason(i).isUsed()) {
        counts.merge(quotes.reason(i), 1, Integer::sum);
      }
    }
    return counts;
  }

  /// How many quotes enter the fit.
  static int used(SmileQuotes quotes) {
    int count = 0;
    for (int i = 0; i < quotes.size(); i++) {
      count += quotes.reason(i).isUsed() ? 1 : 0;
    }
    return count;
  }

  private static double d1(Smile smile, double k) {
    double stdDev = Math.sqrt(smile.totalVariance(k));
    return -k / stdDev + stdDev / 2;
  }
}
