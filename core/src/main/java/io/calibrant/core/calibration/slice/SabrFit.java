package io.calibrant.core.calibration.slice;

import io.calibrant.core.math.Cholesky;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.smile.Sabr;

/// Fits (α, ρ, ν) of a SABR smile with β held to the vols of one expiry: a reusable workspace.
///
/// Minimises ½Σ((σ − vol)/std)² by Levenberg–Marquardt with analytic derivatives. An interval that
/// the smile meets has no say. The start comes from the level s₀, slope s₁ and curvature s₂ at the
/// money of a weighted parabola: α = s₀, ν² = 3s₀s₂ + 6s₁², ρ = 2s₁/ν (leading order; Le Floc'h and
/// Kennedy, *Explicit SABR calibration through simple expansions*, 2014). No call allocates but
/// [#sabr] and the first with more quotes than before. Not thread-safe.
public final class SabrFit {
  private static final int N = 3;
  private static final int LIMIT = 40;
  private static final double SHARE = 1e-8;
  private static final double SMALL = 1e-3;
  private static final double MOST_RHO = 0.995;

  private final double beta;
  private final double[] x = new double[N];
  private final double[] next = new double[N];
  private final double[] gram = new double[N * N];
  private final double[] right = new double[N];
  private final double[] nextGram = new double[N * N];
  private final double[] nextRight = new double[N];
  private final double[] factor = new double[N * N];
  private final double[] step = new double[N];

  // By quote, grown to the largest columns seen.
  private double[] us = {};
  private double[] stretched = {};
  private double[] scales = {};
  private double[] zs = {};
  private double[] qs = {};
  private double[] ts = {};
  private double[] chis = {};

  private double expiry;
  private double cost = Double.NaN;
  private FitStatus status = FitStatus.FAILED;
  private int passes;

  /// A workspace.
  ///
  /// @param beta held at this value, in [0, 1]
  public SabrFit(double beta) {
    if (!(beta >= 0 && beta <= 1)) {
      throw new IllegalArgumentException("beta=%s: must lie in [0, 1]".formatted(beta));
    }
    this.beta = beta;
  }

  /// Fits from nothing.
  ///
  /// @param quotes decimal vols
  /// @param years T, > 0
  public FitStatus fit(QuoteColumns quotes, double years) {
    boolean ready = begin(quotes, years) && guess(quotes);
    return ready ? solve(quotes) : status;
  }

  /// Fits from the last answer; from nothing if there is none.
  public FitStatus refit(QuoteColumns quotes, double years) {
    boolean warm = status.isUsable();
    boolean ready = begin(quotes, years) && (warm || guess(quotes));
    return ready ? solve(quotes) : status;
  }

  private boolean begin(QuoteColumns quotes, double years) {
    if (!(years > 0 && years < 1e6)) {
      throw new IllegalArgumentException("years=%s: must be > 0 and finite".formatted(years));
    }
    expiry = years;
    cost = Double.NaN;
    passes = 0;
    status = FitStatus.TOO_FEW_QUOTES;
    prepare(quotes);
    return quotes.size() >= N;
  }

  /// The parabola through the points, by weighted least squares in k.
  private boolean guess(QuoteColumns quotes) {
    java.util.Arrays.fill(factor, 0);
    java.util.Arrays.fill(step, 0);
    int points = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double lo = quotes.lower[i];
      double vol = 0.5 * (lo + quotes.upper[i]);
      if (!(Math.abs(vol) < Double.POSITIVE_INFINITY)) {
        continue;
      }
      points++;
      double k = quotes.k[i];
      double w = quotes.weight[i];
      double wk = w * k;
      double wkk = wk * k;
      factor[0] += w;
      factor[3] += wk;
      factor[4] += wkk;
      factor[7] += wkk * k;
      factor[8] += wkk * k * k;
      step[0] += w * vol;
      step[1] += wk * vol;
      step[2] += wkk * vol;
    }
    factor[6] = factor[4];
    if (points < N || !Cholesky.factor(factor, N)) {
      return false;
    }
    Cholesky.solve(factor, N, step);
    double level = Math.max(step[0], 1e-4);
    double slope = step[1] + 0.5 * (1 - beta) * level;
    double nu2 = 6 * level * step[2] + 6 * slope * slope;
    double nu = Math.sqrt(Math.max(nu2, 0.04 * level * level));
    x[0] = level;
    x[1] = Math.max(-0.9, Math.min(0.9, 2 * slope / nu));
    x[2] = nu;
    return true;
  }

  private FitStatus solve(QuoteColumns quotes) {
    cost = evaluate(quotes, x);
    keep();
    double damping = 1e-4;
    double growth = 2;
    status = FitStatus.STOPPED;
    for (int i = 0; i < LIMIT; i++) {
      double predicted = propose(damping);
      if (predicted >= 0 && predicted <= SHARE * cost + 1e-14) {
        status = Math.abs(x[1]) < MOST_RHO ? FitStatus.CONVERGED : FitStatus.BOUND;
        break;
      }
      double found = predicted > 0 ? evaluate(quotes, next) : Double.POSITIVE_INFINITY;
      if (found < cost) {
        double t = 2 * (cost - found) / predicted - 1;
        damping = Math.max(1e-9, damping * Math.max(0.1, 1 - t * t * t));
        growth = 2;
        cost = found;
        System.arraycopy(next, 0, x, 0, N);
        keep();
      } else {
        damping *= growth;
        growth *= 2;
      }
    }
    if (!(cost < Double.POSITIVE_INFINITY)) {
      status = FitStatus.FAILED;
    }
    return status;
  }

  private void keep() {
    System.arraycopy(nextGram, 0, gram, 0, N * N);
    System.arraycopy(nextRight, 0, right, 0, N);
  }

  /// ½Σ((σ − vol)/std)², with the normal equations: roots first, then logarithms, then the rest, so
  /// that each kind fills the machine. The formulas are those of [Sabr#evaluate].
  private double evaluate(QuoteColumns quotes, double[] at) {
    passes++;
    int n = quotes.size();
    double rho = at[1];
    double ratio = -at[2] / at[0];
    for (int i = 0; i < n; i++) {
      double z = ratio * stretched[i];
      double q = Math.sqrt(Math.fma(z, z - 2 * rho, 1));
      zs[i] = z;
      qs[i] = q;
      ts[i] = q + Math.abs(z - rho);
    }
    double above = 1 / (1 - rho);
    double below = 1 / (1 + rho);
    for (int i = 0; i < n; i++) {
      // For z < ρ, (q + z − ρ)/(1 − ρ) = (1 + ρ)/(q − z + ρ), without cancellation.
      chis[i] = zs[i] > rho ? Elementary.log(ts[i] * above) : -Elementary.log(ts[i] * below);
    }
    ratios(n, rho);
    return accumulate(quotes, at);
  }

  /// f = z/χ, zf′ and ∂f/∂ρ in place of t, χ and q.
  private void ratios(int n, double rho) {
    double above = 1 / (1 - rho);
    double product = above / (1 + rho);
    double c = (2 - 3 * rho * rho) / 12;
    double cubic = rho * (5 - 6 * rho * rho) / 24;
    double cubicRho = (5 - 18 * rho * rho) / 24;
    for (int i = 0; i < n; i++) {
      double z = zs[i];
      if (Math.abs(z) < SMALL) {
        ts[i] = 1 - 0.5 * rho * z + z * z * (c + cubic * z);
        chis[i] = z * (-0.5 * rho + z * (2 * c + 3 * cubic * z));
        qs[i] = -0.5 * z - 0.5 * rho * z * z + z * z * z * cubicRho;
      } else {
        double q = qs[i];
        double inverse = 1 / chis[i];
        double slant = z / q;
        double f = z * inverse;
        ts[i] = f;
        chis[i] = f * (1 - slant * inverse);
        // 1/(q + z − ρ) = (q − z + ρ)/(1 − ρ²).
        qs[i] = -f * inverse * (above - (1 + slant) * (q - z + rho) * product);
      }
    }
  }

  private double accumulate(QuoteColumns quotes, double[] at) {
    double alpha = at[0];
    double rho = at[1];
    double nu = at[2];
    double y = 1 - beta;
    double perNu = 1 / nu;
    double curved = (2 - 3 * rho * rho) / 24;
    double squareOne = y * y / 24 * alpha * alpha * expiry;
    double tiltOne = 0.25 * rho * beta * alpha * expiry;
    double tiltRho = 0.25 * beta * alpha * nu * expiry;
    double constant = 1 + curved * nu * nu * expiry;
    double curvedNu = 2 * curved * nu * expiry;
    double curvedRho = 0.25 * rho * nu * nu * expiry;
    double sum = 0;
    double aa = 0;
    double ar = 0;
    double rr = 0;
    double an = 0;
    double rn = 0;
    double nn = 0;
    double ra = 0;
    double rRho = 0;
    double rNu = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double f = ts[i];
      double zfz = chis[i];
      double fRho = qs[i];
      double u = us[i];
      double tilt = tiltOne * u;
      double square = squareOne * u * u;
      double h = constant + square + tilt * nu;
      double scale = scales[i];
      double base = alpha * scale;
      double vol = base * f * h;
      double ja = scale * ((f - zfz) * h + f * (2 * square + tilt * nu));
      double jr = base * (fRho * h + f * (tiltRho * u - curvedRho));
      double jn = base * (zfz * h * perNu + f * (tilt + curvedNu));
      double off = Math.max(quotes.lower[i] - vol, 0) + Math.min(quotes.upper[i] - vol, 0);
      double w = off == 0 && quotes.lower[i] < quotes.upper[i] ? 0 : quotes.weight[i];
      double wa = w * ja;
      double wr = w * jr;
      double wn = w * jn;
      sum = Math.fma(w * off, off, sum);
      aa = Math.fma(wa, ja, aa);
      ar = Math.fma(wa, jr, ar);
      rr = Math.fma(wr, jr, rr);
      an = Math.fma(wa, jn, an);
      rn = Math.fma(wr, jn, rn);
      nn = Math.fma(wn, jn, nn);
      ra = Math.fma(wa, off, ra);
      rRho = Math.fma(wr, off, rRho);
      rNu = Math.fma(wn, off, rNu);
    }
    nextGram[0] = aa;
    nextGram[3] = ar;
    nextGram[4] = rr;
    nextGram[6] = an;
    nextGram[7] = rn;
    nextGram[8] = nn;
    nextRight[0] = ra;
    nextRight[1] = rRho;
    nextRight[2] = rNu;
    return 0.5 * sum < Double.POSITIVE_INFINITY ? 0.5 * sum : Double.POSITIVE_INFINITY;
  }

  /// What does not depend on the parameters: u = exp(−yk/2), k/u and u over Hagan's series in yk.
  private void prepare(QuoteColumns quotes) {
    int n = quotes.size();
    if (us.length < n) {
      us = new double[n];
      stretched = new double[n];
      scales = new double[n];
      zs = new double[n];
      qs = new double[n];
      ts = new double[n];
      chis = new double[n];
    }
    double y = 1 - beta;
    for (int i = 0; i < n; i++) {
      double k = quotes.k[i];
      double u = y == 0 ? 1 : Elementary.exp(-0.5 * y * k);
      double yk = y * k * y * k;
      us[i] = u;
      stretched[i] = k / u;
      scales[i] = u / (1 + yk / 24 + yk * yk / 1920);
    }
  }

  /// Writes the damped step's end to `next`; the decrease it promises, −1 if singular.
  private double propose(double damping) {
    System.arraycopy(gram, 0, factor, 0, N * N);
    System.arraycopy(right, 0, step, 0, N);
    for (int j = 0; j < N; j++) {
      factor[j * N + j] = gram[j * N + j] * (1 + damping) + Double.MIN_NORMAL;
    }
    if (!Cholesky.factor(factor, N)) {
      return -1;
    }
    Cholesky.solve(factor, N, step);
    next[0] = Math.max(0.2 * x[0], Math.min(5 * x[0], x[0] + step[0]));
    next[1] = Math.max(-MOST_RHO, Math.min(MOST_RHO, x[1] + step[1]));
    next[2] = Math.max(0.2 * x[2], Math.min(5 * x[2], x[2] + step[2]));
    double linear = 0;
    double square = 0;
    for (int j = 0; j < N; j++) {
      double dj = next[j] - x[j];
      linear += dj * right[j];
      for (int l = 0; l < N; l++) {
        square += dj * (next[l] - x[l]) * gram[Math.max(j, l) * N + Math.min(j, l)];
      }
    }
    return linear - 0.5 * square;
  }

  /// How the last fit ended.
  public FitStatus status() {
    return status;
  }

  /// ½‖r‖² of the last fit.
  public double cost() {
    return cost;
  }

  /// Passes over the quotes that the last fit took.
  public int passes() {
    return passes;
  }

  public double alpha() {
    return x[0];
  }

  public double rho() {
    return x[1];
  }

  public double volOfVol() {
    return x[2];
  }

  /// The smile of the last fit; allocates.
  public Sabr sabr() {
    if (!status.isUsable()) {
      throw new IllegalStateException("the last fit ended as %s: no smile".formatted(status));
    }
    return new Sabr(x[0], beta, x[1], x[2], expiry);
  }
}
