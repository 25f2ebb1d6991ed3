package io.calibrant.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.solve.Problems.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every solver against published minima.
class PublishedMinimaTest {
  static final List<Reference> MGH = Published.MGH;
  static final List<Reference> NIST = Published.NIST;

  private static final List<Solver> GRADIENT_SOLVERS =
      List.of(
          new LevenbergMarquardt(2000, 1e-13, 1e-14, 0, Double.POSITIVE_INFINITY),
          new LevenbergMarquardt(2000, 1e-13, 1e-14, 0, Double.POSITIVE_INFINITY)
              .withAcceleration(true),
          new TrustRegion(2000, 1e-13, 1e-14, 0),
          new ProjectedLbfgs(20_000, 10, 1e-13, 1e-15, 0));

  /// Where the scales of the parameters differ by 10⁴ and more, which a search without gradients
  /// cannot learn in 100,000 evaluations.
  private static final List<String> BEYOND_CMA_ES = List.of("3 ", "4 ", "10 ", "17 ");

  @ParameterizedTest
  @FieldSource("MGH")
  void gradientSolvers_moreGarbowHillstrom_reachThePrintedMinimum(Reference reference) {
    List<String> misses = new ArrayList<>();
    for (Solver solver : GRADIENT_SOLVERS) {
      LeastSquaresSolution found = solver.solve(reference.problem(), reference.from());
      if (!isMinimum(reference, found)) {
        misses.add(describe(solver, found));
      }
    }
    assertThat(misses).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("MGH")
  void derivativeFreeSolvers_moreGarbowHillstrom_reachThePrintedMinimum(Reference reference) {
    List<String> misses = new ArrayList<>();
    List<Solver> solvers = new ArrayList<>(List.of(new NelderMead(100_000, 1e-12, 0)));
    if (BEYOND_CMA_ES.stream().noneMatch(reference.name()::startsWith)) {
      solvers.add(new CmaEs(100_000, 0, 1e-14, 0, 1));
    }
    for (Solver solver : solvers) {
      LeastSquaresSolution found = solver.solve(reference.problem(), reference.from());
      if (!isMinimum(reference, found)) {
        misses.add(describe(solver, found));
      }
    }
    assertThat(misses).isEmpty();
  }

  /// Six printed digits: 1e-5 of the minimum; zero minima to 1e-12.
  private static boolean isMinimum(Reference reference, LeastSquaresSolution found) {
    return Math.abs(2 * found.cost() - reference.minimum()) <= 1e-12 + 1e-5 * reference.minimum();
  }

  @ParameterizedTest
  @FieldSource("NIST")
  void gradientSolvers_nist_reachSixCertifiedDigits(Reference reference) {
    List<String> misses = new ArrayList<>();
    for (Solver solver : GRADIENT_SOLVERS) {
      LeastSquaresSolution found = solver.solve(reference.problem(), reference.from());
      boolean right = Math.abs(2 * found.cost() / reference.minimum() - 1) <= 1e-7;
      for (int i = 0; i < reference.solution().size(); i++) {
        right &= Math.abs(found.x(i) / reference.solution().get(i) - 1) <= 1e-6;
      }
      if (!right) {
        misses.add(describe(solver, found));
      }
    }
    assertThat(misses).isEmpty();
  }

  /// Hipparchus' Levenberg–Marquardt is a port of MINPACK's: another's code, by QR.
  @ParameterizedTest
  @FieldSource("NIST")
  void levenbergMarquardt_nist_agreesWithHipparchus(Reference reference) {
    LeastSquaresProblem problem = reference.problem();
    int n = problem.parameterCount();
    int m = problem.residualCount();
    MultivariateJacobianFunction model =
        point -> {
          double[] residuals = new double[m];
          double[] jacobian = new double[m * n];
          problem.evaluate(point.toArray(), residuals, jacobian);
          double[][] rows = new double[m][];
          for (int i = 0; i < m; i++) {
            rows[i] = Arrays.copyOfRange(jacobian, i * n, (i + 1) * n);
          }
          return new Pair<>(
              MatrixUtils.createRealVector(residuals), MatrixUtils.createRealMatrix(rows));
        };
    RealVector theirs =
        new LevenbergMarquardtOptimizer()
            .withCostRelativeTolerance(1e-14)
            .withParameterRelativeTolerance(1e-14)
            .optimize(
                new LeastSquaresBuilder()
                    .start(reference.from())
                    .target(new double[m])
                    .model(model)
                    .maxEvaluations(5000)
                    .maxIterations(5000)
                    .build())
            .getPoint();
    LeastSquaresSolution ours = GRADIENT_SOLVERS.getFirst().solve(problem, reference.from());
    for (int i = 0; i < n; i++) {
      assertThat(ours.x(i) / theirs.getEntry(i)).isCloseTo(1, within(1e-6));
    }
  }

  private static String describe(Solver solver, LeastSquaresSolution found) {
    return "%s: sum of squares %s at %s, %s after %d evaluations"
        .formatted(
            solver.name(),
            2 * found.cost(),
            Arrays.toString(found.toArray()),
            found.termination(),
            found.evaluations());
  }
}
