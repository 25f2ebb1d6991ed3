package io.calibrant.venues.deribit;

/// A subscription channel, such as `ticker.BTC-25DEC26-100000-C.100ms`.
///
/// @param text the channel as it stands on the wire
/// @param subject the contract, index or currency it is about
/// @param name what `subject` says when it is a contract's name; [DeribitName.Other] otherwise
public record Channel(String text, Kind kind, String subject, DeribitName name) {
  /// What a channel carries.
  public enum Kind {
    TICKER,
    QUOTE,
    BOOK_CHANGES,
    BOOK_GROUPED,
    TRADES,
    PRICE_INDEX,
    VOLATILITY_INDEX,
    MARK_PRICES,
    INSTRUMENT_STATE,
    UNKNOWN
  }

  /// Reads a channel's text; what is not known is [Kind#UNKNOWN].
  public static Channel parse(String text) {
    String[] parts = text.split("\\.", 8);
    int n = parts.length;
    Kind kind =
        switch (parts[0]) {
          case "ticker" -> n == 3 || n == 2 ? Kind.TICKER : Kind.UNKNOWN;
          case "quote" -> n == 2 ? Kind.QUOTE : Kind.UNKNOWN;
          case "book" -> n == 3 ? Kind.BOOK_CHANGES : n == 5 ? Kind.BOOK_GROUPED : Kind.UNKNOWN;
          case "trades" -> n == 3 || n == 4 ? Kind.TRADES : Kind.UNKNOWN;
          case "deribit_price_index" -> n == 2 ? Kind.PRICE_INDEX : Kind.UNKNOWN;
          case "deribit_volatility_index" -> n == 2 ? Kind.VOLATILITY_INDEX : Kind.UNKNOWN;
          case "markprice" ->
              n == 3 && parts[1].equals("options") ? Kind.MARK_PRICES : Kind.UNKNOWN;
          case "instrument" ->
              n == 4 && parts[1].equals("state") ? Kind.INSTRUMENT_STATE : Kind.UNKNOWN;
          default -> Kind.UNKNOWN;
        };
    String subject =
        switch (kind) {
          case MARK_PRICES -> parts[2];
          case INSTRUMENT_STATE -> parts[2] + "." + parts[3];
          case UNKNOWN -> text;
          default -> parts[1];
        };
    return new Channel(text, kind, subject, DeribitName.parse(subject));
  }
}
