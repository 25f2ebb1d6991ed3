package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Converged;
import io.calibrant.core.solve.Termination.Test;

/// A local solver from several starts, against wrong minima.
///
/// The first start is the given one. The others are the best of `samples` Halton points of the box
/// by cost, each at least a tenth of the box from those before; where a bound is infinite, the box
/// reaches `reach` · max(1, |start|) to that side. It ends early once `agreement` starts have
/// reached the least cost.
///
/// It stops as converged when
/// - AGREEMENT: that many starts have ended within costTolerance · (least + costTolerance) of the
///   least cost, or
/// - TARGET: a run has ended at or below `target`.
///
/// Otherwise it stops as the run did that reached the least cost.
///
/// @param local runs from each start
/// @param samples points whose cost is evaluated, ≥ 1
/// @param starts runs at the most, ≥ 1
/// @param agreement runs that must agree, ≥ 1
/// @param target a cost that needs no agreement, such as what noise alone explains; negative: none
public record MultiStart(
    Solver local,
    int samples,
    int starts,
    int agreement,
    double costTolerance,
    double reach,
    double target)
    implements Solver {
  /// Levenberg–Marquardt from up to 20 of 200 points until three agree.
  public static final MultiStart DEFAULT =
      new MultiStart(LevenbergMarquardt.DEFAULT, 200, 20, 3, 1e-6, 5, -1);

  private static final Converged TARGET = new Converged(Test.TARGET);
  private static final Converged AGREEMENT = new Converged(Test.AGREEMENT);

  /// Squared distance, in widths of the box, within which a second start says nothing new.
  private static final double NEAR = 0.01;

  /// One that is content with a cost.
  public MultiStart withTarget(double cost) {
    return new MultiStart(local, samples, starts, agreement, costTolerance, reach, cost);
  }

  @Override
  public String name() {
    return "multi-start " + local.name();
  }

  @Override
  public Termination minimize(Workspace work) {
    double[] start = work.start();
    double[] points = work.array(samples * start.length);
    double[] costs = work.array(samples);
    double[] x = work.array(start.length);
    double[] ends = work.array(starts);
    Termination best = local.minimize(work.inner(0, start, Integer.MAX_VALUE));
    double least = work.cost();
    ends[0] = least;
    if (least > target && (agreement > 1 || !(least < Double.POSITIVE_INFINITY))) {
      sample(work, start, points, costs, x);
    }
    int runs = 1;
    while (least > target
        && !work.isStopped()
        && agreeing(ends, runs, least) < agreement
        && runs < starts) {
      int next = cheapest(costs);
      if (next < 0) {
        break;
      }
      System.arraycopy(points, next * x.length, x, 0, x.length);
      setAside(work.bounds(), start, points, costs, next);
      Workspace inner = work.inner(0, x, Integer.MAX_VALUE);
      Termination end = local.minimize(inner);
      ends[runs++] = inner.cost();
      if (inner.cost() < least) {
        least = inner.cost();
        best = end;
      }
    }
    if (least <= target) {
      return work.termination(TARGET);
    }
    return work.termination(agreeing(ends, runs, least) >= agreement ? AGREEMENT : best);
  }

  private void sample(Workspace work, double[] start, double[] points, double[] costs, double[] x) {
    for (int i = 0; i < samples; i++) {
      Halton.point(i + 1, work.bounds(), start, reach, x);
      System.arraycopy(x, 0, points, i * x.length, x.length);
      costs[i] = work.cost(x);
    }
  }

  private int agreeing(double[] ends, int runs, double least) {
    int count = 0;
    for (int i = 0; i < runs; i++) {
      count += ends[i] - least <= costTolerance * (least + costTolerance) ? 1 : 0;
    }
    return count;
  }

  private static int cheapest(double[] costs) {
    int best = -1;
    for (int i = 0; i < costs.length; i++) {
      if (costs[i] < (best < 0 ? Double.POSITIVE_INFINITY : costs[best])) {
        best = i;
      }
    }
    return best;
  }

  /// Sets aside a point and those near it.
  private void setAside(
      Bounds bounds, double[] centre, double[] points, double[] costs, int chosen) {
    int n = centre.length;
    for (int other = 0; other < costs.length; other++) {
      double square = 0;
      for (int i = 0; i < n; i++) {
        double width =
            Halton.high(bounds, i, centre[i], reach) - Halton.low(bounds, i, centre[i], reach);
        double gap = points[other * n + i] - points[chosen * n + i];
        square += width > 0 ? gap / width * (gap / width) : 0;
      }
      costs[other] = square <= NEAR * n / 4 ? Double.POSITIVE_INFINITY : costs[other];
    }
    costs[chosen] = Double.POSITIVE_INFINITY;
  }
}
