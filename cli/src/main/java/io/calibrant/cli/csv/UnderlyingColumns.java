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
  private String ratesFault = RowStatus.OK;

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
    double r = rColumn == ABSENT ? 0 : columns.numberOrEmpty(row, rColumn);
    double q = qColumn == ABSENT ? 0 : columns.numberOrEmpty(row, qColumn);
    discountFactor =
        columns.has("discountFactor")
            ? columns.discountFactor(row)
            : StrictMath.exp(-r * Math.max(years, 0));
    if (spotColumn == ABSENT) {
      forward = columns.numberOrEmpty(row, forwardColumn);
      spot = forward;
      carry = 0;
      ratesFault = rColumn == ABSENT || !Double.isNaN(r) ? RowStatus.OK : "NO_R";
      return;
    }
    spot = columns.numberOrEmpty(row, spotColumn);
    carry = r - q;
    forward = spot * StrictMath.exp(carry * Math.max(years, 0));
    ratesFault = Double.isNaN(r) ? "NO_R" : Double.isNaN(q) ? "NO_Q" : RowStatus.OK;
  }

  /// Why the row's underlying is unsound; [RowStatus#OK] when it is sound, also at T = 0.
  String fault() {
    boolean finite = forward > 0 && forward < Double.POSITIVE_INFINITY;
    return RowStatus.first(
        spotColumn == ABSENT ? RowStatus.OK : RowStatus.positive("SPOT", spot),
        ratesFault,
        RowStatus.notNegative("EXPIRY", years),
        spotColumn == ABSENT
            ? RowStatus.positive("FORWARD", forward)
            : finite ? RowStatus.OK : "BAD_FORWARD", // spot·e^((r−q)T) overflows
        RowStatus.positive("DISCOUNT_FACTOR", discountFactor),
        discountFactor < Double.POSITIVE_INFINITY ? RowStatus.OK : "BAD_DISCOUNT_FACTOR");
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
