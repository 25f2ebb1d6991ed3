package io.calibrant.simd;

import static io.calibrant.core.black.BlackColumns.checkInputs;
import static io.calibrant.core.black.BlackColumns.checkOutputs;
import static io.calibrant.core.black.BlackColumns.checkVols;

import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.black.VolStatus;
import io.calibrant.core.market.OptionType;
import java.util.Arrays;

/// Columns of options in blocks: normalise, guess, one step of high order with vectors; what that
/// leaves open once more with better guesses and several steps ([Rest]).
///
/// Every result depends on its own option alone, not on its place or its neighbours. What the
/// vectors do not cover (c below 1e-150, bad input, no convergence) takes the scalar solver, so
/// every status is the scalar one.
public final class VectorBlack implements BlackBatch {
  private final Block block = new Block();
  private final Rest rest = new Rest();
  private final VectorGreeks greeks = new VectorGreeks();
  // The last, partial block, made up to full vectors.
  private final double[][] tail = new double[6][Block.SIZE];

  @Override
  public void impliedVols(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses) {
    imply(signs, forwards, strikes, expiries, prices, vols, statuses, false);
  }

  @Override
  public void impliedVolsFromPrevious(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses) {
    imply(signs, forwards, strikes, expiries, prices, vols, statuses, true);
  }

  @Override
  public void greeks(
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
    checkInputs(signs.length, forwards, strikes, expiries, vols);
    checkOutputs(signs.length, values, deltas, gammas, vegas, thetas);
    greeks.evaluate(
        signs, forwards, strikes, expiries, vols, values, deltas, gammas, vegas, thetas);
  }

  @Override
  public void warmUp() {
    WarmUp.run(this, true);
  }

  @Override
  public void warmUpVols() {
    WarmUp.run(this, false);
  }

  @Override
  public String kernel() {
    return "vector " + Lanes.SPECIES.vectorBitSize() + " bit";
  }

  @Override
  public String reason() {
    return "Java was started with jdk.incubator.vector";
  }

  private void imply(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses,
      boolean warm) {
    int n = signs.length;
    checkInputs(n, forwards, strikes, expiries, prices);
    checkVols(n, vols, statuses);
    int full = n - n % Block.SIZE;
    for (int at = 0; at < full; at += Block.SIZE) {
      long any =
          block.imply(signs, forwards, strikes, expiries, prices, vols, warm, at, Block.SIZE);
      Arrays.fill(statuses, at, at + Block.SIZE, (byte) 0);
      if (any != 0) {
        again(signs, forwards, strikes, expiries, prices, vols, statuses, at, Block.SIZE);
      }
    }
    if (full < n) {
      int count = n - full;
      fill(signs, full, count, tail[0]);
      fill(forwards, full, count, tail[1]);
      fill(strikes, full, count, tail[2]);
      fill(expiries, full, count, tail[3]);
      fill(prices, full, count, tail[4]);
      fill(vols, full, count, tail[5]);
      long any =
          block.imply(
              tail[0], tail[1], tail[2], tail[3], tail[4], tail[5], warm, 0, Lanes.padded(count));
      System.arraycopy(tail[5], 0, vols, full, count);
      Arrays.fill(statuses, full, n, (byte) 0);
      if (any != 0) {
        again(signs, forwards, strikes, expiries, prices, vols, statuses, full, count);
      }
    }
  }

  /// Copies to the scratch column, and the last value into the lanes beyond.
  static void fill(double[] from, int at, int count, double[] to) {
    System.arraycopy(from, at, to, 0, count);
    Arrays.fill(to, count, Lanes.padded(count), from[at + count - 1]);
  }

  /// The options of the block at `at` that are still open.
  private void again(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses,
      int at,
      int count) {
    rest.count = 0;
    for (int i = 0; i < count; i++) {
      if (block.open[i] == 0) {
        continue;
      }
      double c = block.c[i];
      int j = at + i;
      if (!(block.bad[i] >= 0 && expiries[j] > 0 && expiries[j] < Double.POSITIVE_INFINITY)) {
        single(signs[j], forwards[j], strikes[j], expiries[j], prices[j], vols, statuses, j);
      } else if (c <= 0.5) {
        rest.add(j, block.h[i], c, 1);
      } else {
        double supremum = signs[j] > 0 ? forwards[j] : strikes[j];
        double unit = Math.min(forwards[j], strikes[j]);
        rest.add(j, block.h[i], (supremum - prices[j]) / unit, -1);
      }
    }
    if (rest.count > 0) {
      rest.solve();
    }
    for (int k = 0; k < rest.count; k++) {
      int j = rest.index[k];
      if (rest.hasConverged(k)) {
        vols[j] = rest.v[k] / Math.sqrt(expiries[j]);
      } else {
        single(signs[j], forwards[j], strikes[j], expiries[j], prices[j], vols, statuses, j);
      }
    }
  }

  private static void single(
      double sign,
      double forward,
      double strike,
      double expiry,
      double price,
      double[] vols,
      byte[] statuses,
      int i) {
    OptionType type = sign > 0 ? OptionType.CALL : OptionType.PUT;
    VolStatus status = ImpliedVol.status(type, forward, strike, expiry, price);
    statuses[i] = status.code();
    vols[i] =
        status == VolStatus.OK
            ? ImpliedVol.impliedVol(type, forward, strike, expiry, price)
            : Double.NaN;
  }
}
