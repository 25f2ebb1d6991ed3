package io.calibrant.bench.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Regret by the clock as lines of Markdown.
final class ClockText {
  private static final double[] LEAST_US = {0, 20, 100, 1000};

  private ClockText() {}

  /// @param rows the classes, all together last
  static List<String> lines(List<ClassScore> rows, List<PlanningCost> planning) {
    List<String> lines = new ArrayList<>();
    lines.add("## By the clock");
    lines.add("");
    lines.add(
        "The router's time over that of the quickest candidate that was right, less 1. Once: each"
            + " ran once, the router first, with a plan to be made, for it had just learnt. Again:"
            + " the least of four runs of each, the plan in hand. Picked apart: the best candidate"
            + " is the one with the least of two of the four runs, and it and the router are timed"
            + " by the other two, then the other way round: the least of some nine candidates is"
            + " also the luckiest.");
    lines.add("");
    lines.add(
        "| best candidate takes | problems | of all time | mean | median |"
            + " picked apart: mean | median | once: of all time |");
    lines.add("|---|" + "---:|".repeat(7));
    ClassScore all = rows.getLast();
    for (double us : LEAST_US) {
      String name = us == 0 ? "any time" : "%.0f µs or more".formatted(us);
      lines.add(row(name, all, 1e3 * us));
    }
    for (ClassScore score : rows.subList(0, rows.size() - 1)) {
      lines.add(row(score.name, score, 0));
    }
    lines.add("");
    lines.add("What the router adds to a solve that one attempt settles, ns; least of 20 rounds:");
    lines.add("");
    lines.add("| class | the solve alone | plan in hand | plan made anew | learning the record |");
    lines.add("|---|" + "---:|".repeat(4));
    for (PlanningCost cost : planning) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %+.0f | %+.0f | %.0f |",
              cost.name(),
              cost.alone(),
              cost.again(),
              cost.anew(),
              cost.learning()));
    }
    return lines;
  }

  private static String row(String name, ClassScore score, double leastNs) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |",
        name,
        score.again.count(leastNs),
        100 * score.again.ofAllTime(leastNs),
        100 * score.again.mean(leastNs),
        100 * score.again.median(leastNs),
        100 * score.fair.mean(leastNs),
        100 * score.fair.median(leastNs),
        100 * score.once.ofAllTime(leastNs));
  }
}
