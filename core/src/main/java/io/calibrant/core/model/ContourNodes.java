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

  /// How far apart nodes may lie for their sum to be believed.
  double coarsest;

  /// The integrand at the last node weighed.
  double weightRe;

  double weightIm;

  /// Most revivals that are looked at.
  private static final int REVIVALS = 100;

  /// Nodes in a turn of the jumps: their revivals are no narrower than that.
  private static final double TURN = 64;

  private final TransformModel model;
  private final Contour contour;
  private double k;

  ContourNodes(TransformModel model, Contour contour) {
    this.model = model;
    this.contour = contour;
    nodes = TransformNodes.of(model, CHUNK);
  }

  /// Begins the integral of one option, its contour chosen.
  void start(double logMoneyness, double lastY) {
    k = logMoneyness;
    end = lastY;
    coarsest = Double.POSITIVE_INFINITY;
  }

  /// Ends the path at node `j`, or after the last revival of the characteristic function that is
  /// not negligible. Nodes are lost.
  ///
  /// @param since the y from which on the integrand has been negligible
  /// @param negligible a size
  void finish(double[] x, double years, int j, double since, double negligible) {
    end = ys[j];
    double re = nodes.pRe(j);
    double u = model.revival(x, years, re, contour.scale * contour.cos * StrictMath.sinh(since));
    double turn = u < Double.POSITIVE_INFINITY ? model.revival(x, years, re, 0) : 0;
    coarsest = u < Double.POSITIVE_INFINITY ? turn / (TURN * nodes.pIm(j)) : coarsest;
    for (int i = 0; u < Double.POSITIVE_INFINITY; i++) {
      nodes.reset(nodes.gradients());
      add(StrictMath.expm1(y(u)));
      model.evaluate(x, years, nodes);
      weigh(0);
      if (!(Math.abs(weightRe) + Math.abs(weightIm) > negligible)) {
        return;
      }
      if (i == REVIVALS) {
        coarsest = 0;
        return;
      }
      double last = Math.max(u + 0.5 * turn, 1.2 * u);
      end = Math.max(end, y(last));
      coarsest = turn / (TURN * last);
      // The further out, the fewer are looked at.
      u = model.revival(x, years, nodes.pRe(0), Math.max(u, last - 0.5 * turn));
    }
  }

  /// Where the path is at height u.
  private double y(double u) {
    double sinh = u / (contour.scale * contour.cos);
    return StrictMath.log(sinh + Math.sqrt(sinh * sinh + 1));
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
      add(StrictMath.expm1(y));
    }
  }

  /// Adds the point at e = eʸ − 1.
  private void add(double e) {
    // cosh y − 1 = e²/(2(1 + e)) and sinh y = e(2 + e)/(2(1 + e)).
    double real = 0.5 * e * e / (1 + e);
    double imaginary = 0.5 * e * (2 + e) / (1 + e);
    nodes.add(
        contour.a + contour.scale * contour.sin * real, contour.scale * contour.cos * imaginary);
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
