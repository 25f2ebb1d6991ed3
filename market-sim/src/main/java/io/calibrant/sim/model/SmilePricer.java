package io.calibrant.sim.model;

/// Turns a [Bates] model into smiles: Lewis' integral with a Black control variate, then inversion.
///
/// ```
/// c(k) = c_Black(k, s) + e^(k/2)/π · ∫₀^U Re[e^(−iuk)(φ_Black − φ)]/(u² + 1/4) du
/// ```
///
/// A. Lewis, *A simple option formula for general jump-diffusion models* (2001). Keeps work arrays:
/// not thread-safe.
public final class SmilePricer {
  /// Nodes of the smile grid and its half-width in expected standard deviations.
  public static final int NODES = 41;

  public static final double HALF_WIDTH = 4.5;

  private static final int POINTS = 96;
  private static final Quadrature RULE = new Quadrature(POINTS);

  /// Below this price over F the integral's own error would show in the vol.
  private static final double MIN_PRICE = 1e-10;

  private final double[] u = new double[POINTS];
  private final double[] fRe = new double[POINTS];
  private final double[] fIm = new double[POINTS];
  private final double[] sums = new double[NODES];

  /// The smile of an expiry `years` ahead.
  public TrueSmile smile(Bates model, double years) {
    double s = Math.sqrt(model.totalVariance(years));
    prepare(model, years, s);
    double step = 2 * HALF_WIDTH * s / (NODES - 1);
    double[] vols = new double[NODES];
    int middle = NODES / 2;
    integrate(step, middle);
    double start = s;
    for (int i = middle; i < NODES; i++) {
      start = solve(i, (i - middle) * step, s, start);
      vols[i] = start / Math.sqrt(years);
    }
    start = vols[middle] * Math.sqrt(years);
    for (int i = middle - 1; i >= 0; i--) {
      start = solve(i, (i - middle) * step, s, start);
      vols[i] = start / Math.sqrt(years);
    }
    return new TrueSmile(years, -middle * step, step, vols);
  }

  /// The integrals at all nodes: cos and sin of u·k by the addition theorem from node to node,
  /// those of k and −k at once; twenty turns lose some 1e-15.
  private void integrate(double step, int middle) {
    java.util.Arrays.fill(sums, 0);
    for (int j = 0; j < POINTS; j++) {
      double turnCos = StrictMath.cos(u[j] * step);
      double turnSin = StrictMath.sin(u[j] * step);
      double cos = 1;
      double sin = 0;
      sums[middle] += fRe[j];
      for (int i = 1; i <= middle; i++) {
        double next = cos * turnCos - sin * turnSin;
        sin = sin * turnCos + cos * turnSin;
        cos = next;
        double even = fRe[j] * cos;
        double odd = fIm[j] * sin;
        sums[middle + i] += even + odd;
        sums[middle - i] += even - odd;
      }
    }
  }

  /// The out-of-the-money price over F at `k`; [#prepare] must have run with the same `s`.
  double price(double k, double s) {
    double sum = 0;
    for (int j = 0; j < POINTS; j++) {
      double angle = u[j] * k;
      sum += fRe[j] * StrictMath.cos(angle) + fIm[j] * StrictMath.sin(angle);
    }
    return price(k, s, sum);
  }

  private static double price(double k, double s, double integral) {
    int sign = k >= 0 ? 1 : -1;
    return Gaussian.black(k, s, sign) + StrictMath.exp(k / 2) * integral;
  }

  /// Fills the integrand's factors for one expiry.
  void prepare(Bates model, double years, double s) {
    double diffusive = Math.sqrt(model.diffusiveVariance(years));
    double decay =
        Math.sqrt(1 - model.rho() * model.rho())
            / model.volOfVol()
            * (model.v0() + model.kappa() * model.theta() * years);
    double gaussian = Math.sqrt(68) / diffusive;
    double end = Math.min(Math.max(34 / decay, gaussian), Math.max(2.2 * gaussian, 60));
    double[] phi = new double[2];
    for (int j = 0; j < POINTS; j++) {
      double x = RULE.node(j) * end;
      double m = x * x + 0.25;
      model.characteristic(x, years, phi);
      double weight = RULE.weight(j) * end / (StrictMath.PI * m);
      u[j] = x;
      fRe[j] = weight * (StrictMath.exp(-s * s * m / 2) - phi[0]);
      fIm[j] = weight * -phi[1];
    }
  }

  /// Implied σ√T at node i, which is `k`; where the price is too small to invert, the neighbour's.
  private double solve(int i, double k, double s, double neighbour) {
    double price = price(k, s, sums[i]);
    if (!(price > MIN_PRICE)) {
      return neighbour;
    }
    double implied = Gaussian.impliedStdDev(k, price, neighbour);
    return implied > 0 ? implied : neighbour;
  }
}
