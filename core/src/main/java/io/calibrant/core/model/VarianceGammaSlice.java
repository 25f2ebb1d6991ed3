package io.calibrant.core.model;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.GammaFunction;
import io.calibrant.core.math.Normal;

/// The options of one expiry of [VarianceGamma] near expiry, where its transform decays too slowly
/// for frozen nodes on a line: averages of Black-76 prices over the gamma time on a frozen grid in
/// y = ln g, with exact derivatives of the same sum. Formulas in [MixturePricer].
final class VarianceGammaSlice implements SlicePricer {
  private static final int COLUMNS = 3;
  private static final double LARGEST_STEP = 0.28;
  private static final double DIGITS = 37;

  /// Where the grid ends above, in units of ν: beyond it the density is negligible, also for three
  /// times the reference's ν.
  private static final double REACH = 150;

  /// Terms with more than this in the exponent of the normal density are left out.
  private static final double NEGLIGIBLE = 80;

  private final double years;
  private final double[] ks;
  private final double step;
  private final boolean gathers;
  private final double[] ys;
  private final double[] times;
  private final double[] roots;
  private final double[] weights;
  private final double[] slopesInNu;
  private final double[] values;
  private final double[] slopes;

  VarianceGammaSlice(double years, double[] ks, double[] reference) {
    this.years = years;
    this.ks = ks.clone();
    double nu = reference[2];
    double shape = years / nu;
    step = Math.min(LARGEST_STEP, 0.5 / Math.sqrt(shape));
    gathers = VarianceGamma.MODEL.gathers(reference, years);
    double margin = 1 - nu * (reference[1] + 0.5 * reference[0] * reference[0]);
    double top = StrictMath.log(nu * (REACH + 10 * shape) / Math.min(1, margin));
    double bottom = StrictMath.log(nu) - DIGITS / (shape + 0.5) - 2;
    int n = (int) Math.ceil((top - bottom) / step);
    ys = new double[n];
    times = new double[n];
    roots = new double[n];
    weights = new double[n];
    slopesInNu = new double[n];
    for (int j = 0; j < n; j++) {
      ys[j] = top - j * step;
      times[j] = StrictMath.exp(ys[j]);
      roots[j] = Math.sqrt(times[j]);
    }
    values = new double[ks.length];
    slopes = new double[ks.length * COLUMNS];
  }

  @Override
  public boolean evaluate(double[] x, boolean gradients) {
    double nu = x[2];
    double shape = years / nu;
    double norm = -GammaFunction.logGamma(shape) - shape * StrictMath.log(nu);
    double mean = GammaFunction.digamma(shape) + StrictMath.log(nu);
    for (int j = 0; j < ys.length; j++) {
      weights[j] = step * Elementary.exp(norm + shape * ys[j] - times[j] / nu);
      slopesInNu[j] = (times[j] - years - years * (ys[j] - mean)) / (nu * nu);
    }
    for (int i = 0; i < ks.length; i++) {
      if (!option(x, i)) {
        return false;
      }
    }
    return true;
  }

  private boolean option(double[] x, int i) {
    double sigma = x[0];
    double nu = x[2];
    double rate = x[1] + 0.5 * sigma * sigma;
    double q = -nu * rate;
    double log = StrictMath.log1p(q);
    double drift = years / nu * log;
    double k = ks[i];
    double side = k >= 0 ? 1 : -1;
    double strike = StrictMath.exp(k);
    double start = StrictMath.exp(drift);
    double limit = gathers ? Math.max(0, side * (start - strike)) : 0;
    double far = (k - drift) * (k - drift) / (2 * sigma * sigma * NEGLIGIBLE);
    double value = 0;
    double total = 0;
    double inForward = 0;
    double inRate = 0;
    double inRoot = 0;
    double inNu = 0;
    for (int j = 0; j < ys.length; j++) {
      double g = times[j];
      double w = weights[j];
      total += w;
      if (side * (start - strike) <= 0
          && g < far
          && Math.abs(rate) * g < 0.5 * Math.abs(k - drift)) {
        break;
      }
      double logForward = drift + rate * g;
      double v = sigma * roots[j];
      double high = (logForward - k) / v + 0.5 * v;
      double low = high - v;
      double forward = Elementary.exp(logForward);
      double hedge = side * forward * Normal.cdf(side * high);
      double excess = hedge - side * strike * Normal.cdf(side * low) - limit;
      value += w * excess;
      inForward += w * hedge;
      inRate += w * hedge * g;
      inRoot += w * strike * Normal.density(low) * roots[j];
      inNu += w * slopesInNu[j] * excess;
    }
    double atStart = limit > 0 ? side * start * (1 - total) : 0;
    double perDrift = inForward + atStart;
    double inverse = years / (1 + q);
    values[i] = limit + value;
    slopes[i * COLUMNS] = -perDrift * sigma * inverse + inRate * sigma + inRoot;
    slopes[i * COLUMNS + 1] = -perDrift * inverse + inRate;
    slopes[i * COLUMNS + 2] = perDrift * years / (nu * nu) * (q / (1 + q) - log) + inNu;
    return Math.abs(values[i]) < Double.POSITIVE_INFINITY;
  }

  @Override
  public void values(double[] into, int first) {
    System.arraycopy(values, 0, into, first, values.length);
  }

  @Override
  public void jacobian(double[] jacobian, int first) {
    System.arraycopy(slopes, 0, jacobian, first * COLUMNS, slopes.length);
  }
}
