package io.calibrant.core.model;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.SineCosine;

/// Where the transform of [VarianceGamma] has its branch cuts, with derivatives in (σ, θ, ν):
///
/// ```
/// e^L = e^(p·drift) ((1 − p/p₊)(1 − p/p₋))^(−a),   p₊ > 1, p₋ < 0 the roots of 1 − pθν − ½σ²νp²
/// a = T/ν,   drift = a ln(1 − θν − ½σ²ν),   D = p₊ − p₋,   R = −p₊p₋ = 2/(σ²ν)
/// ```
final class VarianceGammaRates {
  private static final int COUNT = 3;
  private static final double ROOT_OF_TWO = Math.sqrt(2);

  /// |n + 1 − a| below which a moment is a series.
  private static final double NEAR_POLE = 0.02;

  final double years;

  /// a.
  double shape;

  double drift;

  /// D.
  double width;

  double logProduct;

  /// ln(R/D).
  double logRatio;

  /// (R/D)ᵃ.
  double widthPower;

  /// sin πa and cos πa.
  double sine;

  double cosine;

  /// (sin πa/π) Σ 2^(−(n+1−a)i/2) over i ≥ 1, continued analytically in a, and the derivatives.
  final double[] moments = new double[VarianceGammaCut.MOST_ORDERS];

  final double[] momentSlopes = new double[VarianceGammaCut.MOST_ORDERS];
  final Root upper = new Root(-1);
  final Root lower = new Root(1);
  final double[] shapeSlopes = new double[COUNT];
  final double[] driftSlopes = new double[COUNT];
  final double[] widthSlopes = new double[COUNT];
  final double[] logProductSlopes = new double[COUNT];

  VarianceGammaRates(double years) {
    this.years = years;
  }

  /// The distance of a cut from 0, q = p₊ or −p₋, and from 1, `other`.
  static final class Root {
    /// What leads from q to `other`.
    final int step;

    double q;
    double other;
    final double[] slopes = new double[COUNT];

    Root(int step) {
      this.step = step;
    }
  }

  void set(double[] x) {
    double sigma = x[0];
    double theta = x[1];
    double nu = x[2];
    double square = sigma * sigma;
    double centre = theta / square;
    double product = 2 / (square * nu);
    double half = Math.sqrt(centre * centre + product);
    double rate = theta + 0.5 * square;
    double log = Elementary.log1p(-nu * rate);
    double margin = 1 - nu * rate;
    shape = years / nu;
    drift = shape * log;
    width = 2 * half;
    logProduct = Elementary.log(product);
    logRatio = Elementary.log(product / width);
    widthPower = Elementary.exp(shape * logRatio);
    moments();
    shapeSlopes[2] = -shape / nu;
    logProductSlopes[0] = -2 / sigma;
    logProductSlopes[2] = -1 / nu;
    driftSlopes[0] = -years * sigma / margin;
    driftSlopes[1] = -years / margin;
    driftSlopes[2] = -shape * (log / nu + rate / margin);
    double inSigma = -2 * centre / sigma;
    widthSlopes[0] = (2 * centre * inSigma + product * logProductSlopes[0]) / half;
    widthSlopes[1] = 2 * centre / (square * half);
    widthSlopes[2] = product * logProductSlopes[2] / half;
    // The larger root is a sum; the smaller one the product over it.
    Root large = centre < 0 ? upper : lower;
    Root small = centre < 0 ? lower : upper;
    double sign = centre < 0 ? -1 : 1;
    large.q = half + sign * centre;
    large.slopes[0] = 0.5 * widthSlopes[0] + sign * inSigma;
    large.slopes[1] = 0.5 * widthSlopes[1] + sign / square;
    large.slopes[2] = 0.5 * widthSlopes[2];
    small.q = product / large.q;
    for (int i = 0; i < COUNT; i++) {
      small.slopes[i] = small.q * (logProductSlopes[i] - large.slopes[i] / large.q);
    }
    lower.other = lower.q + 1;
    // (p₊ − 1)(1 − p₋) = R(1 − θν − ½σ²ν).
    upper.other = product * margin / lower.other;
  }

  private void moments() {
    double whole = Math.rint(shape);
    double parity = whole % 2 == 0 ? 1 : -1;
    // Relatively accurate near integers.
    sine = parity * SineCosine.sin(Math.PI * (shape - whole));
    cosine = parity * SineCosine.cos(Math.PI * (shape - whole));
    double step = VarianceGammaCut.STEP;
    double share = sine / Math.PI;
    double grown = Elementary.exp(step * (1 - shape));
    int orders = VarianceGammaCut.orders(shape);
    for (int n = 0; n < orders; n++) {
      double e = n + 1 - shape;
      if (Math.abs(e) < NEAR_POLE) {
        double sign = n % 2 == 0 ? 1 : -1;
        moments[n] = sign * ratio(e);
        momentSlopes[n] = -sign * ratioSlope(e);
      } else {
        double inverse = 1 / (grown - 1);
        double value = share * inverse;
        moments[n] = value;
        // e falls as a rises.
        momentSlopes[n] = (cosine + value * step * grown) * inverse;
      }
      grown *= ROOT_OF_TWO;
    }
  }

  /// sin πe/(π expm1(he)) near e = 0.
  private static double ratio(double e) {
    double z = Math.PI * e;
    return sinc(z * z) * bernoulli(VarianceGammaCut.STEP * e) / VarianceGammaCut.STEP;
  }

  private static double ratioSlope(double e) {
    double z = Math.PI * e;
    double y = VarianceGammaCut.STEP * e;
    double z2 = z * z;
    double inSinc = Math.PI * z * (-1.0 / 3 + z2 * (1.0 / 30 - z2 / 840));
    double inBernoulli = VarianceGammaCut.STEP * (-0.5 + y * (1.0 / 6 - y * y / 180));
    return (inSinc * bernoulli(y) + sinc(z2) * inBernoulli) / VarianceGammaCut.STEP;
  }

  private static double sinc(double z2) {
    return 1 - z2 / 6 * (1 - z2 / 20 * (1 - z2 / 42));
  }

  private static double bernoulli(double y) {
    double y2 = y * y;
    return 1 - 0.5 * y + y2 / 12 * (1 - y2 / 60);
  }
}
