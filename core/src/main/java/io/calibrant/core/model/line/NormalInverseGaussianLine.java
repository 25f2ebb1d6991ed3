package io.calibrant.core.model.line;

/// Normal inverse Gaussian on the Lewis line: with h(p) = √(α² − (β + p)²), whose square has a
/// positive real part there, and h₀, h₁ its values at 0 and 1,
///
/// ```
/// L = δT(h₀ − h − p(h₀ − h₁)),   h_α = α/h,   h_β = −(β + p)/h
/// ```
public final class NormalInverseGaussianLine implements LineKernel {
  private final LinePoints points;
  private final double[] hr;
  private final double[] hi;

  /// A kernel for the parameters α, β, δ.
  public NormalInverseGaussianLine(LinePoints points) {
    this.points = points;
    hr = new double[points.size()];
    hi = new double[points.size()];
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    double alpha = parameters[0];
    double beta = parameters[1];
    double delta = parameters[2];
    double h0 = Math.sqrt((alpha - beta) * (alpha + beta));
    double h1 = Math.sqrt((alpha - beta - 1) * (alpha + beta + 1));
    double centre = beta + 0.5;
    roots((alpha - centre) * (alpha + centre), centre);
    sum(delta, h0, h0 - h1, re[0], im[0]);
    if (gradients) {
      sum(1, h0, h0 - h1, re[3], im[3]);
      inverse();
      steepness(delta * alpha, 1 / h0, 1 / h0 - 1 / h1, re[1], im[1]);
      skewness(delta, centre, beta / h0, beta / h0 - (beta + 1) / h1, re[2], im[2]);
    }
  }

  private void roots(double square, double centre) {
    double[] u = points.us();
    for (int j = 0; j < u.length; j++) {
      double a = square + u[j] * u[j];
      double b = -centre * u[j];
      hr[j] = Math.sqrt(0.5 * (a + Math.sqrt(a * a + 4 * b * b)));
      hi[j] = b / hr[j];
    }
  }

  private void sum(double delta, double atZero, double mean, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    for (int j = 0; j < u.length; j++) {
      re[j] = delta * years[j] * (atZero - hr[j] - 0.5 * mean);
      im[j] = delta * years[j] * (-hi[j] - u[j] * mean);
    }
  }

  private void inverse() {
    for (int j = 0; j < hr.length; j++) {
      double scale = 1 / (hr[j] * hr[j] + hi[j] * hi[j]);
      hr[j] *= scale;
      hi[j] *= -scale;
    }
  }

  private void steepness(double scale, double atZero, double mean, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    for (int j = 0; j < u.length; j++) {
      re[j] = scale * years[j] * (atZero - hr[j] - 0.5 * mean);
      im[j] = scale * years[j] * (-hi[j] - u[j] * mean);
    }
  }

  private void skewness(
      double delta, double centre, double atZero, double mean, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    for (int j = 0; j < u.length; j++) {
      double a = centre * hr[j] - u[j] * hi[j];
      double b = centre * hi[j] + u[j] * hr[j];
      re[j] = delta * years[j] * (a - atZero + 0.5 * mean);
      im[j] = delta * years[j] * (b + u[j] * mean);
    }
  }
}
