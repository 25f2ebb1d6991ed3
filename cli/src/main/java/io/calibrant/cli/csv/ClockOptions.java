package io.calibrant.cli.csv;

import io.calibrant.cli.CommandFailure;
import io.calibrant.core.clock.ScheduledEvent;
import io.calibrant.core.clock.VarianceClock;
import io.calibrant.core.clock.WeeklyProfile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how variance arrives: `--events` and `--weekend`.
public final class ClockOptions {
  private static final double NS_PER_HOUR = 3.6e12;
  private static final double DAYS_PER_YEAR = 365;

  /// A year: what is called an event is shorter.
  private static final double MAX_HOURS = 24 * DAYS_PER_YEAR;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "Scheduled events, a CSV file of instant (ISO-8601, the middle), widthHours (over which"
              + " the variance arrives), extraDays (of ordinary variance on top). With price: needs"
              + " expiry and an as-of instant in the input, and --model other than black and sabr.")
  private @Nullable String events;

  @Option(
      names = "--weekend",
      paramLabel = "WEIGHT",
      description =
          "Pace of variance on Saturdays and Sundays (UTC), in units of a weekday's; the week's"
              + " mean stays 1. As for --events.")
  private @Nullable Double weekend;

  /// The clock, or null where none was asked for.
  public @Nullable VarianceClock clock(InputStream stdin) {
    if (events == null && weekend == null) {
      return null;
    }
    double weight = weekend == null ? 1 : weekend;
    if (!(weight >= 0 && weight <= 100)) {
      throw CommandFailure.badInput(
          "--weekend %s: must be between 0 (variance stands still) and 100".formatted(weight));
    }
    List<ScheduledEvent> list = new ArrayList<>();
    if (events != null) {
      CsvInput.read(events, stdin, csv -> read(csv, list));
    }
    return VarianceClock.of(WeeklyProfile.weekend(weight), list);
  }

  private static void read(CsvReader csv, List<ScheduledEvent> events)
      throws IOException, CsvFormatException {
    CsvTable table = CsvTable.of(csv, "instant,widthHours,extraDays");
    int instant = table.required(csv, "instant");
    int width = table.required(csv, "widthHours");
    int extra = table.required(csv, "extraDays");
    while (csv.next()) {
      table.checkWidth(csv);
      double hours = table.number(csv, width);
      if (!(hours > 0 && hours <= MAX_HOURS)) {
        throw table.bad(csv, width, "must be > 0 and at most 8760 hours");
      }
      double days = table.number(csv, extra);
      if (!(days >= 0 && days <= 1e6)) {
        throw table.bad(csv, extra, "must be between 0 and 1e6 days of ordinary variance");
      }
      events.add(
          new ScheduledEvent(
              csv.field(instant).strip(),
              table.instantNs(csv, instant),
              Math.max(1, Math.round(hours * NS_PER_HOUR)),
              days / DAYS_PER_YEAR));
    }
  }
}
