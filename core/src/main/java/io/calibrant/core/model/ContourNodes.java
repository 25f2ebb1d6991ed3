package io.calibrant.core.model;

import io.calibrant.core.math.SineCosine;

/// The points of a [Contour] and the integrand of an option at them,
///
/// ```
/// e^(−pk) M(p)/(p(p − 1)) p′(y)/i,     in units of its size where the path crosses the real axis
/// ```
final class ContourNodes {
  static final int CHUNK = 8;

  final TransformNodes nodes;
  final double[] ys = new double[CHUNK];

  /// Where the integrand has become negligible.
  double end;

  /// The integrand at the last node weighed.
  double weightRe;

  double weightIm;

  private final Contour contour;
  private double k;

  ContourNodes(TransformModel model, Contour contour) {
    this.contour = contour;
    nodes = TransformNodes.of(model, CHUNK);
  }

  /// Begins the integral of one option, its contour chosen.
  void start(double logMoneyness, double lastY) {
    k = logMoneyness;
    end = lastY;
  }

  /// Sets the next points up to `end`, `spacing` apart in y.
  void fill(double from, double spacing) {
    nodes.reset(nodes.gradients());
    for (int j = 0; j < CHUNK; j++) {
      double y = from + j * spacing;
      if (y >= end) {
        return;
      }
      ys[j] = y;
      double e = StrictMath.expm1(y);
      // cosh y − 1 = e²/(2(1 + e)) and sinh y = e(2 + e)/(2(1 + e)).
      double real = 0.5 * e * e / (1 + e);
      double imaginary = 0.5 * e * (2 + e) / (1 + e);
      nodes.add(
          contour.a + contour.scale * contour.sin * real, contour.scale * contour.cos * imaginary);
    }
  }

  /// The integrand at node `j`, scaled by its size at y = 0.
  void weigh(int j) {
    double pr = nodes.pRe(j);
    double pi = nodes.pIm(j);
    double exponent = nodes.re(j, 0) - pr * k - contour.peak;
    double angle = nodes.im(j, 0) - pi * k;
    double size = StrictMath.exp(exponent);
    if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
      weightRe = size == 0 ? 0 : Double.NaN;
      weightIm = 0;
      return;
    }
    double er = size * SineCosine.cos(angle);
    double ei = size * SineCosine.sin(angle);
    // p(p − 1), then p′/i = B (cos ω cosh y − i sin ω sinh y) with cosh, sinh from p itself.
    double qr = pr * (pr - 1) - pi * pi;
    double qi = pi * (2 * pr - 1);
    double norm = qr * qr + qi * qi;
    double sinh = pi / contour.cos;
    double cosh = Math.sqrt(contour.scale * contour.scale + sinh * sinh);
    double sr = contour.cos * cosh;
    double si = -contour.sin * sinh;
    double fr = (sr * qr + si * qi) / norm;
    double fi = (si * qr - sr * qi) / norm;
    weightRe = er * fr - ei * fi;
    weightIm = er * fi + ei * fr;
  }
}
