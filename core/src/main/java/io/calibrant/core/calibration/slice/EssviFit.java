package io.calibrant.core.calibration.slice;

import io.calibrant.core.smile.Essvi;
import io.calibrant.core.smile.SsviSlice;
import java.util.ArrayList;
import java.util.List;

/// Fits an eSSVI surface, free of arbitrage by construction, to the quotes of all expiries at once:
/// a reusable workspace.
///
/// Minimises ½Σρ(rᵢ²), rᵢ the misfit of total variance over its standard deviation, over all (θ, ρ,
/// ψ) that satisfy Hendriks and Martini's conditions, the domain that Mingone (arXiv:2204.00312)
/// parametrises. In (θ/ψ, ψ(1 + ρ), ψ(1 − ρ)) it is a polyhedron ([EssviProgram]). First each slice
/// alone ([EssviSlice]): where those satisfy the conditions they are the answer. Otherwise the
/// slices are moved into the domain at the least cost by their quadratic models, and Gauss–Newton
/// steps follow, each the solution of a quadratic program inside the domain; no step leaves it.
/// Intervals and robust losses start from least squares on the intervals' middles. No call of `fit`
/// or `refit` allocates. Not thread-safe.
public final class EssviFit {
  /// Least number of quotes of an expiry.
  public static final int LEAST_QUOTES = 3;

  private static final int N = 3;
  private static final int LIMIT = 300;
  private static final int MORE = 2;
  private static final double SHARE = 1e-8;

  /// A cost that no statistic sees.
  private static final double NOTHING = 1e-12;

  /// The gap of a quadratic program, as a share of the cost.
  private static final double GAP = 1e-10;

  /// Marquardt's damping at the start: enough for slices that their quotes do not determine.
  private static final double FIRST_DAMPING = 1e-9;

  private final int slices;
  private final EssviSlice slice;
  private final EssviProgram program;

  // Each slice alone, (θ, ψ, η) a slice.
  private final double[] alone;
  private final double[] gram;
  private final double[] right;

  // The surface in hand: (ω, A, B) a slice, and its normal equations.
  private final double[] best;
  private final double[] bestGram;
  private final double[] bestRight;
  private double cost = Double.NaN;
  private FitStatus status = FitStatus.FAILED;

  /// A workspace for least squares.
  ///
  /// @param expiries number of slices, ≥ 1
  public EssviFit(int expiries) {
    this(expiries, Loss.LEAST_SQUARES);
  }

  /// A workspace.
  public EssviFit(int expiries, Loss loss) {
    if (!(expiries >= 1)) {
      throw new IllegalArgumentException("expiries=%d: must be ≥ 1".formatted(expiries));
    }
    slices = expiries;
    slice = new EssviSlice(loss);
    program = new EssviProgram(expiries);
    alone = new double[N * expiries];
    best = new double[N * expiries];
    gram = new double[6 * expiries];
    bestGram = new double[6 * expiries];
    bestRight = new double[N * expiries];
    right = new double[N * expiries];
  }

  /// Fits from nothing.
  ///
  /// @param quotes one an expiry, in the order of expiries
  public FitStatus fit(List<QuoteColumns> quotes) {
    check(quotes);
    slice.resetPasses();
    if (isPlain(quotes)) {
      return fromSlices(quotes, false);
    }
    slice.takeAsPoints(true);
    fromSlices(quotes, false);
    slice.takeAsPoints(false);
    return status.isUsable() ? descend(quotes) : status;
  }

  /// Fits from the last answer; from nothing if there is none.
  public FitStatus refit(List<QuoteColumns> quotes) {
    check(quotes);
    slice.resetPasses();
    if (!status.isUsable()) {
      return fit(quotes);
    }
    if (status != FitStatus.CONVERGED || !isPlain(quotes)) {
      return enough(quotes) ? descend(quotes) : status;
    }
    return fromSlices(quotes, true);
  }

  private void check(List<QuoteColumns> quotes) {
    if (quotes.size() != slices) {
      throw new IllegalArgumentException(
          "quotes of %d expiries: this workspace is for %d".formatted(quotes.size(), slices));
    }
  }

  private boolean isPlain(List<QuoteColumns> quotes) {
    for (int i = 0; i < slices; i++) {
      if (!slice.isPlain(quotes.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean enough(List<QuoteColumns> quotes) {
    for (int i = 0; i < slices; i++) {
      if (quotes.get(i).size() < LEAST_QUOTES) {
        status = FitStatus.TOO_FEW_QUOTES;
        cost = Double.NaN;
        return false;
      }
    }
    return true;
  }

  private FitStatus fromSlices(List<QuoteColumns> quotes, boolean warm) {
    status = FitStatus.FAILED;
    cost = Double.NaN;
    if (!enough(quotes)) {
      return status;
    }
    boolean regular = true;
    double aloneCost = 0;
    for (int i = 0; i < slices; i++) {
      QuoteColumns columns = quotes.get(i);
      if (warm) {
        System.arraycopy(alone, N * i, slice.best, 0, N);
      } else if (!slice.start(columns)) {
        status = FitStatus.TOO_FEW_QUOTES;
        return status;
      }
      regular &= slice.run(columns, SHARE);
      System.arraycopy(slice.best, 0, alone, N * i, N);
      aloneCost += slice.cost();
      slice.restore();
      load(i, slice.best[0], slice.best[1], program.gram, program.right);
      double psi = slice.best[1];
      program.x[N * i] = slice.best[0] / psi;
      program.x[N * i + 1] = psi + slice.best[2];
      program.x[N * i + 2] = psi - slice.best[2];
    }
    if (regular && program.holds(program.x)) {
      System.arraycopy(program.x, 0, best, 0, N * slices);
      cost = aloneCost;
      status = FitStatus.CONVERGED;
      return status;
    }
    double damping = FIRST_DAMPING;
    while (!step(damping, aloneCost)) {
      damping = Math.max(1e-6, 100 * damping);
      if (damping > 1e12) {
        return status;
      }
    }
    System.arraycopy(program.next, 0, best, 0, N * slices);
    return descend(quotes);
  }

  /// The normal equations of slice i in (ω, A, B): θ = ω(A + B)/2, ψ = (A + B)/2, η = (A − B)/2.
  private void load(int i, double theta, double psi, double[] to, double[] toRight) {
    double h = 0.5 * theta / psi;
    double[] g = slice.gram;
    double[] r = slice.right;
    // Rows of the map: ω (ψ, 0, 0), A (h, ½, ½), B (h, ½, −½).
    double at = h * g[0] + 0.5 * (g[1] + g[3]);
    double ap = h * g[1] + 0.5 * (g[2] + g[4]);
    double ae = h * g[3] + 0.5 * (g[4] + g[5]);
    double bt = h * g[0] + 0.5 * (g[1] - g[3]);
    double bp = h * g[1] + 0.5 * (g[2] - g[4]);
    double be = h * g[3] + 0.5 * (g[4] - g[5]);
    int o = 6 * i;
    to[o] = psi * psi * g[0];
    to[o + 1] = psi * at;
    to[o + 2] = h * at + 0.5 * (ap + ae);
    to[o + 3] = psi * bt;
    to[o + 4] = h * bt + 0.5 * (bp + be);
    to[o + 5] = h * bt + 0.5 * (bp - be);
    toRight[N * i] = psi * r[0];
    toRight[N * i + 1] = h * r[0] + 0.5 * (r[1] + r[2]);
    toRight[N * i + 2] = h * r[0] + 0.5 * (r[1] - r[2]);
  }

  /// The cost of a surface, its normal equations in `gram` and `right`.
  private double evaluate(List<QuoteColumns> quotes, double[] at) {
    double sum = 0;
    for (int i = 0; i < slices; i++) {
      double psi = 0.5 * (at[N * i + 1] + at[N * i + 2]);
      double eta = 0.5 * (at[N * i + 1] - at[N * i + 2]);
      double theta = at[N * i] * psi;
      sum += slice.evaluate(quotes.get(i), theta, psi, eta);
      load(i, theta, psi, gram, right);
    }
    return sum;
  }

  /// Gauss–Newton inside the domain, from `best`.
  private FitStatus descend(List<QuoteColumns> quotes) {
    double at = evaluate(quotes, best);
    keep();
    double damping = FIRST_DAMPING;
    double growth = 10;
    boolean converged = false;
    for (int i = 0; i < LIMIT && damping < 1e12 && !converged; i++) {
      load(best, bestGram, bestRight);
      double promised = step(damping, at) ? program.predicted() : -1;
      if (promised >= 0 && promised <= SHARE * at + NOTHING) {
        converged = true;
        continue;
      }
      double found = Double.POSITIVE_INFINITY;
      if (promised > 0) {
        program.bend();
        found = evaluate(quotes, program.next);
      }
      double gain = (at - found) / promised;
      for (int j = 0; j < MORE && found >= at && found < Double.POSITIVE_INFINITY; j++) {
        found = oneMore(quotes, damping, at);
        gain = 0.5;
      }
      if (found < at) {
        double t = 2 * gain - 1;
        damping = Math.max(FIRST_DAMPING, damping * Math.max(0.1, 1 - t * t * t));
        growth = 10;
        at = found;
        System.arraycopy(program.next, 0, best, 0, N * slices);
        keep();
      } else {
        damping = Math.max(1e-4, damping * growth);
        growth *= 2;
      }
    }
    cost = at;
    for (int i = 0; i < slices; i++) {
      alone[N * i] = theta(i);
      alone[N * i + 1] = psi(i);
      alone[N * i + 2] = rho(i) * psi(i);
    }
    boolean bound = program.binds(best);
    boolean ended = converged || damping >= 1e12;
    status = ended ? bound ? FitStatus.BOUND : FitStatus.CONVERGED : FitStatus.STOPPED;
    return status;
  }

  private boolean step(double damping, double at) {
    return program.solve(damping, GAP * (at + NOTHING));
  }

  /// A step from where the last one failed: θ = ωψ is known far better than ω, so that a long way
  /// along θ = const. begins by leaving it, and the next step leads back.
  private double oneMore(List<QuoteColumns> quotes, double damping, double at) {
    load(program.next, gram, right);
    if (!step(damping, at)) {
      return Double.POSITIVE_INFINITY;
    }
    program.bend();
    return evaluate(quotes, program.next);
  }

  private void load(double[] x, double[] g, double[] r) {
    System.arraycopy(x, 0, program.x, 0, N * slices);
    System.arraycopy(g, 0, program.gram, 0, 6 * slices);
    System.arraycopy(r, 0, program.right, 0, N * slices);
  }

  private void keep() {
    System.arraycopy(gram, 0, bestGram, 0, 6 * slices);
    System.arraycopy(right, 0, bestRight, 0, N * slices);
  }

  /// How the last fit ended: BOUND when the slices alone would leave the domain.
  public FitStatus status() {
    return status;
  }

  /// ½Σρ(rᵢ²) of the last fit; NaN if it is not usable.
  public double cost() {
    return cost;
  }

  /// Passes over one expiry's quotes that the last fit took.
  public int passes() {
    return slice.passes();
  }

  /// θ of a slice of the last fit.
  public double theta(int index) {
    return best[N * index] * psi(index);
  }

  /// ρ of a slice of the last fit.
  public double rho(int index) {
    double a = best[N * index + 1];
    double b = best[N * index + 2];
    return (a - b) / (a + b);
  }

  /// ψ of a slice of the last fit.
  public double psi(int index) {
    return 0.5 * (best[N * index + 1] + best[N * index + 2]);
  }

  /// The surface of the last fit; allocates.
  ///
  /// @param expiries T in years, ascending, one a slice
  public Essvi surface(double[] expiries) {
    if (!status.isUsable()) {
      throw new IllegalStateException("the last fit ended as %s: no surface".formatted(status));
    }
    List<SsviSlice> list = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      list.add(new SsviSlice(theta(i), rho(i), psi(i)));
    }
    return Essvi.of(expiries, list);
  }
}
