package io.calibrant.core.model;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.model.line.NodePasses;

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

  /// T/ν beyond which t₀ is four times as large, and again: the sums on both sides of it grow as
  /// t₀^(1−a) and cancel.
  private static final double[] STEEP = {1.3, 3};

  /// Terms of the Taylor series of the slow factors, of e^(−tx), and of their product, for each t₀.
  private static final int[] TAYLOR = {9, 14, 28};

  private static final int[] POWERS = {7, 10, 24};
  private static final int[] ORDERS = {10, 16, 40};
  private static final int MOST_TAYLOR = 28;
  private static final int MOST_POWERS = 24;
  static final int MOST_ORDERS = 40;

  /// t₀ over the nearest singularity of the slow factors.
  private static final double[] SINGULAR_SHARE = {1.0 / 64, 1.0 / 16, 1.0 / 4};

  /// Largest t₀x.
  private static final double[] DECAY_SHARE = {1.0 / 32, 1.0 / 8, 2};

  /// Terms that matter beside each power of x, where t₀ is largest.
  private static final int[] BESIDE = new int[MOST_POWERS];

  /// e⁻³⁸ = 3e-17.
  private static final double DECAYED = 38;

  private static final double SMALLEST_X = 1e-14;

  /// (−1)ʳ/r! and 1/l.
  private static final double[] FACTORS = new double[MOST_POWERS];

  private static final double[] INVERSES = new double[MOST_TAYLOR + 1];

  static {
    FACTORS[0] = 1;
    for (int r = 1; r < FACTORS.length; r++) {
      FACTORS[r] = -FACTORS[r - 1] / r;
    }
    for (int l = 1; l < INVERSES.length; l++) {
      INVERSES[l] = 1.0 / l;
    }
    double power = 1;
    for (int r = 0; r < BESIDE.length; r++) {
      BESIDE[r] = Math.clamp(1 + (long) (0.5 * Math.getExponent(power * 0x1p58)), 0, MOST_TAYLOR);
      power *= DECAY_SHARE[2] / (r + 1);
    }
    NODES = new double[2 * BELOW + NodePasses.LANES];
    for (int j = 0; j < NODES.length; j++) {
      double octave = Math.scalb(1.0, Math.floorDiv(j - BELOW, 2));
      NODES[j] = (j - BELOW) % 2 == 0 ? octave : Math.sqrt(2) * octave;
    }
  }

  private final NodePasses passes;
  private final int sign;
  private final int capacity;
  private final double[] xs;
  private final double[] exponents;
  private final double[] decays;
  private final int[] ends;
  private final double[] sums;
  private final double[] coefficients = new double[COLUMNS * NODES.length];
  private final double[] polynomials = new double[COLUMNS * MOST_POWERS];

  private final double[] plain = new double[NODES.length];
  private final double[] rootRates = new double[NODES.length];
  private final double[] taylor = new double[MOST_TAYLOR];
  private final double[] inWidth = new double[MOST_TAYLOR];
  private final double[] inRoot = new double[MOST_TAYLOR];
  private final double[] inShape = new double[MOST_TAYLOR];
  private final double[][] mixed = new double[PARAMETERS][MOST_TAYLOR];
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
    decays = new double[2 * capacity];
    ends = new int[capacity / NodePasses.LANES];
    sums = new double[COLUMNS * capacity];
  }

  private static int tier(double shape) {
    return shape > STEEP[1] ? 2 : shape > STEEP[0] ? 1 : 0;
  }

  /// Moments that T/ν needs.
  static int orders(double shape) {
    return ORDERS[tier(shape)];
  }

  /// (p/t₀)ᵃ as a logarithm, p the distance of the nearest singularity: what cancels, where T/ν is
  /// large.
  ///
  /// @param farthest largest x
  double loss(double farthest, VarianceGammaRates rates) {
    if (!(farthest > 0)) {
      return 0;
    }
    double nearest = Math.min(root(rates).q, root(rates).other);
    double share = Math.min(DECAY_SHARE[2] / (farthest * nearest), SINGULAR_SHARE[2]);
    return -rates.shape * Elementary.log(share);
  }

  /// Takes the options `from` … `from + number − 1` and chooses the nodes.
  ///
  /// @param ks in order of their distance from the drift; the last one may be read seven times more
  void take(double[] ks, int from, int number, VarianceGammaRates rates) {
    count = number;
    padded = (count + NodePasses.LANES - 1) / NodePasses.LANES * NodePasses.LANES;
    start = 0;
    length = 0;
    if (count == 0) {
      return;
    }
    double q = root(rates).q;
    double drift = rates.drift;
    double side = sign;
    for (int i = 0; i < padded; i++) {
      double x = Math.max(SMALLEST_X, side * (ks[from + i] - drift));
      xs[i] = x;
      exponents[i] = ks[from + i] - q * x;
    }
    double largest = xs[count - 1];
    double nearest = Math.min(q, root(rates).other);
    int tier = tier(rates.shape);
    terms = TAYLOR[tier];
    powers = POWERS[tier];
    orders = ORDERS[tier];
    double below = Math.min(DECAY_SHARE[tier] / largest, SINGULAR_SHARE[tier] * nearest);
    start = Math.clamp(2L * Math.getExponent(below) + BELOW, 0, 2 * BELOW - 2);
    double least = NODES[start];
    for (int block = 0; block < padded / NodePasses.LANES; block++) {
      double ratio = DECAYED / (xs[block * NodePasses.LANES] * least);
      ends[block] = Math.clamp(2L * (Math.getExponent(ratio) + 1), 0, 2 * BELOW - start);
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
      decays[i] = -t * xs[i];
      decays[padded + i] = -next * xs[i];
    }
    passes.expm1(decays, decays, 2 * padded);
    passes.exp(exponents, exponents, padded);
    passes.decays(
        coefficients, NODES.length, columns, decays, ends, polynomials, powers, xs, padded, sums);
    scale(root(rates), gradients);
  }

  private VarianceGammaRates.Root root(VarianceGammaRates rates) {
    return sign > 0 ? rates.upper : rates.lower;
  }

  /// The value of option `i` in order of x.
  double value(int i) {
    return sums[i];
  }

  /// Writes its derivatives.
  void slopes(int i, double[] jacobian, int at) {
    jacobian[at] = sums[padded + i];
    jacobian[at + 1] = sums[2 * padded + i];
    jacobian[at + 2] = sums[3 * padded + i];
  }

  private void scale(VarianceGammaRates.Root root, boolean gradients) {
    for (int i = 0; i < padded; i++) {
      sums[i] *= exponents[i];
    }
    for (int c = 1; gradients && c < COLUMNS; c++) {
      double slope = -root.slopes[c - 1];
      int row = c * padded;
      for (int i = 0; i < padded; i++) {
        sums[row + i] = Math.fma(exponents[i], sums[row + i], slope * xs[i] * sums[i]);
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
    double scale = STEP / Math.PI;
    int from = start;
    int shift = start - offset;
    // Whole vectors; nobody reads what is too much.
    int n = (length + NodePasses.LANES - 1) / NodePasses.LANES * NodePasses.LANES;
    for (int j = 0; j < n; j++) {
      double t = NODES[from + j];
      double inverse = 1 / ((t + q) * (t + other));
      double base = scale * t * bases[shift + j] * inverse;
      plain[j] = base;
      rootRates[j] = (2 * t + q + other) * inverse;
    }
    double sine = rates.sine;
    for (int j = 0; j < n; j++) {
      coefficients[j] = sine * plain[j];
    }
    for (int i = 0; gradients && i < PARAMETERS; i++) {
      double a = sine * rates.shapeSlopes[i];
      double w = -sine * rates.shape * rates.widthSlopes[i];
      double r = -sine * root.slopes[i];
      double d = sine * sign * rates.driftSlopes[i];
      double constant =
          sine * rates.shape * rates.logProductSlopes[i]
              + d * q
              + rates.shapeSlopes[i] * Math.PI * rates.cosine;
      int row = (1 + i) * NODES.length;
      for (int j = 0; j < n; j++) {
        double one = Math.fma(d, NODES[from + j], constant);
        double two = Math.fma(w, inverses[shift + j], r * rootRates[j]);
        double three = Math.fma(a, logs[shift + j], two);
        coefficients[row + j] = plain[j] * (one + three);
      }
    }
  }

  /// The sum over all nodes below the first as polynomials in x.
  private void belowFirstNode(VarianceGammaRates rates, boolean gradients) {
    VarianceGammaRates.Root root = root(rates);
    moments(rates);
    series(rates, root);
    double scale = STEP * rates.widthPower / (root.q * root.other);
    for (int i = 0; gradients && i < PARAMETERS; i++) {
      double a = rates.shapeSlopes[i];
      double w = -rates.shape * rates.widthSlopes[i];
      double r = root.slopes[i];
      double d = sign * rates.driftSlopes[i];
      double own = rates.shape * rates.logProductSlopes[i] + a * rates.logRatio + d * root.q;
      double[] column = mixed[i];
      double before = 0;
      for (int l = 0; l < terms; l++) {
        double now = taylor[l];
        column[l] =
            Math.fma(own, now, d * before)
                + Math.fma(w, inWidth[l], -r * inRoot[l])
                - a * inShape[l];
        before = now;
      }
    }
    transform(rates.shapeSlopes, scale);
  }

  /// polynomial[r] = (−1)ʳ/r! Σ_l series[l] moments[l + r], all columns at a time.
  private void transform(double[] shapeSlopes, double scale) {
    double[] sigma = mixed[0];
    double[] theta = mixed[1];
    double[] nu = mixed[2];
    for (int r = 0; r < powers; r++) {
      double plainSum = 0;
      double sigmaSum = 0;
      double thetaSum = 0;
      double nuSum = 0;
      double shapeSum = 0;
      int last = Math.min(powers == POWERS[2] ? BESIDE[r] : terms, orders - r);
      for (int l = 0; l < last; l++) {
        double moment = moments[l + r];
        plainSum = Math.fma(taylor[l], moment, plainSum);
        sigmaSum = Math.fma(sigma[l], moment, sigmaSum);
        thetaSum = Math.fma(theta[l], moment, thetaSum);
        nuSum = Math.fma(nu[l], moment, nuSum);
        shapeSum = Math.fma(taylor[l], momentSlopes[l + r], shapeSum);
      }
      double factor = scale * FACTORS[r];
      polynomials[r] = factor * plainSum;
      polynomials[powers + r] = factor * (sigmaSum + shapeSlopes[0] * shapeSum);
      polynomials[2 * powers + r] = factor * (thetaSum + shapeSlopes[1] * shapeSum);
      polynomials[3 * powers + r] = factor * (nuSum + shapeSlopes[2] * shapeSum);
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
    // With ln(1 + t/D): the derivatives in −a.
    double inBinomial = 0;
    double inOne = 0;
    double inTwo = 0;
    for (int l = 0; l < terms; l++) {
      one = binomial - perQ * one;
      two = one - perOther * two;
      taylor[l] = two;
      inOne = inBinomial - perQ * inOne;
      inTwo = inOne - perOther * inTwo;
      inShape[l] = inTwo;
      double next = inverse * INVERSES[l + 1];
      double growth = -(rates.shape + l) * next;
      inBinomial = Math.fma(growth, inBinomial, next * binomial);
      binomial *= growth;
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
  }

  /// (sin πa/π) Σ t^(1−a+n) over the nodes below t₀, a geometric sum, and its derivative in a.
  private void moments(VarianceGammaRates rates) {
    double t = NODES[start];
    double log = STEP * (start - BELOW);
    double power = Elementary.exp((1 - rates.shape) * log);
    for (int n = 0; n < orders; n++) {
      moments[n] = power * rates.moments[n];
      momentSlopes[n] = power * (rates.momentSlopes[n] - log * rates.moments[n]);
      power *= t;
    }
  }
}
