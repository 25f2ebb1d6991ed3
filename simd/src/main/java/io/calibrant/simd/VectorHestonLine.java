package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import jdk.incubator.vector.DoubleVector;

/// `core.model.line.HestonLine` with vectors: the same formulas in fewer, longer passes.
///
/// Every pass is one straight line, because the compiler stops inlining methods of ours that take
/// vectors after some forty operations.
final class VectorHestonLine implements LineKernel {
  private final NodePasses passes;
  private final LinePoints points;
  private final int n;
  private final int first;
  private final double[] dr;
  private final double[] di;
  private final double[] er;
  private final double[] ei;
  private final double[] gr;
  private final double[] gi;
  private final double[] br;
  private final double[] bi;
  private final double[] hr;
  private final double[] hi;
  private final double[] pr;
  private final double[] pi;
  private final double[] lr;
  private final double[] li;
  private final double[] kr;
  private final double[] ki;
  private final double[] xr;
  private final double[] xi;
  private final double[] sr;
  private final double[] si;

  VectorHestonLine(NodePasses passes, LinePoints points, int first) {
    this.passes = passes;
    this.points = points;
    this.first = first;
    n = points.size();
    dr = new double[n];
    di = new double[n];
    er = new double[n];
    ei = new double[n];
    gr = new double[n];
    gi = new double[n];
    br = new double[n];
    bi = new double[n];
    hr = new double[n];
    hi = new double[n];
    pr = new double[n];
    pi = new double[n];
    lr = new double[n];
    li = new double[n];
    kr = new double[n];
    ki = new double[n];
    xr = new double[n];
    xi = new double[n];
    sr = new double[n];
    si = new double[n];
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    double v0 = parameters[first];
    double kappa = parameters[first + 1];
    double theta = parameters[first + 2];
    double volOfVol = parameters[first + 3];
    double rho = parameters[first + 4];
    double s = volOfVol * volOfVol;
    double rate = -rho * volOfVol;
    double real = kappa + 0.5 * rate;
    roots(points.us(), points.squares(), points.years(), rate, real, s);
    passes.expm1(lr, pr, n);
    passes.sinCos(li, sr, si, n);
    if (real >= 0) {
      slopes(points.us(), points.squares(), rate, real);
    } else {
      slopesOfNegative(points.us(), rate, real, -1 / s);
    }
    ratios(s);
    passes.log1p(lr, sr, n);
    passes.atan2(ki, li, si, n);
    double mean = kappa * theta;
    if (!gradients) {
      values(v0, mean, 1 / s, re[0], im[0], xr, xi, kr, ki);
      return;
    }
    values(v0, mean, 1 / s, re[0], im[0], re[1], im[1], re[3], im[3]);
    partialsInX(rate, real, s, -v0, mean);
    partialsInS(s, -v0, 2 / (s * s), mean);
    mixture(theta, kappa, re[2], im[2], re[3], im[3]);
    correlated(2 * volOfVol, rho, -volOfVol, re[4], im[4], re[5], im[5]);
  }

  private void roots(
      double[] us, double[] squares, double[] years, double rate, double real, double square) {
    double realSquare = real * real;
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector u = DoubleVector.fromArray(SPECIES, us, j);
      DoubleVector m = DoubleVector.fromArray(SPECIES, squares, j);
      DoubleVector t = DoubleVector.fromArray(SPECIES, years, j);
      DoubleVector y = u.mul(rate);
      DoubleVector cr =
          m.fma(
              DoubleVector.broadcast(SPECIES, square),
              DoubleVector.broadcast(SPECIES, realSquare).sub(y.mul(y)));
      DoubleVector ci = y.mul(real);
      DoubleVector modulus = ci.mul(ci).fma(DoubleVector.broadcast(SPECIES, 4), cr.mul(cr)).sqrt();
      DoubleVector root = modulus.add(cr).mul(0.5).sqrt();
      DoubleVector other = ci.div(root);
      root.intoArray(dr, j);
      other.intoArray(di, j);
      root.mul(t).neg().intoArray(lr, j);
      other.mul(t).mul(0.5).intoArray(li, j);
    }
  }

  private void slopes(double[] us, double[] squares, double rate, double real) {
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector u = DoubleVector.fromArray(SPECIES, us, j);
      DoubleVector m = DoubleVector.fromArray(SPECIES, squares, j);
      DoubleVector p0 = DoubleVector.fromArray(SPECIES, dr, j);
      DoubleVector q0 = DoubleVector.fromArray(SPECIES, di, j);
      DoubleVector p = p0.add(real);
      DoubleVector q = u.fma(DoubleVector.broadcast(SPECIES, rate), q0);
      DoubleVector scale = m.div(q.fma(q, p.mul(p)));
      p.mul(scale).neg().intoArray(br, j);
      q.mul(scale).intoArray(bi, j);
    }
  }

  private void slopesOfNegative(double[] us, double rate, double real, double minusInverse) {
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector u = DoubleVector.fromArray(SPECIES, us, j);
      DoubleVector p = DoubleVector.fromArray(SPECIES, dr, j);
      DoubleVector q = DoubleVector.fromArray(SPECIES, di, j);
      p.sub(real).mul(minusInverse).intoArray(br, j);
      q.sub(u.mul(rate)).mul(minusInverse).intoArray(bi, j);
    }
  }

  private void ratios(double s) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector e1 = DoubleVector.fromArray(SPECIES, pr, j);
      DoubleVector sine = DoubleVector.fromArray(SPECIES, sr, j);
      DoubleVector cosine = DoubleVector.fromArray(SPECIES, si, j);
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, dr, j);
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, di, j);
      DoubleVector c0 = DoubleVector.fromArray(SPECIES, br, j);
      DoubleVector c1 = DoubleVector.fromArray(SPECIES, bi, j);
      DoubleVector e = e1.add(1).mul(sine).mul(2);
      DoubleVector ar = e.mul(sine).sub(e1);
      DoubleVector ai = e.mul(cosine);
      DoubleVector scale = b0.fma(b0, a0.mul(a0)).mul(2);
      DoubleVector inverse = one.div(scale);
      DoubleVector g0 = ai.fma(b0, ar.mul(a0)).mul(inverse);
      DoubleVector g1 = ai.mul(a0).sub(ar.mul(b0)).mul(inverse);
      one.sub(ar).intoArray(er, j);
      ai.neg().intoArray(ei, j);
      g0.intoArray(gr, j);
      g1.intoArray(gi, j);
      DoubleVector h0 = c0.mul(g0).sub(c1.mul(g1));
      DoubleVector h1 = c1.fma(g0, c0.mul(g1));
      DoubleVector w0 = h0.mul(s);
      DoubleVector w1 = h1.mul(s);
      DoubleVector norm = w1.fma(w1, w0.mul(w0.add(2)));
      DoubleVector under = norm.add(1);
      DoubleVector onePlus = w0.add(1);
      h0.intoArray(hr, j);
      h1.intoArray(hi, j);
      w1.intoArray(ki, j);
      norm.intoArray(lr, j);
      onePlus.intoArray(li, j);
      onePlus.div(under).intoArray(pr, j);
      w1.div(under).neg().intoArray(pi, j);
    }
  }

  private void values(
      double v0,
      double mean,
      double inverse,
      double[] re,
      double[] im,
      double[] dRe,
      double[] dIm,
      double[] bRe,
      double[] bIm) {
    double[] squares = points.squares();
    double[] years = points.years();
    double twice = 2 * inverse;
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector m = DoubleVector.fromArray(SPECIES, squares, j);
      DoubleVector t = DoubleVector.fromArray(SPECIES, years, j);
      DoubleVector g0 = DoubleVector.fromArray(SPECIES, gr, j);
      DoubleVector g1 = DoubleVector.fromArray(SPECIES, gi, j);
      DoubleVector p0 = DoubleVector.fromArray(SPECIES, pr, j);
      DoubleVector p1 = DoubleVector.fromArray(SPECIES, pi, j);
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, br, j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, bi, j);
      DoubleVector log = DoubleVector.fromArray(SPECIES, sr, j);
      DoubleVector angle = DoubleVector.fromArray(SPECIES, si, j);
      DoubleVector d0 = m.mul(g0.mul(p0).sub(g1.mul(p1))).neg();
      DoubleVector d1 = m.mul(g1.fma(p0, g0.mul(p1))).neg();
      DoubleVector c0 = b0.mul(t).sub(log.mul(inverse));
      DoubleVector c1 = b1.mul(t).sub(angle.mul(twice));
      d0.intoArray(dRe, j);
      d1.intoArray(dIm, j);
      c0.intoArray(bRe, j);
      c1.intoArray(bIm, j);
      c0.fma(DoubleVector.broadcast(SPECIES, mean), d0.mul(v0)).intoArray(re, j);
      c1.fma(DoubleVector.broadcast(SPECIES, mean), d1.mul(v0)).intoArray(im, j);
    }
  }

  /// H_x in x; leaves 1/d in d, k in k and h/d in e.
  private void partialsInX(double rate, double real, double s, double minusV0, double kappaTheta) {
    double[] us = points.us();
    double[] squares = points.squares();
    double[] years = points.years();
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector u = DoubleVector.fromArray(SPECIES, us, j);
      DoubleVector m = DoubleVector.fromArray(SPECIES, squares, j);
      DoubleVector t = DoubleVector.fromArray(SPECIES, years, j);
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, dr, j);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, di, j);
      DoubleVector e0 = DoubleVector.fromArray(SPECIES, er, j);
      DoubleVector e1 = DoubleVector.fromArray(SPECIES, ei, j);
      DoubleVector g0 = DoubleVector.fromArray(SPECIES, gr, j);
      DoubleVector g1 = DoubleVector.fromArray(SPECIES, gi, j);
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, br, j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, bi, j);
      DoubleVector h0 = DoubleVector.fromArray(SPECIES, hr, j);
      DoubleVector h1 = DoubleVector.fromArray(SPECIES, hi, j);
      DoubleVector p0 = DoubleVector.fromArray(SPECIES, pr, j);
      DoubleVector p1 = DoubleVector.fromArray(SPECIES, pi, j);
      DoubleVector scale = one.div(a1.fma(a1, a0.mul(a0)));
      DoubleVector i0 = a0.mul(scale);
      DoubleVector i1 = a1.mul(scale).neg();
      DoubleVector half = t.mul(0.5);
      DoubleVector f0 = half.mul(e0).sub(g0);
      DoubleVector f1 = half.mul(e1).sub(g1);
      DoubleVector s0 = i0.mul(i0).sub(i1.mul(i1));
      DoubleVector s1 = i0.mul(i1).mul(2);
      DoubleVector k0 = f0.mul(s0).sub(f1.mul(s1));
      DoubleVector k1 = f1.fma(s0, f0.mul(s1));
      k0.intoArray(kr, j);
      k1.intoArray(ki, j);
      i0.intoArray(dr, j);
      i1.intoArray(di, j);
      DoubleVector y = u.mul(rate);
      DoubleVector x0 = k0.mul(real).sub(y.mul(k1));
      DoubleVector x1 = y.fma(k0, k1.mul(real));
      DoubleVector q0 = h0.mul(i0).sub(h1.mul(i1));
      DoubleVector q1 = h1.fma(i0, h0.mul(i1));
      q0.intoArray(er, j);
      q1.intoArray(ei, j);
      DoubleVector r0 = b0.mul(x0).sub(b1.mul(x1)).sub(q0);
      DoubleVector r1 = b1.fma(x0, b0.mul(x1)).sub(q1);
      DoubleVector t0 = r0.mul(p0).sub(r1.mul(p1));
      DoubleVector t1 = r1.fma(p0, r0.mul(p1));
      DoubleVector n0 = x0.sub(g0.mul(t0).sub(g1.mul(t1)).mul(s));
      DoubleVector n1 = x1.sub(g1.fma(t0, g0.mul(t1)).mul(s));
      DoubleVector weight = m.mul(minusV0);
      DoubleVector c0 = t.mul(b0.mul(i0).sub(b1.mul(i1))).neg().sub(t0.mul(2));
      DoubleVector c1 = t.mul(b1.fma(i0, b0.mul(i1))).neg().sub(t1.mul(2));
      c0.fma(DoubleVector.broadcast(SPECIES, kappaTheta), weight.mul(p0.mul(n0).sub(p1.mul(n1))))
          .intoArray(xr, j);
      c1.fma(DoubleVector.broadcast(SPECIES, kappaTheta), weight.mul(p1.fma(n0, p0.mul(n1))))
          .intoArray(xi, j);
    }
  }

  /// H_s in s.
  private void partialsInS(double s, double minusV0, double inverse, double kappaTheta) {
    double[] squares = points.squares();
    double[] years = points.years();
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector m = DoubleVector.fromArray(SPECIES, squares, j);
      DoubleVector t = DoubleVector.fromArray(SPECIES, years, j);
      DoubleVector i0 = DoubleVector.fromArray(SPECIES, dr, j);
      DoubleVector i1 = DoubleVector.fromArray(SPECIES, di, j);
      DoubleVector q0 = DoubleVector.fromArray(SPECIES, er, j);
      DoubleVector q1 = DoubleVector.fromArray(SPECIES, ei, j);
      DoubleVector g0 = DoubleVector.fromArray(SPECIES, gr, j);
      DoubleVector g1 = DoubleVector.fromArray(SPECIES, gi, j);
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, br, j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, bi, j);
      DoubleVector h0 = DoubleVector.fromArray(SPECIES, hr, j);
      DoubleVector h1 = DoubleVector.fromArray(SPECIES, hi, j);
      DoubleVector p0 = DoubleVector.fromArray(SPECIES, pr, j);
      DoubleVector p1 = DoubleVector.fromArray(SPECIES, pi, j);
      DoubleVector k0 = DoubleVector.fromArray(SPECIES, kr, j);
      DoubleVector k1 = DoubleVector.fromArray(SPECIES, ki, j);
      DoubleVector log = DoubleVector.fromArray(SPECIES, sr, j);
      DoubleVector angle = DoubleVector.fromArray(SPECIES, si, j);
      DoubleVector z0 = h0.mul(p0).sub(h1.mul(p1));
      DoubleVector z1 = h1.fma(p0, h0.mul(p1));
      DoubleVector l0 = log.mul(0.5).sub(z0.mul(s));
      DoubleVector l1 = angle.sub(z1.mul(s));
      DoubleVector half = m.mul(0.5);
      DoubleVector x0 = half.mul(k0);
      DoubleVector x1 = half.mul(k1);
      DoubleVector f0 = q0.fma(DoubleVector.broadcast(SPECIES, 0.5), x0);
      DoubleVector f1 = q1.fma(DoubleVector.broadcast(SPECIES, 0.5), x1);
      DoubleVector r0 = b0.mul(f0).sub(b1.mul(f1));
      DoubleVector r1 = b1.fma(f0, b0.mul(f1));
      DoubleVector t0 = r0.mul(p0).sub(r1.mul(p1));
      DoubleVector t1 = r1.fma(p0, r0.mul(p1));
      DoubleVector w0 = t0.fma(DoubleVector.broadcast(SPECIES, s), z0);
      DoubleVector w1 = t1.fma(DoubleVector.broadcast(SPECIES, s), z1);
      DoubleVector n0 = x0.sub(g0.mul(w0).sub(g1.mul(w1)));
      DoubleVector n1 = x1.sub(g1.fma(w0, g0.mul(w1)));
      DoubleVector weight = m.mul(minusV0);
      DoubleVector s0 = b0.mul(b0).sub(b1.mul(b1));
      DoubleVector s1 = b0.mul(b1).mul(2);
      DoubleVector c0 =
          l0.fma(
              DoubleVector.broadcast(SPECIES, inverse),
              t.mul(0.5).mul(s0.mul(i0).sub(s1.mul(i1))).sub(t0.mul(2)));
      DoubleVector c1 =
          l1.fma(
              DoubleVector.broadcast(SPECIES, inverse),
              t.mul(0.5).mul(s1.fma(i0, s0.mul(i1))).sub(t1.mul(2)));
      c0.fma(DoubleVector.broadcast(SPECIES, kappaTheta), weight.mul(p0.mul(n0).sub(p1.mul(n1))))
          .intoArray(sr, j);
      c1.fma(DoubleVector.broadcast(SPECIES, kappaTheta), weight.mul(p1.fma(n0, p0.mul(n1))))
          .intoArray(si, j);
    }
  }

  private void mixture(
      double theta,
      double kappa,
      double[] kappaRe,
      double[] kappaIm,
      double[] meanRe,
      double[] meanIm) {
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, meanRe, j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, meanIm, j);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, xr, j);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, xi, j);
      b0.fma(DoubleVector.broadcast(SPECIES, theta), x0).intoArray(kappaRe, j);
      b1.fma(DoubleVector.broadcast(SPECIES, theta), x1).intoArray(kappaIm, j);
      b0.mul(kappa).intoArray(meanRe, j);
      b1.mul(kappa).intoArray(meanIm, j);
    }
  }

  private void correlated(
      double twice,
      double rho,
      double minusXi,
      double[] xiRe,
      double[] xiIm,
      double[] rhoRe,
      double[] rhoIm) {
    double[] us = points.us();
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector u = DoubleVector.fromArray(SPECIES, us, j);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, xr, j);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, xi, j);
      DoubleVector s0 = DoubleVector.fromArray(SPECIES, sr, j);
      DoubleVector s1 = DoubleVector.fromArray(SPECIES, si, j);
      DoubleVector a0 = x0.mul(0.5).sub(u.mul(x1));
      DoubleVector a1 = u.fma(x0, x1.mul(0.5));
      s0.mul(twice).sub(a0.mul(rho)).intoArray(xiRe, j);
      s1.mul(twice).sub(a1.mul(rho)).intoArray(xiIm, j);
      a0.mul(minusXi).intoArray(rhoRe, j);
      a1.mul(minusXi).intoArray(rhoIm, j);
    }
  }
}
