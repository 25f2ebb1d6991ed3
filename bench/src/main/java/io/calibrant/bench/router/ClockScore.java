package io.calibrant.bench.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Regret by the clock: the router's time over that of the quickest candidate that was right.
final class ClockScore {
  /// One problem, in nanoseconds.
  ///
  /// @param router the router's time
  /// @param best the least time of a candidate that was right
  private record Times(double router, double best) {
    double regret() {
      return router / best - 1;
    }
  }

  private final List<Times> all = new ArrayList<>();

  void add(double routerNs, double bestNs) {
    all.add(new Times(routerNs, bestNs));
  }

  void add(ClockScore other) {
    all.addAll(other.all);
  }

  /// Number of problems whose best candidate takes `leastNs` or more.
  long count(double leastNs) {
    return all.stream().filter(t -> t.best() >= leastNs).count();
  }

  /// Σ router / Σ best − 1 over problems whose best candidate takes `leastNs` or more: what the
  /// router costs somebody who solves them all.
  double ofAllTime(double leastNs) {
    double router = 0;
    double best = 0;
    for (Times t : all) {
      router += t.best() >= leastNs ? t.router() : 0;
      best += t.best() >= leastNs ? t.best() : 0;
    }
    return router / best - 1;
  }

  /// The mean of the ratios, less 1, over the same problems.
  double mean(double leastNs) {
    return all.stream()
        .filter(t -> t.best() >= leastNs)
        .mapToDouble(Times::regret)
        .average()
        .orElse(Double.NaN);
  }

  /// Their median: a run that lost its processor does not count.
  double median(double leastNs) {
    double[] sorted =
        all.stream().filter(t -> t.best() >= leastNs).mapToDouble(Times::regret).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
