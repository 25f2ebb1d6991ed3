package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Converged;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Termination.Test;
import java.util.Arrays;

/// The simplex method of Nelder and Mead, which needs residuals alone and stands noise.
///
/// Coefficients adapt to the dimension (Gao and Han, *Computational Optimization and Applications*
/// 51 (2012) 259–277). Points outside the bounds are moved onto them. A simplex that has collapsed
/// is laid out again around the best point, at 10⁻³ of its first size, until that no longer lowers
/// the cost: the method's known false minima do not survive it.
///
/// It stops as converged when
/// - SPREAD: |xᵢ − bestᵢ| ≤ stepTolerance · (|bestᵢ| + stepTolerance) at all corners, or their
///   costs differ by less than costTolerance · (least + costTolerance), and a fresh simplex has not
///   lowered the cost by more than costTolerance · (least + costTolerance).
///
/// @param maxEvaluations ≥ 1
public record NelderMead(int maxEvaluations, double stepTolerance, double costTolerance)
    implements Solver {
  /// Tight tolerances.
  public static final NelderMead DEFAULT = new NelderMead(20_000, 1e-10, 1e-14);

  private static final double FIRST_SIZE = 0.05;
  private static final double FRESH_SIZE = 1e-3;
  private static final int MAX_FRESH = 20;

  private static final Converged SPREAD = new Converged(Test.SPREAD);
  private static final Stopped EVALUATIONS = new Stopped(Limit.EVALUATIONS);

  @Override
  public String name() {
    return "nelder-mead";
  }

  @Override
  public Termination minimize(Workspace work) {
    return work.memory(Simplex.class, Simplex::new).run(this, work);
  }

  /// The corners, n + 1 rows of n, sorted by cost through an index.
  private static final class Simplex {
    private NelderMead settings = DEFAULT;
    private Bounds bounds = Bounds.NONE;
    private int n;
    private double[] corners = {};
    private double[] costs = {};
    private double[] centre = {};
    private double[] trial = {};
    private double[] other = {};
    private int[] order = {};

    Termination run(NelderMead solver, Workspace work) {
      settings = solver;
      bounds = work.bounds();
      n = work.parameterCount();
      corners = work.array((n + 1) * n);
      costs = work.array(n + 1);
      centre = work.array(n);
      trial = work.array(n);
      other = work.array(n);
      if (order.length != n + 1) {
        order = new int[n + 1];
      }
      double[] start = work.start();
      work.cost(start);
      double size = FIRST_SIZE;
      for (int fresh = 0; fresh <= MAX_FRESH; fresh++) {
        double before = work.cost();
        layOut(work, start, size);
        collapse(work);
        if (isOver(work)) {
          return work.termination(EVALUATIONS);
        }
        double least = work.cost();
        if (fresh > 0
            && !(before - least > settings.costTolerance * (least + settings.costTolerance))) {
          return work.termination(SPREAD);
        }
        work.copyBest(start);
        size = FRESH_SIZE;
      }
      return work.termination(SPREAD);
    }

    private boolean isOver(Workspace work) {
      return work.isStopped() || work.evaluations() >= settings.maxEvaluations;
    }

    private void layOut(Workspace work, double[] start, double size) {
      for (int corner = 0; corner <= n; corner++) {
        order[corner] = corner;
        System.arraycopy(start, 0, trial, 0, n);
        if (corner > 0) {
          int i = corner - 1;
          double width = bounds.upper(i) - bounds.lower(i);
          double scale = width < 1e9 ? width : Math.max(Math.abs(start[i]), 0.1);
          trial[i] = bounds.clamp(i, start[i] + size * scale);
          if (trial[i] == start[i]) {
            trial[i] = bounds.clamp(i, start[i] - size * scale);
          }
        }
        System.arraycopy(trial, 0, corners, corner * n, n);
        costs[corner] = corner == 0 ? work.cost() : work.cost(trial);
      }
      sort();
    }

    private void collapse(Workspace work) {
      double expansion = 1 + 2.0 / n;
      double contraction = 0.75 - 0.5 / n;
      while (!isOver(work) && !hasCollapsed()) {
        centre();
        double least = costs[order[0]];
        double second = costs[order[n - 1]];
        double worst = costs[order[n]];
        double reflected = at(work, 1, trial);
        if (reflected < least) {
          double expanded = at(work, expansion, other);
          boolean farther = expanded < reflected;
          replaceWorst(farther ? other : trial, Math.min(expanded, reflected));
        } else if (reflected < second) {
          replaceWorst(trial, reflected);
        } else {
          boolean outside = reflected < worst;
          double contracted = at(work, outside ? contraction : -contraction, other);
          if (contracted < (outside ? reflected : worst)) {
            replaceWorst(other, contracted);
          } else {
            shrink(work);
          }
        }
        work.step();
        sort();
      }
    }

    private void centre() {
      Arrays.fill(centre, 0);
      for (int rank = 0; rank < n; rank++) {
        for (int i = 0; i < n; i++) {
          centre[i] += corners[order[rank] * n + i] / n;
        }
      }
    }

    private double at(Workspace work, double factor, double[] x) {
      int worst = order[n] * n;
      for (int i = 0; i < n; i++) {
        x[i] = bounds.clamp(i, centre[i] + factor * (centre[i] - corners[worst + i]));
      }
      return work.cost(x);
    }

    private void replaceWorst(double[] x, double cost) {
      System.arraycopy(x, 0, corners, order[n] * n, n);
      costs[order[n]] = cost;
    }

    private void shrink(Workspace work) {
      double keep = n > 1 ? 1 - 1.0 / n : 0.5;
      int best = order[0] * n;
      for (int rank = 1; rank <= n; rank++) {
        int row = order[rank] * n;
        for (int i = 0; i < n; i++) {
          corners[row + i] = corners[best + i] + keep * (corners[row + i] - corners[best + i]);
        }
        System.arraycopy(corners, row, trial, 0, n);
        costs[order[rank]] = work.cost(trial);
      }
    }

    private boolean hasCollapsed() {
      double least = costs[order[0]];
      if (!(costs[order[n]] - least > settings.costTolerance * (least + settings.costTolerance))) {
        return true;
      }
      int best = order[0] * n;
      for (int corner = 0; corner <= n; corner++) {
        for (int i = 0; i < n; i++) {
          double x = corners[best + i];
          double limit = settings.stepTolerance * (Math.abs(x) + settings.stepTolerance);
          if (!(Math.abs(corners[corner * n + i] - x) <= limit)) {
            return false;
          }
        }
      }
      return true;
    }

    /// By insertion: after one replacement almost everything is in order.
    private void sort() {
      for (int i = 1; i <= n; i++) {
        int moved = order[i];
        int j = i - 1;
        for (; j >= 0 && costs[order[j]] > costs[moved]; j--) {
          order[j + 1] = order[j];
        }
        order[j + 1] = moved;
      }
    }
  }
}
