package io.calibrant.simd;

import static io.calibrant.core.black.ScalarBlack.checkInputs;
import static io.calibrant.core.black.ScalarBlack.checkLength;

import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.black.ScalarBlack;
import io.calibrant.core.black.VolStatus;
import io.calibrant.core.market.OptionType;

/// Columns of options in blocks: normalise, guess, route by the size of v, iterate with vectors.
///
/// Every result depends on its own option alone, not on its place or its neighbours. What the
/// vectors do not cover (h ≥ 1, c > ½, Greeks, c below 1e-150, bad input, no convergence) takes the
/// scalar solver, so every status is the scalar one. Agreement with it: 1e-14 relative where the
/// vectors are used.
public final class VectorBlack implements BlackBatch {
  /// Where the classes of the Taylor series end.
  private static final double SHORT_SERIES = 0.085;

  private static final double LONG_SERIES = 0.5;

  /// Marks, within a call, what is left to the scalar solver.
  private static final byte UNSOLVED = -1;

  private final double[] c = VolBlock.column();
  private final double[] f = VolBlock.column();
  private final double[] k = VolBlock.column();
  private final double[] h = VolBlock.column();
  private final double[] v = VolBlock.column();
  private final VolBlock small = new VolBlock();
  private final VolBlock middle = new VolBlock();
  private final VolBlock large = new VolBlock();
  private final ScalarBlack scalar = new ScalarBlack();

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
    scalar.greeks(signs, forwards, strikes, expiries, vols, values, deltas, gammas, vegas, thetas);
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
    checkLength("vols", vols.length, n);
    checkLength("statuses", statuses.length, n);
    for (int at = 0; at < n; at += VolBlock.SIZE) {
      int count = Math.min(VolBlock.SIZE, n - at);
      int padded = Lanes.padded(count);
      Normalization.of(signs, forwards, strikes, prices, at, c, f, k, count);
      Logs.nearOne(f, k, h, padded);
      if (!warm) {
        Seed.ratios(h, c, f, k, padded);
        Logs.of(f, f, padded);
        Seed.of(h, c, k, f, v, padded);
      }
      route(expiries, vols, statuses, at, count, warm);
      small.solve(4);
      middle.solve(8);
      large.solve(0);
      collect(small, expiries, vols, statuses, at);
      collect(middle, expiries, vols, statuses, at);
      collect(large, expiries, vols, statuses, at);
      for (int i = at; i < at + count; i++) {
        if (statuses[i] == UNSOLVED) {
          single(signs[i], forwards[i], strikes[i], expiries[i], prices[i], vols, statuses, i);
        }
      }
    }
  }

  /// Sorts the block into classes; status 1 marks what is left to the scalar solver.
  private void route(
      double[] expiries, double[] vols, byte[] statuses, int at, int count, boolean warm) {
    small.count = 0;
    middle.count = 0;
    large.count = 0;
    for (int i = 0; i < count; i++) {
      double guess = warm ? vols[at + i] * Math.sqrt(expiries[at + i]) : v[i];
      double expiry = expiries[at + i];
      boolean covered =
          c[i] <= 0.5
              && h[i] < 1
              && guess > 1e-140
              && guess < 3
              && expiry > 0
              && expiry < Double.POSITIVE_INFINITY;
      statuses[at + i] = covered ? 0 : UNSOLVED;
      if (covered) {
        (guess < SHORT_SERIES ? small : guess < LONG_SERIES ? middle : large)
            .add(i, h[i], c[i], guess);
      }
    }
  }

  private static void collect(
      VolBlock block, double[] expiries, double[] vols, byte[] statuses, int at) {
    for (int j = 0; j < block.count; j++) {
      int i = at + block.index[j];
      vols[i] = block.v[j] / Math.sqrt(expiries[i]);
      if (!block.hasConverged(j)) {
        statuses[i] = UNSOLVED;
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
