package io.calibrant.simd;

import static io.calibrant.simd.Lanes.SPECIES;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import jdk.incubator.vector.DoubleVector;

/// The passes of the transform kernels with vectors, in the arithmetic of `core.math`.
final class VectorPasses implements NodePasses {
  @Override
  public void expm1(double[] x, double[] out, int n) {
    VectorExp.expm1(x, out, n);
  }

  @Override
  public void exp(double[] x, double[] out, int n) {
    VectorExp.exp(x, out, n);
  }

  @Override
  public void sinCos(double[] x, double[] sin, double[] cos, int n) {
    VectorAngles.sinCos(x, sin, cos, n);
  }

  @Override
  public void log1p(double[] x, double[] out, int n) {
    VectorLog.log1p(x, out, n);
  }

  @Override
  public void atan2(double[] y, double[] x, double[] out, int n) {
    VectorAngles.atan2(y, x, out, n);
  }

  @Override
  public LineKernel heston(LinePoints points, int first) {
    return new VectorHestonLine(this, points, first);
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
    for (int j = 0; j < n; j += SPECIES.length()) {
      DoubleVector size =
          DoubleVector.fromArray(SPECIES, weights, j)
              .mul(DoubleVector.fromArray(SPECIES, sizes, j));
      size.mul(DoubleVector.fromArray(SPECIES, cosines, j)).intoArray(outRe, j);
      size.mul(DoubleVector.fromArray(SPECIES, sines, j)).intoArray(outIm, j);
    }
    for (int c = 1; c < columns; c++) {
      double[] a = re[c];
      double[] b = im[c];
      for (int j = 0; j < n; j += SPECIES.length()) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, outRe, j);
        DoubleVector y = DoubleVector.fromArray(SPECIES, outIm, j);
        DoubleVector f = DoubleVector.fromArray(SPECIES, a, j);
        DoubleVector g = DoubleVector.fromArray(SPECIES, b, j);
        x.mul(f).sub(y.mul(g)).intoArray(outRe, c * n + j);
        x.fma(g, y.mul(f)).intoArray(outIm, c * n + j);
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
    VectorWaves.fill(us, end, n, ks, scales, strikes, cosines, sines);
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
    int c = 0;
    for (; columns - c == 9; c += 9) {
      VectorProduct.nine(re, im, c * n, n, cosines, sines, strikes, sums, c * strikes);
    }
    for (; columns - c >= 5; c += 6) {
      VectorProduct.six(re, im, c * n, n, cosines, sines, strikes, sums, c * strikes);
    }
    for (; c < columns; c += 4) {
      VectorProduct.four(re, im, c * n, n, cosines, sines, strikes, sums, c * strikes);
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
    if (columns == 4) {
      VectorDecays.four(coefficients, stride, decays, ends, polynomials, powers, xs, strikes, sums);
    } else {
      for (int c = 0; c < columns; c++) {
        VectorDecays.one(
            coefficients, stride, c, decays, ends, polynomials, powers, xs, strikes, sums);
      }
    }
  }

  @Override
  public String kernel() {
    return "vector " + SPECIES.vectorBitSize() + " bit";
  }
}
