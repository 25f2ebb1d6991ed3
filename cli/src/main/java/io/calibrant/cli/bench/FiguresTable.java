package io.calibrant.cli.bench;

import io.calibrant.cli.fit.FitSummary;
import io.calibrant.cli.fit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Figures side by side as a Markdown table with the goals beside them.
final class FiguresTable {
  private final List<ChainFigures> columns;
  private final List<String> lines = new ArrayList<>();

  private FiguresTable(List<ChainFigures> columns) {
    this.columns = columns;
  }

  /// The lines of the table, with a column for each of `columns`.
  static List<String> of(List<ChainFigures> columns) {
    var table = new FiguresTable(columns);
    table.write();
    return table.lines;
  }

  private void write() {
    row("figure", "goal", f -> f.name);
    lines.add("|---|---|" + "---:|".repeat(columns.size()));
    row("snapshots", "", f -> Integer.toString(f.summary.snapshotCount()));
    row("surfaces", "", f -> Integer.toString(f.summary.surfaceCount()));
    row("held, with a reason", "", f -> held(f.summary));
    row("not finite (grid points)", "0", f -> Long.toString(f.violations.notFinite()));
    row("butterflies on the dense grid", "0", f -> Long.toString(f.violations.butterflies()));
    row("calendar crossings on the dense grid", "0", f -> Long.toString(f.violations.calendars()));
    row("grid points checked", "", f -> "%,d".formatted(f.violations.points()));
    row(
        "exact check: surfaces with arbitrage",
        "0",
        f -> Integer.toString(f.summary.butterflyCount() + f.summary.calendarCount()));
    row("surfaces repaired", "", f -> Integer.toString(f.summary.repairedCount()));
    row("repair cost, vol points, p50 / max", "", f -> spread(f.repairCost, 1));
    row("expiries ≥ 2 d fitted", "", f -> Long.toString(f.summary.far().sliceCount()));
    row("RMSE per snapshot, in-sample, median (p90)", "≤ 0.23", f -> tail(f.snapshotRmse));
    row("RMSE per snapshot, hold-out, median (p90)", "≤ 0.25", f -> tail(f.snapshotHoldOutRmse));
    row("RMSE per expiry, in-sample, median (p90)", "≤ 0.23", f -> tail(f.summary.far().rmse()));
    row(
        "RMSE per expiry, hold-out, median (p90)",
        "≤ 0.25",
        f -> tail(f.summary.far().holdOutRmse()));
    row("inside bid–ask", "≥ 96 %", f -> percent(f.summary.far().insideShare()));
    row("expiries < 2 d fitted", "", f -> Long.toString(f.summary.near().sliceCount()));
    row("< 2 d: RMSE in-sample, median (p90)", "", f -> tail(f.summary.near().rmse()));
    row("< 2 d: RMSE hold-out, median (p90)", "", f -> tail(f.summary.near().holdOutRmse()));
    row("< 2 d: inside bid–ask", "", f -> percent(f.summary.near().insideShare()));
    row("expiries not fitted (thin)", "", f -> Integer.toString(f.summary.unfittedCount()));
    row("parity forward − venue's, mean, bp (> 3 d)", "≤ 0.5", f -> number(f.forwardBiasBp(), 3));
    row(
        "parity forward − venue's, median, bp (> 3 d)",
        "≤ 0.5",
        f -> number(f.forwardErrorBp.median(), 3));
    row("parity forward within 5 bp (> 3 d)", "≥ 90 %", f -> percent(f.forwardWithin(5)));
    row("decision time, ms, p50 / p99", "", f -> spread(f.summary.elapsedMs(), 0.99));
  }

  private void row(String figure, String goal, Function<ChainFigures, String> value) {
    lines.add(
        "| %s | %s | %s |"
            .formatted(
                figure, goal, columns.stream().map(value).collect(Collectors.joining(" | "))));
  }

  private static String held(FitSummary summary) {
    return summary.held().isEmpty()
        ? "0"
        : summary.held().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String tail(Samples samples) {
    return number(samples.median(), 3) + " (" + number(samples.quantile(0.9), 3) + ")";
  }

  private static String spread(Samples samples, double high) {
    return number(samples.median(), 3) + " / " + number(samples.quantile(high), 3);
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? number(100 * share, 1) + " %" : "–";
  }

  private static String number(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "–";
  }
}
