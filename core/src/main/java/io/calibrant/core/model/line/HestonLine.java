package io.calibrant.core.model.line;

/// The variance of Heston on the Lewis line, where q = p(1 − p) = m is real.
///
/// In passes over columns, with s = ξ², x = κ − ρξp, d = √(x² + sm), E = e^(−dT), g = (1 − E)/(2d),
/// β = −m/(x + d) (or (x − d)/s where Re x < 0, which one sign decides for all points), h = βg, P =
/// 1/(1 + sh):
///
/// ```
/// D = −mgP,   B = ∫₀ᵀ D dt = βT − 2 ln(1 + sh)/s,   L = v₀D + κθB
/// k = (TE/2 − g)/d²,   g_x = xk,  g_s = mk/2,   h_x = βg_x − h/d,  h_s = β(g_s + h/(2d))
/// D_x = −mP(g_x − gPsh_x),     D_s = −mP(g_s − gP(h + sh_s))
/// B_x = −βT/d − 2h_xP,         B_s = β²T/(2d) − 2h_sP + 2(ln(1 + sh) − shP)/s²
/// L_κ = θB + H_x,  L_θ = κB,  L_ρ = −ξpH_x,  L_ξ = −ρpH_x + 2ξH_s,     H = v₀D + κθB in x and s
/// ```
///
/// Re d² > 0 on the line, so no root needs a choice of branch.
public final class HestonLine implements LineKernel {
  private final NodePasses passes;
  private final LinePoints points;
  private final int n;
  private final int first;

  final double[] dr;
  final double[] di;
  final double[] er;
  final double[] ei;
  final double[] gr;
  final double[] gi;
  final double[] br;
  final double[] bi;
  private final double[] hr;
  private final double[] hi;
  private final double[] pr;
  private final double[] pi;
  private final double[] lr;
  private final double[] li;
  final double[] kr;
  final double[] ki;
  private final double[] xr;
  private final double[] xi;
  private final double[] sr;
  private final double[] si;

  private double kappa;
  private double xiRate;
  private double s;
  private double real;

  /// @param first index of v₀ in the parameters; κ, θ, ξ and ρ follow
  public HestonLine(NodePasses passes, LinePoints points, int first) {
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
    kappa = parameters[first + 1];
    double theta = parameters[first + 2];
    double volOfVol = parameters[first + 3];
    double rho = parameters[first + 4];
    s = volOfVol * volOfVol;
    xiRate = -rho * volOfVol;
    real = kappa + 0.5 * xiRate;
    roots(points.us(), points.squares(), points.years(), lr, li);
    passes.expm1(lr, pr, n);
    passes.sinCos(li, sr, si, n);
    decay(pr, sr, si);
    if (real >= 0) {
      slopes(points.us(), points.squares());
    } else {
      slopesOfNegative(points.us());
    }
    arguments(lr, li);
    passes.log1p(lr, sr, n);
    passes.atan2(ki, li, si, n);
    if (gradients) {
      values(v0, theta, re[0], im[0], re[1], im[1], re[3], im[3]);
      gradient(v0, theta, volOfVol, rho, re, im);
    } else {
      values(v0, theta, re[0], im[0], xr, xi, kr, ki);
    }
  }

  /// d, −Re d T and Im d T/2.
  private void roots(double[] u, double[] m, double[] years, double[] decays, double[] angles) {
    double rate = xiRate;
    double a = real;
    double square = s;
    for (int j = 0; j < n; j++) {
      double y = rate * u[j];
      double cr = Math.fma(square, m[j], a * a - y * y);
      double ci = a * y;
      double modulus = Math.sqrt(cr * cr + 4 * ci * ci);
      double root = Math.sqrt(0.5 * (modulus + cr));
      double other = ci / root;
      dr[j] = root;
      di[j] = other;
      decays[j] = -root * years[j];
      angles[j] = 0.5 * other * years[j];
    }
  }

  /// E and g.
  private void decay(double[] expm1, double[] sin, double[] cos) {
    for (int j = 0; j < n; j++) {
      double e = 2 * (1 + expm1[j]) * sin[j];
      double a = e * sin[j] - expm1[j];
      double b = e * cos[j];
      double scale = 0.5 / Math.fma(di[j], di[j], dr[j] * dr[j]);
      er[j] = 1 - a;
      ei[j] = -b;
      gr[j] = Math.fma(b, di[j], a * dr[j]) * scale;
      gi[j] = (b * dr[j] - a * di[j]) * scale;
    }
  }

  /// β = −m/(x + d).
  private void slopes(double[] u, double[] m) {
    double rate = xiRate;
    double a = real;
    for (int j = 0; j < n; j++) {
      double p = a + dr[j];
      double q = Math.fma(rate, u[j], di[j]);
      double scale = m[j] / Math.fma(q, q, p * p);
      br[j] = -p * scale;
      bi[j] = q * scale;
    }
  }

  /// β = (x − d)/s.
  private void slopesOfNegative(double[] u) {
    double rate = xiRate;
    double a = real;
    double scale = 1 / s;
    for (int j = 0; j < n; j++) {
      br[j] = (a - dr[j]) * scale;
      bi[j] = (rate * u[j] - di[j]) * scale;
    }
  }

  /// h, P, |1 + sh|² − 1 and 1 + Re sh; Im sh goes to `ki`.
  private void arguments(double[] square, double[] onePlus) {
    double scale = s;
    for (int j = 0; j < n; j++) {
      double a = br[j] * gr[j] - bi[j] * gi[j];
      double b = Math.fma(bi[j], gr[j], br[j] * gi[j]);
      double wr = scale * a;
      double wi = scale * b;
      double norm = Math.fma(wi, wi, wr * (2 + wr));
      double under = 1 + norm;
      hr[j] = a;
      hi[j] = b;
      ki[j] = wi;
      square[j] = norm;
      onePlus[j] = 1 + wr;
      pr[j] = (1 + wr) / under;
      pi[j] = -wi / under;
    }
  }

  /// D, B and L from ln|1 + sh|² and the angle.
  private void values(
      double v0,
      double theta,
      double[] re,
      double[] im,
      double[] dRe,
      double[] dIm,
      double[] bRe,
      double[] bIm) {
    double[] m = points.squares();
    double[] years = points.years();
    double inverse = 1 / s;
    double mean = kappa * theta;
    for (int j = 0; j < n; j++) {
      double a = -m[j] * (gr[j] * pr[j] - gi[j] * pi[j]);
      double b = -m[j] * Math.fma(gi[j], pr[j], gr[j] * pi[j]);
      double c = br[j] * years[j] - sr[j] * inverse;
      double d = bi[j] * years[j] - 2 * si[j] * inverse;
      dRe[j] = a;
      dIm[j] = b;
      bRe[j] = c;
      bIm[j] = d;
      re[j] = Math.fma(c, mean, v0 * a);
      im[j] = Math.fma(d, mean, v0 * b);
    }
  }

  private void gradient(
      double v0, double theta, double volOfVol, double rho, double[][] re, double[][] im) {
    inverseRoots();
    curvature(points.years());
    partialsInX();
    partialsInS();
    sumInX(v0, kappa * theta);
    sumInS(v0, kappa * theta);
    finish(theta, volOfVol, rho, re, im);
  }

  /// 1/d replaces d.
  private void inverseRoots() {
    for (int j = 0; j < n; j++) {
      double scale = 1 / Math.fma(di[j], di[j], dr[j] * dr[j]);
      dr[j] *= scale;
      di[j] *= -scale;
    }
  }

  /// k, and ln(1 + sh) − shP in l.
  private void curvature(double[] years) {
    double scale = s;
    for (int j = 0; j < n; j++) {
      double half = 0.5 * years[j];
      double a = half * er[j] - gr[j];
      double b = half * ei[j] - gi[j];
      double fr = dr[j] * dr[j] - di[j] * di[j];
      double fi = 2 * dr[j] * di[j];
      kr[j] = a * fr - b * fi;
      ki[j] = Math.fma(b, fr, a * fi);
      lr[j] = 0.5 * sr[j] - scale * (hr[j] * pr[j] - hi[j] * pi[j]);
      li[j] = si[j] - scale * Math.fma(hi[j], pr[j], hr[j] * pi[j]);
    }
  }

  /// h_x in x; g_x is not kept.
  private void partialsInX() {
    double rate = xiRate;
    double a = real;
    double[] u = points.us();
    for (int j = 0; j < n; j++) {
      double y = rate * u[j];
      double fr = a * kr[j] - y * ki[j];
      double fi = Math.fma(y, kr[j], a * ki[j]);
      er[j] = fr;
      ei[j] = fi;
      xr[j] = br[j] * fr - bi[j] * fi - (hr[j] * dr[j] - hi[j] * di[j]);
      xi[j] = Math.fma(bi[j], fr, br[j] * fi) - Math.fma(hi[j], dr[j], hr[j] * di[j]);
    }
  }

  /// g_s in k and h_s in s.
  private void partialsInS() {
    double[] m = points.squares();
    for (int j = 0; j < n; j++) {
      double half = 0.5 * m[j];
      double a = half * kr[j];
      double b = half * ki[j];
      double fr = a + 0.5 * (hr[j] * dr[j] - hi[j] * di[j]);
      double fi = b + 0.5 * Math.fma(hi[j], dr[j], hr[j] * di[j]);
      kr[j] = a;
      ki[j] = b;
      sr[j] = br[j] * fr - bi[j] * fi;
      si[j] = Math.fma(bi[j], fr, br[j] * fi);
    }
  }

  /// H_x in x.
  private void sumInX(double v0, double kappaTheta) {
    double[] m = points.squares();
    double[] years = points.years();
    double scale = s;
    for (int j = 0; j < n; j++) {
      double tr = xr[j] * pr[j] - xi[j] * pi[j];
      double ti = Math.fma(xi[j], pr[j], xr[j] * pi[j]);
      double ar = er[j] - scale * (gr[j] * tr - gi[j] * ti);
      double ai = ei[j] - scale * Math.fma(gi[j], tr, gr[j] * ti);
      double weight = -v0 * m[j];
      double cr = -years[j] * (br[j] * dr[j] - bi[j] * di[j]) - 2 * tr;
      double ci = -years[j] * Math.fma(bi[j], dr[j], br[j] * di[j]) - 2 * ti;
      xr[j] = Math.fma(cr, kappaTheta, weight * (pr[j] * ar - pi[j] * ai));
      xi[j] = Math.fma(ci, kappaTheta, weight * Math.fma(pi[j], ar, pr[j] * ai));
    }
  }

  /// H_s in s.
  private void sumInS(double v0, double kappaTheta) {
    double[] m = points.squares();
    double[] years = points.years();
    double scale = s;
    double inverse = 2 / (s * s);
    for (int j = 0; j < n; j++) {
      double tr = sr[j] * pr[j] - si[j] * pi[j];
      double ti = Math.fma(si[j], pr[j], sr[j] * pi[j]);
      double wr = Math.fma(tr, scale, hr[j] * pr[j] - hi[j] * pi[j]);
      double wi = Math.fma(ti, scale, Math.fma(hi[j], pr[j], hr[j] * pi[j]));
      double ar = kr[j] - (gr[j] * wr - gi[j] * wi);
      double ai = ki[j] - Math.fma(gi[j], wr, gr[j] * wi);
      double weight = -v0 * m[j];
      double qr = br[j] * br[j] - bi[j] * bi[j];
      double qi = 2 * br[j] * bi[j];
      double half = 0.5 * years[j];
      double cr = Math.fma(lr[j], inverse, half * (qr * dr[j] - qi * di[j]) - 2 * tr);
      double ci = Math.fma(li[j], inverse, half * Math.fma(qi, dr[j], qr * di[j]) - 2 * ti);
      sr[j] = Math.fma(cr, kappaTheta, weight * (pr[j] * ar - pi[j] * ai));
      si[j] = Math.fma(ci, kappaTheta, weight * Math.fma(pi[j], ar, pr[j] * ai));
    }
  }

  private void finish(double theta, double volOfVol, double rho, double[][] re, double[][] im) {
    double[] u = points.us();
    double[] mean = re[3];
    double[] meanIm = im[3];
    double[] kappaRe = re[2];
    double[] kappaIm = im[2];
    double rate = kappa;
    for (int j = 0; j < n; j++) {
      kappaRe[j] = Math.fma(mean[j], theta, xr[j]);
      kappaIm[j] = Math.fma(meanIm[j], theta, xi[j]);
      mean[j] *= rate;
      meanIm[j] *= rate;
    }
    double[] xiRe = re[4];
    double[] xiIm = im[4];
    double[] rhoRe = re[5];
    double[] rhoIm = im[5];
    for (int j = 0; j < n; j++) {
      double a = 0.5 * xr[j] - u[j] * xi[j];
      double b = Math.fma(u[j], xr[j], 0.5 * xi[j]);
      xiRe[j] = 2 * volOfVol * sr[j] - rho * a;
      xiIm[j] = 2 * volOfVol * si[j] - rho * b;
      rhoRe[j] = -volOfVol * a;
      rhoIm[j] = -volOfVol * b;
    }
  }
}
