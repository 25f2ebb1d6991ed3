package io.calibrant.bench.report;

import io.calibrant.bench.measure.Timing;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Timings as an aligned table that is Markdown too.
///
/// `ratio` is a peer's median by ours in the same run; `limit` the roofline and how many times it
/// ours takes; `goal` ours from the issue, with a tick where the median is within it.
public final class Table {
  private static final List<String> HEAD =
      List.of("work", "engine", "median", "min", "max", "ratio", "goal", "limit", "figures");

  private Table() {}

  /// The lines of the table.
  ///
  /// @param works in order
  /// @param timings of these works, any order
  public static List<String> of(List<Work> works, List<Timing> timings) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Work work : works) {
      List<Timing> here = timings.stream().filter(t -> t.work().equals(work.name())).toList();
      double ours =
          here.stream()
              .filter(t -> t.engine().equals(Engine.OURS))
              .mapToDouble(Timing::medianNs)
              .findFirst()
              .orElse(Double.NaN);
      here.forEach(t -> rows.add(row(work, t, ours)));
    }
    return aligned(rows);
  }

  private static List<String> row(Work work, Timing timing, double ours) {
    boolean own = timing.engine().equals(Engine.OURS);
    if (!timing.isTimed()) {
      return List.of(work.name(), timing.engine(), "—", "—", "—", "", "", "", timing.remark());
    }
    double median = timing.medianNs();
    return List.of(
        work.name(),
        timing.engine(),
        time(median),
        time(timing.minNs()),
        time(timing.maxNs()),
        own || Double.isNaN(ours) ? "" : times(median / ours),
        own ? "≤ " + time(work.goalNs()) + (median <= work.goalNs() ? " ✓" : " ✗") : "",
        own ? time(work.limit().ns()) + ", " + times(median / work.limit().ns()) : "",
        figures(timing));
  }

  private static String figures(Timing timing) {
    return timing.figures().entrySet().stream()
        .filter(f -> !f.getKey().equals("rooflineNs"))
        .map(Table::figure)
        .collect(Collectors.joining(", "));
  }

  private static String figure(Map.Entry<String, Double> figure) {
    double value = figure.getValue();
    boolean plain = value == 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6);
    return figure.getKey()
        + " "
        + String.format(Locale.ROOT, plain ? "%.4g" : "%.1e", value)
            .replaceAll("(\\.\\d*?)0+$", "$1")
            .replaceAll("\\.$", "");
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f×" : "%,.0f×", ratio);
  }

  private static String time(double ns) {
    if (ns < 1e3) {
      return String.format(Locale.ROOT, "%.1f ns", ns);
    }
    return ns < 1e6
        ? String.format(Locale.ROOT, "%.2f µs", ns / 1e3)
        : String.format(Locale.ROOT, "%.2f ms", ns / 1e6);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int columns = HEAD.size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      var line = new StringBuilder("|");
      for (int i = 0; i < columns; i++) {
        line.append(' ').append(row.get(i));
        line.repeat(' ', widths[i] - row.get(i).length()).append(" |");
      }
      lines.add(line.toString());
      if (lines.size() == 1) {
        var rule = new StringBuilder("|");
        for (int width : widths) {
          rule.repeat('-', width + 2).append('|');
        }
        lines.add(rule.toString());
      }
    }
    return lines;
  }
}
