package io.calibrant.cli.csv;

import io.calibrant.core.market.OptionType;

/// The terms of one row's option, read whole before any is judged.
///
/// A field that is no number is an error of the file. An empty one, or a number outside its domain,
/// is the row's own trouble: its status, and no result.
final class OptionTerms {
  private final OptionColumns columns;
  private OptionType type = OptionType.CALL;
  private double forward;
  private double strike;
  private double years;
  private double discountFactor;

  OptionTerms(OptionColumns columns) {
    this.columns = columns;
  }

  void read(CsvReader row) throws CsvFormatException {
    type = columns.type(row);
    forward = columns.forward(row);
    strike = columns.strike(row);
    years = columns.years(row);
    discountFactor = columns.discountFactor(row);
  }

  /// Why the terms are unsound; [RowStatus#OK] when they are sound, also at T = 0.
  String fault() {
    return RowStatus.first(
        RowStatus.positive("FORWARD", forward),
        RowStatus.positive("STRIKE", strike),
        RowStatus.notNegative("EXPIRY", years),
        RowStatus.positive("DISCOUNT_FACTOR", discountFactor));
  }

  OptionType type() {
    return type;
  }

  double forward() {
    return forward;
  }

  double strike() {
    return strike;
  }

  /// T; NaN where the field is empty.
  double years() {
    return years;
  }

  double discountFactor() {
    return discountFactor;
  }
}
