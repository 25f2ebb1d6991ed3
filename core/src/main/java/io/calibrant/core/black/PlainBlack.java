package io.calibrant.core.black;

import static io.calibrant.core.black.BlackColumns.checkInputs;
import static io.calibrant.core.black.BlackColumns.checkOutputs;
import static io.calibrant.core.black.BlackColumns.checkVols;

/// The plain twin of the vector kernels: the same operations in the same order on one option after
/// the other, so that every result has the same bits as theirs, on every machine.
///
/// Only + − × ÷ √, fused multiply–add and integers: nothing that a machine or a compiler may round
/// in another way.
public final class PlainBlack implements BlackBatch {
  private final String reason;
  private final PassVol vol = new PassVol();
  private final PassGreeks greeks = new PassGreeks();
  private final double[] row = new double[Greeks.COUNT];

  /// A batch on request.
  public PlainBlack() {
    this("asked for");
  }

  PlainBlack(String reason) {
    this.reason = reason;
  }

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

  private void imply(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses,
      boolean warm) {
    checkInputs(signs.length, forwards, strikes, expiries, prices);
    checkVols(signs.length, vols, statuses);
    for (int i = 0; i < signs.length; i++) {
      vols[i] =
          vol.of(
              signs[i],
              forwards[i],
              strikes[i],
              expiries[i],
              prices[i],
              vols[i],
              warm,
              statuses,
              i);
    }
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
    for (int i = 0; i < signs.length; i++) {
      greeks.of(signs[i], forwards[i], strikes[i], expiries[i], vols[i], row);
      BlackColumns.put(row, i, values, deltas, gammas, vegas, thetas);
    }
  }

  @Override
  public String kernel() {
    return "plain";
  }

  @Override
  public String reason() {
    return reason;
  }
}
