package io.calibrant.bench.measure;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the clock and the results of one engine at one work said.
///
/// @param work name of the work
/// @param engine `calibrant`, or the peer's name and version
/// @param medianNs median over the runs, per unit; NaN when there were none
/// @param minNs least
/// @param maxNs greatest
/// @param runs how many times were taken, each the mean over many calls
/// @param figures on the results, in order
/// @param remark why there are no runs; else empty
public record Timing(
    String work,
    String engine,
    double medianNs,
    double minNs,
    double maxNs,
    int runs,
    Map<String, Double> figures,
    String remark) {
  /// Copies the figures.
  public Timing {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /// A timing from the times of the runs, in any order.
  static Timing of(String work, String engine, double[] times, Map<String, Double> figures) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    if (n == 0) {
      return absent(work, engine, "no run gave a time");
    }
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Timing(work, engine, median, sorted[0], sorted[n - 1], n, figures, "");
  }

  /// An engine that could not run.
  static Timing absent(String work, String engine, String reason) {
    return new Timing(work, engine, Double.NaN, Double.NaN, Double.NaN, 0, Map.of(), reason);
  }

  /// Whether there are times.
  public boolean isTimed() {
    return runs > 0;
  }

  /// This timing with one more figure at the end.
  Timing with(String figure, double value) {
    Map<String, Double> more = new LinkedHashMap<>(figures);
    more.put(figure, value);
    return new Timing(work, engine, medianNs, minNs, maxNs, runs, more, remark);
  }
}
