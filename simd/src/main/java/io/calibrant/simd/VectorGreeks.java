package io.calibrant.simd;

import io.calibrant.core.black.BlackColumns;
import io.calibrant.core.black.Greeks;
import io.calibrant.core.black.ScalarBlack;
import java.util.Arrays;

/// Values and first Greeks of columns, block by block; the few rows that the vectors do not cover,
/// far wings, the ends of the domain and bad input, take the scalar way.
final class VectorGreeks {
  private static final int COLUMNS = 5;

  private final GreekBlock block = new GreekBlock();
  private final double[] row = new double[Greeks.COUNT];

  // The columns of the call: signs, forwards, strikes, expiries, vols; values, deltas, gammas,
  // vegas, thetas.
  private final double[][] in = new double[COLUMNS][];
  private final double[][] out = new double[COLUMNS][];

  // The last, partial block, made up to full vectors.
  private final double[][] tailIn = new double[COLUMNS][Block.SIZE];
  private final double[][] tailOut = new double[COLUMNS][Block.SIZE];

  void evaluate(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] vols,
      double[] values,
      double[] deltas,
      double[] gammas,
      double[] vegas,
      double[] thetas) {
    in[0] = signs;
    in[1] = forwards;
    in[2] = strikes;
    in[3] = expiries;
    in[4] = vols;
    out[0] = values;
    out[1] = deltas;
    out[2] = gammas;
    out[3] = vegas;
    out[4] = thetas;
    evaluate(signs.length);
    // No column of the caller's is held beyond the call.
    Arrays.fill(in, row);
    Arrays.fill(out, row);
  }

  private void evaluate(int n) {
    int full = n - n % Block.SIZE;
    for (int at = 0; at < full; at += Block.SIZE) {
      if (block.evaluate(in, out, at, Block.SIZE) != 0) {
        again(at, Block.SIZE);
      }
    }
    if (full < n) {
      int count = n - full;
      for (int j = 0; j < COLUMNS; j++) {
        VectorBlack.fill(in[j], full, count, tailIn[j]);
      }
      long any = block.evaluate(tailIn, tailOut, 0, Lanes.padded(count));
      for (int j = 0; j < COLUMNS; j++) {
        System.arraycopy(tailOut[j], 0, out[j], full, count);
      }
      if (any != 0) {
        again(full, count);
      }
    }
  }

  private void again(int at, int count) {
    for (int i = 0; i < count; i++) {
      if (block.open[i] != 0) {
        int j = at + i;
        ScalarBlack.greeks(in[0][j], in[1][j], in[2][j], in[3][j], in[4][j], row);
        BlackColumns.put(row, j, out[0], out[1], out[2], out[3], out[4]);
      }
    }
  }
}
