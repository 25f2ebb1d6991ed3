package io.calibrant.core.calibration.slice;

/// The set of butterfly-free raw SVI smiles as the image of a box, with derivatives.
///
/// Martini and Mingone, *No arbitrage SVI* (arXiv:2005.03340): with α = a/σ, μ = m/σ, l = (k −
/// m)/σ, N = α + cl + b√(l² + 1), c = bρ, a smile is free of butterflies iff b(1 ± ρ) < 2, L₋ < μ <
/// L₊ and σ ≥ σ*. Coordinates: b(1 − ρ) = 2z₀, b(1 + ρ) = 2z₁, N(0) = exp z₂,
final class SviDomain {
  /// Number of coordinates.
  static final int N = 5;

  private static final int OUTWARD = 46;
  private static final int ACROSS = 85;
  private static final int SECTIONS = 24;

  /// σ stays this factor above σ*, so that the exact check can prove the smile free.
  private static final double INSIDE = 1 + 1e-7;

  private static final double GOLDEN = 0.6180339887498949;
  private static final double[] REACH = new double[OUTWARD];
  private static final double[] LINE = new double[ACROSS];

  static {
    for (int i = 0; i < OUTWARD; i++) {
      REACH[i] = StrictMath.exp(-6 + 0.35 * i);
    }
    for (int i = 0; i < ACROSS; i++) {
      LINE[i] = StrictMath.sinh(0.2 * (i - ACROSS / 2));
    }
  }

  /// (a, b, c, m, σ) of the last point.
  final double[] raw = new double[N];

  /// ∂raw/∂z of the last point, row-major.
  final double[] derivative = new double[N * N];

  private double alpha;
  private double b;
  private double c;
  private double mu;
  private double lower;
  private double upper;
  private double lowerAt;
  private double upperAt;
  private double least;
  private double narrowest;
  private double widest = Double.POSITIVE_INFINITY;
  private double leastAt;

  /// The region of σ.
  void within(double lowest, double highest) {
    narrowest = lowest;
    widest = highest;
  }

  /// Maps z, after moving z₄ so that σ lies in the region; false if it maps to no smile.
  boolean map(double[] z) {
    double left = z[0];
    double right = z[1];
    double level = StrictMath.exp(z[2]);
    b = left + right;
    c = right - left;
    alpha = level - b;
    if (!(left > 0 && right > 0 && left < 1 && right < 1) || !interval()) {
      return false;
    }
    mu = z[3];
    if (!(lower < mu && mu < upper)) {
      return false;
    }
    width();
    if (!(least <= widest)) {
      return false;
    }
    double sigma = Math.max(narrowest, Math.min(widest, least + z[4]));
    z[4] = sigma - least;
    raw[0] = alpha * sigma;
    raw[1] = b;
    raw[2] = c;
    raw[3] = mu * sigma;
    raw[4] = sigma;
    differentiate(level);
    return sigma > 0 && sigma < Double.POSITIVE_INFINITY && Math.abs(raw[3]) < 1e6;
  }

  /// σ* of the last point.
  double leastWidth() {
    return least;
  }

  /// Writes coordinates of the smile, or of one near it inside the domain.
  ///
  /// @return false if none was found
  boolean coordinates(double a0, double b0, double c0, double m0, double sigma0, double[] z) {
    double left = Math.max(0.01 * Math.max(b0, 1e-4), Math.min(1.96, b0 - c0)) / 2;
    double right = Math.max(0.01 * Math.max(b0, 1e-4), Math.min(1.96, b0 + c0)) / 2;
    b = left + right;
    c = right - left;
    double mean = 2 * Math.sqrt(left * right);
    double floor = Math.max(a0 / sigma0 + mean, 0.02 * mean);
    for (int attempt = 0; attempt < 12; attempt++) {
      alpha = floor - mean;
      if (interval()) {
        double off = Math.min(0.1, 0.02 * (upper - lower));
        mu = Math.max(lower + off, Math.min(upper - off, m0 / sigma0));
        width();
        if (least <= 0.5 * widest) {
          z[0] = left;
          z[1] = right;
          z[2] = StrictMath.log(alpha + b);
          z[3] = mu;
          z[4] = Math.max(sigma0 - least, 0.03 * sigma0);
          return true;
        }
      }
      floor = 2 * floor + 0.05 * mean;
    }
    return false;
  }

  /// L₋ and L₊; false if no μ lies between.
  private boolean interval() {
    double turn = -c / Math.sqrt((b - c) * (b + c));
    lowerAt = turn - outward(turn, -1);
    lower = fukasawa(lowerAt, 0.25);
    upperAt = turn + outward(turn, 1);
    upper = fukasawa(upperAt, -0.25);
    return lower < upper && upper - lower < Double.POSITIVE_INFINITY;
  }

  /// The distance from `turn` at which ∓(2N(1/N₁ ± ¼) − l) is least.
  private double outward(double turn, int side) {
    int best = 0;
    double value = Double.POSITIVE_INFINITY;
    for (int i = 0; i < OUTWARD; i++) {
      double at = side * fukasawa(turn + side * REACH[i], -0.25 * side);
      if (at < value) {
        value = at;
        best = i;
      }
    }
    double lo = REACH[Math.max(best - 1, 0)];
    double hi = REACH[Math.min(best + 1, OUTWARD - 1)];
    double x = hi - GOLDEN * (hi - lo);
    double y = lo + GOLDEN * (hi - lo);
    double fx = side * fukasawa(turn + side * x, -0.25 * side);
    double fy = side * fukasawa(turn + side * y, -0.25 * side);
    for (int i = 0; i < SECTIONS; i++) {
      if (fx < fy) {
        hi = y;
        y = x;
        fy = fx;
        x = hi - GOLDEN * (hi - lo);
        fx = side * fukasawa(turn + side * x, -0.25 * side);
      } else {
        lo = x;
        x = y;
        fx = fy;
        y = lo + GOLDEN * (hi - lo);
        fy = side * fukasawa(turn + side * y, -0.25 * side);
      }
    }
    return fx < fy ? x : y;
  }

  /// 2N(1/N₁ + κ) − l.
  private double fukasawa(double l, double kappa) {
    double r = Math.sqrt(l * l + 1);
    return 2 * (alpha + c * l + b * r) * (1 / (c + b * l / r) + kappa) - l;
  }

  /// σ* = max(0, sup −G₂/(2G₁)).
  private void width() {
    double before = Double.NEGATIVE_INFINITY;
    double at = ratio(LINE[0]);
    double value = at;
    leastAt = LINE[0];
    for (int i = 1; i < ACROSS; i++) {
      double after = ratio(LINE[i]);
      if (at >= before && at >= after && i > 1) {
        double l = peak(LINE[i - 2], LINE[i]);
        double top = ratio(l);
        if (top > value) {
          value = top;
          leastAt = l;
        }
      }
      before = at;
      at = after;
    }
    least = INSIDE * Math.max(0, value);
  }

  /// Where the ratio is greatest between two points round a local maximum.
  private double peak(double from, double to) {
    double lo = from;
    double hi = to;
    double x = hi - GOLDEN * (hi - lo);
    double y = lo + GOLDEN * (hi - lo);
    double fx = ratio(x);
    double fy = ratio(y);
    for (int i = 0; i < SECTIONS; i++) {
      if (fx > fy) {
        hi = y;
        y = x;
        fy = fx;
        x = hi - GOLDEN * (hi - lo);
        fx = ratio(x);
      } else {
        lo = x;
        x = y;
        fx = fy;
        y = lo + GOLDEN * (hi - lo);
        fy = ratio(y);
      }
    }
    return fx > fy ? x : y;
  }

  private double ratio(double l) {
    double r = Math.sqrt(l * l + 1);
    double n = alpha + c * l + b * r;
    double n1 = c + b * l / r;
    double p = 1 - n1 * (l + mu) / (2 * n);
    return (n1 * n1 / (2 * n) - b / (r * r * r)) / (2 * (p * p - n1 * n1 / 16));
  }

  /// Fills [#derivative]. Rows of the inner steps are (α, b, c, μ, σ) by (z₀ … z₄).
  private void differentiate(double level) {
    for (int j = 0; j < N; j++) {
      double db = j < 2 ? 1 : 0;
      double dc = j == 0 ? -db : db;
      double dAlpha = j < 2 ? -1 : j == 2 ? level : 0;
      double dMu = j == 3 ? 1 : 0;
      double dSigma = (least > 0 ? widthEdge(dAlpha, db, dc, dMu) : 0) + (j == 4 ? 1 : 0);
      derivative[j] = dAlpha * raw[4] + alpha * dSigma;
      derivative[N + j] = db;
      derivative[2 * N + j] = dc;
      derivative[3 * N + j] = dMu * raw[4] + mu * dSigma;
      derivative[4 * N + j] = dSigma;
    }
  }

  /// The differential of σ*.
  private double widthEdge(double dAlpha, double db, double dc, double dMu) {
    double l = leastAt;
    double r = Math.sqrt(l * l + 1);
    double n = alpha + c * l + b * r;
    double n1 = c + b * l / r;
    double q = (l + mu) / (2 * n);
    double p = 1 - n1 * q;
    double g1 = p * p - n1 * n1 / 16;
    double g2 = b / (r * r * r) - n1 * n1 / (2 * n);
    double dn = dAlpha + l * dc + r * db;
    double dn1 = dc + l / r * db;
    double dq = dMu / (2 * n) - q / n * dn;
    double dg1 = -2 * p * (n1 * dq + q * dn1) - n1 * dn1 / 8;
    double dg2 = db / (r * r * r) - n1 / n * dn1 + n1 * n1 / (2 * n * n) * dn;
    return INSIDE * (-dg2 / (2 * g1) + g2 / (2 * g1 * g1) * dg1);
  }
}
