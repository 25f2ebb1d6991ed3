package io.calibrant.core.clock;

import java.util.Arrays;

/// ATM total variances of expiries as of one instant, with their errors. Immutable.
public final class VarianceTerms {
  private final long asOfNs;
  private final long[] expiries;
  private final double[] variances;
  private final double[] errors;

  private VarianceTerms(long asOfNs, long[] expiries, double[] variances, double[] errors) {
    this.asOfNs = asOfNs;
    this.expiries = expiries;
    this.variances = variances;
    this.errors = errors;
  }

  /// A term structure; copies its arguments.
  ///
  /// @param asOfNs ns since 1970-01-01 UTC
  /// @param expiryTimesNs ascending, after `asOfNs`
  /// @param totalVariances w(0) of each, > 0
  /// @param stdDevs their standard errors, > 0
  public static VarianceTerms of(
      long asOfNs, long[] expiryTimesNs, double[] totalVariances, double[] stdDevs) {
    int n = expiryTimesNs.length;
    if (totalVariances.length != n || stdDevs.length != n) {
      throw new IllegalArgumentException(
          "%d expiries, %d variances, %d errors: needs as many of each"
              .formatted(n, totalVariances.length, stdDevs.length));
    }
    for (int i = 0; i < n; i++) {
      if (expiryTimesNs[i] <= (i == 0 ? asOfNs : expiryTimesNs[i - 1])) {
        throw new IllegalArgumentException(
            "expiryTimesNs=%s: must ascend from after %d"
                .formatted(Arrays.toString(expiryTimesNs), asOfNs));
      }
      if (!(totalVariances[i] > 0 && totalVariances[i] < Double.POSITIVE_INFINITY)
          || !(stdDevs[i] > 0 && stdDevs[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expiry %d: variance=%s and error=%s must be finite and > 0"
                .formatted(i, totalVariances[i], stdDevs[i]));
      }
    }
    return new VarianceTerms(
        asOfNs, expiryTimesNs.clone(), totalVariances.clone(), stdDevs.clone());
  }

  /// The instant they speak of.
  public long asOfNs() {
    return asOfNs;
  }

  /// Number of expiries.
  public int size() {
    return expiries.length;
  }

  /// Instant of expiry `i`; that of `asOfNs` for −1.
  public long expiryTimeNs(int i) {
    return i < 0 ? asOfNs : expiries[i];
  }

  /// w of expiry `i`; 0 for −1.
  public double variance(int i) {
    return i < 0 ? 0 : variances[i];
  }

  /// Its standard error; 0 for −1.
  public double stdDev(int i) {
    return i < 0 ? 0 : errors[i];
  }
}
