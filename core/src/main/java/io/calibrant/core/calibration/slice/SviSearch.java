package io.calibrant.core.calibration.slice;

/// Where to look for (m, σ): the region the quotes can tell apart, starts in it, and the signs that
/// a minimum may be a trap.
///
/// Zeliade, *Quasi-explicit calibration of Gatheral's SVI model* (2009): the misfit is cheap on a
/// grid of (m, σ), because the rest is linear.
final class SviSearch {
  static final double SHARE = 2e-8;
  static final int LIMIT = 30;

  /// Most starts that are ranked.
  static final int RANKED = 24;

  /// The region: σ from `NARROWEST` to `WIDEST` half-widths of the strikes, |m − middle| up to
  /// `REACH` half-widths and 2σ. Beyond, the quotes see a kink, a parabola or a line.
  static final double NARROWEST = 2e-3;

  static final double WIDEST = 8;
  static final double REACH = 1.2;

  /// Points of the coarse grid, a row of widths for each place of m.
  static final int COARSE = 12 * 17;

  private static final double THOROUGH = 1e-9;
  private static final double SUSPECT_CORRELATION = 0.3;
  private static final double SUSPECT_ERROR = 0.15;
  private static final double[] QUICK_CENTRES = {-0.5, 0, 0.5};
  private static final double[] QUICK_WIDTHS = {0.15, 0.6};
  private static final int INNER = 40;
  private static final int OUTER = 8;
  private static final int ROWS = 2 * (INNER + OUTER) + 1;
  private static final double[] WIDTHS = {
    NARROWEST, 0.008, 0.025, 0.06, 0.13, 0.25, 0.45, 0.8, 1.4, 2.5, 4.5, WIDEST
  };

  private final SviProjection projection;
  private final SviPolish polish;
  private final SviKinks kinks;
  private final double[] grid = new double[ROWS * WIDTHS.length];
  private final int[] ranked = new int[RANKED];
  private final double[] smile = new double[5];

  private double middle;
  private double half;
  private double lowest;
  private double bound;
  private double startM;
  private double startSigma;

  SviSearch(int capacity, SviProjection projection, SviPolish polish) {
    this.projection = projection;
    this.polish = polish;
    kinks = new SviKinks(capacity, projection);
  }

  /// Takes the range of the strikes; false if they are all one.
  boolean frame(QuoteColumns quotes) {
    double lo = quotes.k[0];
    double hi = lo;
    for (int i = 1; i < quotes.size(); i++) {
      lo = Math.min(lo, quotes.k[i]);
      hi = Math.max(hi, quotes.k[i]);
    }
    middle = 0.5 * (lo + hi);
    half = 0.5 * (hi - lo);
    polish.within(middle, REACH * half, NARROWEST * half, WIDEST * half);
    return half > 1e-6;
  }

  /// Picks the best of a few starts.
  void scan() {
    double least = Double.POSITIVE_INFINITY;
    startM = middle;
    startSigma = 0.5 * half;
    for (double centre : QUICK_CENTRES) {
      for (double width : QUICK_WIDTHS) {
        double at = projection.misfitAt(middle + centre * half, width * half);
        if (at < least) {
          least = at;
          startM = middle + centre * half;
          startSigma = width * half;
        }
      }
    }
  }

  /// Whether the projection's point is degenerate or its residuals follow one another.
  boolean isSuspect(QuoteColumns quotes, boolean withResiduals) {
    double b = projection.b();
    double c = projection.tilt();
    double m = projection.m();
    double sigma = projection.sigma();
    boolean regular =
        b > 0
            && Math.abs(c) < 0.999 * b
            && Math.abs(m - middle) < 0.9 * half
            && sigma > 0.01 * half
            && sigma < 2 * half
            && projection.isDetermined(SUSPECT_ERROR);
    return !regular
        || (withResiduals && projection.correlation(quotes.lower) > SUSPECT_CORRELATION);
  }

  /// Polishes the kinks, the local minima of the grid and the point in hand; leaves the projection
  /// at the best.
  boolean everywhere() {
    double bestM = projection.m();
    double bestSigma = projection.sigma();
    double least = isHyperbola() ? projection.misfit() : Double.POSITIVE_INFINITY;
    lowest = projection.misfit();
    for (int i = -1; polish(i); i++) {
      lowest = Math.min(lowest, projection.misfit());
      if (projection.misfit() < least && isHyperbola()) {
        least = projection.misfit();
        bestM = projection.m();
        bestSigma = projection.sigma();
      }
    }
    return polish.run(bestM, bestSigma, THOROUGH, 3 * LIMIT);
  }

  /// Polishes the start of that place: −1 is the quick scan's, then come the kinks, then the minima
  /// of the grid; false when there are no more.
  boolean polish(int place) {
    if (place < 0) {
      rank(true);
      kinks.rank(NARROWEST * half);
      scan();
      return polishFrom(startM, startSigma);
    }
    if (place < kinks.count()) {
      return polishFrom(kinks.ranked(place), NARROWEST * half);
    }
    int at = place - kinks.count();
    return at < RANKED && hasRanked(at) && polishFrom(m(ranked[at]), sigma(ranked[at]));
  }

  private boolean polishFrom(double fromM, double fromSigma) {
    polish.run(fromM, fromSigma, THOROUGH, 3 * LIMIT);
    return true;
  }

  private boolean isHyperbola() {
    return Math.abs(projection.tilt()) < projection.b();
  }

  /// Ranks all points of the grid, best first.
  void rankAll() {
    rank(false);
  }

  /// Ranks the grid by misfit, best first.
  private void rank(boolean localOnly) {
    for (int i = 0; i < grid.length; i++) {
      grid[i] = projection.boundedMisfitAt(m(i), sigma(i), smile);
    }
    java.util.Arrays.fill(ranked, -1);
    for (int i = 0; i < grid.length; i++) {
      if (grid[i] < Double.POSITIVE_INFINITY && (!localOnly || isLocal(grid, i))) {
        insert(i);
      }
    }
  }

  boolean hasRanked(int place) {
    return ranked[place] >= 0;
  }

  /// The smile (a, b, c, m, σ) of a ranked start.
  double[] ranked(int place) {
    bound = projection.boundedMisfitAt(m(ranked[place]), sigma(ranked[place]), smile);
    return smile;
  }

  /// The smile (a, b, c, m, σ) of a point of the coarse grid: all widths, every tenth of the inner
  /// rows, every second of the outer ones.
  double[] coarse(int place) {
    int column = place % WIDTHS.length;
    int row = place / WIDTHS.length - 8;
    int outer = Math.max(0, Math.abs(row) - 4);
    int fine = 10 * (Math.abs(row) - outer) + 2 * outer;
    int index = (Integer.signum(row) * fine + INNER + OUTER) * WIDTHS.length + column;
    bound = projection.boundedMisfitAt(m(index), sigma(index), smile);
    return smile;
  }

  /// The misfit of the last [#ranked] or [#coarse] start, butterflies or not.
  double bound() {
    return bound;
  }

  /// Whether the projection's point lies on an edge of the region.
  boolean isOnEdge() {
    double sigma = projection.sigma();
    double off = Math.abs(projection.m() - middle);
    return !(sigma > 1.0001 * NARROWEST * half && sigma < 0.9999 * WIDEST * half)
        || !(off < 0.9999 * (REACH * half + 2 * sigma));
  }

  /// The least misfit that [#everywhere] saw, hyperbola or not.
  double lowest() {
    return lowest;
  }

  /// The middle of the strikes.
  double middle() {
    return middle;
  }

  /// Half the width of the strikes.
  double half() {
    return half;
  }

  double startM() {
    return startM;
  }

  double startSigma() {
    return startSigma;
  }

  private double m(int index) {
    int row = index / WIDTHS.length - INNER - OUTER;
    int outer = Math.max(0, Math.abs(row) - INNER);
    double reach = REACH - 1 + 2 * WIDTHS[index % WIDTHS.length];
    double place = Math.min(1, Math.abs(row) / (double) INNER) + reach * outer / OUTER;
    return middle + Math.copySign(place * half, row);
  }

  private double sigma(int index) {
    return WIDTHS[index % WIDTHS.length] * half;
  }

  /// Whether no neighbour in a row-major grid over the widths is lower.
  static boolean isLocal(double[] grid, int index) {
    int width = WIDTHS.length;
    int column = index % width;
    double at = grid[index];
    return !(column > 0 && grid[index - 1] < at)
        && !(column < width - 1 && grid[index + 1] < at)
        && !(index >= width && grid[index - width] < at)
        && !(index + width < grid.length && grid[index + width] < at);
  }

  private void insert(int index) {
    int candidate = index;
    for (int i = 0; i < RANKED; i++) {
      if (ranked[i] < 0 || grid[candidate] < grid[ranked[i]]) {
        int moved = ranked[i];
        ranked[i] = candidate;
        candidate = moved;
        if (candidate < 0) {
          return;
        }
      }
    }
  }
}
