package io.calibrant.core.localvol;

import java.util.Arrays;

/// Dupire's forward equation: the prices of all strikes and expiries from one sweep,
///
/// ```
/// ∂c/∂T = ½ σ²(ln x, T) x² ∂²c/∂x²,   x = K/F,   c(x, 0) = (1 − x)⁺
/// ```
///
/// by Crank and Nicolson's scheme, its first two steps as four implicit half-steps (Rannacher,
/// *Finite element solution of diffusion problems with irregular data*, Numer. Math. 43, 1984). The
/// unknown is the time value c − (1 − x)⁺, so nothing cancels in the wings. Coefficients are taken
/// in the middle of a step; steps grow from each expiry on, where σ² may jump. Second order in
/// space and time.
public final class ForwardEquation {
  /// Steps between two expiries that keep the error in time below that of 400 nodes.
  public static final int DEFAULT_STEPS = 40;

  private ForwardEquation() {}

  /// Solves the equation.
  ///
  /// @param local σ²
  /// @param expiries years, > 0 and ascending; not modified
  /// @param steps between two expiries, ≥ 4
  public static PriceSheet solve(
      LocalVolSurface local, double[] expiries, MoneynessGrid grid, int steps) {
    checkSteps(steps);
    var stepper = new Stepper(local, grid, grid.delta());
    double[][] sheet = new double[expiries.length][];
    double[] u = new double[grid.size()];
    double from = 0;
    for (int e = 0; e < expiries.length; e++) {
      double to = expiries[e];
      if (!(to > from && to < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expiries=%s: must be > 0, finite and ascending".formatted(Arrays.toString(expiries)));
      }
      for (int j = 0; j < steps; j++) {
        double t0 = graded(from, to, j, steps);
        double t1 = graded(from, to, j + 1, steps);
        if (e == 0 && j < 2) {
          double middle = 0.5 * (t0 + t1);
          stepper.step(u, t0, middle, 1);
          stepper.step(u, middle, t1, 1);
        } else {
          stepper.step(u, t0, t1, 0.5);
        }
      }
      sheet[e] = u.clone();
      from = to;
    }
    return new PriceSheet(grid, expiries.clone(), sheet);
  }

  static void checkSteps(int steps) {
    if (steps < 4) {
      throw new IllegalArgumentException("steps=%d: must be ≥ 4".formatted(steps));
    }
  }

  /// The j-th of n steps from one time to another, growing linearly.
  static double graded(double from, double to, int j, int n) {
    double t = (double) j / n;
    return j == n ? to : from + (to - from) * t * (0.1 + 0.9 * t);
  }
}
