package io.calibrant.bench.accuracy;

import io.calibrant.core.market.OptionType;

/// Options in columns, as a batch takes them.
final class Columns {
  final double[] signs;
  final double[] forwards;
  final double[] strikes;
  final double[] expiries;
  final double[] prices;
  final double[] vols;
  final byte[] statuses;

  Columns(int count) {
    signs = new double[count];
    forwards = new double[count];
    strikes = new double[count];
    expiries = new double[count];
    prices = new double[count];
    vols = new double[count];
    statuses = new byte[count];
  }

  int count() {
    return signs.length;
  }

  void set(int i, OptionType type, double forward, double strike, double expiry, double price) {
    signs[i] = type.sign();
    forwards[i] = forward;
    strikes[i] = strike;
    expiries[i] = expiry;
    prices[i] = price;
  }

  OptionType type(int i) {
    return signs[i] > 0 ? OptionType.CALL : OptionType.PUT;
  }
}
