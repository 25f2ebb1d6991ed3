package io.calibrant.cli.backtest;

import io.calibrant.cli.fit.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The published ladder (33 pairs of the first five months of 2026, every 18th snapshot) beside the
/// same figures by its protocol and by ours: medians of the root mean square errors, vol points.
final class PublishedLadder {
  /// In sample, held out, next snapshot; NaN where nothing is published.
  private static final Map<String, double[]> FIGURES =
      Map.of(
          "smile persistence", new double[] {Double.NaN, 0.344, 0.815},
          "svi", new double[] {0.225, 0.250, 0.725},
          "ssvi", new double[] {0.926, 0.750, 1.183},
          "heston", new double[] {1.976, 1.649, 1.966},
          "bates", new double[] {1.371, 1.242, 1.299});

  private final Walk own;
  private final Walk ours;

  /// @param own the walk by the published protocol
  /// @param ours the walk by our filter
  PublishedLadder(Walk own, Walk ours) {
    this.own = own;
    this.ours = ours;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| model | published: in / held out / next | its protocol here | difference | ours |");
    lines.add("|---|---|---|---|---|");
    lines.add(row("smile persistence", persistence(own), persistence(ours)));
    for (String name : own.models()) {
      lines.add(row(name, medians(own, name), medians(ours, name)));
    }
    return lines;
  }

  private static String row(String name, double[] protocol, double[] ours) {
    double[] published =
        FIGURES.getOrDefault(
            name.replaceFirst(",.*", ""), new double[] {Double.NaN, Double.NaN, Double.NaN});
    double[] difference = new double[3];
    Arrays.setAll(difference, i -> protocol[i] - published[i]);
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            name,
            text(published, "%.3f"),
            text(protocol, "%.3f"),
            text(difference, "%+.3f"),
            text(ours, "%.3f"));
  }

  private static String text(double[] values, String format) {
    List<String> words = new ArrayList<>();
    for (double value : values) {
      words.add(Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–");
    }
    return String.join(" / ", words);
  }

  private static double[] persistence(Walk walk) {
    return new double[] {
      Double.NaN,
      median(walk.column(PairResult::persistenceOutVp)),
      median(walk.column(PairResult::persistenceForwardVp))
    };
  }

  private static double[] medians(Walk walk, String name) {
    if (!walk.models().contains(name)) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
    return new double[] {
      median(walk.column(pair -> pair.score(name).inVp())),
      median(walk.column(pair -> pair.score(name).outVp())),
      median(walk.column(pair -> pair.score(name).forwardVp()))
    };
  }

  private static double median(double[] values) {
    var samples = new Samples();
    Arrays.stream(values).forEach(samples::add);
    return samples.median();
  }
}
