package io.calibrant.core.smile;

import io.calibrant.core.math.RealRoots;
import java.util.Arrays;

/// The calendar condition between two raw SVI smiles on the whole line: w_later(k) ≥ w_earlier(k)
/// at the same log-moneyness of each expiry's own forward.
///
/// Two SVI smiles touch only at real roots of a quartic: with A(k) = w₁ − w₂ less the square roots,
/// and Qᵢ = bᵢ²((k − mᵢ)² + σᵢ²), it is (Q₁ + Q₂ − A²)² = 4Q₁Q₂. Squaring adds false roots, which
/// do no harm: between neighbouring roots the gap keeps its sign, so one look in each interval
/// decides.
public final class SviCalendar {
  private SviCalendar() {}

  /// Where the gap is least relative to the earlier smile.
  ///
  /// @param k log-moneyness
  /// @param gap w_later(k) − w_earlier(k)
  /// @param relative gap / w_earlier(k)
  public record Minimum(double k, double gap, double relative) {}

  /// Whether w_later > w_earlier on the whole line and in both wings' limits.
  public static boolean isFree(Svi earlier, Svi later) {
    double rightGap = later.b() * (1 + later.rho()) - earlier.b() * (1 + earlier.rho());
    double leftGap = later.b() * (1 - later.rho()) - earlier.b() * (1 - earlier.rho());
    if (!(rightGap >= 0) || !(leftGap >= 0)) {
      return false;
    }
    double scale = Math.max(earlier.sigma(), later.sigma());
    double[] quartic = quartic(earlier, later, scale);
    double[] found = new double[quartic.length];
    int count =
        RealRoots.find(
            quartic,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            found,
            new double[quartic.length]);
    double[] roots = Arrays.copyOf(found, Math.max(count, 0));
    double beyond = 1 + (roots.length == 0 ? 0 : Math.abs(roots[0]));
    if (roots.length > 0) {
      beyond = Math.max(beyond, 1 + Math.abs(roots[roots.length - 1]));
    }
    double previous = -2 * beyond;
    for (int i = 0; i <= roots.length; i++) {
      double next = i < roots.length ? roots[i] : 2 * beyond;
      double middle = scale * (previous + (next - previous) / 2);
      if (!(gap(earlier, later, middle) > 0)) {
        return false;
      }
      previous = next;
    }
    return true;
  }

  /// The least relative gap, by [LineScan] over the grids of both smiles.
  public static Minimum minimum(Svi earlier, Svi later) {
    return lesser(scan(earlier, earlier, later), scan(later, earlier, later));
  }

  /// (w_later(k) − w_earlier(k))/w_earlier(k).
  record RelativeGap(Svi earlier, Svi later) implements LineScan.Line {
    @Override
    public double applyAsDouble(double k) {
      return relative(earlier, later, k);
    }

    @Override
    public void replace(double[] places, int count) {
      for (int i = 0; i < count; i++) {
        places[i] = relative(earlier, later, places[i]);
      }
    }
  }

  private static Minimum lesser(Minimum one, Minimum other) {
    return other.relative() < one.relative() ? other : one;
  }

  private static Minimum scan(Svi grid, Svi earlier, Svi later) {
    double k = LineScan.argMin(grid, new RelativeGap(earlier, later));
    return new Minimum(k, gap(earlier, later, k), relative(earlier, later, k));
  }

  private static double gap(Svi earlier, Svi later, double k) {
    return later.totalVariance(k) - earlier.totalVariance(k);
  }

  private static double relative(Svi earlier, Svi later, double k) {
    return gap(earlier, later, k) / earlier.totalVariance(k);
  }

  /// Coefficients in x = k/scale, so that they are of one magnitude.
  private static double[] quartic(Svi one, Svi two, double scale) {
    double c1 = one.b() * one.rho();
    double c2 = two.b() * two.rho();
    double a0 = one.a() - two.a() - c1 * one.m() + c2 * two.m();
    double a1 = (c1 - c2) * scale;
    double[] q1 = square(one, scale);
    double[] q2 = square(two, scale);
    double[] s = {q1[0] + q2[0] - a0 * a0, q1[1] + q2[1] - 2 * a0 * a1, q1[2] + q2[2] - a1 * a1};
    double[] quartic = new double[5];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        quartic[i + j] += s[i] * s[j] - 4 * q1[i] * q2[j];
      }
    }
    return quartic;
  }

  private static double[] square(Svi svi, double scale) {
    double b2 = svi.b() * svi.b();
    double m = svi.m();
    return new double[] {
      b2 * (m * m + svi.sigma() * svi.sigma()), -2 * b2 * m * scale, b2 * scale * scale
    };
  }
}
