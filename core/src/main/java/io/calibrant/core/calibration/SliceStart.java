package io.calibrant.core.calibration;

import io.calibrant.core.solve.LeastSquaresSolution;
import io.calibrant.core.solve.LevenbergMarquardt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Cold starts of one slice: for fixed (m, σ) the smile is linear in (a, b, bρ).
///
/// Each of 12 pairs (m, σ), scaled by the ATM standard deviation, gives a smile by weighted linear
/// least squares; the best few are polished alone, without neighbours, and the best polished one
/// starts the joint fit. Zeliade, *Quasi-explicit calibration of Gatheral's SVI model* (2009).
final class SliceStart {
  private static final double[] CENTRES = {-0.7, 0, 0.7};
  private static final double[] WIDTHS = {0.3, 0.8, 1.6, 3};
  private static final int POLISHED = 3;
  private static final double MAX_RHO = 0.9;
  private static final double PENALTY = 1e4;
  private static final LevenbergMarquardt SOLVER = new LevenbergMarquardt(40, 1e-9, 1e-9, 1e-6, 1);

  private final SliceTarget target;
  private final SurfaceProblem problem;
  private final double stdDev;

  private SliceStart(SliceTarget target, double robustness) {
    this.target = target;
    this.stdDev = target.atmVol * Math.sqrt(target.expiry);
    this.problem =
        new SurfaceProblem(List.of(target), new ConditionPoints(new double[] {stdDev}), robustness);
    problem.setPenalty(PENALTY);
  }

  /// Coordinates from which to start the joint fit; length 5.
  static double[] of(SliceTarget target, double robustness) {
    return new SliceStart(target, robustness).best();
  }

  private static final class Candidate {
    private final double cost;
    private final double[] x;

    Candidate(double cost, double[] x) {
      this.cost = cost;
      this.x = x;
    }
  }

  private double[] best() {
    List<Candidate> candidates = new ArrayList<>();
    for (double centre : CENTRES) {
      for (double width : WIDTHS) {
        double[] x = linearFit(centre * stdDev, width * stdDev);
        double cost = problem.cost(x);
        if (cost < Double.POSITIVE_INFINITY) {
          candidates.add(new Candidate(cost, x));
        }
      }
    }
    if (candidates.isEmpty()) {
      return plain();
    }
    candidates.sort(Comparator.comparingDouble(candidate -> candidate.cost));
    double[] best = candidates.getFirst().x;
    double least = Double.POSITIVE_INFINITY;
    for (Candidate candidate : candidates.subList(0, Math.min(POLISHED, candidates.size()))) {
      LeastSquaresSolution polished = SOLVER.solve(problem, candidate.x);
      if (polished.cost() < least) {
        least = polished.cost();
        best = polished.toArray();
      }
    }
    return best;
  }

  /// A plain smile through the ATM vol: always inside the domain and free of butterflies.
  private double[] plain() {
    double[] x = new double[SviCoordinates.N];
    double b = 0.3 * stdDev;
    double sigma = stdDev;
    SviCoordinates.fromRaw(stdDev * stdDev - b * sigma, b, 0, 0, sigma, x, 0);
    return x;
  }

  private double[] linearFit(double m, double sigma) {
    double[] gram = new double[9];
    double[] right = new double[3];
    for (int i = 0; i < target.size; i++) {
      if (target.lower[i] != target.upper[i]) {
        continue;
      }
      double vol = target.lower[i];
      double d = target.k[i] - m;
      double[] basis = {1, d, Math.sqrt(d * d + sigma * sigma)};
      double weight = 1 / (vol * target.stdDev[i]);
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
          gram[3 * r + c] += weight * weight * basis[r] * basis[c];
        }
        right[r] += weight * weight * basis[r] * vol * vol * target.expiry;
      }
    }
    double[] solution = solve3(gram, right);
    double b = solution[2];
    double c = Math.max(-MAX_RHO * b, Math.min(MAX_RHO * b, solution[1]));
    double[] x = new double[SviCoordinates.N];
    SviCoordinates.fromRaw(solution[0], b, c, m, sigma, x, 0);
    return x;
  }

  /// Solves a 3 × 3 system by Cramer's rule; a singular one gives NaN, which no cost accepts.
  private static double[] solve3(double[] a, double[] y) {
    double c0 = a[4] * a[8] - a[5] * a[7];
    double c1 = a[5] * a[6] - a[3] * a[8];
    double c2 = a[3] * a[7] - a[4] * a[6];
    double det = a[0] * c0 + a[1] * c1 + a[2] * c2;
    return new double[] {
      (y[0] * c0 + y[1] * (a[2] * a[7] - a[1] * a[8]) + y[2] * (a[1] * a[5] - a[2] * a[4])) / det,
      (y[0] * c1 + y[1] * (a[0] * a[8] - a[2] * a[6]) + y[2] * (a[2] * a[3] - a[0] * a[5])) / det,
      (y[0] * c2 + y[1] * (a[1] * a[6] - a[0] * a[7]) + y[2] * (a[0] * a[4] - a[1] * a[3])) / det
    };
  }
}
