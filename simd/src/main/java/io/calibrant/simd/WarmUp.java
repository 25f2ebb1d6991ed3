package io.calibrant.simd;

import io.calibrant.core.black.BlackBatch;

/// Calls that make the compiler take every pass: a full block of options of all classes, a thousand
/// times.
final class WarmUp {
  /// The compiler takes a method after 5,000 calls, or 600 of them with 15,000 turns of its loop.
  private static final int ROUNDS = 1000;

  private static final int ROWS = Block.SIZE;

  private WarmUp() {}

  /// @param all its Greeks and its vols from previous ones too
  static void run(BlackBatch batch, boolean all) {
    double[] signs = new double[ROWS];
    double[] forwards = new double[ROWS];
    double[] strikes = new double[ROWS];
    double[] expiries = new double[ROWS];
    double[] vols = new double[ROWS];
    double[][] greeks = new double[5][ROWS];
    for (int i = 0; i < ROWS; i++) {
      signs[i] = i % 2 == 0 ? 1 : -1;
      forwards[i] = 100;
      // Most of them near the money; some far from it, some with a price above half the forward.
      boolean wide = i % 8 == 7;
      expiries[i] = wide ? 9 : 0.02 * (1 + i % 64);
      vols[i] = wide ? 0.7 : 0.5;
      strikes[i] = wide && i % 16 == 7 ? 100 : 100 * (0.75 + 0.002 * i) * (wide ? 4 : 1);
    }
    byte[] statuses = new byte[ROWS];
    double[] implied = new double[ROWS];
    for (int round = 0; round < ROUNDS; round++) {
      if (all || round == 0) {
        batch.greeks(
            signs, forwards, strikes, expiries, vols, greeks[0], greeks[1], greeks[2], greeks[3],
            greeks[4]);
      }
      batch.impliedVols(signs, forwards, strikes, expiries, greeks[0], implied, statuses);
      if (all) {
        batch.impliedVolsFromPrevious(
            signs, forwards, strikes, expiries, greeks[0], implied, statuses);
      }
    }
  }
}
