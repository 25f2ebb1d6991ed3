package io.calibrant.core.solve.route;

import io.calibrant.core.solve.CmaEs;
import io.calibrant.core.solve.DifferentialEvolution;
import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.MultiStart;
import io.calibrant.core.solve.NelderMead;
import io.calibrant.core.solve.Polished;
import io.calibrant.core.solve.ProjectedLbfgs;
import io.calibrant.core.solve.Solver;
import io.calibrant.core.solve.TrustRegion;
import io.calibrant.core.solve.VariableProjection;
import java.util.List;

/// A solver the router may choose, and what is expected of it before anything is known.
///
/// @param name in records
/// @param solver what runs
/// @param priorSuccess probability of the right minimum
/// @param workAtOne expected work with one parameter
/// @param workPerParameter and for each more
public record Candidate(
    String name, Solver solver, double priorSuccess, double workAtOne, double workPerParameter) {
  static final String LEVENBERG_MARQUARDT = "levenberg-marquardt";
  static final String TRUST_REGION = "trust-region";
  static final String LBFGS = "lbfgs";

  static final Candidate PROJECTION =
      local("variable-projection", VariableProjection.DEFAULT, 25, 5);

  /// Local methods, cheap first, then searches of the whole box.
  public static final List<Candidate> ALL =
      List.of(
          local(LEVENBERG_MARQUARDT, LevenbergMarquardt.DEFAULT, 20, 5),
          local(
              "levenberg-marquardt-accelerated",
              LevenbergMarquardt.DEFAULT.withAcceleration(true),
              25,
              6),
          local(TRUST_REGION, TrustRegion.DEFAULT, 22, 5),
          PROJECTION,
          local(LBFGS, ProjectedLbfgs.DEFAULT, 60, 20),
          local("nelder-mead", new NelderMead(4000, 1e-9, 1e-13), 100, 150),
          new Candidate("multi-start", MultiStart.DEFAULT, 0.95, 400, 40),
          new Candidate(
              "cma-es",
              new Polished(new CmaEs(2500, 2, 1e-4, 1e-4, 1), LevenbergMarquardt.DEFAULT),
              0.9,
              500,
              200),
          new Candidate(
              "differential-evolution",
              new Polished(
                  new DifferentialEvolution(10, 4000, 1e-3, 5, 1), LevenbergMarquardt.DEFAULT),
              0.9,
              800,
              400));

  private static Candidate local(String name, Solver solver, double atOne, double perParameter) {
    return new Candidate(name, solver, 0.8, atOne, perParameter);
  }

  /// Whether it follows the valley that the start is in.
  boolean isLocal() {
    return !(solver instanceof MultiStart || solver instanceof Polished);
  }

  /// Whether it steps to the minima of Gauss–Newton models of all parameters.
  boolean isGaussNewton() {
    return solver instanceof LevenbergMarquardt || solver instanceof TrustRegion;
  }

  /// Whether it searches the whole box at a fixed price, far above the others'.
  public boolean isExhaustive() {
    return solver instanceof Polished;
  }

  double priorWork(int parameters) {
    return workAtOne + workPerParameter * (parameters - 1);
  }

  /// Whether it can run at all.
  public boolean suits(Features features) {
    return !(solver instanceof VariableProjection) || features.separable();
  }

  /// The solver with the cost at which an answer to `question` needs no second opinion.
  Solver towards(Question question) {
    return solver instanceof MultiStart starts
        ? starts.withTarget(question.explainedCost())
        : solver;
  }
}
