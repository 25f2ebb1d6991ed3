package io.calibrant.simd;

import static io.calibrant.core.model.line.NodePasses.LANES;
import static io.calibrant.simd.Lanes.SPECIES;

import jdk.incubator.vector.DoubleVector;

/// The waves of `core.model.line.NodePasses`, a block of strikes at a time: angles, sines and
/// cosines, then the scale and what follows by turning.
final class VectorWaves {
  private VectorWaves() {}

  static void fill(
      double[] us,
      double end,
      int n,
      double[] ks,
      double[] scales,
      int strikes,
      double[] cosines,
      double[] sines) {
    int own = end > 0 ? n / 2 : n;
    for (int i = 0; i < strikes; i += LANES) {
      int from = i * n;
      int to = from + own * LANES;
      angles(us, own, ks, i, cosines, from);
      if (end > 0) {
        // The end's angle takes the first place of the upper half for a while.
        for (int l = 0; l < LANES; l += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, ks, i + l).mul(end).intoArray(cosines, to + l);
        }
        VectorAngles.sinCos(cosines, sines, cosines, from, to + LANES);
        turn(scales, i, n, cosines, sines, from);
      } else {
        VectorAngles.sinCos(cosines, sines, cosines, from, to);
        scale(scales, i, cosines, sines, from, to);
      }
    }
  }

  private static void angles(double[] us, int own, double[] ks, int i, double[] out, int from) {
    for (int l = 0; l < LANES; l += SPECIES.length()) {
      DoubleVector k = DoubleVector.fromArray(SPECIES, ks, i + l);
      for (int j = 0; j < own; j++) {
        k.mul(us[j]).intoArray(out, from + j * LANES + l);
      }
    }
  }

  private static void scale(
      double[] scales, int i, double[] cosines, double[] sines, int from, int to) {
    for (int l = 0; l < LANES; l += SPECIES.length()) {
      DoubleVector size = DoubleVector.fromArray(SPECIES, scales, i + l);
      for (int at = from + l; at < to; at += LANES) {
        DoubleVector.fromArray(SPECIES, cosines, at).mul(size).intoArray(cosines, at);
        DoubleVector.fromArray(SPECIES, sines, at).mul(size).intoArray(sines, at);
      }
    }
  }

  /// Scales the lower half and writes the upper one.
  private static void turn(
      double[] scales, int i, int n, double[] cosines, double[] sines, int from) {
    for (int l = 0; l < LANES; l += SPECIES.length()) {
      int middle = from + n / 2 * LANES + l;
      DoubleVector size = DoubleVector.fromArray(SPECIES, scales, i + l);
      DoubleVector turnCos = DoubleVector.fromArray(SPECIES, cosines, middle);
      DoubleVector turnSin = DoubleVector.fromArray(SPECIES, sines, middle);
      int mirrored = from + (n - 1) * LANES + l;
      for (int at = from + l; at < middle; at += LANES, mirrored -= LANES) {
        DoubleVector c = DoubleVector.fromArray(SPECIES, cosines, at).mul(size);
        DoubleVector s = DoubleVector.fromArray(SPECIES, sines, at).mul(size);
        c.intoArray(cosines, at);
        s.intoArray(sines, at);
        turnSin.fma(s, turnCos.mul(c)).intoArray(cosines, mirrored);
        turnSin.mul(c).sub(turnCos.mul(s)).intoArray(sines, mirrored);
      }
    }
  }
}
