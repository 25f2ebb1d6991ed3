package io.calibrant.core.smile;

/// The butterfly condition g(k) > 0 of a [CurvedSvi] smile on the whole line, by proof.
///
/// Outside its knots the smile is its base, for which [SviButterfly] is exact. Inside, each piece
/// is halved until the mean value theorem proves g > 0 on every part: g(k) ≥ g(c) − r·max|g′| on
/// [c − r, c + r], with
///
///     g′ = 2uu′ − ½w′w″(1/w + ¼) + w′³/(4w²) + ½w‴,   u = 1 − kw′/(2w),
///     u′ = −(w′ + kw″)/(2w) + kw′²/(2w²),
///
/// where the terms are bounded one by one from the range of w″, which is known exactly: SVI's falls
/// with |k − m| and the spline's is linear in a piece. What cannot be proved within a bounded
/// number of halvings counts as arbitrage.
public final class CurvedButterfly {
  /// Left for rounding, which is about 1e-13 in g.
  private static final double LEAST_G = 1e-9;

  private static final int MAX_PARTS = 256;

  private CurvedButterfly() {}

  /// Whether g > 0 on the whole line.
  public static boolean isFree(Smile smile) {
    return switch (smile) {
      case Svi svi -> SviButterfly.isFree(svi);
      case SsviSlice slice -> SviButterfly.isFree(slice.toSvi());
      case CurvedSvi curved ->
          SviButterfly.isFree(curved.base()) && Double.isNaN(unprovenPlace(curved));
    };
  }

  /// The middle of the first piece between two knots in which g > 0 could not be proved; NaN when
  /// it holds between all knots.
  public static double unprovenPlace(CurvedSvi smile) {
    for (int piece = 0; piece < smile.knotCount() - 1; piece++) {
      if (!isProven(smile, piece)) {
        return smile.knot(piece) + (smile.knot(piece + 1) - smile.knot(piece)) / 2;
      }
    }
    return Double.NaN;
  }

  /// Where g is least, and its value there; see [SviButterfly#minimum].
  public static SviButterfly.Minimum minimum(Smile smile) {
    return switch (smile) {
      case Svi svi -> SviButterfly.minimum(svi);
      case SsviSlice slice -> SviButterfly.minimum(slice.toSvi());
      case CurvedSvi curved -> curvedMinimum(curved);
    };
  }

  private static SviButterfly.Minimum curvedMinimum(CurvedSvi smile) {
    Svi base = smile.base();
    double side = base.b() * (1 + Math.abs(base.rho()));
    double wing = base.rho() < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    var best = new SviButterfly.Minimum(wing, 0.25 - side * side / 16);
    double k = LineScan.argMin(smile, x -> SviButterfly.g(smile, x));
    double g = SviButterfly.g(smile, k);
    return g < best.g() ? new SviButterfly.Minimum(k, g) : best;
  }

  /// Walks the piece from left to right; a part that is too long to be proved is halved, one that
  /// was proved is followed by one twice as long.
  private static boolean isProven(CurvedSvi smile, int piece) {
    double end = smile.knot(piece + 1);
    double at = smile.knot(piece);
    double length = end - at;
    for (int part = 0; part < MAX_PARTS; part++) {
      double next = Math.min(at + length, end);
      if (lowerBound(smile, piece, at, next) > LEAST_G) {
        if (next >= end) {
          return true;
        }
        at = next;
        length *= 2;
      } else {
        length = 0.5 * (next - at);
      }
    }
    return false;
  }

  private static double lowerBound(CurvedSvi smile, int piece, double low, double high) {
    Svi base = smile.base();
    double c = low + (high - low) / 2;
    double r = (high - low) / 2;
    double near = Math.max(0, Math.max(low - base.m(), base.m() - high));
    double far = Math.max(Math.abs(low - base.m()), Math.abs(high - base.m()));
    double sigma2 = base.sigma() * base.sigma();
    double near2 = near * near + sigma2;
    double far2 = far * far + sigma2;
    double scale = base.b() * sigma2;
    double nearRoot = Math.sqrt(near2);
    double most = scale / (near2 * nearRoot);
    double least = scale / (far2 * Math.sqrt(far2));
    double bendLow = smile.bend(piece, low);
    double bendHigh = smile.bend(piece, high);
    double w2 =
        Math.max(
            Math.abs(most + Math.max(bendLow, bendHigh)),
            Math.abs(least + Math.min(bendLow, bendHigh)));
    double w3 = 3 * scale * far / (near2 * near2 * nearRoot) + Math.abs(smile.third(piece));
    double middle = smile.totalVariance(c);
    double slope = smile.slope(c);
    double w = middle - r * (Math.abs(slope) + r * w2 / 2);
    if (!(w > 0)) {
      return Double.NEGATIVE_INFINITY;
    }
    double w1 = Math.abs(slope) + r * w2;
    double k = Math.max(Math.abs(low), Math.abs(high));
    double u1 = (w1 + k * w2) / (2 * w) + k * w1 * w1 / (2 * w * w);
    double uc = 1 - c * slope / (2 * middle);
    double u = Math.abs(uc) + r * u1;
    double g1 = 2 * u * u1 + w1 * w2 / 2 * (1 / w + 0.25) + w1 * w1 * w1 / (4 * w * w) + w3 / 2;
    double g = uc * uc - slope * slope / 4 * (1 / middle + 0.25) + smile.curvature(c) / 2;
    return g - r * g1;
  }
}
