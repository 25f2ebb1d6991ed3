package io.calibrant.venues.chainfile;

import io.calibrant.core.forward.Forward;
import io.calibrant.core.forward.ForwardEstimator;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// Parity forwards against the venue's own, per coin and tenor.
final class ForwardTable {
  private static final double[] TENOR_DAYS = {0, 1, 3, 10, 40, 100};
  private static final String BEYOND_3_DAYS = "> 3 d";

  private final TreeMap<String, List<Double>> errors = new TreeMap<>();

  /// 1 where the error lies within 1.96 of its standard error, else 0.
  private final TreeMap<String, List<Double>> covered = new TreeMap<>();

  void add(SurfaceSnapshot snapshot) {
    for (Forward forward : ForwardEstimator.estimate(snapshot).forwards()) {
      double days = 365 * forward.expiry();
      double error = 1e4 * (forward.parity() / forward.venue() - 1);
      if (!Double.isNaN(error)) {
        add(snapshot.underlying(), tenor(days), error);
        double band = 1.96e4 * forward.parityStdError() / forward.parity();
        double inside = Math.abs(error) <= band ? 1 : 0;
        cover(snapshot.underlying() + " " + tenor(days), inside);
        if (days > 3) {
          cover("ALL " + BEYOND_3_DAYS, inside);
        }
        if (days > 3) {
          add(snapshot.underlying(), BEYOND_3_DAYS, error);
          add("ALL", BEYOND_3_DAYS, error);
        }
      }
    }
  }

  private void add(String coin, String tenor, double error) {
    errors.computeIfAbsent(coin + " " + tenor, _ -> new ArrayList<>()).add(error);
  }

  private void cover(String row, double inside) {
    covered.computeIfAbsent(row, _ -> new ArrayList<>()).add(inside);
  }

  private double coverage(String row) {
    return covered.getOrDefault(row, List.of()).stream()
        .mapToDouble(inside -> inside)
        .average()
        .orElse(Double.NaN);
  }

  /// The share of all expiries beyond 3 days whose error lies within 1.96 standard errors.
  double coverage() {
    return coverage("ALL " + BEYOND_3_DAYS);
  }

  private static String tenor(double days) {
    int bucket = TENOR_DAYS.length - 1;
    while (days < TENOR_DAYS[bucket]) {
      bucket--;
    }
    return "%d from %3.0f d".formatted(bucket, TENOR_DAYS[bucket]);
  }

  private double[] sorted(String row) {
    double[] values = errors.getOrDefault(row, List.of()).stream().mapToDouble(v -> v).toArray();
    Arrays.sort(values);
    return values;
  }

  /// The median difference of all expiries beyond 3 days, bp.
  double bias() {
    double[] values = sorted("ALL " + BEYOND_3_DAYS);
    return values[values.length / 2];
  }

  /// The share of all expiries beyond 3 days that differ by at most `limit` bp.
  double shareWithin(double limit) {
    return share(sorted("ALL " + BEYOND_3_DAYS), limit);
  }

  private static double share(double[] values, double limit) {
    return (double) Arrays.stream(values).filter(v -> Math.abs(v) <= limit).count() / values.length;
  }

  @Override
  public String toString() {
    var text =
        new StringBuilder(
            "coin tenor            n  median     p5    p95  within 5 bp  within 1.96 s.e.\n");
    for (String row : errors.keySet()) {
      double[] v = sorted(row);
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %6d %7.2f %6.2f %6.2f  %6.1f %%  %6.1f %%%n",
              row,
              v.length,
              v[v.length / 2],
              v[v.length / 20],
              v[v.length * 19 / 20],
              100 * share(v, 5),
              100 * coverage(row)));
    }
    return text.toString();
  }
}
