package io.calibrant.bench.report;

import io.calibrant.bench.measure.Effort;
import io.calibrant.bench.measure.Timing;
import io.calibrant.bench.work.Work;
import io.calibrant.bench.work.WorkSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The file of a run that is kept: date, machine, load, table, how the limits were counted.
///
/// @param set what was measured
/// @param date of the run
/// @param effort how long everything was timed
/// @param loadBefore load average when the run began
/// @param loadAfter and when it ended
public record KeptFile(
    WorkSet set, LocalDate date, Effort effort, double loadBefore, double loadAfter) {
  /// Writes the file and returns where.
  ///
  /// @param folder usually bench/results
  /// @param works that were measured
  public Path write(Path folder, List<Work> works, List<Timing> timings) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(set.name() + "-" + date + ".md");
    Files.write(file, lines(works, timings));
    return file;
  }

  private List<String> lines(List<Work> works, List<Timing> timings) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + set.title() + ", " + date);
    lines.add("");
    lines.add("Machine: " + Machine.description() + ".");
    lines.add(
        String.format(
            Locale.ROOT,
            "Load average of the last minute: %.2f before, %.2f after the run (1 is this run"
                + " itself).",
            loadBefore,
            loadAfter));
    lines.add(
        "Each engine at each work: %d processes, each %d × %d ms warm-up, then %d runs of %d ms;"
                .formatted(
                    effort.forks(),
                    effort.warmups(),
                    effort.warmupMs(),
                    effort.runs(),
                    effort.runMs())
            + " median, least and greatest over the runs, per unit.");
    lines.add("`ratio`: the peer's median by ours, in the same run. `limit`: see below.");
    lines.add("");
    lines.addAll(Table.of(works, timings));
    lines.add("");
    lines.add("## Input and settings");
    lines.add("");
    set.remarks().forEach(remark -> lines.add("- " + remark));
    lines.add("");
    lines.add("## Limits");
    lines.add("");
    for (Work work : works) {
      lines.add("- `" + work.name() + "`: " + work.limit().reason());
    }
    return lines;
  }
}
