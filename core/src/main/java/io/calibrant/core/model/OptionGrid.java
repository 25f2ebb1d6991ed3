package io.calibrant.core.model;

import java.util.Arrays;

/// The options of a surface: per expiry, the log-moneynesses k = ln(K/F).
///
/// Options are numbered expiry by expiry in the given order.
public final class OptionGrid {
  private final double[] expiries;
  private final double[][] ks;
  private final int[] firsts;

  private OptionGrid(double[] expiries, double[][] ks) {
    this.expiries = expiries;
    this.ks = ks;
    firsts = new int[ks.length + 1];
    for (int i = 0; i < ks.length; i++) {
      firsts[i + 1] = firsts[i] + ks[i].length;
    }
  }

  /// A grid; copies its arguments.
  ///
  /// @param expiries years > 0, one per row of `ks`
  /// @param ks log-moneynesses, finite; rows may differ in length
  public static OptionGrid of(double[] expiries, double[][] ks) {
    if (expiries.length != ks.length) {
      throw new IllegalArgumentException(
          "%d expiries but %d rows of k: give one row an expiry"
              .formatted(expiries.length, ks.length));
    }
    double[][] copy = new double[ks.length][];
    for (int i = 0; i < ks.length; i++) {
      if (!(expiries[i] > 0 && expiries[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expiry[%d]=%s: must be finite years > 0".formatted(i, expiries[i]));
      }
      copy[i] = ks[i].clone();
      for (double k : copy[i]) {
        if (!Double.isFinite(k)) {
          throw new IllegalArgumentException("k=%s at expiry %d: must be finite".formatted(k, i));
        }
      }
    }
    return new OptionGrid(expiries.clone(), copy);
  }

  /// k = ln(K/F), relatively accurate where K and F are close.
  public static double logMoneyness(double forward, double strike) {
    double ratio = strike / forward;
    if (ratio > 0.5 && ratio < 2) {
      // K − F is exact (Sterbenz).
      return StrictMath.log1p((strike - forward) / forward);
    }
    return ratio > 0 && ratio < Double.POSITIVE_INFINITY
        ? StrictMath.log(ratio)
        : StrictMath.log(strike) - StrictMath.log(forward);
  }

  /// Number of expiries.
  public int expiryCount() {
    return expiries.length;
  }

  /// Number of options.
  public int size() {
    return firsts[ks.length];
  }

  /// Years to expiry `i`.
  public double expiry(int i) {
    return expiries[i];
  }

  /// Number of options of expiry `i`.
  public int size(int i) {
    return ks[i].length;
  }

  /// Log-moneyness of option `j` of expiry `i`.
  public double k(int i, int j) {
    return ks[i][j];
  }

  /// Number of the first option of expiry `i`.
  public int first(int i) {
    return firsts[i];
  }

  /// The log-moneynesses of expiry `i`; a copy.
  public double[] ks(int i) {
    return Arrays.copyOf(ks[i], ks[i].length);
  }
}
