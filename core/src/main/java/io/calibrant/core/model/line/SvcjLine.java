package io.calibrant.core.model.line;

/// Heston's variance with simultaneous jumps in price and variance on the Lewis line. With w = x +
/// d, g, δ = sβ and 1/d of [HestonLine], e = exp(pμ + p²σ²/2), c = 1 − ρ_J m p and q = p(1 − p)
///
/// ```
/// r = mq/c,  W = w + r,  u = (δ + r)g,  ℓ = ln(1 + u)/u,  ℓ′ = (1/(1 + u) − ℓ)/u
/// Y = (wT + 2rgℓ)/W,   J = Y/c = ∫₀ᵀ dt/(c − mD(t)),   M = e₁/(1 − ρ_J m)
/// L += λ(eJ − T − pT(M − 1)),   Z = λe/c
/// L_λ = eJ − T − pT(M − 1),   L_μ = p(ZY − λTM),   L_σ = σp(pZY − λTM)
/// Y_r = (2g(ℓ + rgℓ′) − Y)/W
/// L_m = Z(Y_r (q + ρ_J p r)/c + ρ_J p J) − λpTMρ_J/(1 − ρ_J m)
/// L_ρJ = Z m p (Y_r r/c + J) − λpTMm/(1 − ρ_J m)
/// Y_x = ((1 + x/d)T + 2r(ℓg_x + gℓ′((δ + r)g_x − δg/d)) − Y(1 + x/d))/W
/// Y_s = (q/(2d)(T − Y) + 2r(ℓg_s + gℓ′((δ + r)g_s − qg/(2d))))/W
/// L_κ += ZY_x,   L_ξ += Z(2ξY_s − ρpY_x),   L_ρ −= ZξpY_x
/// ```
public final class SvcjLine implements LineKernel {
  private static final int LAMBDA = 5;
  private static final int MEAN = 6;
  private static final int DEVIATION = 7;
  private static final int MEAN_V = 8;
  private static final int RHO_J = 9;

  /// |u|² below which ℓ′ is a series.
  private static final double SMALL = 1e-6;

  private final NodePasses passes;
  private final LinePoints points;
  private final HestonLine variance;
  private final int n;
  private final double[] er;
  private final double[] ei;
  private final double[] cr;
  private final double[] ci;
  private final double[] rr;
  private final double[] ri;
  private final double[] wr;
  private final double[] wi;
  private final double[] ur;
  private final double[] ui;
  private final double[] lr;
  private final double[] li;
  private final double[] yr;
  private final double[] yi;
  private final double[] tr;
  private final double[] ti;
  private final double[] ar;
  private final double[] ai;

  /// A kernel for Heston's five parameters and λ, μ_J, σ_J, μ_V, ρ_J.
  public SvcjLine(NodePasses passes, LinePoints points) {
    this.passes = passes;
    this.points = points;
    variance = new HestonLine(passes, points, 0);
    n = points.size();
    er = new double[n];
    ei = new double[n];
    cr = new double[n];
    ci = new double[n];
    rr = new double[n];
    ri = new double[n];
    wr = new double[n];
    wi = new double[n];
    ur = new double[n];
    ui = new double[n];
    lr = new double[n];
    li = new double[n];
    yr = new double[n];
    yi = new double[n];
    tr = new double[n];
    ti = new double[n];
    ar = new double[n];
    ai = new double[n];
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    variance.evaluate(parameters, gradients, re, im);
    double lambda = parameters[LAMBDA];
    double meanV = parameters[MEAN_V];
    double rhoJ = parameters[RHO_J];
    double s = parameters[3] * parameters[3];
    jump(parameters[MEAN], 0.5 * parameters[DEVIATION] * parameters[DEVIATION]);
    ratios(meanV, rhoJ * meanV);
    argument(s);
    passes.log1p(lr, lr, n);
    passes.atan2(ui, li, li, n);
    logRatio();
    integral();
    double free = 1 - rhoJ * meanV;
    double half = 0.5 * parameters[DEVIATION] * parameters[DEVIATION];
    double mean = StrictMath.exp(parameters[MEAN] + half) / free;
    if (gradients) {
      intensity(mean, re[1 + LAMBDA], im[1 + LAMBDA]);
      add(lambda, re[1 + LAMBDA], im[1 + LAMBDA], re[0], im[0]);
      weigh(lambda);
      slopeOfLogRatio();
      sizes(lambda * mean, parameters[DEVIATION], re, im);
      inShare(parameters, lambda * mean / free, re, im);
      inVariance(parameters, s, re, im);
    } else {
      intensity(mean, ar, ai);
      add(lambda, ar, ai, re[0], im[0]);
    }
  }

  /// e.
  private void jump(double mean, double half) {
    double[] u = points.us();
    double[] m = points.squares();
    for (int j = 0; j < n; j++) {
      ar[j] = 0.5 * mean + (0.5 - m[j]) * half;
      ai[j] = u[j] * (mean + half);
    }
    passes.exp(ar, ar, n);
    passes.sinCos(ai, ei, er, n);
    for (int j = 0; j < n; j++) {
      er[j] *= ar[j];
      ei[j] *= ar[j];
    }
  }

  /// 1/c, r and w = −q/β.
  private void ratios(double meanV, double share) {
    double[] u = points.us();
    double[] q = points.squares();
    double[] br = variance.br;
    double[] bi = variance.bi;
    for (int j = 0; j < n; j++) {
      double a = 1 - 0.5 * share;
      double b = share * u[j];
      double scale = 1 / (a * a + b * b);
      cr[j] = a * scale;
      ci[j] = b * scale;
      rr[j] = meanV * q[j] * cr[j];
      ri[j] = meanV * q[j] * ci[j];
    }
    for (int j = 0; j < n; j++) {
      double scale = -q[j] / (br[j] * br[j] + bi[j] * bi[j]);
      wr[j] = br[j] * scale;
      wi[j] = -bi[j] * scale;
    }
  }

  /// u, |1 + u|² − 1 and 1 + Re u.
  private void argument(double s) {
    double[] br = variance.br;
    double[] bi = variance.bi;
    double[] gr = variance.gr;
    double[] gi = variance.gi;
    for (int j = 0; j < n; j++) {
      double a = s * br[j] + rr[j];
      double b = s * bi[j] + ri[j];
      double x = a * gr[j] - b * gi[j];
      double y = a * gi[j] + b * gr[j];
      ur[j] = x;
      ui[j] = y;
      lr[j] = x * (2 + x) + y * y;
      li[j] = 1 + x;
    }
  }

  /// ℓ from ln|1 + u|² and the angle.
  private void logRatio() {
    for (int j = 0; j < n; j++) {
      double size = ur[j] * ur[j] + ui[j] * ui[j];
      double scale = size > 0 ? 1 / size : 0;
      double a = 0.5 * lr[j];
      double b = li[j];
      lr[j] = size > 0 ? (a * ur[j] + b * ui[j]) * scale : 1;
      li[j] = (b * ur[j] - a * ui[j]) * scale;
    }
  }

  /// 1/W in a and Y.
  private void integral() {
    double[] years = points.years();
    double[] gr = variance.gr;
    double[] gi = variance.gi;
    for (int j = 0; j < n; j++) {
      double a = wr[j] + rr[j];
      double b = wi[j] + ri[j];
      double scale = 1 / (a * a + b * b);
      ar[j] = a * scale;
      ai[j] = -b * scale;
    }
    for (int j = 0; j < n; j++) {
      double a = gr[j] * lr[j] - gi[j] * li[j];
      double b = gr[j] * li[j] + gi[j] * lr[j];
      double x = wr[j] * years[j] + 2 * (rr[j] * a - ri[j] * b);
      double y = wi[j] * years[j] + 2 * (rr[j] * b + ri[j] * a);
      yr[j] = x * ar[j] - y * ai[j];
      yi[j] = x * ai[j] + y * ar[j];
    }
  }

  /// What one jump a year adds; leaves 1/W alone unless the target is that array.
  private void intensity(double mean, double[] toRe, double[] toIm) {
    double[] u = points.us();
    double[] years = points.years();
    double half = 1 + 0.5 * (mean - 1);
    for (int j = 0; j < n; j++) {
      double a = yr[j] * cr[j] - yi[j] * ci[j];
      double b = yr[j] * ci[j] + yi[j] * cr[j];
      toRe[j] = er[j] * a - ei[j] * b - years[j] * half;
      toIm[j] = er[j] * b + ei[j] * a - years[j] * u[j] * (mean - 1);
    }
  }

  private void add(double scale, double[] re, double[] im, double[] toRe, double[] toIm) {
    for (int j = 0; j < n; j++) {
      toRe[j] += scale * re[j];
      toIm[j] += scale * im[j];
    }
  }

  /// Z replaces e.
  private void weigh(double lambda) {
    for (int j = 0; j < n; j++) {
      double a = lambda * (er[j] * cr[j] - ei[j] * ci[j]);
      ei[j] = lambda * (er[j] * ci[j] + ei[j] * cr[j]);
      er[j] = a;
    }
  }

  /// gℓ′ in t.
  private void slopeOfLogRatio() {
    double[] gr = variance.gr;
    double[] gi = variance.gi;
    for (int j = 0; j < n; j++) {
      double x = ur[j];
      double y = ui[j];
      double size = x * x + y * y;
      double a;
      double b;
      if (size < SMALL) {
        // −1/2 + u(2/3 − u(3/4 − 4u/5)).
        double cre = 0.75 - 0.8 * x;
        double cim = -0.8 * y;
        double dre = 2.0 / 3 - (x * cre - y * cim);
        double dim = -(x * cim + y * cre);
        a = -0.5 + x * dre - y * dim;
        b = x * dim + y * dre;
      } else {
        double under = 1 / ((1 + x) * (1 + x) + y * y);
        double p = (1 + x) * under - lr[j];
        double q = -y * under - li[j];
        a = (p * x + q * y) / size;
        b = (q * x - p * y) / size;
      }
      tr[j] = gr[j] * a - gi[j] * b;
      ti[j] = gr[j] * b + gi[j] * a;
    }
  }

  /// L_μ and L_σ.
  private void sizes(double drift, double deviation, double[][] re, double[][] im) {
    double[] u = points.us();
    double[] years = points.years();
    double[] meanRe = re[1 + MEAN];
    double[] meanIm = im[1 + MEAN];
    double[] wideRe = re[1 + DEVIATION];
    double[] wideIm = im[1 + DEVIATION];
    for (int j = 0; j < n; j++) {
      double a = er[j] * yr[j] - ei[j] * yi[j];
      double b = er[j] * yi[j] + ei[j] * yr[j];
      double t = drift * years[j];
      meanRe[j] = 0.5 * (a - t) - u[j] * b;
      meanIm[j] = 0.5 * b + u[j] * (a - t);
      double c = 0.5 * a - u[j] * b - t;
      double d = 0.5 * b + u[j] * a;
      wideRe[j] = deviation * (0.5 * c - u[j] * d);
      wideIm[j] = deviation * (0.5 * d + u[j] * c);
    }
  }

  /// L_m and L_ρJ.
  private void inShare(double[] parameters, double drift, double[][] re, double[][] im) {
    double[] u = points.us();
    double[] q = points.squares();
    double[] years = points.years();
    double[] gr = variance.gr;
    double[] gi = variance.gi;
    double[] shareRe = re[1 + RHO_J];
    double[] shareIm = im[1 + RHO_J];
    double[] meanRe = re[1 + MEAN_V];
    double[] meanIm = im[1 + MEAN_V];
    for (int j = 0; j < n; j++) {
      double a = lr[j] + rr[j] * tr[j] - ri[j] * ti[j];
      double b = li[j] + rr[j] * ti[j] + ri[j] * tr[j];
      double x = 2 * (gr[j] * a - gi[j] * b) - yr[j];
      double y = 2 * (gr[j] * b + gi[j] * a) - yi[j];
      double v = x * ar[j] - y * ai[j];
      double w = x * ai[j] + y * ar[j];
      // Y_r/c.
      meanRe[j] = v * cr[j] - w * ci[j];
      meanIm[j] = v * ci[j] + w * cr[j];
    }
    double rhoJ = parameters[RHO_J];
    double meanV = parameters[MEAN_V];
    for (int j = 0; j < n; j++) {
      // p(Y_r r + Y)/c.
      double a = rr[j] * meanRe[j] - ri[j] * meanIm[j] + yr[j] * cr[j] - yi[j] * ci[j];
      double b = rr[j] * meanIm[j] + ri[j] * meanRe[j] + yr[j] * ci[j] + yi[j] * cr[j];
      double x = 0.5 * a - u[j] * b;
      double y = 0.5 * b + u[j] * a;
      shareRe[j] = er[j] * x - ei[j] * y - drift * years[j] * 0.5;
      shareIm[j] = er[j] * y + ei[j] * x - drift * years[j] * u[j];
    }
    for (int j = 0; j < n; j++) {
      double a = q[j] * (er[j] * meanRe[j] - ei[j] * meanIm[j]) + rhoJ * shareRe[j];
      double b = q[j] * (er[j] * meanIm[j] + ei[j] * meanRe[j]) + rhoJ * shareIm[j];
      meanRe[j] = a;
      meanIm[j] = b;
      shareRe[j] *= meanV;
      shareIm[j] *= meanV;
    }
  }

  /// What the jumps add to L_κ, L_ξ and L_ρ; Z/W replaces 1/W.
  private void inVariance(double[] parameters, double s, double[][] re, double[][] im) {
    for (int j = 0; j < n; j++) {
      double a = er[j] * ar[j] - ei[j] * ai[j];
      ai[j] = er[j] * ai[j] + ei[j] * ar[j];
      ar[j] = a;
    }
    slopeInX(s, re[2], im[2]);
    slopeInS();
    double[] u = points.us();
    double[] xiRe = re[4];
    double[] xiIm = im[4];
    double[] rhoRe = re[5];
    double[] rhoIm = im[5];
    double volOfVol = parameters[3];
    double rho = parameters[4];
    for (int j = 0; j < n; j++) {
      double a = 0.5 * ur[j] - u[j] * ui[j];
      double b = 0.5 * ui[j] + u[j] * ur[j];
      xiRe[j] += 2 * volOfVol * cr[j] - rho * a;
      xiIm[j] += 2 * volOfVol * ci[j] - rho * b;
      rhoRe[j] -= volOfVol * a;
      rhoIm[j] -= volOfVol * b;
    }
  }

  /// ZY_x, which replaces u.
  private void slopeInX(double s, double[] kappaRe, double[] kappaIm) {
    double[] years = points.years();
    // δ + r in e, 1 + x/d = w/d in c: Z and 1/c are spent.
    double[] br = variance.br;
    double[] bi = variance.bi;
    double[] dr = variance.dr;
    double[] di = variance.di;
    for (int j = 0; j < n; j++) {
      er[j] = s * br[j] + rr[j];
      ei[j] = s * bi[j] + ri[j];
      cr[j] = wr[j] * dr[j] - wi[j] * di[j];
      ci[j] = wr[j] * di[j] + wi[j] * dr[j];
    }
    double[] hr = variance.er;
    double[] hi = variance.ei;
    double[] gr = variance.gr;
    double[] gi = variance.gi;
    for (int j = 0; j < n; j++) {
      // δ/d = s β/d.
      double p = s * (br[j] * dr[j] - bi[j] * di[j]);
      double q = s * (br[j] * di[j] + bi[j] * dr[j]);
      double a = er[j] * hr[j] - ei[j] * hi[j] - (p * gr[j] - q * gi[j]);
      double b = er[j] * hi[j] + ei[j] * hr[j] - (p * gi[j] + q * gr[j]);
      ur[j] = lr[j] * hr[j] - li[j] * hi[j] + tr[j] * a - ti[j] * b;
      ui[j] = lr[j] * hi[j] + li[j] * hr[j] + tr[j] * b + ti[j] * a;
    }
    for (int j = 0; j < n; j++) {
      double p = years[j] - yr[j];
      double q = -yi[j];
      double a = cr[j] * p - ci[j] * q + 2 * (rr[j] * ur[j] - ri[j] * ui[j]);
      double b = cr[j] * q + ci[j] * p + 2 * (rr[j] * ui[j] + ri[j] * ur[j]);
      ur[j] = ar[j] * a - ai[j] * b;
      ui[j] = ar[j] * b + ai[j] * a;
      kappaRe[j] += ur[j];
      kappaIm[j] += ui[j];
    }
  }

  /// ZY_s, in c.
  private void slopeInS() {
    double[] years = points.years();
    double[] m = points.squares();
    double[] dr = variance.dr;
    double[] di = variance.di;
    double[] gr = variance.gr;
    double[] gi = variance.gi;
    double[] hr = variance.kr;
    double[] hi = variance.ki;
    for (int j = 0; j < n; j++) {
      double p = 0.5 * m[j] * dr[j];
      double q = 0.5 * m[j] * di[j];
      // u_s = (δ + r)g_s − qg/(2d).
      double a = er[j] * hr[j] - ei[j] * hi[j] - (p * gr[j] - q * gi[j]);
      double b = er[j] * hi[j] + ei[j] * hr[j] - (p * gi[j] + q * gr[j]);
      cr[j] = lr[j] * hr[j] - li[j] * hi[j] + tr[j] * a - ti[j] * b;
      ci[j] = lr[j] * hi[j] + li[j] * hr[j] + tr[j] * b + ti[j] * a;
    }
    for (int j = 0; j < n; j++) {
      double p = 0.5 * m[j] * dr[j];
      double q = 0.5 * m[j] * di[j];
      double x = years[j] - yr[j];
      double a = p * x + q * yi[j] + 2 * (rr[j] * cr[j] - ri[j] * ci[j]);
      double b = q * x - p * yi[j] + 2 * (rr[j] * ci[j] + ri[j] * cr[j]);
      cr[j] = ar[j] * a - ai[j] * b;
      ci[j] = ar[j] * b + ai[j] * a;
    }
  }
}
