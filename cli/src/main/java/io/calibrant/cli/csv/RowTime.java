package io.calibrant.cli.csv;

import io.calibrant.core.clock.VarianceClock;
import io.calibrant.core.surface.YearFraction;
import org.jspecify.annotations.Nullable;

/// A row's time to expiry, by the calendar and by a variance clock.
final class RowTime {
  private final OptionColumns columns;
  private final @Nullable VarianceClock clock;
  private final long[] instants = new long[2];

  private double years;
  private double varianceYears;
  private double pace = 1;

  /// @param clock null where variance runs with the calendar
  RowTime(OptionColumns columns, @Nullable VarianceClock clock) {
    this.columns = columns;
    this.clock = clock;
  }

  void read(CsvReader row) throws CsvFormatException {
    if (clock == null) {
      years = columns.years(row);
      varianceYears = years;
    } else if (columns.instants(row, instants)) {
      years = YearFraction.between(instants[0], instants[1]);
      varianceYears = clock.time(instants[0], instants[1]);
      pace = clock.rate(instants[0]);
    } else {
      years = Double.NaN;
      varianceYears = Double.NaN;
    }
  }

  boolean hasClock() {
    return clock != null;
  }

  /// By the calendar; NaN where the field is empty.
  double years() {
    return years;
  }

  /// What a model takes for T.
  double varianceYears() {
    return varianceYears;
  }

  /// Variance years per calendar year now.
  double pace() {
    return pace;
  }
}
