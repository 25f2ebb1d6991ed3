package io.calibrant.cli.backtest;

import io.calibrant.cli.fit.Samples;
import io.calibrant.core.calibration.sequence.Stability.Verdict;
import io.calibrant.core.calibration.sequence.StabilityIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a walk showed, as lines of Markdown: the ladder, stability, the choice.
final class WalkText {
  private final Walk walk;
  private final double[] persistence;

  WalkText(Walk walk) {
    this.walk = walk;
    persistence = walk.column(PairResult::persistenceForwardVp);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d pairs of %d snapshots (%d left out for a gap); RMSE in vol points, median (p90)"
            .formatted(walk.pairs.size(), walk.snapshotCount(), walk.gapCount()));
    lines.add("");
    lines.add(
        "| model | in sample | strikes held out | next snapshot | forward − persistence, mean [95"
            + " %] | wins | ms |");
    lines.add("|---|---|---|---|---|---|---|");
    lines.add(
        "| smile persistence | – | %s | %s | – | – | – |"
            .formatted(spread(walk.column(PairResult::persistenceOutVp)), spread(persistence)));
    for (String name : walk.models()) {
      lines.add(row(name));
    }
    lines.add("");
    lines.addAll(choice());
    lines.add("");
    lines.addAll(stability());
    lines.add("");
    lines.addAll(indices());
    return lines;
  }

  private String row(String name) {
    double[] forward = walk.column(pair -> pair.score(name).forwardVp());
    return "| %s | %s | %s | %s | %s | %.0f |"
        .formatted(
            name,
            spread(walk.column(pair -> pair.score(name).inVp())),
            spread(walk.column(pair -> pair.score(name).outVp())),
            spread(forward),
            gap(forward),
            median(walk.column(pair -> pair.score(name).elapsedMs())));
  }

  private String gap(double[] forward) {
    PairedDifference gap = PairedDifference.of(forward, persistence);
    return String.format(
        Locale.ROOT,
        "%+.3f [%+.3f, %+.3f] | %.0f %%",
        gap.mean(),
        gap.lower(),
        gap.upper(),
        100 * gap.wins());
  }

  private List<String> choice() {
    Map<String, Integer> counts = new TreeMap<>();
    int switches = 0;
    for (PairResult pair : walk.pairs) {
      counts.merge(pair.choice().family(), 1, Integer::sum);
      switches += pair.choice().switched() ? 1 : 0;
    }
    double[] chosen = walk.column(pair -> pair.score(pair.choice().family()).forwardVp());
    String best = "";
    double least = Double.POSITIVE_INFINITY;
    for (String name : walk.models()) {
      double mean = mean(walk.column(pair -> pair.score(name).forwardVp()));
      if (mean < least) {
        least = mean;
        best = name;
      }
    }
    return List.of(
        "Chosen complexity: %s; %d switches.".formatted(counts, switches),
        String.format(
            Locale.ROOT,
            "Its mean forward loss %.3f vol points is %+.1f %% of the best fixed model's (%s,"
                + " %.3f); against persistence %s.",
            mean(chosen),
            100 * (mean(chosen) / least - 1),
            best,
            least,
            gap(chosen).replace(" | ", ", better in ")));
  }

  private List<String> stability() {
    SmileTrack alone = walk.tracks.getFirst();
    List<String> lines = new ArrayList<>();
    lines.add(
        "| SVI smiles over all %d snapshots | a | b | rho | m | sigma | calmer | in sample |"
                .formatted(walk.snapshotCount())
            + " fit loss | next snapshot | in 90 % band |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|---|");
    for (SmileTrack track : walk.tracks) {
      var row = new StringBuilder("| ").append(track.name);
      for (Samples jump : track.jumps) {
        row.append(String.format(Locale.ROOT, " | %.3f", jump.median()));
      }
      row.append(
          String.format(
              Locale.ROOT,
              " | %.1f× | %.3f | %+.1f %% | %.3f (%.3f) | %.1f %% |",
              track.calmerThan(alone),
              track.in.median(),
              100 * (track.in.median() / alone.in.median() - 1),
              track.forward.median(),
              track.forward.quantile(0.9),
              100 * track.coverage()));
      lines.add(row.toString());
    }
    return lines;
  }

  /// The index of a parameter is its median |jump| over 28 updates in posterior standard
  /// deviations.
  private List<String> indices() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| stability index, median over updates | a | b | rho | m | sigma | least calm | stable |"
            + " over-fit | wrong assumption |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|");
    for (SmileTrack track : walk.tracks) {
      var row = new StringBuilder("| ").append(track.name);
      for (Samples index : track.stability.indices) {
        row.append(String.format(Locale.ROOT, " | %.2f", index.median()));
      }
      row.append(String.format(Locale.ROOT, " | %.2f", track.stability.worst()));
      for (Verdict verdict : List.of(Verdict.STABLE, Verdict.OVERFIT, Verdict.WRONG_ASSUMPTION)) {
        row.append(String.format(Locale.ROOT, " | %.1f %%", track.stability.share(verdict)));
      }
      lines.add(row.append(" |").toString());
    }
    lines.add(
        "A parameter whose index is above %.0f moves more than its own uncertainty: over-fit where"
                .formatted(StabilityIndex.LIMIT)
            + " strikes held out are met %.1f times worse than those fitted, else a wrong assumption."
                .formatted(StabilityIndex.OVERFIT_RATIO));
    return lines;
  }

  private static String spread(double[] values) {
    var samples = new Samples();
    Arrays.stream(values).forEach(samples::add);
    return String.format(Locale.ROOT, "%.3f (%.2f)", samples.median(), samples.quantile(0.9));
  }

  private static double median(double[] values) {
    var samples = new Samples();
    Arrays.stream(values).forEach(samples::add);
    return samples.median();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
  }
}
