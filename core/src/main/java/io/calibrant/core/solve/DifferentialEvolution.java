package io.calibrant.core.solve;

import io.calibrant.core.solve.Termination.Converged;
import io.calibrant.core.solve.Termination.Limit;
import io.calibrant.core.solve.Termination.Stopped;
import io.calibrant.core.solve.Termination.Test;

/// Differential evolution, a global method for cheap evaluations, few parameters and many valleys.
///
/// Storn and Price, *Journal of Global Optimization* 11 (1997) 341–359, in the form rand/1/bin with
/// the factor F drawn from [0.5, 1] each generation and crossover 0.9. The first population is the
/// start and Halton points of the box; where a bound is infinite, `reach` · max(1, |start|) to that
/// side. Children outside the box are moved halfway back from their parent.
///
/// It stops as converged when
/// - SPREAD: greatest − least cost ≤ costTolerance · (least + costTolerance) over the population.
///
/// @param population members a parameter, ≥ 2; never fewer than 8 in all
/// @param maxEvaluations ≥ 1
public record DifferentialEvolution(
    int population, int maxEvaluations, double costTolerance, double reach, long seed)
    implements Solver {
  /// Twenty members a parameter.
  public static final DifferentialEvolution DEFAULT =
      new DifferentialEvolution(20, 100_000, 1e-14, 5, 1);

  private static final double CROSSOVER = 0.9;

  private static final Converged SPREAD = new Converged(Test.SPREAD);
  private static final Stopped EVALUATIONS = new Stopped(Limit.EVALUATIONS);

  @Override
  public String name() {
    return "differential-evolution";
  }

  @Override
  public Termination minimize(Workspace work) {
    return work.memory(Population.class, Population::new).run(this, work);
  }

  /// Members in rows of n.
  private static final class Population {
    private final SplitMixDraws draws = new SplitMixDraws();
    private Bounds bounds = Bounds.NONE;
    private int n;
    private int size;
    private double[] members = {};
    private double[] costs = {};
    private double[] child = {};

    Termination run(DifferentialEvolution settings, Workspace work) {
      draws.seed(settings.seed);
      bounds = work.bounds();
      n = work.parameterCount();
      size = Math.max(8, settings.population * n);
      members = work.array(size * n);
      costs = work.array(size);
      child = work.array(n);
      double[] start = work.start();
      for (int member = 0; member < size; member++) {
        if (member == 0) {
          System.arraycopy(start, 0, child, 0, n);
        } else {
          Halton.point(member, bounds, start, settings.reach, child);
        }
        System.arraycopy(child, 0, members, member * n, n);
        costs[member] = work.cost(child);
      }
      while (!work.isStopped() && work.evaluations() < settings.maxEvaluations) {
        if (isOne(settings.costTolerance)) {
          return work.termination(SPREAD);
        }
        generation(work);
        work.step();
      }
      return work.termination(EVALUATIONS);
    }

    private boolean isOne(double tolerance) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int member = 0; member < size; member++) {
        least = Math.min(least, costs[member]);
        greatest = Math.max(greatest, costs[member]);
      }
      return greatest - least <= tolerance * (least + tolerance);
    }

    private void generation(Workspace work) {
      double factor = 0.5 + 0.5 * draws.uniform();
      for (int member = 0; member < size; member++) {
        int a = other(member, member, member);
        int b = other(member, a, a);
        int c = other(member, a, b);
        int always = draws.index(n);
        for (int i = 0; i < n; i++) {
          double own = members[member * n + i];
          child[i] = own;
          if (i == always || draws.uniform() < CROSSOVER) {
            double value = members[a * n + i] + factor * (members[b * n + i] - members[c * n + i]);
            value = value < bounds.lower(i) ? 0.5 * (own + bounds.lower(i)) : value;
            child[i] = value > bounds.upper(i) ? 0.5 * (own + bounds.upper(i)) : value;
          }
        }
        double cost = work.cost(child);
        if (cost <= costs[member] && cost < Double.POSITIVE_INFINITY) {
          System.arraycopy(child, 0, members, member * n, n);
          costs[member] = cost;
        }
      }
    }

    private int other(int first, int second, int third) {
      int drawn;
      do {
        drawn = draws.index(size);
      } while (drawn == first || drawn == second || drawn == third);
      return drawn;
    }
  }
}
