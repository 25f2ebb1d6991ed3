package io.calibrant.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Solvers that look beyond the nearest valley, and the parts that they are made of.
class GlobalSearchTest {
  /// MGH 2, Freudenstein and Roth: Σr² = 0 at (5, 4), a wrong minimum of 48.9842 at (11.41…,
  /// −0.8968…), which the usual start leads to.
  private static final LeastSquaresProblem FREUDENSTEIN_ROTH =
      Problems.of(
          2,
          2,
          (x, r, j) -> {
            r[0] = -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1];
            r[1] = -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1];
            Problems.fill(j, 1, (10 - 3 * x[1]) * x[1] - 2, 1, (3 * x[1] + 2) * x[1] - 14);
          });

  private static final Bounds BOX = Bounds.of(new double[] {-20, -20}, new double[] {20, 20});

  @Test
  void localSolver_freudensteinRoth_endsInTheWrongMinimum() {
    LeastSquaresSolution found =
        LevenbergMarquardt.DEFAULT.solve(FREUDENSTEIN_ROTH, new double[] {0.5, -2}, BOX);
    assertThat(2 * found.cost()).isCloseTo(48.9842, within(1e-4));
  }

  @Test
  void globalSolvers_freudensteinRoth_findTheRightMinimum() {
    for (Solver solver :
        List.of(
            MultiStart.DEFAULT,
            DifferentialEvolution.DEFAULT,
            new Polished(new CmaEs(20_000, 4, 1e-6, 1e-6, 3), LevenbergMarquardt.DEFAULT))) {
      LeastSquaresSolution found = solver.solve(FREUDENSTEIN_ROTH, new double[] {0.5, -2}, BOX);
      assertThat(found.x(0)).as(solver.name()).isCloseTo(5, within(1e-6));
      assertThat(found.x(1)).as(solver.name()).isCloseTo(4, within(1e-6));
    }
  }

  @Test
  void multiStart_agreedOn_saysSo() {
    assertThat(
            MultiStart.DEFAULT
                .solve(Problems.rosenbrock(), new double[] {-1.2, 1}, BOX)
                .termination())
        .isEqualTo(new Termination.Converged(Termination.Test.AGREEMENT));
  }

  /// y = c₀ + c₁e^(−αt) + c₂e^(−βt): the answer of the whole problem, in far fewer iterations.
  @Test
  void variableProjection_sumOfExponentials_equalsTheWholeProblem() {
    var random = new SplittableRandom(5);
    double[] y = new double[40];
    for (int i = 0; i < y.length; i++) {
      double t = 0.1 * i;
      y[i] =
          1
              + 2 * StrictMath.exp(-0.5 * t)
              - 3 * StrictMath.exp(-2.5 * t)
              + 0.01 * random.nextDouble(-1, 1);
    }
    LeastSquaresProblem problem = new Exponentials(y);
    double[] start = {0, 0, 0, 0.3, 4};
    LeastSquaresSolution whole =
        LevenbergMarquardt.DEFAULT.solve(problem, new double[] {1, 2, -3, 0.5, 2.5});
    LeastSquaresSolution projected = VariableProjection.DEFAULT.solve(problem, start);
    assertThat(projected.termination().usable()).isTrue();
    assertThat(projected.cost() / whole.cost()).isCloseTo(1, within(1e-9));
    for (int i = 0; i < 5; i++) {
      assertThat(projected.x(i)).isCloseTo(whole.x(i), within(1e-5));
      assertThat(projected.covariance(i, i) / whole.covariance(i, i)).isCloseTo(1, within(1e-4));
    }
    assertThat(projected.iterations()).isLessThan(20);
    assertThat(
            VariableProjection.DEFAULT
                .solve(problem, start, Bounds.NONE, StopSignal.after(5), new Workspace())
                .evaluations())
        .isEqualTo(5);
  }

  @Test
  void variableProjection_plainProblem_namesTheCure() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> VariableProjection.DEFAULT.solve(Problems.rosenbrock(), new double[] {0, 0}))
        .withMessageContaining("SeparableProblem");
  }

  /// The first points in bases 2 and 3, by hand, and every cell of an 8 × 9 grid hit once by 72.
  @Test
  void halton_firstPoints_fillTheSquareEvenly() {
    assertThat(Halton.coordinate(1, 0)).isEqualTo(0.5);
    assertThat(Halton.coordinate(2, 0)).isEqualTo(0.25);
    assertThat(Halton.coordinate(6, 0)).isEqualTo(0.375);
    assertThat(Halton.coordinate(1, 1)).isCloseTo(2.0 / 3, within(1e-15));
    boolean[] hit = new boolean[72];
    for (int i = 72; i < 144; i++) {
      int row = (int) (8 * Halton.coordinate(i, 0));
      int column = (int) (9 * Halton.coordinate(i, 1) + 1e-9);
      int cell = 9 * row + column;
      assertThat(hit[cell]).isFalse();
      hit[cell] = true;
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Halton.coordinate(0, 0));
  }

  /// 512 points in 8 dimensions are kept; on either side of both borders they are what the digits
  /// say.
  @Test
  void halton_keptPointsAndOthers_areTheMirroredDigits() {
    int[] bases = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29};
    for (int index = 1; index <= 1_100; index++) {
      for (int dimension = 0; dimension < bases.length; dimension++) {
        assertThat(Halton.coordinate(index, dimension))
            .as("point %d, dimension %d", index, dimension)
            .isEqualTo(mirrored(index, bases[dimension]));
      }
    }
  }

  /// Digits of least weight last, each times the whole number nearest to base/φ.
  private static double mirrored(int index, int base) {
    int factor = (int) Math.max(1, Math.rint(base / 1.618033988749895));
    String digits = Integer.toString(index, base);
    double weight = 1.0 / base;
    double sum = 0;
    for (int i = digits.length() - 1; i >= 0; i--) {
      sum += Character.digit(digits.charAt(i), base) * factor % base * weight;
      weight /= base;
    }
    return sum;
  }

  private record Exponentials(List<Double> y) implements SeparableProblem {
    Exponentials(double[] y) {
      this(Arrays.stream(y).boxed().toList());
    }

    @Override
    public int linearCount() {
      return 3;
    }

    @Override
    public int parameterCount() {
      return 5;
    }

    @Override
    public int residualCount() {
      return y.size();
    }

    @Override
    public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
      for (int i = 0; i < residuals.length; i++) {
        double t = 0.1 * i;
        double first = StrictMath.exp(-x[3] * t);
        double second = StrictMath.exp(-x[4] * t);
        residuals[i] = x[0] + x[1] * first + x[2] * second - y.get(i);
        jacobian[5 * i] = 1;
        jacobian[5 * i + 1] = first;
        jacobian[5 * i + 2] = second;
        jacobian[5 * i + 3] = -t * x[1] * first;
        jacobian[5 * i + 4] = -t * x[2] * second;
      }
      return true;
    }
  }
}
