package io.calibrant.core.market;

/// One option quote in common units, with its native premium beside.
///
/// Sides that do not exist are NaN. For an [Settlement#INVERSE] contract the native premium is in
/// coin and the forward premium in USD is native · F; the present value in USD is native · S. For a
/// [Settlement#LINEAR] contract the native premium is already in quote currency.
///
/// @param instrument the contract
/// @param bid native premium units
/// @param ask native premium units
/// @param bidSize coins
/// @param askSize coins
/// @param mark the venue's mark, native premium units
/// @param markVol the venue's mark vol, decimal; for audit only
/// @param venueForward the venue's forward of this expiry, quote currency
/// @param index the venue's index, quote currency
/// @param openInterest coins
/// @param volume last 24 h, coins
/// @param exchangeTimeNs the venue's stamp
/// @param receiptTimeNs when it reached us
/// @param unchangedSinceNs since when bid, ask and sizes have not changed
/// @param reason why it is used or set aside, as far as this quote alone can tell
public record Quote(
    Instrument.Option instrument,
    double bid,
    double ask,
    double bidSize,
    double askSize,
    double mark,
    double markVol,
    double venueForward,
    double index,
    double openInterest,
    double volume,
    long exchangeTimeNs,
    long receiptTimeNs,
    long unchangedSinceNs,
    ReasonCode reason) {

  /// Whether both sides exist.
  public boolean isTwoSided() {
    return bid > 0 && ask > 0;
  }

  /// The factor from native premium to forward (undiscounted) quote-currency premium.
  public double toForwardUsd(double forward) {
    return instrument.settlement() == Settlement.INVERSE ? forward : 1.0;
  }

  /// This quote with another reason code.
  public Quote withReason(ReasonCode code) {
    return new Quote(
        instrument,
        bid,
        ask,
        bidSize,
        askSize,
        mark,
        markVol,
        venueForward,
        index,
        openInterest,
        volume,
        exchangeTimeNs,
        receiptTimeNs,
        unchangedSinceNs,
        code);
  }

  /// This quote with another mark of the venue.
  public Quote withMark(double newMark, double newMarkVol) {
    return new Quote(
        instrument,
        bid,
        ask,
        bidSize,
        askSize,
        newMark,
        newMarkVol,
        venueForward,
        index,
        openInterest,
        volume,
        exchangeTimeNs,
        receiptTimeNs,
        unchangedSinceNs,
        reason);
  }

  /// This quote with another time since which bid, ask and sizes have not changed.
  public Quote withUnchangedSince(long sinceNs) {
    return new Quote(
        instrument,
        bid,
        ask,
        bidSize,
        askSize,
        mark,
        markVol,
        venueForward,
        index,
        openInterest,
        volume,
        exchangeTimeNs,
        receiptTimeNs,
        sinceNs,
        reason);
  }
}
