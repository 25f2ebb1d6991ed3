package io.calibrant.core.model.line;

import io.calibrant.core.math.Arctangent;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.SineCosine;

/// The reference [NodePasses]: plain Java, bit-identical on every machine.
public final class ScalarPasses implements NodePasses {
  /// It has no state.
  public static final ScalarPasses INSTANCE = new ScalarPasses();

  private static final double LARGEST_ANGLE = 999_999;

  private ScalarPasses() {}

  @Override
  public void expm1(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Elementary.expm1(x[i]);
    }
  }

  @Override
  public void exp(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] < -708 ? 0 : Elementary.exp(x[i]);
    }
  }

  @Override
  public void sinCos(double[] x, double[] sin, double[] cos, int n) {
    for (int i = 0; i < n; i++) {
      double angle = x[i];
      sin[i] = sin(angle);
      cos[i] = cos(angle);
    }
  }

  @Override
  public void log1p(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] > -0.29 && x[i] < 0.41 ? Elementary.log1p(x[i]) : Elementary.log(1 + x[i]);
    }
  }

  @Override
  public void atan2(double[] y, double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Arctangent.atan2(y[i], x[i]);
    }
  }

  @Override
  public void weigh(
      double[] weights,
      double[] sizes,
      double[] sines,
      double[] cosines,
      double[][] re,
      double[][] im,
      int columns,
      int n,
      double[] outRe,
      double[] outIm) {
    for (int j = 0; j < n; j++) {
      double size = weights[j] * sizes[j];
      outRe[j] = size * cosines[j];
      outIm[j] = size * sines[j];
    }
    for (int c = 1; c < columns; c++) {
      double[] a = re[c];
      double[] b = im[c];
      for (int j = 0; j < n; j++) {
        outRe[c * n + j] = outRe[j] * a[j] - outIm[j] * b[j];
        outIm[c * n + j] = Math.fma(outRe[j], b[j], outIm[j] * a[j]);
      }
    }
  }

  @Override
  public void waves(
      double[] us,
      double end,
      int n,
      double[] ks,
      double[] scales,
      int strikes,
      double[] cosines,
      double[] sines) {
    int own = end > 0 ? n / 2 : n;
    for (int i = 0; i < strikes; i++) {
      int first = i / LANES * LANES * n + i % LANES;
      double turnCos = cos(end * ks[i]);
      double turnSin = sin(end * ks[i]);
      for (int j = 0; j < own; j++) {
        double angle = us[j] * ks[i];
        double c = cos(angle) * scales[i];
        double s = sin(angle) * scales[i];
        int at = first + j * LANES;
        cosines[at] = c;
        sines[at] = s;
        if (own < n) {
          int mirrored = first + (n - 1 - j) * LANES;
          cosines[mirrored] = Math.fma(turnSin, s, turnCos * c);
          sines[mirrored] = turnSin * c - turnCos * s;
        }
      }
    }
  }

  private static double cos(double x) {
    return SineCosine.cos(Math.min(LARGEST_ANGLE, Math.max(-LARGEST_ANGLE, x)));
  }

  private static double sin(double x) {
    return SineCosine.sin(Math.min(LARGEST_ANGLE, Math.max(-LARGEST_ANGLE, x)));
  }

  @Override
  public void product(
      double[] re,
      double[] im,
      int columns,
      int n,
      double[] cosines,
      double[] sines,
      int strikes,
      double[] sums) {
    for (int c = 0; c < columns; c++) {
      for (int i = 0; i < strikes; i += LANES) {
        block(re, im, c * n, n, cosines, sines, i * n, sums, c * strikes + i);
      }
    }
  }

  private static void block(
      double[] re,
      double[] im,
      int from,
      int n,
      double[] cosines,
      double[] sines,
      int table,
      double[] sums,
      int to) {
    for (int i = 0; i < LANES; i += 4) {
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      for (int j = 0; j < n; j++) {
        double even = re[from + j];
        double odd = im[from + j];
        int at = table + j * LANES + i;
        a = Math.fma(odd, sines[at], Math.fma(even, cosines[at], a));
        b = Math.fma(odd, sines[at + 1], Math.fma(even, cosines[at + 1], b));
        c = Math.fma(odd, sines[at + 2], Math.fma(even, cosines[at + 2], c));
        d = Math.fma(odd, sines[at + 3], Math.fma(even, cosines[at + 3], d));
      }
      sums[to + i] = a;
      sums[to + i + 1] = b;
      sums[to + i + 2] = c;
      sums[to + i + 3] = d;
    }
  }

  @Override
  public void decays(
      double[] coefficients,
      int stride,
      int columns,
      double[] decays,
      int[] ends,
      double[] polynomials,
      int powers,
      double[] xs,
      int strikes,
      double[] sums) {
    for (int c = 0; c < columns; c++) {
      for (int i = 0; i < strikes; i++) {
        double e = decays[i];
        double f = decays[strikes + i];
        double sum = polynomials[(c + 1) * powers - 1];
        for (int r = (c + 1) * powers - 2; r >= c * powers; r--) {
          sum = Math.fma(sum, xs[i], polynomials[r]);
        }
        int end = c * stride + ends[i / LANES];
        for (int j = c * stride; j < end; j += 2) {
          sum = Math.fma(1 + e, coefficients[j], sum);
          sum = Math.fma(1 + f, coefficients[j + 1], sum);
          e *= 2 + e;
          f *= 2 + f;
        }
        sums[c * strikes + i] = sum;
      }
    }
  }

  @Override
  public String kernel() {
    return "scalar";
  }
}
