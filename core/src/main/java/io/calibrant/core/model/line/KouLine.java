package io.calibrant.core.model.line;

/// Kou's model on the Lewis line: with a = 1/(η₁ − p), b = 1/(η₂ + p) and their values a₁, b₁ at 1,
///
/// ```
/// L = −½σ²Tm + λTpJ,   J = w(a − a₁) − (1 − w)(b − b₁)
/// L_w = λTp(a − a₁ + b − b₁),  L_η₁ = −λTpw(a² − a₁²),  L_η₂ = λTp(1 − w)(b² − b₁²)
/// ```
public final class KouLine implements LineKernel {
  private final LinePoints points;
  private final double[] ar;
  private final double[] ai;
  private final double[] br;
  private final double[] bi;

  /// A kernel for the parameters σ, λ, w, η₁, η₂.
  public KouLine(LinePoints points) {
    this.points = points;
    ar = new double[points.size()];
    ai = new double[points.size()];
    br = new double[points.size()];
    bi = new double[points.size()];
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    double lambda = parameters[1];
    double up = parameters[2];
    double one = 1 / (parameters[3] - 1);
    double other = 1 / (parameters[4] + 1);
    MertonLine.diffuse(points, parameters[0], gradients, re, im);
    poles(parameters[3] - 0.5, parameters[4] + 0.5);
    jumps(lambda, up, one, other, re[0], im[0]);
    if (gradients) {
      intensity(up, one, other, re[2], im[2]);
      share(lambda, one + other, re[3], im[3]);
      rate(-lambda * up, one * one, ar, ai, re[4], im[4]);
      rate(lambda * (1 - up), other * other, br, bi, re[5], im[5]);
    }
  }

  private void poles(double up, double down) {
    double[] u = points.us();
    for (int j = 0; j < u.length; j++) {
      double square = u[j] * u[j];
      double scale = 1 / (up * up + square);
      double other = 1 / (down * down + square);
      ar[j] = up * scale;
      ai[j] = u[j] * scale;
      br[j] = down * other;
      bi[j] = -u[j] * other;
    }
  }

  private void jumps(double lambda, double up, double one, double other, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    double down = 1 - up;
    for (int j = 0; j < u.length; j++) {
      double a = up * (ar[j] - one) - down * (br[j] - other);
      double b = up * ai[j] - down * bi[j];
      re[j] += lambda * years[j] * (0.5 * a - u[j] * b);
      im[j] += lambda * years[j] * (0.5 * b + u[j] * a);
    }
  }

  private void intensity(double up, double one, double other, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    double down = 1 - up;
    for (int j = 0; j < u.length; j++) {
      double a = up * (ar[j] - one) - down * (br[j] - other);
      double b = up * ai[j] - down * bi[j];
      re[j] = years[j] * (0.5 * a - u[j] * b);
      im[j] = years[j] * (0.5 * b + u[j] * a);
    }
  }

  private void share(double lambda, double atOne, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    for (int j = 0; j < u.length; j++) {
      double a = ar[j] + br[j] - atOne;
      double b = ai[j] + bi[j];
      re[j] = lambda * years[j] * (0.5 * a - u[j] * b);
      im[j] = lambda * years[j] * (0.5 * b + u[j] * a);
    }
  }

  private void rate(
      double scale, double atOne, double[] poleRe, double[] poleIm, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    for (int j = 0; j < u.length; j++) {
      double a = poleRe[j] * poleRe[j] - poleIm[j] * poleIm[j] - atOne;
      double b = 2 * poleRe[j] * poleIm[j];
      re[j] = scale * years[j] * (0.5 * a - u[j] * b);
      im[j] = scale * years[j] * (0.5 * b + u[j] * a);
    }
  }
}
