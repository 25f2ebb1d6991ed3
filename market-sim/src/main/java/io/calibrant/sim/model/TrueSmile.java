package io.calibrant.sim.model;

/// The fair smile of one expiry: vols at equally spaced log-moneyness, joined by a natural cubic
/// spline and held flat outside. Immutable.
public final class TrueSmile {
  private final double years;
  private final double k0;
  private final double step;
  private final double[] vols;
  private final double[] bends;

  /// @param years time to expiry at which the vols hold
  /// @param k0 first log-moneyness
  /// @param step distance of two nodes, > 0
  /// @param vols decimal per √year, at least 3; copied
  public TrueSmile(double years, double k0, double step, double[] vols) {
    if (!(years > 0) || !(step > 0) || vols.length < 3) {
      throw new IllegalArgumentException(
          "smile of %d nodes, step=%s, years=%s".formatted(vols.length, step, years));
    }
    this.years = years;
    this.k0 = k0;
    this.step = step;
    this.vols = vols.clone();
    this.bends = bends(this.vols);
  }

  /// Time to expiry in years at which the vols hold.
  public double years() {
    return years;
  }

  /// How many nodes there are.
  public int size() {
    return vols.length;
  }

  /// Log-moneyness ln(K/F) of node `i`.
  public double k(int i) {
    return k0 + i * step;
  }

  /// Vol at node `i`.
  public double vol(int i) {
    return vols[i];
  }

  /// Vol at `k`, decimal per √year.
  public double vol(double k) {
    double x = (k - k0) / step;
    int n = vols.length;
    if (!(x > 0)) {
      return vols[0];
    }
    if (x >= n - 1) {
      return vols[n - 1];
    }
    int i = (int) x;
    double b = x - i;
    double a = 1 - b;
    return a * vols[i]
        + b * vols[i + 1]
        + ((a * a * a - a) * bends[i] + (b * b * b - b) * bends[i + 1]) / 6;
  }

  /// Total variance σ²T at `k`.
  public double totalVariance(double k) {
    double vol = vol(k);
    return vol * vol * years;
  }

  /// Second derivatives (per step²) of the natural spline, by the tridiagonal system.
  private static double[] bends(double[] y) {
    int n = y.length;
    double[] bend = new double[n];
    double[] upper = new double[n];
    for (int i = 1; i < n - 1; i++) {
      double pivot = 4 - upper[i - 1];
      upper[i] = 1 / pivot;
      bend[i] = (6 * (y[i - 1] - 2 * y[i] + y[i + 1]) - bend[i - 1]) / pivot;
    }
    for (int i = n - 2; i > 0; i--) {
      bend[i] -= upper[i] * bend[i + 1];
    }
    return bend;
  }
}
