package io.calibrant.core.calibration.slice;

import io.calibrant.core.smile.ButterflyCertificate;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.util.Arrays;

/// Fits one raw SVI smile, free of butterflies, to the quotes of one expiry: a reusable workspace.
///
/// Minimises ½Σρ(rᵢ²), rᵢ the misfit of total variance over its standard deviation. The fast path
/// eliminates (a, bρ, b) and iterates on (m, σ) ([SviProjection]); points with least squares need
/// nothing else. Intervals and robust losses reweight the same kernel. When the answer looks like a
/// trap (autocorrelated residuals, an edge of the region, a degenerate hyperbola) a grid of starts
/// is searched; when it has a butterfly, the fit goes on inside the domain ([SviProgram]). No call
/// of `fit` or `refit` allocates, but the last resort of an undecided butterfly check. Not
/// thread-safe.
public final class SviFit {
  /// Least number of points, or of intervals that the smile misses.
  public static final int LEAST_QUOTES = 5;

  /// Most steps of a run inside the domain, and how many starts get one.
  private static final int STEPS = 200;

  /// Most steps that mend a free fit whose sums cancel.
  private static final int MENDING = 20;

  private static final int RUNS = 14;

  /// Places for starts that are free once settled; the others are for such as miss a little.
  private static final int FREE_RUNS = 9;

  /// Starts whose costs are this near each other are one.
  private static final double ALIKE = 1e-5;

  /// Share of a misfit that rounding does not take off.
  private static final double SURE = 1e-3;

  /// Ends of runs whose m differ by more of σ lie apart, and costs nearer than that relatively are
  /// of one valley; a stride must gain so much for a longer one.
  private static final double APART = 1e-4;

  private static final double FLAT = 1e-3;
  private static final double GAIN = 1e-8;
  private static final int STRIDES = 12;

  /// A constrained cost this near the free one, relatively, needs no further starts.
  private static final double NEAR_ENOUGH = 1e-7;

  private final SviProjection projection;
  private final SviPolish polish;
  private final SviSearch search;
  private final SviReweighting reweighting;
  private final SviProgram program = new SviProgram();
  private final ButterflyCertificate certificate = new ButterflyCertificate();
  private final Loss loss;

  // The smile in hand: (a, b, c = bρ, m, σ).
  private final double[] best = new double[5];
  private final double[] start = new double[5];

  // The end of another run, the cheapest that lies apart.
  private final double[] other = new double[5];
  private double otherCost;
  private final double[] starts = new double[5 * RUNS];
  private final double[] costs = new double[RUNS];
  private double cost = Double.NaN;
  private FitStatus status = FitStatus.FAILED;

  /// A workspace for least squares.
  ///
  /// @param capacity most quotes of a fit
  public SviFit(int capacity) {
    this(capacity, Loss.LEAST_SQUARES);
  }

  /// A workspace.
  public SviFit(int capacity, Loss loss) {
    this.loss = loss;
    projection = new SviProjection(capacity);
    polish = new SviPolish(projection);
    search = new SviSearch(projection, polish);
    reweighting = new SviReweighting(capacity, projection, polish, loss);
  }

  /// Fits from nothing.
  public FitStatus fit(QuoteColumns quotes) {
    return run(quotes, Double.NaN, Double.NaN);
  }

  /// Fits from the last answer; from nothing if there is none.
  public FitStatus refit(QuoteColumns quotes) {
    boolean warm = status.isUsable();
    return run(quotes, warm ? best[3] : Double.NaN, warm ? best[4] : Double.NaN);
  }

  /// Fits from `start`, however bad.
  public FitStatus fit(QuoteColumns quotes, Svi start) {
    return run(quotes, start.m(), start.sigma());
  }

  private FitStatus run(QuoteColumns quotes, double startM, double startSigma) {
    polish.resetPasses();
    program.resetPasses();
    cost = Double.NaN;
    if (quotes.size() < LEAST_QUOTES || !search.frame(quotes)) {
      status = FitStatus.TOO_FEW_QUOTES;
      return status;
    }
    program.within(search.middle(), search.half());
    boolean plain = quotes.isPoints() && loss.kind() == Loss.Kind.LEAST_SQUARES;
    if (plain) {
      projection.prepare(quotes.k, quotes.lower, quotes.weight, quotes.size());
    } else {
      reweighting.begin(quotes);
    }
    boolean cold = Double.isNaN(startM);
    if (cold) {
      search.scan();
    }
    boolean converged =
        polish.run(
            cold ? search.startM() : startM,
            cold ? search.startSigma() : startSigma,
            SviSearch.SHARE,
            SviSearch.LIMIT);
    boolean thorough = !converged || search.isSuspect(quotes, plain);
    if (thorough) {
      converged = search.everywhere();
    }
    if (!plain) {
      converged &= reweighting.run(quotes);
    }
    take(plain ? plainCost(quotes) : reweighting.cost());
    if (!plain) {
      System.arraycopy(reweighting.smile(), 0, best, 0, 5);
    }
    boolean free = certificate.proves(best[0], best[1], best[2], best[3], best[4]);
    if (!free && plain && !thorough) {
      // Another minimum may lie lower, and inside the domain.
      converged = search.everywhere();
      thorough = true;
      take(plainCost(quotes));
      free = certificate.proves(best[0], best[1], best[2], best[3], best[4]);
    }
    status = converged ? FitStatus.CONVERGED : FitStatus.STOPPED;
    // Of one kind with the lowest: both carry the rounding of the projection's sums.
    double reached = 0.5 * projection.misfit();
    boolean higher =
        thorough && plain && reached > 0.5 * search.lowest() * (1 + NEAR_ENOUGH) + 1e-12;
    if (!free || higher || (thorough && plain && search.isOnEdge())) {
      double lowest = thorough && plain ? 0.5 * search.lowest() : Double.POSITIVE_INFINITY;
      status = fitInside(quotes, lowest, free);
    } else if (plain && projection.isRough()) {
      mend(quotes);
    }
    return status;
  }

  /// Where the projection's sums cancel, nearly straight quotes, a few steps on the residuals
  /// themselves: the projection's least is off by the rounding.
  private void mend(QuoteColumns quotes) {
    System.arraycopy(best, 0, start, 0, 5);
    double found = program.run(quotes, loss, start, MENDING);
    double[] x = program.best;
    if (found < cost && certificate.proves(x[0], x[1], x[2], x[3], x[4])) {
      System.arraycopy(x, 0, best, 0, 5);
      cost = found;
    }
  }

  /// ½Σr² at the projection's point, residual by residual where its sums cancel.
  private double plainCost(QuoteColumns quotes) {
    return 0.5 * (projection.isRough() ? projection.misfitOf(quotes.lower) : projection.misfit());
  }

  private void take(double found) {
    best[0] = projection.a();
    best[1] = projection.b();
    best[2] = projection.tilt();
    best[3] = projection.m();
    best[4] = projection.sigma();
    cost = found;
  }

  /// The constrained fit: from the free optimum, then from the best of many starts whose linear
  /// part has been settled under the conditions.
  private FitStatus fitInside(QuoteColumns quotes, double lowest, boolean incumbent) {
    double held = incumbent ? cost : Double.POSITIVE_INFINITY;
    cost = held;
    otherCost = Double.POSITIVE_INFINITY;
    System.arraycopy(best, 0, start, 0, 5);
    tryInside(quotes, start);
    if (!(lowest < Double.POSITIVE_INFINITY && cost <= lowest * (1 + NEAR_ENOUGH))) {
      settleStarts(quotes, lowest < Double.POSITIVE_INFINITY);
      for (int i = 0; i < RUNS; i++) {
        int least = 0;
        for (int j = 1; j < RUNS; j++) {
          least = costs[j] < costs[least] ? j : least;
        }
        if (costs[least] < Double.POSITIVE_INFINITY) {
          System.arraycopy(starts, 5 * least, start, 0, 5);
          costs[least] = Double.POSITIVE_INFINITY;
          tryInside(quotes, start);
        }
      }
      alongValley(quotes);
    }
    if (cost < Double.POSITIVE_INFINITY) {
      return cost == held ? FitStatus.CONVERGED : FitStatus.BOUND;
    }
    cost = Double.NaN;
    return FitStatus.FAILED;
  }

  /// Keeps the best that differ of the local minima of the free misfit, of the least of the grid
  /// and of a coarse grid of the whole region. Where the projection's misfit, which knows no
  /// butterfly, is already above all that are kept, nothing needs settling.
  ///
  /// @param bounded whether the projection is that of the quotes, so that its misfit is a bound
  private void settleStarts(QuoteColumns quotes, boolean bounded) {
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    for (int i = -1; search.polish(i); i++) {
      start[0] = projection.a();
      start[1] = projection.b();
      start[2] = projection.tilt();
      start[3] = projection.m();
      start[4] = projection.sigma();
      settle(quotes, start);
    }
    search.rankAll();
    for (int i = 0; i < SviSearch.RANKED; i++) {
      if (search.hasRanked(i)) {
        double[] from = search.ranked(i);
        if (!bounded || mayBeKept(search.bound())) {
          settle(quotes, from);
        }
      }
    }
    for (int i = 0; i < SviSearch.COARSE; i++) {
      double[] from = search.coarse(i);
      if (!bounded || mayBeKept(search.bound())) {
        settle(quotes, from);
      }
    }
  }

  /// Whether a start with at least that misfit might be better than one that is kept.
  private boolean mayBeKept(double misfit) {
    double worst = 0;
    for (int i = 0; i < RUNS; i++) {
      worst = Math.max(worst, costs[i]);
    }
    return 0.5 * misfit * (1 - SURE) - 1e-12 * projection.misfitOfLine() < worst;
  }

  private void settle(QuoteColumns quotes, double[] from) {
    double found = program.settle(quotes, loss, from);
    if (!program.isFree()) {
      keep(found, FREE_RUNS, RUNS);
      found = program.settleFree(quotes, loss);
    }
    keep(found, 0, FREE_RUNS);
  }

  /// Keeps the settled start in one of the places if it is better than what stands there.
  private void keep(double found, int from, int to) {
    int place = from;
    for (int i = from; i < to; i++) {
      if (Math.abs(found - costs[i]) <= ALIKE * found) {
        place = i;
        break;
      }
      place = costs[i] > costs[place] ? i : place;
    }
    if (found < costs[place]) {
      costs[place] = found;
      System.arraycopy(program.best, 0, starts, 5 * place, 5);
    }
  }

  private void tryInside(QuoteColumns quotes, double[] from) {
    double found = program.run(quotes, loss, from, STEPS);
    boolean apart = Math.abs(program.best[3] - best[3]) > APART * best[4];
    if (found < cost && isFree(program.best)) {
      if (apart) {
        System.arraycopy(best, 0, other, 0, 5);
        otherCost = cost;
      }
      System.arraycopy(program.best, 0, best, 0, 5);
      cost = found;
    } else if (found < otherCost && apart) {
      System.arraycopy(program.best, 0, other, 0, 5);
      otherCost = found;
    }
  }

  /// Where two runs ended at almost one cost but not in one place, a flat valley: runs from farther
  /// along the line through both ends, in ever longer strides while they gain.
  private void alongValley(QuoteColumns quotes) {
    double stride = 1;
    for (int i = 0; i < STRIDES && otherCost <= cost * (1 + FLAT); i++) {
      for (int j = 0; j < 5; j++) {
        start[j] = best[j] + stride * (best[j] - other[j]);
      }
      double before = cost;
      tryInside(quotes, start);
      if (!(cost < before * (1 - GAIN))) {
        return;
      }
      stride *= 2;
    }
  }

  /// Whether the smile is free, proven or, where the proof is undecided, by [SviButterfly].
  private boolean isFree(double[] raw) {
    if (certificate.proves(raw[0], raw[1], raw[2], raw[3], raw[4])) {
      return true;
    }
    double rho = raw[2] / raw[1];
    return Svi.isAdmissible(raw[0], raw[1], rho, raw[3], raw[4])
        && SviButterfly.isFree(new Svi(raw[0], raw[1], rho, raw[3], raw[4]));
  }

  /// How the last fit ended.
  public FitStatus status() {
    return status;
  }

  /// ½Σρ(rᵢ²) of the last fit; NaN if it is not usable.
  public double cost() {
    return cost;
  }

  /// Passes over the quotes that the last fit took.
  public int passes() {
    return polish.passes() + program.passes();
  }

  public double a() {
    return best[0];
  }

  public double b() {
    return best[1];
  }

  public double rho() {
    return best[2] / best[1];
  }

  public double m() {
    return best[3];
  }

  public double sigma() {
    return best[4];
  }

  /// w(k) of the last fit.
  public double totalVariance(double k) {
    double d = k - best[3];
    return best[0] + best[2] * d + best[1] * Math.sqrt(d * d + best[4] * best[4]);
  }

  /// The smile of the last fit; allocates.
  public Svi svi() {
    if (!status.isUsable()) {
      throw new IllegalStateException("the last fit ended as %s: no smile".formatted(status));
    }
    return new Svi(a(), b(), rho(), m(), sigma());
  }
}
