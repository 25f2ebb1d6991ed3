package io.calibrant.core.calibration.slice;

import io.calibrant.core.math.Cholesky;
import io.calibrant.core.smile.Sabr;

/// Fits (α, ρ, ν, β) of a SABR smile to the vols of one expiry: a reusable workspace.
///
/// Minimises ½Σ((σ − vol)/std)² + ½((β − β₀)/s)² over β in [0, 1] by Levenberg–Marquardt from
/// [SabrFit]'s answer at β₀. β and ρ both tilt the smile, so that one expiry's quotes often say
/// little of β beside the prior N(β₀, s²): [#betaStdDev] is what both leave open, and
/// [#betaErrorOfQuotes] what the quotes alone would. β comes last in the factorisation: its pivot
/// is the quotes' information about β with the others free, and a β stopped at 0 or 1 is put into
/// the back substitution, so that the others answer to it. An interval that the smile meets has no
/// say. No call allocates but [#sabr] and the first with more quotes than before. Not thread-safe.
///
/// The descent is that of [SabrFit] written again: shared, its loops over a number of parameters
/// that the compiler does not know cost that fit 4.0 instead of 3.1 µs.
public final class FreeBetaSabrFit {
  private static final int N = 4;
  private static final int LAST = N * N - 1;
  private static final int LIMIT = 100;
  private static final double SHARE = 1e-9;
  private static final double MOST_RHO = 0.995;

  private final double priorBeta;
  private final double priorWeight;
  private final SabrFit start;
  private final double[] x = new double[N];
  private final double[] next = new double[N];
  private final double[] gram = new double[N * N];
  private final double[] right = new double[N];
  private final double[] nextGram = new double[N * N];
  private final double[] nextRight = new double[N];
  private final double[] factor = new double[N * N];
  private final double[] step = new double[N];
  private final double[] smile = new double[Sabr.COUNT];

  private double expiry;
  private double cost = Double.NaN;
  private double information;
  private FitStatus status = FitStatus.FAILED;
  private int passes;

  /// A workspace.
  ///
  /// @param priorBeta β₀ in [0, 1]
  /// @param priorStdDev s > 0; 10 says next to nothing
  public FreeBetaSabrFit(double priorBeta, double priorStdDev) {
    if (!(priorStdDev > 0 && priorStdDev < 1e6)) {
      throw new IllegalArgumentException(
          "priorStdDev=%s: must be > 0 and finite".formatted(priorStdDev));
    }
    start = new SabrFit(priorBeta);
    this.priorBeta = priorBeta;
    priorWeight = 1 / (priorStdDev * priorStdDev);
  }

  /// Fits from nothing.
  ///
  /// @param quotes decimal vols
  /// @param years T, > 0
  public FitStatus fit(QuoteColumns quotes, double years) {
    cost = Double.NaN;
    status = start.fit(quotes, years);
    passes = start.passes();
    if (!status.isUsable()) {
      return status;
    }
    x[0] = start.alpha();
    x[1] = start.rho();
    x[2] = start.volOfVol();
    x[3] = priorBeta;
    expiry = years;
    return solve(quotes);
  }

  /// Fits from the last answer; from nothing if there is none.
  public FitStatus refit(QuoteColumns quotes, double years) {
    if (!status.isUsable() || quotes.size() < N - 1 || !(years > 0 && years < 1e6)) {
      return fit(quotes, years);
    }
    passes = 0;
    expiry = years;
    return solve(quotes);
  }

  private FitStatus solve(QuoteColumns quotes) {
    cost = evaluate(quotes, x);
    keep();
    double damping = 1e-6;
    double growth = 2;
    status = FitStatus.STOPPED;
    for (int i = 0; i < LIMIT; i++) {
      double predicted = propose(damping);
      if (predicted >= 0 && predicted <= SHARE * cost + 1e-14) {
        boolean inside = Math.abs(x[1]) < MOST_RHO && x[3] > 0 && x[3] < 1;
        status = inside ? FitStatus.CONVERGED : FitStatus.BOUND;
        break;
      }
      double found = predicted > 0 ? evaluate(quotes, next) : Double.POSITIVE_INFINITY;
      if (found < cost) {
        double t = 2 * (cost - found) / predicted - 1;
        damping = Math.max(1e-12, damping * Math.max(0.1, 1 - t * t * t));
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
    information = status.isUsable() ? quotesInformation() : 0;
    return status;
  }

  private void keep() {
    System.arraycopy(nextGram, 0, gram, 0, N * N);
    System.arraycopy(nextRight, 0, right, 0, N);
  }

  /// The cost at `at`, with the normal equations of the quotes and the prior.
  private double evaluate(QuoteColumns quotes, double[] at) {
    passes++;
    java.util.Arrays.fill(nextGram, 0);
    java.util.Arrays.fill(nextRight, 0);
    double sum = 0;
    for (int i = 0; i < quotes.size(); i++) {
      Sabr.evaluate(at[0], at[3], at[1], at[2], expiry, quotes.k[i], smile);
      double off =
          Math.max(quotes.lower[i] - smile[0], 0) + Math.min(quotes.upper[i] - smile[0], 0);
      if (off == 0 && quotes.lower[i] < quotes.upper[i]) {
        continue;
      }
      double w = quotes.weight[i];
      sum += w * off * off;
      for (int j = 0; j < N; j++) {
        double wj = w * smile[1 + j];
        nextRight[j] += wj * off;
        for (int l = 0; l <= j; l++) {
          nextGram[j * N + l] += wj * smile[1 + l];
        }
      }
    }
    double away = priorBeta - at[3];
    nextGram[LAST] += priorWeight;
    nextRight[3] += priorWeight * away;
    double total = 0.5 * (sum + priorWeight * away * away);
    return total < Double.POSITIVE_INFINITY ? total : Double.POSITIVE_INFINITY;
  }

  /// Writes the damped step's end to `next`; the decrease it promises, −1 if singular.
  private double propose(double damping) {
    System.arraycopy(gram, 0, factor, 0, N * N);
    for (int j = 0; j < N; j++) {
      factor[j * N + j] = gram[j * N + j] * (1 + damping) + Double.MIN_NORMAL;
    }
    if (!Cholesky.factor(factor, N)) {
      return -1;
    }
    substitute();
    next[0] = Math.max(0.2 * x[0], Math.min(5 * x[0], x[0] + step[0]));
    next[1] = Math.max(-MOST_RHO, Math.min(MOST_RHO, x[1] + step[1]));
    next[2] = Math.max(0.2 * x[2], Math.min(5 * x[2], x[2] + step[2]));
    next[3] = Math.max(0, Math.min(1, x[3] + step[3]));
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

  /// Solves L·Lᵀ·step = right, β's step cut to [0, 1] before the others are substituted.
  private void substitute() {
    for (int i = 0; i < N; i++) {
      double sum = right[i];
      for (int l = 0; l < i; l++) {
        sum -= factor[i * N + l] * step[l];
      }
      step[i] = sum / factor[i * N + i];
    }
    for (int i = N - 1; i >= 0; i--) {
      double sum = step[i];
      for (int l = i + 1; l < N; l++) {
        sum -= factor[l * N + i] * step[l];
      }
      step[i] = sum / factor[i * N + i];
      if (i == N - 1) {
        step[i] = Math.max(-x[i], Math.min(1 - x[i], step[i]));
      }
    }
  }

  /// Precision of β by the quotes with α, ρ, ν free: the last pivot less the prior; 0 if rounding.
  private double quotesInformation() {
    System.arraycopy(gram, 0, factor, 0, N * N);
    if (!Cholesky.factor(factor, N)) {
      return 0;
    }
    double pivot = factor[LAST] * factor[LAST];
    double own = pivot - priorWeight;
    return own > 0x1p-40 * gram[LAST] ? own : 0;
  }

  /// How the last fit ended; [FitStatus#BOUND] where β is 0 or 1, or ρ at its end.
  public FitStatus status() {
    return status;
  }

  /// The minimum of the last fit, its prior's part included.
  public double cost() {
    return cost;
  }

  /// Passes over the quotes that the last fit took, those of its start included.
  public int passes() {
    return passes;
  }

  public double alpha() {
    return x[0];
  }

  public double beta() {
    return x[3];
  }

  public double rho() {
    return x[1];
  }

  public double volOfVol() {
    return x[2];
  }

  /// Standard deviation of β, quotes and prior together, α, ρ and ν free, the quotes' `stdDev`
  /// taken at their word.
  public double betaStdDev() {
    return 1 / Math.sqrt(priorWeight + information);
  }

  /// Standard error of β by the quotes alone; +∞ where they say nothing. Above 0.3, that of a guess
  /// anywhere in [0, 1], they do not determine β.
  public double betaErrorOfQuotes() {
    return information > 0 ? 1 / Math.sqrt(information) : Double.POSITIVE_INFINITY;
  }

  /// Whether β owes more to the prior than to the quotes.
  public boolean isBetaFromPrior() {
    return !(information > priorWeight);
  }

  /// The smile of the last fit; allocates.
  public Sabr sabr() {
    if (!status.isUsable()) {
      throw new IllegalStateException("the last fit ended as %s: no smile".formatted(status));
    }
    return new Sabr(x[0], x[3], x[1], x[2], expiry);
  }
}
