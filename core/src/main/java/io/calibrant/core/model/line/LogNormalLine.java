package io.calibrant.core.model.line;

/// Adds Poisson jumps of normal log-size: with e(p) = exp(pμ + p²δ²/2),
///
/// ```
/// L += λT(e − 1 − p(e₁ − 1)),  L_λ the same per λ,  L_μ = λTp(e − e₁),  L_δ = λTδp(pe − e₁)
/// ```
final class LogNormalLine {
  private final NodePasses passes;
  private final LinePoints points;
  private final int first;
  private final double[] a;
  private final double[] b;
  private final double[] sin;
  private final double[] cos;

  /// @param first index of λ in the parameters; μ and δ follow
  LogNormalLine(NodePasses passes, LinePoints points, int first) {
    this.passes = passes;
    this.points = points;
    this.first = first;
    a = new double[points.size()];
    b = new double[points.size()];
    sin = new double[points.size()];
    cos = new double[points.size()];
  }

  void add(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    double lambda = parameters[first];
    double mean = parameters[first + 1];
    double deviation = parameters[first + 2];
    double half = 0.5 * deviation * deviation;
    double[] u = points.us();
    double[] m = points.squares();
    int n = u.length;
    for (int j = 0; j < n; j++) {
      b[j] = 0.5 * mean + (0.5 - m[j]) * half;
      sin[j] = u[j] * (mean + half);
    }
    passes.exp(b, a, n);
    passes.sinCos(sin, sin, cos, n);
    double one = StrictMath.expm1(mean + half);
    for (int j = 0; j < n; j++) {
      double size = a[j];
      a[j] = size * cos[j];
      b[j] = size * sin[j];
    }
    if (gradients) {
      intensity(one, re[first + 1], im[first + 1]);
      add(lambda, re[first + 1], im[first + 1], re[0], im[0]);
      slopes(lambda, deviation, one + 1, re, im);
    } else {
      intensity(one, a, b);
      add(lambda, a, b, re[0], im[0]);
    }
  }

  /// What one jump a year adds.
  private void intensity(double one, double[] re, double[] im) {
    double[] u = points.us();
    double[] years = points.years();
    double half = 1 + 0.5 * one;
    for (int j = 0; j < u.length; j++) {
      re[j] = years[j] * (a[j] - half);
      im[j] = years[j] * (b[j] - u[j] * one);
    }
  }

  private static void add(double scale, double[] re, double[] im, double[] toRe, double[] toIm) {
    for (int j = 0; j < re.length; j++) {
      toRe[j] += scale * re[j];
      toIm[j] += scale * im[j];
    }
  }

  private void slopes(double lambda, double deviation, double e1, double[][] re, double[][] im) {
    double[] u = points.us();
    double[] years = points.years();
    double[] meanRe = re[first + 2];
    double[] meanIm = im[first + 2];
    double[] wideRe = re[first + 3];
    double[] wideIm = im[first + 3];
    for (int j = 0; j < u.length; j++) {
      double t = lambda * years[j];
      double c = a[j] - e1;
      meanRe[j] = t * (0.5 * c - u[j] * b[j]);
      meanIm[j] = t * (0.5 * b[j] + u[j] * c);
      double d = 0.5 * a[j] - u[j] * b[j] - e1;
      double e = 0.5 * b[j] + u[j] * a[j];
      wideRe[j] = deviation * t * (0.5 * d - u[j] * e);
      wideIm[j] = deviation * t * (0.5 * e + u[j] * d);
    }
  }
}
