package io.calibrant.core.model;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.SineCosine;
import io.calibrant.core.model.line.NodePasses;
import java.util.Arrays;

/// Options of [VarianceGamma] on one side of the drift as an integral over the transform's branch
/// cut on that side: real, positive and without oscillation. With x = ±(k − drift) > 0 and the
/// notation of [VarianceGammaRates]
///
/// ```
/// V/F = e^(k − qx) (sin πa/π) Rᵃ ∫₀^∞ e^(−tx) (t(t + D))^(−a)/((t + q)(t + q ∓ 1)) dt
/// ```
///
/// is the call right of the drift and the put left of it. The trapezoidal rule in ln t with nodes
/// 2^(j/2) errs by e^(−π²/h) = 4e-13 (h = ½ ln 2; the integrand is analytic for |Im ln t| < π/2),
/// and e^(−tx) goes from node to node by squaring. Nodes below t₀ are summed in closed form: there
/// everything but t^(1−a) is a short Taylor series, and the geometric sum of t^(1−a+n) continues
/// analytically to every a, so that a ≥ 1, where the integral itself diverges, needs nothing else.
final class VarianceGammaCut {
  /// Nodes 2^(j/2) for j from −`BELOW`.
  static final double[] NODES;

  static final int BELOW = 240;
  static final double STEP = 0.34657359027997264;

  private static final int PARAMETERS = 3;
  private static final int COLUMNS = 1 + PARAMETERS;
  private static final int TAYLOR = 9;
  private static final int POWERS = 7;
  private static final int ORDERS = 10;

  /// The same where t₀ is larger.
  private static final int MOST_TAYLOR = 14;

  private static final int MOST_POWERS = 10;
  private static final int MOST_ORDERS = 16;

  /// T/ν beyond which t₀ is four times as large: the sums on both sides of it grow as t₀^(1−a) and
  /// cancel.
  private static final double STEEP = 1.3;

  /// t₀ over the nearest singularity of the slow factors.
  private static final double SINGULAR_SHARE = 1.0 / 64;

  /// Largest t₀x.
  private static final double DECAY_SHARE = 1.0 / 32;

  /// e⁻³⁸ = 3e-17.
  private static final double DECAYED = 38;

  private static final double SMALLEST_X = 1e-14;
  private static final double NEAR_POLE = 0.02;

  static {
    NODES = new double[2 * BELOW];
    for (int j = 0; j < NODES.length; j++) {
      double power = Math.scalb(1.0, Math.floorDiv(j - BELOW, 2));
      NODES[j] = (j - BELOW) % 2 == 0 ? power : Math.sqrt(2) * power;
    }
  }

  private final NodePasses passes;
  private final int sign;
  private final int capacity;
  private final double[] xs;
  private final double[] exponents;
  private final double[] first;
  private final double[] second;
  private final int[] ends;
  private final double[] sums;
  private final double[] coefficients = new double[COLUMNS * NODES.length];
  private final double[][] polynomials = new double[COLUMNS][MOST_POWERS];

  private final double[] taylor = new double[MOST_TAYLOR];
  private final double[] inWidth = new double[MOST_TAYLOR];
  private final double[] inRoot = new double[MOST_TAYLOR];
  private final double[] inShape = new double[MOST_TAYLOR];
  private final double[] mixed = new double[MOST_TAYLOR];
  private final double[] moments = new double[MOST_ORDERS];
  private final double[] momentSlopes = new double[MOST_ORDERS];

  private int count;
  private int padded;
  private int terms;
  private int powers;
  private int orders;

  /// Index of t₀ in [#NODES].
  int start;

  /// Nodes from `start` on, even.
  int length;

  /// @param sign 1 right of the drift, −1 left of it
  /// @param strikes most options
  VarianceGammaCut(NodePasses passes, int sign, int strikes) {
    this.passes = passes;
    this.sign = sign;
    capacity = (strikes + NodePasses.LANES - 1) / NodePasses.LANES * NodePasses.LANES;
    xs = new double[capacity];
    exponents = new double[capacity];
    first = new double[capacity];
    second = new double[capacity];
    ends = new int[capacity / NodePasses.LANES];
    sums = new double[COLUMNS * capacity];
  }

  /// Takes the options `from` … `to` − 1 of `ks`, which ascend, and chooses the nodes.
  void take(double[] ks, int from, int to, VarianceGammaRates rates) {
    count = to - from;
    padded = (count + NodePasses.LANES - 1) / NodePasses.LANES * NodePasses.LANES;
    start = 0;
    length = 0;
    if (count == 0) {
      return;
    }
    VarianceGammaRates.Root root = root(rates);
    for (int i = 0; i < padded; i++) {
      int at = Math.min(i, count - 1);
      double k = ks[sign > 0 ? from + at : to - 1 - at];
      xs[i] = Math.max(SMALLEST_X, sign * (k - rates.drift));
      exponents[i] = k - root.q * xs[i];
    }
    double largest = xs[count - 1];
    double nearest = Math.min(root.q, root.other);
    boolean steep = rates.shape > STEEP;
    terms = steep ? MOST_TAYLOR : TAYLOR;
    powers = steep ? MOST_POWERS : POWERS;
    orders = steep ? MOST_ORDERS : ORDERS;
    double below = (steep ? 4 : 1) * Math.min(DECAY_SHARE / largest, SINGULAR_SHARE * nearest);
    start = Math.clamp(2L * Math.getExponent(below) + BELOW, 0, NODES.length - 2);
    double least = NODES[start];
    for (int block = 0; block < padded / NodePasses.LANES; block++) {
      double ratio = DECAYED / (xs[block * NodePasses.LANES] * least);
      ends[block] = Math.clamp(2L * (Math.getExponent(ratio) + 1), 0, NODES.length - start);
      length = Math.max(length, ends[block]);
    }
  }

  /// Prices them.
  ///
  /// @param bases (R/(t(t + D)))ᵃ from node `offset` on, like the others
  /// @param logs ln(R/(t(t + D)))
  /// @param inverses 1/(t + D)
  void evaluate(
      VarianceGammaRates rates,
      int offset,
      double[] bases,
      double[] logs,
      double[] inverses,
      boolean gradients) {
    if (count == 0) {
      return;
    }
    int columns = gradients ? COLUMNS : 1;
    tabulate(rates, offset, bases, logs, inverses, gradients);
    belowFirstNode(rates, gradients);
    double t = NODES[start];
    double next = NODES[start + 1];
    for (int i = 0; i < padded; i++) {
      first[i] = -t * xs[i];
      second[i] = -next * xs[i];
    }
    passes.expm1(first, first, padded);
    passes.expm1(second, second, padded);
    passes.exp(exponents, exponents, padded);
    for (int c = 0; c < columns; c++) {
      expand(polynomials[c], c * padded);
    }
    passes.decays(coefficients, NODES.length, columns, first, second, ends, padded, sums);
    scale(root(rates), gradients);
  }

  private VarianceGammaRates.Root root(VarianceGammaRates rates) {
    return sign > 0 ? rates.upper : rates.lower;
  }

  /// The values, then the slopes, of option `i` in order of x: [#value] and [#slope].
  double value(int i) {
    return sums[i];
  }

  double slope(int i, int parameter) {
    return sums[(1 + parameter) * padded + i];
  }

  private void scale(VarianceGammaRates.Root root, boolean gradients) {
    for (int c = 1; gradients && c < COLUMNS; c++) {
      double slope = root.slopes[c - 1];
      int row = c * padded;
      for (int i = 0; i < padded; i++) {
        sums[row + i] = exponents[i] * (sums[row + i] - slope * xs[i] * sums[i]);
      }
    }
    for (int i = 0; i < padded; i++) {
      sums[i] *= exponents[i];
    }
  }

  private void expand(double[] c, int row) {
    double c0 = c[0];
    double c1 = c[1];
    double c2 = c[2];
    double c3 = c[3];
    double c4 = c[4];
    double c5 = c[5];
    double c6 = c[6];
    for (int i = 0; i < padded; i++) {
      double x = xs[i];
      double low = Math.fma(Math.fma(c2, x, c1), x, c0);
      double high = Math.fma(Math.fma(Math.fma(c6, x, c5), x, c4), x, c3);
      sums[row + i] = Math.fma(high, x * x * x, low);
    }
    if (powers > POWERS) {
      for (int i = 0; i < padded; i++) {
        double x = xs[i];
        double square = x * x;
        double high = Math.fma(Math.fma(c[9], x, c[8]), x, c[7]);
        sums[row + i] = Math.fma(high, square * square * square * x, sums[row + i]);
      }
    }
  }

  /// Coefficients of e^(−tx) at the nodes.
  private void tabulate(
      VarianceGammaRates rates,
      int offset,
      double[] bases,
      double[] logs,
      double[] inverses,
      boolean gradients) {
    VarianceGammaRates.Root root = root(rates);
    double q = root.q;
    double other = root.other;
    double sine = STEP * sine(rates.shape) / Math.PI;
    int shift = start - offset;
    for (int j = 0; j < length; j++) {
      double t = NODES[start + j];
      coefficients[j] = sine * t * bases[shift + j] / ((t + q) * (t + other));
    }
    if (!gradients) {
      return;
    }
    double turn = Math.PI * cosine(rates.shape) / sine(rates.shape);
    boolean pole = !(Math.abs(turn) < 1e6);
    for (int i = 0; i < PARAMETERS; i++) {
      double a = rates.shapeSlopes[i];
      double constant = rates.shape * rates.logProductSlopes[i];
      double w = -rates.shape * rates.widthSlopes[i];
      double r = -root.slopes[i];
      double d = sign * rates.driftSlopes[i];
      double ofSine = a == 0 || pole ? 0 : a * turn;
      int row = (1 + i) * NODES.length;
      for (int j = 0; j < length; j++) {
        double t = NODES[start + j];
        double rates1 = (2 * t + q + other) / ((t + q) * (t + other));
        double sum = constant + ofSine + d * (q + t) + r * rates1;
        sum += w * inverses[shift + j] + a * logs[shift + j];
        coefficients[row + j] = coefficients[j] * sum;
      }
      if (a != 0 && pole) {
        double cosine = a * STEP * cosine(rates.shape);
        for (int j = 0; j < length; j++) {
          double t = NODES[start + j];
          coefficients[row + j] += cosine * t * bases[shift + j] / ((t + q) * (t + other));
        }
      }
    }
  }

  /// The sum over all nodes below the first as polynomials in x.
  private void belowFirstNode(VarianceGammaRates rates, boolean gradients) {
    VarianceGammaRates.Root root = root(rates);
    moments(rates.shape);
    series(rates, root);
    double scale =
        STEP
            * Elementary.exp(rates.shape * (rates.logProduct - Elementary.log(rates.width)))
            / (root.q * root.other);
    transform(taylor, moments, scale, polynomials[0]);
    if (!gradients) {
      return;
    }
    double ratio = rates.logProduct - Elementary.log(rates.width);
    for (int i = 0; i < PARAMETERS; i++) {
      double a = rates.shapeSlopes[i];
      double constant = rates.shape * rates.logProductSlopes[i] + a * ratio;
      double w = -rates.shape * rates.widthSlopes[i];
      double d = sign * rates.driftSlopes[i];
      double before = 0;
      for (int l = 0; l < terms; l++) {
        mixed[l] =
            (constant + d * root.q) * taylor[l]
                + d * before
                + w * inWidth[l]
                - root.slopes[i] * inRoot[l]
                - a * inShape[l];
        before = taylor[l];
      }
      transform(mixed, moments, scale, polynomials[1 + i]);
      if (a != 0) {
        add(momentSlopes, a * scale, polynomials[1 + i]);
      }
    }
  }

  /// polynomial[r] = (−1)ʳ/r! Σ_l series[l] moments[l + r].
  private void transform(double[] series, double[] moments, double scale, double[] polynomial) {
    Arrays.fill(polynomial, 0);
    accumulate(series, moments, scale, polynomial);
  }

  private void add(double[] others, double scale, double[] polynomial) {
    accumulate(taylor, others, scale, polynomial);
  }

  private void accumulate(double[] series, double[] moments, double scale, double[] polynomial) {
    double factor = scale;
    for (int r = 0; r < powers; r++) {
      double sum = 0;
      for (int l = 0; l < terms && l + r < orders; l++) {
        sum = Math.fma(series[l], moments[l + r], sum);
      }
      polynomial[r] += factor * sum;
      factor = -factor / (r + 1);
    }
  }

  /// Taylor series of (1 + t/D)^(−a)/((1 + t/q)(1 + t/other)) and of its products with 1/(t + D),
  /// with 1/(t + q) + 1/(t + other) and with ln(1 + t/D).
  private void series(VarianceGammaRates rates, VarianceGammaRates.Root root) {
    double inverse = 1 / rates.width;
    double perQ = 1 / root.q;
    double perOther = 1 / root.other;
    double binomial = 1;
    double one = 0;
    double two = 0;
    for (int l = 0; l < terms; l++) {
      one = binomial - perQ * one;
      two = one - perOther * two;
      taylor[l] = two;
      binomial *= -(rates.shape + l) / (l + 1) * inverse;
    }
    double byWidth = 0;
    double byQ = 0;
    double byOther = 0;
    for (int l = 0; l < terms; l++) {
      byWidth = inverse * (taylor[l] - byWidth);
      byQ = perQ * (taylor[l] - byQ);
      byOther = perOther * (taylor[l] - byOther);
      inWidth[l] = byWidth;
      inRoot[l] = byQ + byOther;
    }
    inShape[0] = 0;
    for (int l = 1; l < terms; l++) {
      double sum = 0;
      double power = inverse;
      for (int m = 1; m <= l; m++) {
        sum += power / m * taylor[l - m];
        power *= -inverse;
      }
      inShape[l] = sum;
    }
  }

  /// (sin πa/π) Σ t^(1−a+n) over the nodes below t₀, a geometric sum, and its derivative in a.
  private void moments(double shape) {
    double t = NODES[start];
    double log = STEP * (start - BELOW);
    double power = Elementary.exp((1 - shape) * log);
    double sine = sine(shape) / Math.PI;
    double cosine = cosine(shape);
    double grown = Elementary.exp(STEP * (1 - shape));
    for (int n = 0; n < orders; n++) {
      double e = n + 1 - shape;
      double value;
      double slope;
      if (Math.abs(e) < NEAR_POLE) {
        double parity = n % 2 == 0 ? 1 : -1;
        value = parity * ratio(e);
        slope = parity * ratioSlope(e);
      } else {
        double less = grown - 1;
        value = sine / less;
        // In e, which falls as a rises: d sin πa/π = −cos πa de.
        slope = (-cosine - value * STEP * grown) / less;
      }
      moments[n] = power * value;
      momentSlopes[n] = -power * (log * value + slope);
      power *= t;
      grown *= Math.sqrt(2);
    }
  }

  /// sin πe/(π expm1(he)) near e = 0.
  private static double ratio(double e) {
    double z = Math.PI * e;
    double y = STEP * e;
    return sinc(z * z) * bernoulli(y) / STEP;
  }

  private static double ratioSlope(double e) {
    double z = Math.PI * e;
    double y = STEP * e;
    double z2 = z * z;
    double inSinc = Math.PI * z * (-1.0 / 3 + z2 * (1.0 / 30 - z2 / 840));
    double inBernoulli = STEP * (-0.5 + y * (1.0 / 6 - y * y / 180));
    return (inSinc * bernoulli(y) + sinc(z2) * inBernoulli) / STEP;
  }

  private static double sinc(double z2) {
    return 1 - z2 / 6 * (1 - z2 / 20 * (1 - z2 / 42));
  }

  private static double bernoulli(double y) {
    double y2 = y * y;
    return 1 - 0.5 * y + y2 / 12 * (1 - y2 / 60);
  }

  /// sin πa, relatively accurate near integers.
  private static double sine(double shape) {
    double whole = Math.rint(shape);
    double sine = SineCosine.sin(Math.PI * (shape - whole));
    return whole % 2 == 0 ? sine : -sine;
  }

  private static double cosine(double shape) {
    double whole = Math.rint(shape);
    double cosine = SineCosine.cos(Math.PI * (shape - whole));
    return whole % 2 == 0 ? cosine : -cosine;
  }
}
