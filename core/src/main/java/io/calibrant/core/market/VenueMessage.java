package io.calibrant.core.market;

/// What a venue said, in the venue's own premium units.
///
/// A number that the venue did not give is NaN (prices, vols, forwards) or 0 (sizes, volumes);
/// venue spellings of "none" (0.0, null, "", "-1.0" …) never reach this type. Vols are decimals per
/// √year, sizes in coins.
public sealed interface VenueMessage {
  /// Who said it and when.
  Origin origin();

  /// A contract was listed, or its terms are repeated.
  record Listed(Origin origin, Instrument instrument) implements VenueMessage {}

  /// A contract's trading state.
  record StateChanged(Origin origin, String instrument, TradingState state)
      implements VenueMessage {}

  /// Whether a contract trades.
  enum TradingState {
    OPEN,
    HALTED,
    SETTLED,
    CLOSED
  }

  /// The best bid and ask of an option with the venue's own marks.
  ///
  /// @param instrument the venue's name of the contract
  /// @param bid best bid, premium units; NaN when there is none
  /// @param ask best ask, premium units; NaN when there is none
  /// @param bidSize size at the best bid, coins
  /// @param askSize size at the best ask, coins
  /// @param mark the venue's mark, premium units; NaN when there is none
  /// @param markVol the venue's mark vol, decimal; for audit only
  /// @param bidVol the venue's bid vol, decimal; for audit only
  /// @param askVol the venue's ask vol, decimal; for audit only
  /// @param forward the venue's forward of this expiry, quote currency; NaN when there is none
  /// @param index the venue's index, quote currency; NaN when there is none
  /// @param minPrice lowest price the venue accepts now, premium units; NaN when not given
  /// @param maxPrice highest price the venue accepts now, premium units; NaN when not given
  /// @param openInterest coins
  /// @param volume last 24 h, coins
  /// @param state whether the contract trades
  record OptionTicker(
      Origin origin,
      String instrument,
      double bid,
      double ask,
      double bidSize,
      double askSize,
      double mark,
      double markVol,
      double bidVol,
      double askVol,
      double forward,
      double index,
      double minPrice,
      double maxPrice,
      double openInterest,
      double volume,
      TradingState state)
      implements VenueMessage {}

  /// The best bid and ask of a future or perpetual, quote currency; NaN when there is none.
  record FutureTicker(
      Origin origin, String instrument, double bid, double ask, double mark, double index)
      implements VenueMessage {}

  /// The best levels of an option's order book, without the venue's marks.
  ///
  /// @param bid best bid, premium units; NaN when there is none
  /// @param ask best ask, premium units; NaN when there is none
  /// @param bidSize size at the best bid, coins
  /// @param askSize size at the best ask, coins
  /// @param sequence the venue's number of this state of the book; −1 when there is none
  record BookTop(
      Origin origin,
      String instrument,
      double bid,
      double ask,
      double bidSize,
      double askSize,
      long sequence)
      implements VenueMessage {}

  /// The venue's mark of an option alone; for audit.
  ///
  /// @param mark premium units
  /// @param markVol decimal
  record OptionMark(Origin origin, String instrument, double mark, double markVol)
      implements VenueMessage {}

  /// A trade.
  ///
  /// @param tradeId the venue's id, for deduplication
  /// @param sequence the venue's per-instrument sequence; −1 when there is none
  /// @param price premium units
  /// @param size coins
  /// @param takerBuys whether the taker bought
  /// @param vol the venue's vol of the trade, decimal; NaN when not given
  /// @param kind how it was made: block and combo trades are weaker evidence
  record Trade(
      Origin origin,
      String instrument,
      String tradeId,
      long sequence,
      double price,
      double size,
      boolean takerBuys,
      double vol,
      double mark,
      double index,
      TradeKind kind)
      implements VenueMessage {}

  /// How a trade was made.
  enum TradeKind {
    REGULAR,
    BLOCK,
    COMBO,
    LIQUIDATION
  }

  /// The level of an index such as `btc_usd`, quote currency.
  record IndexLevel(Origin origin, String index, double price) implements VenueMessage {}

  /// The level of a vol index, decimal per √year.
  record VolIndexLevel(Origin origin, String index, double vol) implements VenueMessage {}

  /// Some messages of a stream were lost; its books are void until the next snapshot.
  ///
  /// @param stream the instrument or channel concerned
  record SequenceGap(Origin origin, String stream, long expected, long received)
      implements VenueMessage {}

  /// A connection came up or went down; all quotes of a venue that is down are void.
  record Connection(Origin origin, boolean up, String reason) implements VenueMessage {}
}
