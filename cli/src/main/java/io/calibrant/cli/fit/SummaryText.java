package io.calibrant.cli.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A run's summary as lines of text.
final class SummaryText {
  private SummaryText() {}

  static List<String> lines(FitSummary summary, int unreadableCount) {
    List<String> lines = new ArrayList<>();
    String held =
        summary.held().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    lines.add(
        "%d snapshots: %d surfaces, %d held%s%s"
            .formatted(
                summary.snapshotCount(),
                summary.surfaceCount(),
                summary.snapshotCount() - summary.surfaceCount(),
                held.isEmpty() ? "" : " (" + held + ")",
                unreadableCount == 0 ? "" : "; could not be read: " + unreadableCount));
    band(lines, "expiries ≥ 2 d", summary.far());
    band(lines, "expiries < 2 d", summary.near());
    if (summary.unfittedCount() > 0) {
      lines.add("expiries not fitted (thin): " + summary.unfittedCount());
    }
    if (summary.surfaceCount() > 0) {
      lines.add(
          "arbitrage, exact on the whole line: %d surfaces with butterflies, %d with calendar"
                  .formatted(summary.butterflyCount(), summary.calendarCount())
              + " crossings; %d repaired".formatted(summary.repairedCount()));
    }
    if (summary.bootstrapCount() > 0) {
      lines.add(
          ("bootstrap within 15 %% of the delta method (ATM vol, skew, smile delta):"
                  + " %s of %d expiries")
              .formatted(
                  TableFit.percent(summary.confirmedCount() / (double) summary.bootstrapCount()),
                  summary.bootstrapCount()));
    }
    if (summary.snapshotCount() > 0) {
      lines.add(
          "decision time p50 %s ms, p99 %s ms"
              .formatted(
                  TableFit.fixed(summary.elapsedMs().median(), 1),
                  TableFit.fixed(summary.elapsedMs().quantile(0.99), 1)));
    }
    return lines;
  }

  private static void band(List<String> lines, String name, FitSummary.Band band) {
    if (band.sliceCount() > 0) {
      lines.add(
          "%s: %d fitted; median RMSE %s in-sample | %s hold-out vol points; inside bid–ask %s"
              .formatted(
                  name,
                  band.sliceCount(),
                  TableFit.fixed(band.rmse().median(), 3),
                  TableFit.fixed(band.holdOutRmse().median(), 3),
                  TableFit.percent(band.insideShare())));
    }
  }
}
