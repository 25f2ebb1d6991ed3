package io.calibrant.core.black;

/// What the columns of a [BlackBatch] must be.
public final class BlackColumns {
  private BlackColumns() {}

  /// Refuses a column of another length than `length`.
  private static void checkLength(String name, int actual, int length) {
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

  /// Refuses columns of vols of other lengths than `length`.
  public static void checkVols(int length, double[] vols, byte[] statuses) {
    checkLength("vols", vols.length, length);
    checkLength("statuses", statuses.length, length);
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

  /// Writes a row of [Greeks] into place i of the columns.
  public static void put(
      double[] row,
      int i,
      double[] values,
      double[] deltas,
      double[] gammas,
      double[] vegas,
      double[] thetas) {
    values[i] = row[Greeks.VALUE];
    deltas[i] = row[Greeks.DELTA];
    gammas[i] = row[Greeks.GAMMA];
    vegas[i] = row[Greeks.VEGA];
    thetas[i] = row[Greeks.THETA];
  }
}
