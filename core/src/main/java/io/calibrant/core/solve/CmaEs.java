package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;

/// The evolution strategy with covariance matrix adaptation, for rough, noisy or many-valleyed
/// costs without a usable gradient.
///
/// Hansen, *The CMA evolution strategy: a tutorial*, arXiv:1604.00772, with its default constants
/// (positive weights, rank-one and rank-μ updates). Coordinates are scaled by a quarter of the box,
/// or by max(1, |start|)/2 where a bound is infinite; points outside the box are moved onto it.
/// After a collapse it starts again from a Halton point with twice the population (Auger and
/// Hansen's IPOP), `restarts` times.
///
/// A run stops as converged when
/// - SPREAD: the costs of one generation differ by ≤ costTolerance · (least + costTolerance), or
///   the standard deviation of every coordinate is ≤ stepTolerance of its scale.
///
/// @param maxEvaluations ≥ 1
/// @param restarts ≥ 0
public record CmaEs(
    int maxEvaluations, int restarts, double stepTolerance, double costTolerance, long seed)
    implements Solver {
  /// One run.
  public static final CmaEs DEFAULT = new CmaEs(100_000, 0, 1e-11, 1e-14, 1);

  private static final double REACH = 5;
  private static final Stopped EVALUATIONS = new Stopped(Limit.EVALUATIONS);

  @Override
  public String name() {
    return "cma-es";
  }

  @Override
  public Termination minimize(Workspace work) {
    Evolution evolution = work.memory(Evolution.class, Evolution::new);
    double[] start = work.start();
    double[] mean = work.array(start.length);
    System.arraycopy(start, 0, mean, 0, start.length);
    work.cost(start);
    evolution.begin(this, work, start);
    int size = 4 + (int) (3 * StrictMath.log(start.length));
    Termination end = EVALUATIONS;
    for (int run = 0; run <= restarts && !evolution.isOver(); run++) {
      end = evolution.run(mean, size);
      size *= 2;
      Halton.point(run + 1, work.bounds(), start, REACH, mean);
    }
    return work.termination(end);
  }
}
