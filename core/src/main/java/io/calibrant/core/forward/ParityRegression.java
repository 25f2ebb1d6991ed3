package io.calibrant.core.forward;

import io.calibrant.core.market.Settlement;
import io.calibrant.core.math.Medians;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Huber-weighted regression of C − P on the strike.
///
/// With the rough forward F₀ and x = K/F₀, put–call parity is y = a − c·x. Coin-settled: y = C − P
/// in coin, a = D, c = D·F₀/F. Settled in quote currency: y = (C − P)/F₀, a = D·F/F₀, c = D. Either
/// way F = F₀·a/c. Each pair weighs 1/s², s the half-sum of its spreads, times Huber's factor for
/// residuals beyond 1.345 robust standard deviations.
final class ParityRegression {
  private static final int MIN_PAIRS = 4;
  private static final int MIN_PAIRS_FOR_DISCOUNT = 6;
  private static final int MAX_ITERATIONS = 50;
  private static final double HUBER = 1.345;

  /// Robust standard deviation of a residual over the half-spread: a normal sample's MAD.
  private static final double MAD_TO_STD = 1.4826;

  /// Mids are uncertain by at least this share of the half-spread, however well a few agree.
  private static final double MIN_SCALE = 0.1;

  /// A maker's mids move together, so that neighbouring strikes err alike: by this share of the
  /// spread of the third-tightest synthetic forward (see docs/models/parity-forward.md).
  private static final double SHARED_PER_WIDTH = 0.07;

  private static final int WIDTH_RANK = 2;

  private final double rough;
  private final boolean discountFree;
  private final boolean inverse;
  private final double[] x;
  private final double[] y;
  private final double[] s;
  private final double[] weight;
  private final double[] ratios;
  private double a = 1;
  private double c = 1;
  private double scale = 1;

  private ParityRegression(
      List<ParityPair> pairs, double rough, Settlement settlement, boolean discountFree) {
    this.rough = rough;
    this.inverse = settlement == Settlement.INVERSE;
    this.discountFree = discountFree;
    int n = pairs.size();
    double unit = inverse ? 1 : 1 / rough;
    x = new double[n];
    y = new double[n];
    s = new double[n];
    weight = new double[n];
    ratios = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = pairs.get(i).strike() / rough;
      y[i] = pairs.get(i).mid() * unit;
      s[i] = Math.max(pairs.get(i).halfSpread() * unit, 1e-9);
      weight[i] = 1 / (s[i] * s[i]);
    }
  }

  /// The fit; null when there are too few pairs or they contradict each other.
  ///
  /// @param pairs complete ones near the money
  /// @param rough a forward within a few percent, quote currency
  /// @param discountFree whether D is estimated too; else it is 1
  static @Nullable ParityFit fit(
      List<ParityPair> pairs, double rough, Settlement settlement, boolean discountFree) {
    if (pairs.size() < MIN_PAIRS) {
      return null;
    }
    boolean free = discountFree && pairs.size() >= MIN_PAIRS_FOR_DISCOUNT;
    var regression = new ParityRegression(pairs, rough, settlement, free);
    regression.iterate();
    return regression.toFit();
  }

  private void iterate() {
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double oldA = a;
      double oldC = c;
      solve();
      scale = Math.max(MAD_TO_STD * medianResidual(), MIN_SCALE);
      for (int i = 0; i < x.length; i++) {
        double z = Math.abs(residual(i)) / (s[i] * scale);
        weight[i] = (z <= HUBER ? 1 : HUBER / z) / (s[i] * s[i]);
      }
      if (Math.abs(a - oldA) + Math.abs(c - oldC) < 1e-13) {
        return;
      }
    }
  }

  private double residual(int i) {
    return y[i] - a + c * x[i];
  }

  private double medianResidual() {
    for (int i = 0; i < x.length; i++) {
      ratios[i] = Math.abs(residual(i) / s[i]);
    }
    return Medians.median(ratios);
  }

  private void solve() {
    double sw = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int i = 0; i < x.length; i++) {
      sw += weight[i];
      sx += weight[i] * x[i];
      sy += weight[i] * y[i];
      sxx += weight[i] * x[i] * x[i];
      sxy += weight[i] * x[i] * y[i];
    }
    if (discountFree) {
      double determinant = sw * sxx - sx * sx;
      c = (sx * sy - sw * sxy) / determinant;
      a = (sy + c * sx) / sw;
    } else if (inverse) {
      c = (sx - sxy) / sxx;
    } else {
      a = (sy + sx) / sw;
    }
  }

  private @Nullable ParityFit toFit() {
    double forward = rough * a / c;
    double discount = inverse ? a : c;
    double medianResidual = medianResidual();
    boolean sound = forward > 0 && forward < Double.POSITIVE_INFINITY && discount > 0;
    if (!sound || !(medianResidual < 1)) {
      return null;
    }
    double[] variance = discountFree ? freeVariance() : fixedVariance();
    return new ParityFit(
        forward,
        forward * Math.sqrt(variance[0]),
        forward * SHARED_PER_WIDTH * width(),
        discount,
        Math.sqrt(variance[1]),
        x.length,
        medianResidual);
  }

  /// The spread of the third-tightest synthetic forward, as a share of the forward.
  private double width() {
    double[] widths = new double[s.length];
    for (int i = 0; i < s.length; i++) {
      widths[i] = 2 * (inverse ? s[i] / x[i] : s[i]);
    }
    Arrays.sort(widths);
    return widths[WIDTH_RANK];
  }

  /// Variances of ln F and D when D is 1: the larger of the sandwich estimate (HC1) and the one
  /// from the robust scale, since either alone is too small for few pairs.
  private double[] fixedVariance() {
    double information = 0;
    double meat = 0;
    for (int i = 0; i < x.length; i++) {
      double slope = inverse ? x[i] : 1;
      double score = weight[i] * residual(i) * slope;
      information += weight[i] * slope * slope;
      meat += score * score;
    }
    double n = x.length;
    double sandwich = meat / (information * information) * n / (n - 1);
    double model = scale * scale / information;
    double value = inverse ? c : a;
    return new double[] {Math.max(sandwich, model) / (value * value), 0};
  }

  /// As above for both parameters; var(ln F) = g' V g with g = (1/a, −1/c).
  private double[] freeVariance() {
    double sw = 0;
    double sx = 0;
    double sxx = 0;
    for (int i = 0; i < x.length; i++) {
      sw += weight[i];
      sx += weight[i] * x[i];
      sxx += weight[i] * x[i] * x[i];
    }
    double determinant = sw * sxx - sx * sx;
    double[] logForward = {(sxx / a - sx / c) / determinant, (sx / a - sw / c) / determinant};
    double[] discount =
        inverse
            ? new double[] {sxx / determinant, sx / determinant}
            : new double[] {sx / determinant, sw / determinant};
    return new double[] {variance(logForward), variance(discount)};
  }

  /// The variance of a linear functional whose row of (gradient · information⁻¹) is `row`, in the
  /// order (a, c) with regressors (1, −x).
  private double variance(double[] row) {
    double sandwich = 0;
    double model = 0;
    for (int i = 0; i < x.length; i++) {
      double influence = weight[i] * (row[0] - row[1] * x[i]);
      sandwich += influence * influence * residual(i) * residual(i);
      model += influence * influence * s[i] * s[i] * scale * scale;
    }
    double n = x.length;
    return Math.max(sandwich * n / (n - 2), model);
  }
}
