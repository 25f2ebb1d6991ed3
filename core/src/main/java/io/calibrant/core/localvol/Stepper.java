package io.calibrant.core.localvol;

import io.calibrant.core.math.Tridiagonal;

/// One step in time of u_t = ½σ²x²(u_xx + source), the source at x = 1 only.
final class Stepper {
  private final LocalVolSurface local;
  private final MoneynessGrid grid;
  private final double source;
  private final double[] ks;
  private final double[] a;
  private final double[] lower;
  private final double[] diagonal;
  private final double[] upper;
  private final double[] right;
  private final double[] work;

  Stepper(LocalVolSurface local, MoneynessGrid grid, double source) {
    this.local = local;
    this.grid = grid;
    this.source = source;
    int n = grid.size();
    ks = grid.ks();
    a = new double[n];
    lower = new double[n];
    diagonal = new double[n];
    upper = new double[n];
    right = new double[n];
    work = new double[n];
  }

  /// Moves `u` by the time between t₀ and t₁ in either direction, σ² in the middle.
  ///
  /// @param implicit share of the new time in the right-hand side: ½ Crank–Nicolson, 1 implicit
  void step(double[] u, double t0, double t1, double implicit) {
    int n = grid.size();
    double dt = Math.abs(t1 - t0);
    local.variances(0.5 * (t0 + t1), ks, a, n);
    int centre = grid.atTheMoney();
    diagonal[0] = 1;
    diagonal[n - 1] = 1;
    right[0] = u[0];
    right[n - 1] = u[n - 1];
    for (int i = 1; i < n - 1; i++) {
      double x = grid.x(i);
      double half = 0.5 * dt * a[i] * x * x;
      double down = half * grid.lower(i);
      double up = half * grid.upper(i);
      lower[i] = -implicit * down;
      upper[i] = -implicit * up;
      diagonal[i] = 1 + implicit * (down + up);
      double explicit = 1 - implicit;
      right[i] = u[i] + explicit * (down * (u[i - 1] - u[i]) + up * (u[i + 1] - u[i]));
      if (i == centre) {
        right[i] += half * source;
      }
    }
    System.arraycopy(right, 0, u, 0, n);
    Tridiagonal.solve(lower, diagonal, upper, u, work, n);
  }
}
