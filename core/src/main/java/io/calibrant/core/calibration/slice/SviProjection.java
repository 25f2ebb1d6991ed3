package io.calibrant.core.calibration.slice;

/// The weighted least-squares misfit of raw SVI as a function of (m, σ) alone, with (a, bρ, b)
/// eliminated: value, linear optimum and Gauss–Newton step from one pass over the quotes.
///
/// For fixed (m, σ) the smile a + c·d + b·s, d = k − m, s = √(d² + σ²), is linear in (a, c, b). All
/// derivatives lie in span{1, d, s, h = d/s, e = σ/s}; 1 and d do not depend on (m, σ) but for a
/// shift, so they are projected out of the quotes once, and nine sums are left for each pass: with
/// d² = s² − σ² the rest follows. The step is Kaufman's variable projection (BIT 15, 1975).
final class SviProjection {
  /// Share of a column's square below which what is left after projection is rounding: there the
  /// quotes see a straight line.
  private static final double STRAIGHT = 1e-9;

  private static final double STEEPEST = 1 - 1e-9;

  private final double[] x;
  private final double[] y;
  private final double[] omega;
  private final double[] root;
  private final double[] inverse;
  private int n;

  // Of the quotes: Σω, mean k, Σωx², mean t, slope of t on x, Σω(t − line)².
  private double total;
  private double inverseTotal;
  private double centre;
  private double spread;
  private double inverseSpread;
  private double level;
  private double slope;
  private double misfitOfLine;

  // Of the last pass.
  private double atM;
  private double atSigma;
  private double b;
  private double sumS;
  private double sumSx;
  private double misfit;
  private double bendShare;
  private double gmm;
  private double gms;
  private double gss;
  private double rm;
  private double rs;

  /// Where the roots in `root` are those of; NaN where of no point.
  private double rootM = Double.NaN;

  private double rootSigma;

  // Of the last pass for the misfit alone.
  private double sumS0;
  private double sumS1;
  private double sumSy;

  private final double[] kept = new double[12];

  // Of the last step.
  private double stepM;
  private double stepSigma;
  private double predicted;

  SviProjection(int capacity) {
    x = new double[capacity + 1];
    y = new double[capacity + 1];
    omega = new double[capacity + 1];
    root = new double[capacity + 1];
    inverse = new double[capacity + 1];
  }

  /// Takes the quotes: removes the weighted line from the targets.
  ///
  /// @param k log-moneyness
  /// @param target total variances
  /// @param weight ≥ 0, at least three > 0
  void prepare(double[] k, double[] target, double[] weight, int count) {
    n = count;
    rootM = Double.NaN;
    System.arraycopy(k, 0, x, 0, count);
    System.arraycopy(weight, 0, omega, 0, count);
    System.arraycopy(target, 0, y, 0, count);
    // A quote without weight makes the number even.
    x[count] = 0;
    omega[count] = 0;
    y[count] = 0;
    centreQuotes();
    double xx = 0;
    double tx = 0;
    double oddXx = 0;
    double oddTx = 0;
    for (int i = 0; i < n; i += 2) {
      double wx = omega[i] * x[i];
      xx = Math.fma(wx, x[i], xx);
      tx = Math.fma(wx, y[i], tx);
      double oddWx = omega[i + 1] * x[i + 1];
      oddXx = Math.fma(oddWx, x[i + 1], oddXx);
      oddTx = Math.fma(oddWx, y[i + 1], oddTx);
    }
    spread = xx + oddXx;
    inverseSpread = 1 / spread;
    slope = (tx + oddTx) * inverseSpread;
    double yy = 0;
    double oddYy = 0;
    for (int i = 0; i < n; i += 2) {
      double off = y[i] - slope * x[i];
      double oddOff = y[i + 1] - slope * x[i + 1];
      y[i] = omega[i] * off;
      y[i + 1] = omega[i + 1] * oddOff;
      yy = Math.fma(y[i], off, yy);
      oddYy = Math.fma(y[i + 1], oddOff, oddYy);
    }
    misfitOfLine = yy + oddYy;
  }

  /// Takes the weighted means off x and y.
  private void centreQuotes() {
    double w0 = 0;
    double w1 = 0;
    double t0 = 0;
    double oddW0 = 0;
    double oddW1 = 0;
    double oddT0 = 0;
    for (int i = 0; i < n; i += 2) {
      w0 += omega[i];
      w1 = Math.fma(omega[i], x[i], w1);
      t0 = Math.fma(omega[i], y[i], t0);
      oddW0 += omega[i + 1];
      oddW1 = Math.fma(omega[i + 1], x[i + 1], oddW1);
      oddT0 = Math.fma(omega[i + 1], y[i + 1], oddT0);
    }
    total = w0 + oddW0;
    inverseTotal = 1 / total;
    centre = (w1 + oddW1) * inverseTotal;
    level = (t0 + oddT0) * inverseTotal;
    for (int i = 0; i < n; i++) {
      x[i] -= centre;
      y[i] -= level;
    }
  }

  /// Fills `to` with the log-moneyness of the quotes that have weight; how many.
  int copyStrikes(double[] to) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (omega[i] > 0) {
        to[count++] = x[i] + centre;
      }
    }
    return count;
  }

  /// The least misfit at (m, σ): three sums. Leaves the last full pass as it is.
  double misfitAt(double m, double sigma) {
    double shift = m - centre;
    double q = sigma * sigma;
    sum(shift, q);
    double s0 = sumS0;
    double s1 = sumS1;
    double sy = sumSy;
    double ss = spread + total * (shift * shift + q) - s0 * s0 / total - s1 * s1 / spread;
    double slopeB = sy / ss;
    double tilt = slope - slopeB * s1 / spread;
    boolean bends = ss > STRAIGHT * (total * (shift * shift + q) + spread);
    boolean hyperbola = bends && slopeB > 0 && Math.abs(tilt) < slopeB;
    return hyperbola ? misfitOfLine - sy * slopeB : Double.POSITIVE_INFINITY;
  }

  /// Σωs, Σωsx and Σys, in two halves each: a sum waits for its last addition.
  private void sum(double shift, double q) {
    rootM = Double.NaN;
    for (int i = 0; i < n; i++) {
      double d = x[i] - shift;
      root[i] = Math.sqrt(Math.fma(d, d, q));
    }
    root[n] = 0;
    double s0 = 0;
    double s1 = 0;
    double sy = 0;
    double oddS0 = 0;
    double oddS1 = 0;
    double oddSy = 0;
    for (int i = 0; i < n; i += 2) {
      double p = omega[i] * root[i];
      s0 += p;
      s1 = Math.fma(p, x[i], s1);
      sy = Math.fma(y[i], root[i], sy);
      double oddP = omega[i + 1] * root[i + 1];
      oddS0 += oddP;
      oddS1 = Math.fma(oddP, x[i + 1], oddS1);
      oddSy = Math.fma(y[i + 1], root[i + 1], oddSy);
    }
    sumS0 = s0 + oddS0;
    sumS1 = s1 + oddS1;
    sumSy = sy + oddSy;
  }

  /// The least misfit at (m, σ) over b ≥ 0, |ρ| ≤ 1 − 10⁻⁹; fills `smile` with (a, b, c, m, σ).
  ///
  /// Beyond the bound the tilt is held: w = a + b(s + ρ̄d) is linear in (a, b).
  double boundedMisfitAt(double m, double sigma, double[] smile) {
    double shift = m - centre;
    double q = sigma * sigma;
    sum(shift, q);
    double s0 = sumS0;
    double s1 = sumS1;
    double sy = sumSy;
    double centred = spread + total * (shift * shift + q) - s0 * s0 / total;
    double bend = centred - s1 * s1 / spread;
    double optimum = sy / bend;
    double tilt = slope - optimum * s1 / spread;
    boolean within =
        bend > STRAIGHT * (total * (shift * shift + q) + spread)
            && optimum > 0
            && Math.abs(tilt) <= STEEPEST * optimum;
    double found = misfitOfLine - sy * optimum;
    if (!within) {
      found = Double.POSITIVE_INFINITY;
      for (double rho = -STEEPEST; rho <= STEEPEST; rho += 2 * STEEPEST) {
        double product = sy + slope * (s1 + rho * spread);
        double square = centred + 2 * rho * s1 + rho * rho * spread;
        double at = misfitOfLine + slope * slope * spread - product * product / square;
        if (product > 0 && at < found) {
          found = at;
          optimum = product / square;
          tilt = rho * optimum;
        }
      }
    }
    smile[0] = level - optimum * s0 / total + tilt * shift;
    smile[1] = optimum;
    smile[2] = tilt;
    smile[3] = m;
    smile[4] = sigma;
    return found;
  }

  /// One full pass at (m, σ): misfit, linear optimum, Gauss–Newton system.
  void evaluate(double m, double sigma) {
    double shift = m - centre;
    double q = sigma * sigma;
    for (int i = 0; i < n; i++) {
      double d = x[i] - shift;
      double s = Math.sqrt(Math.fma(d, d, q));
      root[i] = s;
      inverse[i] = 1 / s;
    }
    double s0 = 0;
    double s1 = 0;
    double sy = 0;
    double f0 = 0;
    double f1 = 0;
    double u0 = 0;
    double u1 = 0;
    double v0 = 0;
    double v1 = 0;
    for (int i = 0; i < n; i++) {
      double xi = x[i];
      double d = xi - shift;
      double s = root[i];
      double inv = inverse[i];
      double p = omega[i] * s;
      double f = y[i] * inv;
      double u = omega[i] * inv;
      double v = u * inv;
      s0 += p;
      s1 = Math.fma(p, xi, s1);
      sy = Math.fma(y[i], s, sy);
      f0 += f;
      f1 = Math.fma(f, d, f1);
      u0 += u;
      u1 = Math.fma(u, d, u1);
      v0 += v;
      v1 = Math.fma(v, d, v1);
    }
    atM = m;
    atSigma = sigma;
    rootM = m;
    rootSigma = sigma;
    sumS = s0;
    sumSx = s1;
    project(shift, sigma, sy, f0, f1, u0, u1, v0, v1);
  }

  /// Eliminates 1, x and s from the normal equations of (h, e).
  private void project(
      double shift,
      double sigma,
      double sy,
      double f0,
      double f1,
      double u0,
      double u1,
      double v0,
      double v1) {
    double q = sigma * sigma;
    double s0 = sumS * inverseTotal;
    double s1 = sumSx * inverseSpread;
    double hx = sumS - q * u0 + shift * u1;
    double ex = sigma * (u1 + shift * u0);
    double h0 = u1 * inverseTotal;
    double e0 = sigma * u0 * inverseTotal;
    double h1 = hx * inverseSpread;
    double e1 = ex * inverseSpread;
    double ss = spread + total * (shift * shift + q) - s0 * sumS - s1 * sumSx;
    double sh = -total * shift - s0 * u1 - s1 * hx;
    double se = sigma * (total - s0 * u0) - s1 * ex;
    double hh = total - q * v0 - h0 * u1 - h1 * hx;
    double he = sigma * (v1 - h0 * u0) - h1 * ex;
    double ee = q * v0 - e0 * sigma * u0 - e1 * ex;
    double size = total * (shift * shift + q) + spread;
    bendShare = ss / size;
    if (!(ss > STRAIGHT * size)) {
      b = 0;
      misfit = Double.POSITIVE_INFINITY;
      gmm = 0;
      return;
    }
    double inv = 1 / ss;
    b = sy * inv;
    misfit = Math.max(0, misfitOfLine - sy * b);
    double ph = sh * inv;
    double pe = se * inv;
    // Columns of the residual's derivative: −b·h for m, b·e for σ.
    gmm = b * b * (hh - ph * sh);
    gms = -b * b * (he - ph * se);
    gss = b * b * (ee - pe * se);
    rm = -b * (f1 - ph * sy);
    rs = b * (sigma * f0 - pe * sy);
  }

  /// Solves (G + λ diag G) δ = r for the step of (m, σ).
  ///
  /// @return false if the system is not positive definite
  boolean solveStep(double damping) {
    double a = gmm * (1 + damping);
    double c = gss * (1 + damping);
    double det = a * c - gms * gms;
    if (!(a > 0 && c > 0 && det > 1e-13 * a * c)) {
      return false;
    }
    double inv = 1 / det;
    stepM = (rm * c - rs * gms) * inv;
    stepSigma = (a * rs - gms * rm) * inv;
    predicted =
        2 * (stepM * rm + stepSigma * rs)
            - (gmm * stepM * stepM + 2 * gms * stepM * stepSigma + gss * stepSigma * stepSigma);
    return true;
  }

  /// The step of σ alone, m being held at a bound, or of m alone.
  void solveOne(boolean holdM, double damping) {
    stepM = holdM || !(gmm > 0) ? 0 : rm / (gmm * (1 + damping));
    stepSigma = holdM && gss > 0 ? rs / (gss * (1 + damping)) : 0;
    predicted =
        2 * (stepM * rm + stepSigma * rs) - (gmm * stepM * stepM + gss * stepSigma * stepSigma);
  }

  /// The step of σ with `slant` times as much of m.
  void solveAlong(double slant, double damping) {
    double square = gss + slant * (2 * gms + slant * gmm);
    double right = rs + slant * rm;
    stepSigma = square > 0 ? right / (square * (1 + damping)) : 0;
    stepM = slant * stepSigma;
    predicted = stepSigma * (2 * right - square * stepSigma);
  }

  /// Keeps the last pass, so that [#restore] brings it back.
  void save() {
    kept[0] = atM;
    kept[1] = atSigma;
    kept[2] = b;
    kept[3] = sumS;
    kept[4] = sumSx;
    kept[5] = misfit;
    kept[6] = gmm;
    kept[7] = gms;
    kept[8] = gss;
    kept[9] = rm;
    kept[10] = rs;
    kept[11] = bendShare;
  }

  /// Goes back to the pass that [#save] kept.
  void restore() {
    atM = kept[0];
    atSigma = kept[1];
    b = kept[2];
    sumS = kept[3];
    sumSx = kept[4];
    misfit = kept[5];
    gmm = kept[6];
    gms = kept[7];
    gss = kept[8];
    rm = kept[9];
    rs = kept[10];
    bendShare = kept[11];
  }

  double m() {
    return atM;
  }

  double sigma() {
    return atSigma;
  }

  double b() {
    return b;
  }

  /// bρ.
  double tilt() {
    return slope - b * sumSx / spread;
  }

  double a() {
    return level - b * sumS / total + tilt() * (atM - centre);
  }

  /// Σω(w − t)² at the linear optimum.
  double misfit() {
    return misfit;
  }

  /// Whether cancellation leaves [#misfit] less than eight digits.
  boolean isRough() {
    return !(0x1p-26 * bendShare * misfit > 0x1p-52 * misfitOfLine);
  }

  /// Σω(t − line)²: the misfit without curvature.
  double misfitOfLine() {
    return misfitOfLine;
  }

  /// −½ ∂misfit/∂m, the linear part following.
  double gradientM() {
    return rm;
  }

  /// −½ ∂misfit/∂σ, the linear part following.
  double gradientSigma() {
    return rs;
  }

  double stepM() {
    return stepM;
  }

  double stepSigma() {
    return stepSigma;
  }

  /// By how much the quadratic model lowers the misfit with the last step.
  double predicted() {
    return predicted;
  }

  /// Whether the quotes tell (m, σ): their standard errors, the noise being that of the residuals,
  /// are at most `share` of σ.
  boolean isDetermined(double share) {
    double det = gmm * gss - gms * gms;
    double most = share * atSigma;
    double noise = misfit / Math.max(1, n - 5);
    return det > 0 && noise * Math.max(gmm, gss) <= most * most * det;
  }

  /// The lag-one autocorrelation of the weighted residuals at the linear optimum.
  double correlation(double[] target) {
    double square = misfitOf(target);
    double lag = 0;
    double oddLag = 0;
    for (int i = 1; i < n; i += 2) {
      lag = Math.fma(inverse[i], inverse[i - 1], lag);
      oddLag = Math.fma(inverse[i + 1], inverse[i], oddLag);
    }
    return (lag + oddLag) / square;
  }

  /// Σω(w − t)² at the linear optimum, residual by residual; leaves the weighted residuals.
  double misfitOf(double[] target) {
    double a0 = level - b * sumS / total;
    double c = tilt();
    rootsAtPoint();
    for (int i = 0; i < n; i++) {
      inverse[i] = (target[i] - a0 - c * x[i] - b * root[i]) * Math.sqrt(omega[i]);
    }
    inverse[n] = 0;
    double square = 0;
    double oddSquare = 0;
    for (int i = 0; i < n; i += 2) {
      square = Math.fma(inverse[i], inverse[i], square);
      oddSquare = Math.fma(inverse[i + 1], inverse[i + 1], oddSquare);
    }
    return square + oddSquare;
  }

  /// Makes `root` that of the point in hand; the last pass has mostly left it so.
  private void rootsAtPoint() {
    if (rootM == atM && rootSigma == atSigma) {
      return;
    }
    double shift = atM - centre;
    double q = atSigma * atSigma;
    for (int i = 0; i < n; i++) {
      double d = x[i] - shift;
      root[i] = Math.sqrt(Math.fma(d, d, q));
    }
    rootM = atM;
    rootSigma = atSigma;
  }
}
