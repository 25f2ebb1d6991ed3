package io.calibrant.server.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A way to lay out the strikes of one smile.
public enum Axis {
  /// Strike in quote currency.
  STRIKE("strike", "K in quote currency"),
  /// Forward Black delta of the call; falls as the strike rises.
  DELTA("delta", "forward Black delta of the call, N(d1)"),
  /// Log-moneyness.
  K("k", "ln(K/F)"),
  /// Log-moneyness in ATM standard deviations.
  K_OVER_STDEV("kOverStdev", "ln(K/F)/(ATM vol * sqrt(T))");

  private final String key;
  private final String basis;

  Axis(String key, String basis) {
    this.key = key;
    this.basis = basis;
  }

  /// The axis named `text`.
  static Axis parse(String text) {
    return Arrays.stream(values())
        .filter(axis -> axis.key.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badParameter(
                    "axis",
                    text,
                    Arrays.stream(values())
                        .map(axis -> axis.key)
                        .collect(Collectors.joining(", ", "must be one of ", ""))));
  }

  /// The axis in the query and the answer.
  public String key() {
    return key;
  }

  /// What the axis measures, in words.
  public String basis() {
    return basis;
  }

  /// The place of log-moneyness `k` on this axis.
  double x(VolLine line, double k) {
    return switch (this) {
      case STRIKE -> line.forward() * StrictMath.exp(k);
      case DELTA -> DeltaKind.FORWARD.ofCall(line, k);
      case K -> k;
      case K_OVER_STDEV -> k / Math.sqrt(line.totalVariance(0));
    };
  }

  /// The log-moneyness at place `x`; NaN when there is none.
  double k(VolLine line, double x) {
    return switch (this) {
      case STRIKE -> StrictMath.log(x / line.forward());
      case DELTA -> DeltaKind.FORWARD.kAt(line, x);
      case K -> x;
      case K_OVER_STDEV -> x * Math.sqrt(line.totalVariance(0));
    };
  }
}
