package io.calibrant.engine.journal;

import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.SsviSlice;
import io.calibrant.core.smile.Svi;

/// The binary form of a smile.
///
/// An SVI smile is its five parameters, as in every journal so far. Its first, a, is finite: NaN in
/// its place announces a smile with curvature terms, then the number of terms, its SVI parameters,
/// knots and coefficients.
final class SmileCodec {
  private static final int KNOTS_BEYOND_TERMS = 4;

  private SmileCodec() {}

  static void write(Smile smile, BinaryWriter out) {
    switch (smile) {
      case Svi svi -> writeSvi(svi, out);
      case SsviSlice slice -> writeSvi(slice.toSvi(), out);
      case CurvedSvi curved -> {
        out.putDouble(Double.NaN);
        out.putInt(curved.size());
        writeSvi(curved.base(), out);
        for (double knot : curved.knots()) {
          out.putDouble(knot);
        }
        for (double coefficient : curved.coefficients()) {
          out.putDouble(coefficient);
        }
      }
    }
  }

  static Smile read(BinaryReader in) {
    double a = in.getDouble();
    if (!Double.isNaN(a)) {
      return readSvi(a, in);
    }
    int size = in.getLength(2 * Double.BYTES);
    Svi base = readSvi(in.getDouble(), in);
    return CurvedSvi.copyOf(base, doubles(size + KNOTS_BEYOND_TERMS, in), doubles(size, in));
  }

  private static void writeSvi(Svi svi, BinaryWriter out) {
    out.putDouble(svi.a());
    out.putDouble(svi.b());
    out.putDouble(svi.rho());
    out.putDouble(svi.m());
    out.putDouble(svi.sigma());
  }

  private static Svi readSvi(double a, BinaryReader in) {
    return new Svi(a, in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
  }

  private static double[] doubles(int count, BinaryReader in) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.getDouble();
    }
    return values;
  }
}
