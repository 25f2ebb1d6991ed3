package io.calibrant.core.model;

import io.calibrant.core.black.Black76;
import io.calibrant.core.math.Normal;
import java.util.Arrays;

/// The options of one expiry of [NormalInverseGaussian] as averages of Black-76 over the inverse
/// Gaussian time g, at nodes that all strikes share: for hours and days to expiry, where the
/// transform decays too slowly for a line.
///
/// ```
/// V = ∫ C(g) w dy,   y = ln g,   w = a/√(2π) e^(−(y + (a/√g − h₀√g)²)/2),   a = δT
/// C(g) = f c(k − ln f, √g),   ln f = a(h₁ − h₀) + (β + ½)g
/// ```
///
/// All terms are positive, so that prices are relatively accurate. The trapezoidal rule in y errs
/// by e^(−π²/h) of what is integrated, or e^(−2π²/(h²α√(a² + k²))) where the time hardly varies.
/// Nodes follow the parameters, which may move as they like; gradients are those of the integrand.
final class NormalInverseGaussianSlice implements SlicePricer {
  private static final int PARAMETERS = 3;
  private static final int CAPACITY = 1024;
  private static final double WIDEST = 0.22;

  /// Of a step in deviations of y.
  private static final double NARROW = 0.65;

  /// −ln of a weight that is left out.
  private static final double DEPTH = 80;

  private final double years;
  private final double[] ks;

  /// The largest |k|.
  private final double reach;

  private final double[] strikes;
  private final double[] values;
  private final double[] slopes;
  private final double[] logForwards = new double[CAPACITY];
  private final double[] forwards = new double[CAPACITY];
  private final double[] weights = new double[CAPACITY];
  private final double[] deviations = new double[CAPACITY];

  /// ∂ ln w and ∂ ln f of each node and parameter.
  private final double[] ofWeight = new double[CAPACITY * PARAMETERS];

  private final double[] ofForward = new double[CAPACITY * PARAMETERS];
  private int nodes;

  NormalInverseGaussianSlice(double years, double[] ks) {
    this.years = years;
    this.ks = ks.clone();
    reach = Arrays.stream(ks).map(Math::abs).max().orElse(0);
    strikes = Arrays.stream(ks).map(StrictMath::exp).toArray();
    values = new double[ks.length];
    slopes = new double[ks.length * PARAMETERS];
  }

  @Override
  public boolean evaluate(double[] x, boolean gradients) {
    place(x);
    for (int i = 0; i < ks.length; i++) {
      if (ks[i] >= 0) {
        call(i, gradients);
      } else {
        put(i, gradients);
      }
    }
    return true;
  }

  private void place(double[] x) {
    double alpha = x[0];
    double beta = x[1];
    double a = x[2] * years;
    double h0 = Math.sqrt((alpha - beta) * (alpha + beta));
    double h1 = Math.sqrt((alpha - beta - 1) * (alpha + beta + 1));
    double low = Math.min(edge(a, h0, -1), edge(a, h1, -1));
    double high = Math.max(edge(a, h0, 1), edge(a, h1, 1));
    double drift = -a * (2 * beta + 1) / (h0 + h1);
    // Given the return x to a strike the time is narrower: a² + x² and α in place of a² and h.
    double farthest = Math.abs(drift) + reach;
    double step = Math.min(WIDEST, NARROW / Math.sqrt(alpha * StrictMath.hypot(a, farthest)));
    nodes = Math.min(CAPACITY, 1 + (int) ((high - low) / step));
    double scale = step * a / Normal.SQRT_TWO_PI;
    for (int j = 0; j < nodes; j++) {
      double y = high - j * step;
      double root = StrictMath.exp(0.5 * y);
      double g = root * root;
      double distance = a / root - h0 * root;
      double tilted = a / root - h1 * root;
      logForwards[j] = drift + (beta + 0.5) * g;
      weights[j] = scale * StrictMath.exp(-0.5 * (y + distance * distance));
      // w f is the weight with h₁ in the place of h₀.
      forwards[j] = scale * StrictMath.exp(-0.5 * (y + tilted * tilted));
      deviations[j] = root;
      double inA = 1 / a - distance / root;
      double inH0 = a - h0 * g;
      int at = PARAMETERS * j;
      ofWeight[at] = inH0 * alpha / h0;
      ofWeight[at + 1] = -inH0 * beta / h0;
      ofWeight[at + 2] = inA * years;
      ofForward[at] = a * (alpha / h1 - alpha / h0);
      ofForward[at + 1] = g + a * (beta / h0 - (beta + 1) / h1);
      ofForward[at + 2] = drift / x[2];
    }
  }

  /// Where the weight of rate h has become negligible: 2ah sinh²(s/2) = DEPTH about y = ln(a/h).
  private static double edge(double a, double h, int side) {
    double sinh = Math.sqrt(0.5 * DEPTH / (a * h));
    double distance = 2 * StrictMath.log(sinh + Math.sqrt(sinh * sinh + 1));
    return StrictMath.log(a / h) + side * distance;
  }

  private void call(int i, boolean gradients) {
    double sum = 0;
    double inAlpha = 0;
    double inBeta = 0;
    double inDelta = 0;
    for (int j = 0; j < nodes; j++) {
      double v = deviations[j];
      double z = ks[i] - logForwards[j];
      double term = forwards[j] * Black76.normalizedCall(z, v);
      sum += term;
      if (gradients) {
        double moved = forwards[j] * Normal.cdf(0.5 * v - z / v);
        int at = PARAMETERS * j;
        inAlpha += term * ofWeight[at] + moved * ofForward[at];
        inBeta += term * ofWeight[at + 1] + moved * ofForward[at + 1];
        inDelta += term * ofWeight[at + 2] + moved * ofForward[at + 2];
      }
    }
    write(i, sum, inAlpha, inBeta, inDelta);
  }

  /// A put on (F, K) is a call on (K, F): in units of the strike nothing overflows.
  private void put(int i, boolean gradients) {
    double sum = 0;
    double inAlpha = 0;
    double inBeta = 0;
    double inDelta = 0;
    for (int j = 0; j < nodes; j++) {
      double v = deviations[j];
      double z = ks[i] - logForwards[j];
      double term = strikes[i] * weights[j] * Black76.normalizedCall(-z, v);
      sum += term;
      if (gradients) {
        double moved = -forwards[j] * Normal.cdf(z / v - 0.5 * v);
        int at = PARAMETERS * j;
        inAlpha += term * ofWeight[at] + moved * ofForward[at];
        inBeta += term * ofWeight[at + 1] + moved * ofForward[at + 1];
        inDelta += term * ofWeight[at + 2] + moved * ofForward[at + 2];
      }
    }
    write(i, sum, inAlpha, inBeta, inDelta);
  }

  private void write(int i, double sum, double inAlpha, double inBeta, double inDelta) {
    values[i] = sum;
    slopes[PARAMETERS * i] = inAlpha;
    slopes[PARAMETERS * i + 1] = inBeta;
    slopes[PARAMETERS * i + 2] = inDelta;
  }

  @Override
  public void values(double[] into, int first) {
    System.arraycopy(values, 0, into, first, values.length);
  }

  @Override
  public void jacobian(double[] jacobian, int first) {
    System.arraycopy(slopes, 0, jacobian, first * PARAMETERS, slopes.length);
  }
}
