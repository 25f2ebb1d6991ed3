package io.calibrant.core.calibration;

import io.calibrant.core.math.BandedCholesky;
import io.calibrant.core.smile.CurvatureBasis;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.Svi;
import java.util.Arrays;

/// The curvature terms of one slice, by ridge regression on what its SVI smile leaves: a reusable
/// workspace.
///
/// Minimises Σ ωᵢrᵢ² + Σ (cⱼ/τⱼ)² with the quotes' residuals r, robust weights ω and intervals of
/// the SVI fit, r linear in c at the SVI smile; τⱼ is half a vol point in total variance where Bⱼ
/// peaks, more beyond two standard deviations, where spreads are wide. A cubic B-spline reaches
/// four pieces, so that the normal equations are a band of four.
///
/// The terms are taken only if they predict quotes that they have not seen better than the SVI
/// smile by more than one standard error (leave one out, in closed form by the leverage of each
/// quote). The SVI smile has seen them all, so that a doubt is decided in its favour. Not
/// thread-safe.
final class CurvatureFit {
  /// Standard deviation of a term in vol, a priori.
  private static final double PRIOR_VOL = 0.005;

  /// Beyond so many standard deviations the prior widens in proportion to the distance.
  private static final double CORE_STD_DEVS = 2;

  /// Distance of knots at the money, in ATM standard deviations.
  private static final double SPACING = 0.5;

  /// Knots are even in asinh(k/s), s so many standard deviations: wider apart in the wings.
  private static final double STRETCH = 3;

  private static final int LEAST_STEPS = 3;
  private static final int MOST_STEPS = 16;
  private static final int LEAST_QUOTES = 8;
  private static final int PASSES = 3;
  private static final int BAND = 4;
  private static final double LEAST_REST = 1e-3;

  private static final int MOST_KNOTS = MOST_STEPS + 4;
  private static final int MOST_TERMS = MOST_STEPS;

  private final double[] knots = new double[MOST_KNOTS];
  private final double[] table = new double[4 * BAND * MOST_TERMS];
  private final double[] precision = new double[MOST_TERMS];
  private final double[] factor = new double[BAND * MOST_TERMS];
  private final double[] coefficients = new double[MOST_TERMS];
  private final double[] column = new double[MOST_TERMS];
  private int[] first = {};
  private double[] rows = {};
  private double[] vol = {};
  private double[] correction = {};
  private double[] sizes = {};

  /// Share of each quote's weight that is left of a gross error.
  private double[] kept = {};

  // Of the slice in hand.
  private double robustness;
  private int knotCount;
  private int size;

  /// The smile with curvature terms, arbitrage unchecked; `base` itself where evidence for them
  /// lacks.
  Smile fit(SliceTarget target, Svi base, double robustness) {
    return bends(target, base, robustness)
        ? CurvedSvi.copyOf(base, Arrays.copyOf(knots, knotCount), Arrays.copyOf(coefficients, size))
        : base;
  }

  /// Finds the terms; whether the evidence calls for them. Allocates nothing once it has seen a
  /// slice of that many quotes.
  boolean bends(SliceTarget target, Svi base, double robustness) {
    if (target.size < LEAST_QUOTES) {
      return false;
    }
    begin(target, base, robustness);
    for (int pass = 0; pass < PASSES; pass++) {
      if (!solve(target)) {
        return false;
      }
    }
    return isBetter(target);
  }

  /// The standard deviation of the vol that the terms of `smile` add, at its knots; zeros when the
  /// equations are singular.
  double[] termStdDevs(SliceTarget target, CurvedSvi smile, double robustness) {
    begin(target, smile.base(), robustness);
    double[] stdDevs = new double[smile.knotCount()];
    if (smile.knotCount() != knotCount) {
      return stdDevs;
    }
    for (int i = 0; i < target.size; i++) {
      correction[i] = smile.impliedVol(target.k[i], target.expiry) - vol[i];
    }
    if (solve(target)) {
      for (int knot = 1; knot < stdDevs.length - 1; knot++) {
        stdDevs[knot] = stdDevAt(target.expiry, smile.base(), knot);
      }
    }
    return stdDevs;
  }

  private void begin(SliceTarget target, Svi base, double robustLoss) {
    robustness = robustLoss;
    if (vol.length < target.size) {
      first = new int[target.size];
      rows = new double[BAND * target.size];
      vol = new double[target.size];
      correction = new double[target.size];
      sizes = new double[target.size];
      kept = new double[target.size];
    }
    layOut(target);
    Arrays.fill(correction, 0, target.size, 0);
    evaluateRows(target, base);
    keep(target);
    lean(target, base);
  }

  private void keep(SliceTarget target) {
    for (int i = 0; i < target.size; i++) {
      kept[i] = target.misfit(i, vol[i]) / target.stdDev[i];
      sizes[i] = Math.abs(kept[i]);
    }
    double scale =
        robustness < Double.POSITIVE_INFINITY
            ? GrossErrors.scale(sizes, target.size)
            : Double.POSITIVE_INFINITY;
    for (int i = 0; i < target.size; i++) {
      kept[i] = GrossErrors.share(kept[i], scale);
    }
  }

  private double stdDevAt(double expiry, Svi base, int knot) {
    double k = knots[knot];
    int piece = Math.min(knot, knotCount - 2);
    double gradient = 1 / (2 * base.impliedVol(k, expiry) * expiry);
    Arrays.fill(column, 0);
    for (int j = Math.max(0, piece - 3); j <= Math.min(size - 1, piece); j++) {
      column[j] = gradient * CurvatureBasis.value(knots, table, j, piece, k);
    }
    BandedCholesky.forward(factor, size, BAND, column, 0);
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += column[j] * column[j];
    }
    return Math.sqrt(sum);
  }

  /// Knots over the quotes and one and a half steps beyond on either side.
  private void layOut(SliceTarget target) {
    double scale = STRETCH * target.atmVol * Math.sqrt(target.expiry);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < target.size; i++) {
      low = Math.min(low, target.k[i]);
      high = Math.max(high, target.k[i]);
    }
    double from = asinh(low / scale);
    double range = Math.max(asinh(high / scale) - from, SPACING / STRETCH);
    double wanted = StrictMath.rint(range * STRETCH / SPACING);
    int steps = (int) Math.max(LEAST_STEPS, Math.min(wanted, MOST_STEPS));
    knotCount = steps + 4;
    size = steps;
    for (int i = 0; i < knotCount; i++) {
      knots[i] = scale * StrictMath.sinh(from + (i - 1.5) * range / steps);
    }
    CurvatureBasis.tabulate(knots, knotCount, table);
  }

  private static double asinh(double x) {
    double a = Math.abs(x);
    return Math.copySign(StrictMath.log(a + Math.sqrt(a * a + 1)), x);
  }

  /// Row i holds ∂σ/∂c of the four terms from first[i] on; terms that do not exist are zero.
  private void evaluateRows(SliceTarget target, Svi base) {
    int piece = 0;
    for (int i = 0; i < target.size; i++) {
      double k = target.k[i];
      while (piece > 0 && k < knots[piece]) {
        piece--;
      }
      while (piece < knotCount - 2 && k >= knots[piece + 1]) {
        piece++;
      }
      vol[i] = base.impliedVol(k, target.expiry);
      first[i] = Math.max(0, Math.min(piece - 3, size - BAND));
      double gradient = 1 / (2 * vol[i] * target.expiry);
      for (int a = 0; a < Math.min(BAND, size); a++) {
        rows[BAND * i + a] = gradient * CurvatureBasis.value(knots, table, first[i] + a, piece, k);
      }
    }
  }

  /// What is known of the terms beforehand.
  private void lean(SliceTarget target, Svi base) {
    double stdDev = target.atmVol * Math.sqrt(target.expiry);
    for (int j = 0; j < size; j++) {
      double k = knots[j + 2];
      double width = 1 + Math.max(0, Math.abs(k) / stdDev - CORE_STD_DEVS);
      double prior = 2 * Math.sqrt(base.totalVariance(k) * target.expiry) * PRIOR_VOL * width;
      precision[j] = 1 / (prior * prior);
    }
  }

  /// One step of iteratively reweighted least squares; false when the equations are singular.
  private boolean solve(SliceTarget target) {
    int terms = Math.min(BAND, size);
    Arrays.fill(factor, 0);
    Arrays.fill(coefficients, 0);
    for (int j = 0; j < size; j++) {
      factor[BAND * j] = precision[j];
    }
    for (int i = 0; i < target.size; i++) {
      double misfit = target.misfit(i, vol[i] + correction[i]);
      if (misfit == 0) {
        continue;
      }
      double weight = weight(i, target.stdDev[i], misfit);
      for (int a = 0; a < terms; a++) {
        int row = first[i] + a;
        double value = weight * rows[BAND * i + a];
        coefficients[row] -= value * (misfit - correction[i]);
        for (int b = 0; b <= a; b++) {
          factor[BAND * row + a - b] += value * rows[BAND * i + b];
        }
      }
    }
    if (!BandedCholesky.factorize(factor, size, BAND)) {
      return false;
    }
    BandedCholesky.solve(factor, size, BAND, coefficients);
    for (int i = 0; i < target.size; i++) {
      double sum = 0;
      for (int a = 0; a < terms; a++) {
        sum += rows[BAND * i + a] * coefficients[first[i] + a];
      }
      correction[i] = sum;
    }
    return true;
  }

  private double weight(int i, double stdDev, double misfit) {
    double r = misfit / stdDev;
    return kept[i] / ((1 + r * r / robustness) * stdDev * stdDev);
  }

  private boolean isBetter(SliceTarget target) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < target.size; i++) {
      double before = target.misfit(i, vol[i]) / target.stdDev[i];
      double misfit = target.misfit(i, vol[i] + correction[i]);
      double leverage = misfit == 0 ? 0 : weight(i, target.stdDev[i], misfit) * variance(i);
      double unseen = misfit / target.stdDev[i] / Math.max(1 - leverage, LEAST_REST);
      double gain = loss(before) - loss(unseen);
      sum += gain;
      squares += gain * gain;
    }
    int n = target.size;
    double mean = sum / n;
    return mean > Math.sqrt(Math.max(squares / n - mean * mean, 0) / (n - 1));
  }

  /// rᵢᵀ A⁻¹ rᵢ with the last normal matrix A.
  private double variance(int i) {
    Arrays.fill(column, 0);
    for (int a = 0; a < Math.min(BAND, size); a++) {
      column[first[i] + a] = rows[BAND * i + a];
    }
    BandedCholesky.forward(factor, size, BAND, column, first[i]);
    double sum = 0;
    for (int j = first[i]; j < size; j++) {
      sum += column[j] * column[j];
    }
    return sum;
  }

  private double loss(double r) {
    return robustness < Double.POSITIVE_INFINITY
        ? 0.5 * robustness * StrictMath.log(1 + r * r / robustness)
        : 0.5 * r * r;
  }
}
