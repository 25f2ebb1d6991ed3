package io.calibrant.core.calibration.slice;

import io.calibrant.core.smile.ButterflyCertificate;
import io.calibrant.core.smile.Svi;

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

  /// Most steps that mend a free fit whose sums cancel.
  private static final int MENDING = 20;

  /// After so many warm fits that followed a bound smile the whole region is searched again.
  private static final int FOLLOWED = 64;

  /// A constrained cost this near the free one, relatively, needs no further starts.
  private static final double NEAR_ENOUGH = 1e-7;

  private final SviProjection projection;
  private final SviPolish polish;
  private final SviSearch search;
  private final SviReweighting reweighting;
  private final SviBoundSearch bound;
  private final ButterflyCertificate certificate = new ButterflyCertificate();
  private final Loss loss;

  // The smile in hand: (a, b, c = bρ, m, σ).
  private final double[] best = new double[5];
  private double cost = Double.NaN;
  private FitStatus status = FitStatus.FAILED;

  // Whether the last smile came from the search inside the domain, and warm fits since.
  private boolean inside;
  private int followed;

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
    search = new SviSearch(capacity, projection, polish);
    reweighting = new SviReweighting(capacity, projection, polish, loss);
    bound = new SviBoundSearch(projection, search, certificate, loss);
  }

  /// Fits from nothing.
  public FitStatus fit(QuoteColumns quotes) {
    return run(quotes, Double.NaN, Double.NaN);
  }

  /// Fits from the last answer; from nothing if there is none.
  ///
  /// Where a condition bound the last smile its minimum is followed with the minima that came near
  /// it, and some places where the free misfit is low are looked at; the whole region is searched
  /// again after 64 such fits.
  public FitStatus refit(QuoteColumns quotes) {
    boolean follows = inside && status.isUsable() && followed < FOLLOWED;
    if (follows && !(status == FitStatus.CONVERGED && isEasy(quotes)) && follow(quotes)) {
      return status;
    }
    boolean warm = status.isUsable();
    return run(quotes, warm ? best[3] : Double.NaN, warm ? best[4] : Double.NaN);
  }

  /// Fits from `start`, however bad.
  public FitStatus fit(QuoteColumns quotes, Svi start) {
    return run(quotes, start.m(), start.sigma());
  }

  /// Whether the fast path from the last answer ends well, no condition having pressed there.
  private boolean isEasy(QuoteColumns quotes) {
    return prepare(quotes)
        && isPlain(quotes)
        && polish.run(best[3], best[4], SviSearch.SHARE, SviSearch.LIMIT)
        && !search.isSuspect(quotes, true)
        && certificate.proves(
            projection.a(), projection.b(), projection.tilt(), projection.m(), projection.sigma());
  }

  /// Follows a bound smile; false where that is not enough.
  private boolean follow(QuoteColumns quotes) {
    if (!prepare(quotes) || !bound.follow(quotes, best, isPlain(quotes))) {
      return false;
    }
    followed++;
    System.arraycopy(bound.best, 0, best, 0, 5);
    cost = bound.cost;
    status = bound.isPressed() ? FitStatus.BOUND : FitStatus.CONVERGED;
    return true;
  }

  private boolean isPlain(QuoteColumns quotes) {
    return quotes.isPoints() && loss.kind() == Loss.Kind.LEAST_SQUARES;
  }

  /// Sets up the projection; false for too few quotes.
  private boolean prepare(QuoteColumns quotes) {
    polish.resetPasses();
    bound.resetPasses();
    if (quotes.size() < LEAST_QUOTES || !search.frame(quotes)) {
      return false;
    }
    if (isPlain(quotes)) {
      projection.prepare(quotes.k, quotes.lower, quotes.weight, quotes.size());
    } else {
      reweighting.begin(quotes);
    }
    return true;
  }

  private FitStatus run(QuoteColumns quotes, double startM, double startSigma) {
    cost = Double.NaN;
    if (!prepare(quotes)) {
      status = FitStatus.TOO_FEW_QUOTES;
      return status;
    }
    boolean plain = isPlain(quotes);
    inside = false;
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
    bound.begin(best, cost);
    bound.mend(quotes, MENDING);
    System.arraycopy(bound.best, 0, best, 0, 5);
    cost = bound.cost;
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

  /// The constrained fit, from the free optimum and from everywhere.
  private FitStatus fitInside(QuoteColumns quotes, double lowest, boolean incumbent) {
    double held = incumbent ? cost : Double.POSITIVE_INFINITY;
    boolean bounded = lowest < Double.POSITIVE_INFINITY;
    bound.begin(best, held);
    bound.everywhere(quotes, bounded ? lowest * (1 + NEAR_ENOUGH) : 0, bounded);
    followed = 0;
    inside = true;
    cost = bound.cost;
    if (cost < Double.POSITIVE_INFINITY) {
      System.arraycopy(bound.best, 0, best, 0, 5);
      return cost == held ? FitStatus.CONVERGED : FitStatus.BOUND;
    }
    cost = Double.NaN;
    return FitStatus.FAILED;
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
    return polish.passes() + bound.passes();
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
