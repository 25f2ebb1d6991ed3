package io.calibrant.core.black;

import static io.calibrant.core.black.BlackColumns.checkInputs;
import static io.calibrant.core.black.BlackColumns.checkOutputs;
import static io.calibrant.core.black.BlackColumns.checkVols;

import io.calibrant.core.market.OptionType;
import java.util.Arrays;

/// The most exact [BlackBatch]: one option after the other with [ImpliedVol] and [Greeks], an order
/// of arithmetic of its own; bit-identical on every machine.
public final class ScalarBlack implements BlackBatch {
  private final double[] row = new double[Greeks.COUNT];

  @Override
  public void impliedVols(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses) {
    checkInputs(signs.length, forwards, strikes, expiries, prices);
    checkVols(signs.length, vols, statuses);
    for (int i = 0; i < signs.length; i++) {
      OptionType type = type(signs[i]);
      VolStatus status = ImpliedVol.status(type, forwards[i], strikes[i], expiries[i], prices[i]);
      statuses[i] = status.code();
      vols[i] = ImpliedVol.impliedVol(type, forwards[i], strikes[i], expiries[i], prices[i]);
    }
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
    impliedVols(signs, forwards, strikes, expiries, prices, vols, statuses);
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
      greeks(signs[i], forwards[i], strikes[i], expiries[i], vols[i], row);
      BlackColumns.put(row, i, values, deltas, gammas, vegas, thetas);
    }
  }

  /// The Greeks of one row at the indices of [Greeks], NaN throughout if it is bad.
  public static void greeks(
      double sign, double forward, double strike, double expiry, double vol, double[] out) {
    if (isPositive(forward) && isPositive(strike) && isPositive(expiry) && isPositive(vol)) {
      Greeks.evaluate(type(sign), forward, strike, vol, expiry, 1, out);
    } else {
      Arrays.fill(out, Double.NaN);
    }
  }

  @Override
  public String kernel() {
    return "scalar";
  }

  @Override
  public String reason() {
    return "asked for";
  }

  private static OptionType type(double sign) {
    return sign > 0 ? OptionType.CALL : OptionType.PUT;
  }

  private static boolean isPositive(double x) {
    return x > 0 && x < Double.POSITIVE_INFINITY;
  }
}
