package io.calibrant.core.black;

import io.calibrant.core.market.OptionType;
import java.util.Arrays;

/// The reference [BlackBatch]: one option after the other with [ImpliedVol] and [Greeks];
/// bit-identical on every machine.
public final class ScalarBlack implements BlackBatch {
  private final String reason;
  private final double[] row = new double[Greeks.COUNT];

  /// A batch on request.
  public ScalarBlack() {
    this("asked for");
  }

  ScalarBlack(String reason) {
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
    checkInputs(signs.length, forwards, strikes, expiries, prices);
    checkLength("vols", vols.length, signs.length);
    checkLength("statuses", statuses.length, signs.length);
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
      values[i] = row[Greeks.VALUE];
      deltas[i] = row[Greeks.DELTA];
      gammas[i] = row[Greeks.GAMMA];
      vegas[i] = row[Greeks.VEGA];
      thetas[i] = row[Greeks.THETA];
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
    return reason;
  }

  /// Refuses a column of another length than `length`.
  public static void checkLength(String name, int actual, int length) {
    if (actual != length) {
      throw new IllegalArgumentException(
          "column %s has length %d, signs %d: must be equal".formatted(name, actual, length));
    }
  }

  /// Refuses input columns of other lengths than `length`; `x` is prices or vols.
  public static void checkInputs(
      int length, double[] forwards, double[] strikes, double[] expiries, double[] x) {
    checkLength("forwards", forwards.length, length);
    checkLength("strikes", strikes.length, length);
    checkLength("expiries", expiries.length, length);
    checkLength("prices or vols", x.length, length);
  }

  /// Refuses columns of Greeks of other lengths than `length`.
  public static void checkOutputs(
      int length,
      double[] values,
      double[] deltas,
      double[] gammas,
      double[] vegas,
      double[] thetas) {
    checkLength("values", values.length, length);
    checkLength("deltas", deltas.length, length);
    checkLength("gammas", gammas.length, length);
    checkLength("vegas", vegas.length, length);
    checkLength("thetas", thetas.length, length);
  }

  private static OptionType type(double sign) {
    return sign > 0 ? OptionType.CALL : OptionType.PUT;
  }

  private static boolean isPositive(double x) {
    return x > 0 && x < Double.POSITIVE_INFINITY;
  }
}
