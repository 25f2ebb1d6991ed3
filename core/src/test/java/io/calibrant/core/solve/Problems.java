package io.calibrant.core.solve;

import java.util.List;

/// Reference problems with published minima: Moré, Garbow and Hillstrom, *Testing unconstrained
/// optimization software*, ACM TOMS 7 (1981) 17–41; their numbers in the names. `minimum` is Σr²,
/// as they print it.
final class Problems {
  /// Residuals and their Jacobian in closed form.
  interface Functions {
    void at(double[] x, double[] r, double[] j);
  }

  /// A problem with its usual start and what is known of its minimum.
  record Reference(
      String name,
      LeastSquaresProblem problem,
      List<Double> start,
      double minimum,
      List<Double> solution) {
    double[] from() {
      return start.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Problems() {}

  static LeastSquaresProblem of(int n, int m, Functions functions) {
    return new LeastSquaresProblem() {
      @Override
      public int parameterCount() {
        return n;
      }

      @Override
      public int residualCount() {
        return m;
      }

      @Override
      public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
        functions.at(x, residuals, jacobian);
        return true;
      }
    };
  }

  static void fill(double[] to, double... values) {
    System.arraycopy(values, 0, to, 0, values.length);
  }

  /// MGH 1.
  static LeastSquaresProblem rosenbrock() {
    return of(
        2,
        2,
        (x, r, j) -> {
          r[0] = 10 * (x[1] - x[0] * x[0]);
          r[1] = 1 - x[0];
          j[0] = -20 * x[0];
          j[1] = 10;
          j[2] = -1;
          j[3] = 0;
        });
  }
}
