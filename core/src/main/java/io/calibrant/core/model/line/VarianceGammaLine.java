package io.calibrant.core.model.line;

/// Variance gamma on the Lewis line: with Q = −ν(θp + ½σ²p²), q its value at p = 1 and R = 1/(1 +
/// Q),
///
/// ```
/// L = (T/ν)(p ln(1 + q) − ln(1 + Q))
/// L_σ = σT(p²R − p/(1 + q)),     L_θ = Tp(R − 1/(1 + q))
/// L_ν = (T/ν²)(p(q/(1 + q) − ln(1 + q)) − QR + ln(1 + Q))
/// ```
public final class VarianceGammaLine implements LineKernel {
  private final NodePasses passes;
  private final LinePoints points;
  private final double[] qr;
  private final double[] qi;
  private final double[] lr;
  private final double[] li;

  /// A kernel for the parameters σ, θ, ν.
  public VarianceGammaLine(NodePasses passes, LinePoints points) {
    this.passes = passes;
    this.points = points;
    qr = new double[points.size()];
    qi = new double[points.size()];
    lr = new double[points.size()];
    li = new double[points.size()];
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    double sigma = parameters[0];
    double theta = parameters[1];
    double nu = parameters[2];
    double half = 0.5 * sigma * sigma;
    double[] u = points.us();
    double[] m = points.squares();
    int n = u.length;
    for (int j = 0; j < n; j++) {
      double a = -nu * (0.5 * theta + half * (0.5 - m[j]));
      double b = -nu * u[j] * (theta + half);
      qr[j] = a;
      qi[j] = b;
      lr[j] = a * (2 + a) + b * b;
      li[j] = 1 + a;
    }
    passes.log1p(lr, lr, n);
    passes.atan2(qi, li, li, n);
    double q = -nu * (theta + half);
    double log = StrictMath.log1p(q);
    value(nu, log, re[0], im[0]);
    if (gradients) {
      spread(nu, q / (1 + q) - log, re[3], im[3]);
      inverse();
      slope(sigma, 1 / (1 + q), re[1], im[1]);
      drift(1 / (1 + q), re[2], im[2]);
    }
  }

  private void value(double nu, double log, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    double perNu = 1 / nu;
    for (int j = 0; j < u.length; j++) {
      double t = years[j] * perNu;
      re[j] = t * 0.5 * (log - lr[j]);
      im[j] = t * (u[j] * log - li[j]);
    }
  }

  private void spread(double nu, double one, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    double perNu = 1 / (nu * nu);
    for (int j = 0; j < u.length; j++) {
      double t = years[j] * perNu;
      double a = 1 + qr[j];
      double scale = 1 / (a * a + qi[j] * qi[j]);
      double fr = (qr[j] * a + qi[j] * qi[j]) * scale;
      double fi = (qi[j] * a - qr[j] * qi[j]) * scale;
      re[j] = t * (0.5 * (one + lr[j]) - fr);
      im[j] = t * (u[j] * one + li[j] - fi);
    }
  }

  /// R replaces Q.
  private void inverse() {
    for (int j = 0; j < qr.length; j++) {
      double a = 1 + qr[j];
      double scale = 1 / (a * a + qi[j] * qi[j]);
      qr[j] = a * scale;
      qi[j] *= -scale;
    }
  }

  private void slope(double sigma, double one, double[] re, double[] im) {
    double[] u = points.us();
    double[] m = points.squares();
    double[] years = points.years();
    for (int j = 0; j < u.length; j++) {
      double t = sigma * years[j];
      double p = 0.5 - m[j];
      re[j] = t * (p * qr[j] - u[j] * qi[j] - 0.5 * one);
      im[j] = t * (p * qi[j] + u[j] * (qr[j] - one));
    }
  }

  private void drift(double one, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    for (int j = 0; j < u.length; j++) {
      double a = qr[j] - one;
      re[j] = years[j] * (0.5 * a - u[j] * qi[j]);
      im[j] = years[j] * (0.5 * qi[j] + u[j] * a);
    }
  }
}
