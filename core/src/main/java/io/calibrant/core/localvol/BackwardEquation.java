package io.calibrant.core.localvol;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// The backward equation: a payoff's value today under local volatility,
///
/// ```
/// ∂u/∂t + ½ σ²(ln x, t) x² ∂²u/∂x² = 0,   x = S/F,   u(x, T) = payoff(x)
/// ```
///
/// with the scheme of [ForwardEquation]. The payoff is averaged over each node's cell, so that
/// kinks between nodes cost no order. European exercise only.
public final class BackwardEquation {
  /// Points of a cell over which a payoff is averaged.
  private static final int POINTS = 16;

  private BackwardEquation() {}

  /// A value with its first two derivatives in x at x = 1, σ² held as a function of price and time.
  ///
  /// @param value units of the forward, undiscounted
  /// @param delta ∂u/∂x
  /// @param gamma ∂²u/∂x²
  public record Solution(double value, double delta, double gamma) {}

  /// Values a payoff.
  ///
  /// @param payoff of x = S_T/F(T), in units of the forward; linear beyond the grid
  /// @param times years, > 0 and ascending: the last is T, at the others σ² may jump; not modified
  /// @param steps between two times, ≥ 4
  public static Solution solve(
      LocalVolSurface local,
      DoubleUnaryOperator payoff,
      double[] times,
      MoneynessGrid grid,
      int steps) {
    ForwardEquation.checkSteps(steps);
    double[] u = averaged(payoff, grid);
    var stepper = new Stepper(local, grid, 0);
    for (int e = times.length - 1; e >= 0; e--) {
      double from = e == 0 ? 0 : times[e - 1];
      double length = times[e] - from;
      if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "times=%s: must be > 0, finite and ascending".formatted(Arrays.toString(times)));
      }
      for (int j = steps; j > 0; j--) {
        double t0 = from + length * ends(j, steps);
        double t1 = from + length * ends(j - 1, steps);
        if (e == times.length - 1 && j > steps - 2) {
          double middle = 0.5 * (t0 + t1);
          stepper.step(u, t0, middle, 1);
          stepper.step(u, middle, t1, 1);
        } else {
          stepper.step(u, t0, t1, 0.5);
        }
      }
    }
    int i = grid.atTheMoney();
    double down = grid.x(i) - grid.x(i - 1);
    double up = grid.x(i + 1) - grid.x(i);
    double left = (u[i] - u[i - 1]) / down;
    double right = (u[i + 1] - u[i]) / up;
    return new Solution(
        u[i], (left * up + right * down) / (down + up), 2 * (right - left) / (down + up));
  }

  /// Share of an interval after j of n steps, which are short at both ends.
  private static double ends(int j, int n) {
    double t = (double) j / n;
    return t * t * (3 - 2 * t);
  }

  private static double[] averaged(DoubleUnaryOperator payoff, MoneynessGrid grid) {
    int n = grid.size();
    double[] u = new double[n];
    u[0] = payoff.applyAsDouble(grid.x(0));
    u[n - 1] = payoff.applyAsDouble(grid.x(n - 1));
    for (int i = 1; i < n - 1; i++) {
      double left = 0.5 * (grid.x(i - 1) + grid.x(i));
      double right = 0.5 * (grid.x(i) + grid.x(i + 1));
      double sum = 0;
      for (int j = 0; j < POINTS; j++) {
        sum += payoff.applyAsDouble(left + (right - left) * (j + 0.5) / POINTS);
      }
      // The cell's midpoint is not the node: shift back along the payoff's slope.
      double slope = (payoff.applyAsDouble(right) - payoff.applyAsDouble(left)) / (right - left);
      u[i] = sum / POINTS + slope * (grid.x(i) - 0.5 * (left + right));
    }
    return u;
  }
}
