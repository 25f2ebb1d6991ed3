package io.calibrant.venues.chainfile;

import java.util.List;

/// Layouts that are known and cannot be fitted, each with the reason.
final class Refusals {
  private record Refusal(List<String> columns, String reason) {}

  private static final List<Refusal> ALL =
      List.of(
          new Refusal(
              DeribitFutures.COLUMNS,
              "holds futures only: give the options_raw file, which reads the futures beside it"),
          new Refusal(
              List.of("instrument_name", "bid_iv", "ask_iv", "mark_iv"),
              "has vols and neither premiums (bid, ask) nor a forward (underlying_price): a vol"
                  + " without its forward cannot be placed on the strike axis; record the ticker"
                  + " or the book summary instead"),
          new Refusal(
              List.of("TimeToExpiration", "Strike", "CallMktPrice", "PutMktPrice"),
              "has one price per option and no bid and ask: a fit inside the spread needs"
                  + " CallBidPrice, CallAskPrice, PutBidPrice and PutAskPrice, or sigma_bid and"
                  + " sigma_ask"));

  private Refusals() {}

  /// Throws when the table is of a layout that is known and cannot be fitted.
  static void check(CsvTable table) throws ChainFormatException {
    for (Refusal refusal : ALL) {
      if (refusal.columns.stream().allMatch(table::hasColumn)) {
        throw new ChainFormatException(table.file(), table.headerLine(), 1, refusal.reason);
      }
    }
  }
}
