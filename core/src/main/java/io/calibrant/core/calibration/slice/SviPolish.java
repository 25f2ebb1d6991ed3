package io.calibrant.core.calibration.slice;

/// Levenberg–Marquardt on (m, σ) over an [SviProjection], inside σ ≤ widest, |m − centre| ≤ reach +
/// 2σ.
///
/// Damping follows Nielsen; a step changes σ at most fourfold. At a bound the step of the other
/// coordinate alone is taken. It ends when the quadratic model promises less than a share of the
/// misfit, so the last pass is the answer and no further one is spent on confirming it.
final class SviPolish {
  private static final double FIRST_DAMPING = 1e-5;
  private static final double LEAST_DAMPING = 1e-9;
  private static final double LARGEST_DAMPING = 1e9;

  /// Share of the misfit of a line below which squares are rounding only.
  private static final double ROUNDING = 0x1p-48;

  private final SviProjection projection;
  private double centre;
  private double reach;
  private double narrowest;
  private double widest;
  private int passes;

  // Where the step in hand leads, and what it promises.
  private double nextM;
  private double nextSigma;

  SviPolish(SviProjection projection) {
    this.projection = projection;
  }

  /// The region of (m, σ).
  void within(double middle, double halfWidth, double least, double most) {
    centre = middle;
    reach = halfWidth;
    narrowest = least;
    widest = most;
  }

  /// Runs from (m, σ); the projection is left at the best point.
  ///
  /// @param share of the misfit at which to stop
  /// @return whether it converged within `limit` passes
  boolean run(double startM, double startSigma, double share, int limit) {
    double sigma = inWidth(startSigma);
    double m = inReach(startM, sigma);
    projection.evaluate(m, sigma);
    projection.save();
    passes++;
    double best = projection.misfit();
    double floor = ROUNDING * projection.misfitOfLine();
    double damping = FIRST_DAMPING;
    double growth = 10;
    for (int pass = 1; pass < limit && damping < LARGEST_DAMPING; ) {
      if (!step(m, sigma, damping)) {
        if (best == Double.POSITIVE_INFINITY) {
          return false;
        }
        damping = Math.max(1e-4, 10 * damping);
        continue;
      }
      double predicted = projection.predicted();
      if (predicted <= share * best + floor || (nextM == m && nextSigma == sigma)) {
        return true;
      }
      projection.evaluate(nextM, nextSigma);
      passes++;
      pass++;
      double gain = (best - projection.misfit()) / predicted;
      if (gain > 0) {
        m = nextM;
        sigma = nextSigma;
        best = projection.misfit();
        projection.save();
        double t = 2 * gain - 1;
        damping = Math.max(LEAST_DAMPING, damping * Math.max(0.1, 1 - t * t * t));
        growth = 10;
      } else {
        projection.restore();
        damping = Math.max(1e-3, damping * growth);
        growth *= 2;
      }
    }
    return damping >= LARGEST_DAMPING;
  }

  /// Solves for the next point; false if the system is singular at this damping.
  private boolean step(double m, double sigma, double damping) {
    if (!projection.solveStep(damping)) {
      return false;
    }
    nextSigma = inWidth(scaled(sigma, projection.stepSigma()));
    double free = m + projection.stepM();
    nextM = inReach(free, nextSigma);
    if (nextSigma == sigma && nextM == free) {
      projection.solveOne(false, damping);
      nextM = inReach(m + projection.stepM(), sigma);
    } else if (nextM != free && Math.abs(m - centre) >= (reach + 2 * sigma) * (1 - 1e-12)) {
      // On the edge of the region, and outwards: along it.
      projection.solveAlong(m < centre ? -2 : 2, damping);
      nextSigma = inWidth(scaled(sigma, projection.stepSigma()));
      nextM = centre + Math.copySign(reach + 2 * nextSigma, m - centre);
    }
    return true;
  }

  /// Passes over the quotes since [#resetPasses].
  int passes() {
    return passes;
  }

  void resetPasses() {
    passes = 0;
  }

  // Branches, not Math.min and max: each of those costs ten cycles between two passes, a branch
  // that is foreseen none.

  private double inReach(double m, double sigma) {
    double most = reach + 2 * sigma;
    if (m > centre + most) {
      return centre + most;
    }
    return m < centre - most ? centre - most : m;
  }

  private double inWidth(double sigma) {
    if (sigma > widest) {
      return widest;
    }
    return sigma < narrowest ? narrowest : sigma;
  }

  /// σ + δ to first order, never below a quarter nor above four times σ.
  private static double scaled(double sigma, double step) {
    if (step >= 0) {
      return step < 3 * sigma ? sigma + step : 4 * sigma;
    }
    return step > -3 * sigma ? sigma * sigma / (sigma - step) : 0.25 * sigma;
  }
}
