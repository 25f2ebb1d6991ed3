package io.calibrant.cli.csv;

/// The underlying of a row: `forward`, or `spot` with the continuous rates `r` and `q`, and the
/// discount factor to the expiry.
final class UnderlyingColumns {
  private static final int ABSENT = -1;

  private final OptionColumns columns;
  private final int forwardColumn;
  private final int spotColumn;
  private final int rColumn;
  private final int qColumn;

  private double years;
  private double forward;
  private double spot;
  private double carry;
  private double discountFactor;

  UnderlyingColumns(CsvReader header, OptionColumns columns) throws CsvFormatException {
    this.columns = columns;
    boolean byForward = columns.has("forward") || !columns.has("spot");
    forwardColumn = byForward ? columns.required(header, "forward") : ABSENT;
    spotColumn = byForward ? ABSENT : columns.required(header, "spot");
    rColumn = !byForward || columns.has("r") ? columns.required(header, "r") : ABSENT;
    qColumn = byForward ? ABSENT : columns.required(header, "q");
  }

  /// Reads the row's underlying as of an expiry in `years`.
  void read(CsvReader row, double years) throws CsvFormatException {
    this.years = years;
    double r = rColumn == ABSENT ? 0 : columns.number(row, rColumn);
    discountFactor =
        columns.has("discountFactor")
            ? columns.discountFactor(row)
            : StrictMath.exp(-r * Math.max(years, 0));
    if (spotColumn == ABSENT) {
      forward = columns.positive(row, forwardColumn);
      spot = forward;
      carry = 0;
      return;
    }
    spot = columns.positive(row, spotColumn);
    carry = r - columns.number(row, qColumn);
    forward = spot * StrictMath.exp(carry * Math.max(years, 0));
    if (!(forward > 0 && forward < Double.POSITIVE_INFINITY)) {
      throw columns.bad(row, rColumn, "the forward spot·e^((r−q)T) is " + forward);
    }
  }

  double years() {
    return years;
  }

  double forward() {
    return forward;
  }

  /// What deltas are taken in: spot, or the forward itself.
  double spot() {
    return spot;
  }

  /// r − q; 0 where the forward is given.
  double carry() {
    return carry;
  }

  double discountFactor() {
    return discountFactor;
  }

  /// −ln D/T.
  double rate() {
    return discountFactor == 1 ? 0 : -StrictMath.log(discountFactor) / years;
  }
}
