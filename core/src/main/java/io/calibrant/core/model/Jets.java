package io.calibrant.core.model;

import io.calibrant.core.math.SineCosine;

/// Registers of complex numbers with their exact derivatives in a model's parameters and in expiry,
/// and the second derivative in the level parameter: forward differentiation without objects.
///
/// A register is an int; every operation writes a new one and returns it. [#start] frees all.
/// Components of a register: 0 value; 1…n first derivatives in the parameters; n+1 in T; n+2 the
/// second derivative in the level. Elementary functions are `StrictMath`'s or our own:
/// bit-identical everywhere.
public final class Jets {
  /// Most registers of a formula.
  public static final int MAX_REGISTERS = 160;

  private static final int TERMS = 20;
  private static final double[] EXPONENTIAL = new double[TERMS];
  private static final double[] LOGARITHM = new double[TERMS];

  static {
    double factorial = 1;
    for (int n = 0; n < TERMS; n++) {
      factorial *= n + 1;
      EXPONENTIAL[n] = 1 / factorial;
      LOGARITHM[n] = (n % 2 == 0 ? 1.0 : -1.0) / (n + 1);
    }
  }

  private final int width;
  private final int level;
  private final int expiry;
  private final double[] re;
  private final double[] im;
  private int active;
  private int next;

  Jets(int parameterCount, int level) {
    width = parameterCount + 3;
    expiry = parameterCount + 1;
    this.level = level + 1;
    re = new double[width * MAX_REGISTERS];
    im = new double[re.length];
  }

  void start(double[] parameters, double years, double pRe, double pIm, boolean gradients) {
    next = 0;
    active = gradients ? width : 1;
    constant(pRe, pIm);
    int t = constant(years, 0);
    if (gradients) {
      re[t * width + expiry] = 1;
    }
    for (int i = 0; i < parameters.length; i++) {
      int x = constant(parameters[i], 0);
      if (gradients) {
        re[x * width + 1 + i] = 1;
      }
    }
  }

  void copyTo(int a, TransformNodes nodes, int node) {
    for (int c = 0; c < active; c++) {
      nodes.set(node, c, re[a * width + c], im[a * width + c]);
    }
  }

  /// The argument p.
  public int p() {
    return 0;
  }

  /// T.
  public int expiry() {
    return 1;
  }

  /// Parameter `i`.
  public int parameter(int i) {
    return 2 + i;
  }

  /// A constant.
  public int constant(double real, double imaginary) {
    int r = next++;
    int at = r * width;
    for (int c = 1; c < active; c++) {
      re[at + c] = 0;
      im[at + c] = 0;
    }
    re[at] = real;
    im[at] = imaginary;
    return r;
  }

  /// Re a.
  public double re(int a) {
    return re[a * width];
  }

  /// Im a.
  public double im(int a) {
    return im[a * width];
  }

  /// a + b.
  public int plus(int a, int b) {
    return combine(a, 1, b, 1);
  }

  /// a − b.
  public int minus(int a, int b) {
    return combine(a, 1, b, -1);
  }

  /// α a + β b.
  public int combine(int a, double alpha, int b, double beta) {
    int r = next++;
    for (int c = 0; c < active; c++) {
      re[r * width + c] = alpha * re[a * width + c] + beta * re[b * width + c];
      im[r * width + c] = alpha * im[a * width + c] + beta * im[b * width + c];
    }
    return r;
  }

  /// α a + β with real constants.
  public int affine(int a, double alpha, double beta) {
    int r = next++;
    for (int c = 0; c < active; c++) {
      re[r * width + c] = alpha * re[a * width + c];
      im[r * width + c] = alpha * im[a * width + c];
    }
    re[r * width] += beta;
    return r;
  }

  /// a · b.
  public int times(int a, int b) {
    int r = next++;
    int x = a * width;
    int y = b * width;
    int z = r * width;
    double ar = re[x];
    double ai = im[x];
    double br = re[y];
    double bi = im[y];
    for (int c = 1; c < active; c++) {
      re[z + c] = ar * re[y + c] - ai * im[y + c] + br * re[x + c] - bi * im[x + c];
      im[z + c] = ar * im[y + c] + ai * re[y + c] + br * im[x + c] + bi * re[x + c];
    }
    if (active > 1) {
      int s = z + width - 1;
      double lr = re[x + level] * re[y + level] - im[x + level] * im[y + level];
      double li = re[x + level] * im[y + level] + im[x + level] * re[y + level];
      re[s] += 2 * lr;
      im[s] += 2 * li;
    }
    re[z] = ar * br - ai * bi;
    im[z] = ar * bi + ai * br;
    return r;
  }

  /// a / b.
  public int over(int a, int b) {
    return times(a, inverse(b));
  }

  /// 1 / a.
  public int inverse(int a) {
    double ar = re[a * width];
    double ai = im[a * width];
    // Scaled, so that the square of the modulus neither overflows nor vanishes.
    double scale = Math.max(Math.abs(ar), Math.abs(ai));
    double xr = ar / scale;
    double xi = ai / scale;
    double norm = (xr * xr + xi * xi) * scale;
    double fr = xr / norm;
    double fi = -xi / norm;
    double dr = -(fr * fr - fi * fi);
    double di = -2 * fr * fi;
    return apply(a, fr, fi, dr, di, -2 * (dr * fr - di * fi), -2 * (dr * fi + di * fr));
  }

  /// √a, real part ≥ 0.
  public int sqrt(int a) {
    double x = re[a * width];
    double y = im[a * width];
    double scale = Math.max(Math.abs(x), Math.abs(y));
    double xs = x / scale;
    double ys = y / scale;
    double modulus = scale == 0 ? 0 : scale * Math.sqrt(xs * xs + ys * ys);
    double big = Math.sqrt(0.5 * (Math.abs(x) + modulus));
    double small = big == 0 ? 0 : 0.5 * y / big;
    double fr = x >= 0 ? big : Math.abs(small);
    double fi = x >= 0 ? small : Math.copySign(big, y);
    // f′ = 1/(2f), f″ = −f′/(2a).
    double norm = 2 * (fr * fr + fi * fi);
    double dr = fr / norm;
    double di = -fi / norm;
    double sr = -(dr * dr - di * di);
    double si = -2 * dr * di;
    return apply(a, fr, fi, dr, di, 2 * (sr * dr - si * di), 2 * (sr * di + si * dr));
  }

  /// eᵃ.
  public int exp(int a) {
    double e = StrictMath.exp(re[a * width]);
    double y = im[a * width];
    double fr = e == 0 ? 0 : e * SineCosine.cos(y);
    double fi = e == 0 || y == 0 ? 0 : e * SineCosine.sin(y);
    return apply(a, fr, fi, fr, fi, fr, fi);
  }

  /// (eᵃ − 1)/a, relatively accurate near a = 0.
  public int expm1OverArgument(int a) {
    double x = re[a * width];
    double y = im[a * width];
    if (Math.max(Math.abs(x), Math.abs(y)) < 0.5) {
      return series(a, x, y, EXPONENTIAL);
    }
    double er = StrictMath.exp(x);
    double half = er == 0 ? 0 : SineCosine.sin(0.5 * y);
    double cr = er == 0 ? 0 : er * SineCosine.cos(y);
    double ci = er == 0 ? 0 : er * SineCosine.sin(y);
    double nr = StrictMath.expm1(x) - 2 * er * half * half;
    double norm = x * x + y * y;
    double ir = x / norm;
    double ii = -y / norm;
    double fr = nr * ir - ci * ii;
    double fi = nr * ii + ci * ir;
    // f′ = (eᵃ − f)/a, f″ = (eᵃ − 2f′)/a.
    double dr = (cr - fr) * ir - (ci - fi) * ii;
    double di = (cr - fr) * ii + (ci - fi) * ir;
    double sr = (cr - 2 * dr) * ir - (ci - 2 * di) * ii;
    double si = (cr - 2 * dr) * ii + (ci - 2 * di) * ir;
    return apply(a, fr, fi, dr, di, sr, si);
  }

  /// ln(1 + a), relatively accurate near a = 0; principal branch.
  public int log1p(int a) {
    double x = re[a * width];
    double y = im[a * width];
    double ur = 1 + x;
    double square = x * (2 + x) + y * y;
    double fr = Math.abs(square) < 0.5 ? 0.5 * StrictMath.log1p(square) : logModulus(ur, y);
    double fi = StrictMath.atan2(y, ur);
    double scale = Math.max(Math.abs(ur), Math.abs(y));
    double sr = ur / scale;
    double si = y / scale;
    double norm = (sr * sr + si * si) * scale;
    double dr = sr / norm;
    double di = -si / norm;
    return apply(a, fr, fi, dr, di, -(dr * dr - di * di), -2 * dr * di);
  }

  private static double logModulus(double x, double y) {
    double scale = Math.max(Math.abs(x), Math.abs(y));
    double xs = x / scale;
    double ys = y / scale;
    return StrictMath.log(scale) + 0.5 * StrictMath.log(xs * xs + ys * ys);
  }

  /// ln(1 + a)/a, relatively accurate near a = 0; principal branch.
  public int log1pOverArgument(int a) {
    double x = re[a * width];
    double y = im[a * width];
    if (Math.max(Math.abs(x), Math.abs(y)) < 0.1) {
      return series(a, x, y, LOGARITHM);
    }
    return over(log1p(a), a);
  }

  /// eᵃ − 1, relatively accurate near a = 0.
  public int expm1(int a) {
    return times(a, expm1OverArgument(a));
  }

  /// Σ cₙaⁿ with its two derivatives: |a| < 0.71 and cₙ = 1/(n + 1)!, or |a| < 0.15 and cₙ =
  /// (−1)ⁿ/(n + 1); what is left out is below 1e-17.
  private int series(int a, double x, double y, double[] coefficients) {
    double fr = 0;
    double fi = 0;
    double dr = 0;
    double di = 0;
    double sr = 0;
    double si = 0;
    for (int n = coefficients.length - 1; n >= 0; n--) {
      double t = sr * x - si * y + 2 * dr;
      si = sr * y + si * x + 2 * di;
      sr = t;
      t = dr * x - di * y + fr;
      di = dr * y + di * x + fi;
      dr = t;
      t = fr * x - fi * y + coefficients[n];
      fi = fr * y + fi * x;
      fr = t;
    }
    return apply(a, fr, fi, dr, di, sr, si);
  }

  /// f(a) from f, f′ and f″ at the value of a.
  private int apply(int a, double fr, double fi, double dr, double di, double sr, double si) {
    int r = next++;
    int x = a * width;
    int z = r * width;
    for (int c = 1; c < active; c++) {
      re[z + c] = dr * re[x + c] - di * im[x + c];
      im[z + c] = dr * im[x + c] + di * re[x + c];
    }
    if (active > 1) {
      double lr = re[x + level];
      double li = im[x + level];
      double qr = lr * lr - li * li;
      double qi = 2 * lr * li;
      re[z + width - 1] += sr * qr - si * qi;
      im[z + width - 1] += sr * qi + si * qr;
    }
    re[z] = fr;
    im[z] = fi;
    return r;
  }
}
