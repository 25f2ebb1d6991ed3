package io.calibrant.bench.numerics;

import io.calibrant.core.black.Greeks;

/// Greeks against our reference, option by option.
final class GreekErrors {
  private GreekErrors() {}

  /// The largest relative error of value, delta, gamma, vega and theta against [Greeks].
  ///
  /// @param columns the five, in this order
  static double worst(OptionColumns options, double[][] columns) {
    double worst = 0;
    for (int i = 0; i < options.count(); i++) {
      Greeks exact =
          Greeks.of(
              options.types[i],
              options.forwards[i],
              options.strikes[i],
              options.vols[i],
              options.expiries[i]);
      worst = Math.max(worst, Math.abs(columns[0][i] / exact.value() - 1));
      worst = Math.max(worst, Math.abs(columns[1][i] / exact.delta() - 1));
      worst = Math.max(worst, Math.abs(columns[2][i] / exact.gamma() - 1));
      worst = Math.max(worst, Math.abs(columns[3][i] / exact.vega() - 1));
      worst = Math.max(worst, Math.abs(columns[4][i] / exact.theta() - 1));
    }
    return worst;
  }
}
