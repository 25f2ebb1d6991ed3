package io.calibrant.core.calibration.slice;

/// The fit of one SSVI slice without regard to its neighbours, and the misfit that the joint fit
/// sums: w = ½(θ + ηk + S), S = √(ψ²k² + 2ηθk + θ²), in (θ, ψ, η = ρψ).
///
/// A start needs no search: w² = θw + η·kw + ¼(ψ² − η²)·k² is linear in its coefficients, and the
/// error of w enters that equation times S. Two weighted solutions of it come near enough for two
/// or three Gauss–Newton passes.
final class EssviSlice {
  static final int N = 3;

  private static final int LIMIT = 40;

  /// Share of its weight with which an interval that the smile meets holds it in place.
  private static final double HOLD = 0.01;

  private static final double MOST_RHO = 0.9999;

  /// Share of Σ(t/std)² below which a misfit is rounding only.
  private static final double ROUNDING = 0x1p-90;

  /// A cost that no statistic sees.
  private static final double NOTHING = 1e-12;

  /// Normal equations of the last pass, lower triangle (θθ, θψ, ψψ, θη, ψη, ηη), and −gradient.
  final double[] gram = new double[6];

  final double[] right = new double[N];

  /// (θ, ψ, η) of the last fit.
  final double[] best = new double[N];

  private final Loss loss;
  private final double[] kept = new double[6];
  private final double[] keptRight = new double[N];
  private final double[] factor = new double[6];
  private final double[] step = new double[N];
  private boolean asPoints;
  private double floor;
  private double cost;
  private int passes;

  EssviSlice(Loss loss) {
    this.loss = loss;
  }

  /// Writes a start to [#best]; false if the quotes have none.
  boolean start(QuoteColumns quotes) {
    double theta = 0;
    double eta = 0;
    for (int round = 0; round < 2; round++) {
      java.util.Arrays.fill(factor, 0);
      java.util.Arrays.fill(step, 0);
      floor = 0;
      for (int i = 0; i < quotes.size(); i++) {
        double w = target(quotes, i);
        double k = quotes.k[i];
        double slope = round == 0 ? w : Math.max(0.2 * w, 2 * w - theta - eta * k);
        double omega = quotes.weight[i] / (slope * slope);
        double kw = k * w;
        double kk = k * k;
        double a = omega * w;
        double b = omega * kw;
        double c = omega * kk;
        double ww = w * w;
        factor[0] = Math.fma(a, w, factor[0]);
        factor[1] = Math.fma(a, kw, factor[1]);
        factor[2] = Math.fma(b, kw, factor[2]);
        factor[3] = Math.fma(a, kk, factor[3]);
        factor[4] = Math.fma(b, kk, factor[4]);
        factor[5] = Math.fma(c, kk, factor[5]);
        step[0] = Math.fma(a, ww, step[0]);
        step[1] = Math.fma(b, ww, step[1]);
        step[2] = Math.fma(c, ww, step[2]);
        floor = Math.fma(quotes.weight[i], ww, floor);
      }
      if (!solve(factor, step)) {
        return false;
      }
      theta = step[0];
      eta = step[1];
    }
    if (!(theta > 0)) {
      return false;
    }
    double least = 1.02 * eta * eta + 1e-4 * theta * theta;
    best[0] = theta;
    best[1] = Math.sqrt(Math.max(least, eta * eta + 4 * step[2]));
    best[2] = eta;
    return true;
  }

  /// Middle of an interval, the end of a one-sided one.
  private static double target(QuoteColumns quotes, int i) {
    double lo = quotes.lower[i];
    double hi = quotes.upper[i];
    double mid = 0.5 * (lo + hi);
    if (Math.abs(mid) < Double.POSITIVE_INFINITY) {
      return Math.max(mid, 0.1 * hi);
    }
    return hi < Double.POSITIVE_INFINITY ? hi : Math.max(lo, 1e-8);
  }

  /// Levenberg–Marquardt from [#best].
  ///
  /// @param share of the misfit at which to stop
  /// @return whether it converged inside ψ > |η|
  boolean run(QuoteColumns quotes, double share) {
    cost = evaluate(quotes, best[0], best[1], best[2]);
    keep();
    double damping = 1e-6;
    double growth = 4;
    for (int i = 0; i < LIMIT && damping < 1e9; i++) {
      double predicted = propose(damping);
      if (predicted >= 0 && predicted <= share * cost + NOTHING + ROUNDING * floor) {
        return Math.abs(best[2]) < MOST_RHO * best[1];
      }
      double found = Double.POSITIVE_INFINITY;
      if (predicted > 0) {
        found = evaluate(quotes, step[0], step[1], step[2]);
      }
      if (found < cost) {
        double t = 2 * (cost - found) / predicted - 1;
        damping = Math.max(1e-12, damping * Math.max(0.05, 1 - t * t * t));
        growth = 4;
        cost = found;
        System.arraycopy(step, 0, best, 0, N);
        keep();
      } else {
        damping = Math.max(1e-4, damping * growth);
        growth *= 2;
      }
    }
    return false;
  }

  private void keep() {
    System.arraycopy(gram, 0, kept, 0, 6);
    System.arraycopy(right, 0, keptRight, 0, N);
  }

  /// Writes the damped step's end to `step`; what it promises, −1 if the system is singular.
  private double propose(double damping) {
    System.arraycopy(kept, 0, factor, 0, 6);
    System.arraycopy(keptRight, 0, step, 0, N);
    factor[0] += damping * kept[0] + Double.MIN_NORMAL;
    factor[2] += damping * kept[2] + Double.MIN_NORMAL;
    factor[5] += damping * kept[5] + Double.MIN_NORMAL;
    if (!solve(factor, step)) {
      return -1;
    }
    double theta = Math.max(0.2 * best[0], Math.min(5 * best[0], best[0] + step[0]));
    double psi = Math.max(0.2 * best[1], Math.min(5 * best[1], best[1] + step[1]));
    double eta = Math.max(-MOST_RHO * psi, Math.min(MOST_RHO * psi, best[2] + step[2]));
    double a = theta - best[0];
    double b = psi - best[1];
    double c = eta - best[2];
    step[0] = theta;
    step[1] = psi;
    step[2] = eta;
    return a * keptRight[0]
        + b * keptRight[1]
        + c * keptRight[2]
        - 0.5 * (a * a * kept[0] + b * b * kept[2] + c * c * kept[5])
        - (a * b * kept[1] + a * c * kept[3] + b * c * kept[4]);
  }

  /// Whether points and least squares are all there is.
  boolean isPlain(QuoteColumns quotes) {
    return quotes.isPoints() && loss.kind() == Loss.Kind.LEAST_SQUARES;
  }

  /// Whether to take intervals by their middle, and least squares: a start for the rest.
  void takeAsPoints(boolean points) {
    asPoints = points;
  }

  /// ½Σρ at (θ, ψ, η), with the normal equations.
  double evaluate(QuoteColumns quotes, double theta, double psi, double eta) {
    passes++;
    boolean plain = isPlain(quotes);
    double sum = 0;
    double tt = 0;
    double tp = 0;
    double pp = 0;
    double te = 0;
    double pe = 0;
    double ee = 0;
    double rt = 0;
    double rp = 0;
    double re = 0;
    double product = (psi - eta) * (psi + eta);
    for (int i = 0; i < quotes.size(); i++) {
      double k = quotes.k[i];
      double line = Math.fma(eta, k, theta);
      double s = Math.sqrt(Math.fma(line, line, product * k * k));
      double half = 0.5 / s;
      double w = 0.5 * (line + s);
      double omega = quotes.weight[i];
      double off = quotes.lower[i] - w;
      if (plain) {
        sum = Math.fma(omega * off, off, sum);
      } else if (asPoints) {
        off = target(quotes, i) - w;
        sum = Math.fma(omega * off, off, sum);
      } else {
        off = Math.max(off, 0) + Math.min(quotes.upper[i] - w, 0);
        double square = omega * off * off;
        sum += loss.value(square);
        boolean inside = off == 0 && quotes.lower[i] < quotes.upper[i];
        omega *= inside ? HOLD : loss.share(square);
      }
      double jt = Math.fma(line, half, 0.5);
      double jp = psi * k * k * half;
      double je = k * Math.fma(theta, half, 0.5);
      double wt = omega * jt;
      double wp = omega * jp;
      double we = omega * je;
      tt = Math.fma(wt, jt, tt);
      tp = Math.fma(wt, jp, tp);
      pp = Math.fma(wp, jp, pp);
      te = Math.fma(wt, je, te);
      pe = Math.fma(wp, je, pe);
      ee = Math.fma(we, je, ee);
      rt = Math.fma(wt, off, rt);
      rp = Math.fma(wp, off, rp);
      re = Math.fma(we, off, re);
    }
    gram[0] = tt;
    gram[1] = tp;
    gram[2] = pp;
    gram[3] = te;
    gram[4] = pe;
    gram[5] = ee;
    right[0] = rt;
    right[1] = rp;
    right[2] = re;
    return 0.5 * sum < Double.POSITIVE_INFINITY ? 0.5 * sum : Double.POSITIVE_INFINITY;
  }

  /// Solves the 3×3 system in place by L·Lᵀ; false if it is not positive definite.
  static boolean solve(double[] a, double[] b) {
    double l00 = Math.sqrt(a[0]);
    double l10 = a[1] / l00;
    double l20 = a[3] / l00;
    double d1 = a[2] - l10 * l10;
    double l11 = Math.sqrt(d1);
    double l21 = (a[4] - l20 * l10) / l11;
    double d2 = a[5] - l20 * l20 - l21 * l21;
    if (!(a[0] > 0 && d1 > 0x1p-48 * a[2] && d2 > 0x1p-48 * a[5])) {
      return false;
    }
    double l22 = Math.sqrt(d2);
    double y0 = b[0] / l00;
    double y1 = (b[1] - l10 * y0) / l11;
    double y2 = (b[2] - l20 * y0 - l21 * y1) / l22;
    b[2] = y2 / l22;
    b[1] = (y1 - l21 * b[2]) / l11;
    b[0] = (y0 - l10 * b[1] - l20 * b[2]) / l00;
    return true;
  }

  /// ½Σρ of the last fit.
  double cost() {
    return cost;
  }

  /// Brings the normal equations of [#best] back to [#gram] and [#right].
  void restore() {
    System.arraycopy(kept, 0, gram, 0, 6);
    System.arraycopy(keptRight, 0, right, 0, N);
  }

  int passes() {
    return passes;
  }

  void resetPasses() {
    passes = 0;
  }
}
