package io.calibrant.core.surface;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.QuoteCheck;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.VenueMessage.BookTop;
import io.calibrant.core.market.VenueMessage.OptionMark;
import io.calibrant.core.market.VenueMessage.OptionTicker;
import io.calibrant.core.market.VenueMessage.TradingState;
import org.jspecify.annotations.Nullable;

/// What a book knows of one option contract.
final class QuoteSlot {
  final Instrument.Option option;
  private Quote quote;
  private double minPrice = Double.NaN;
  private double maxPrice = Double.NaN;
  private double forwardWhenChanged = Double.NaN;
  private TradingState state = TradingState.OPEN;
  private boolean seen;
  private boolean voided;
  private @Nullable Quote judged;
  private @Nullable Quote shown;
  private byte @Nullable [] termsHash;
  private byte @Nullable [] shownHash;
  private long standsUntilNs;
  private @Nullable ExpirySlots expiry;
  private int place;

  QuoteSlot(Instrument.Option option, Origin origin) {
    this.option = option;
    this.quote = empty(option, origin);
  }

  QuoteSlot(BookState.Contract from) {
    this.option = from.quote().instrument();
    this.quote = from.quote();
    this.minPrice = from.minPrice();
    this.maxPrice = from.maxPrice();
    this.forwardWhenChanged = from.forwardWhenChanged();
    this.state = from.state();
    this.seen = from.seen();
    this.voided = from.voided();
  }

  /// Whom to tell of changes from now on.
  void joins(ExpirySlots group, int placeInGroup) {
    expiry = group;
    place = placeInGroup;
  }

  private void changed() {
    if (expiry != null) {
      expiry.changed(place);
    }
  }

  BookState.Contract contract() {
    return new BookState.Contract(
        quote, minPrice, maxPrice, forwardWhenChanged, state, seen, voided);
  }

  private static Quote empty(Instrument.Option option, Origin origin) {
    return new Quote(
        option,
        Double.NaN,
        Double.NaN,
        0,
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        0,
        0,
        origin.exchangeTimeNs(),
        origin.receiptTimeNs(),
        origin.receiptTimeNs(),
        ReasonCode.EMPTY);
  }

  /// Takes over a ticker; false when it is older than what is known already.
  boolean accept(OptionTicker ticker) {
    if (isLate(ticker.origin())) {
      return false;
    }
    quote =
        withBook(
            new Quote(
                option,
                ticker.bid(),
                ticker.ask(),
                ticker.bidSize(),
                ticker.askSize(),
                ticker.mark(),
                ticker.markVol(),
                ticker.forward(),
                ticker.index(),
                ticker.openInterest(),
                ticker.volume(),
                ticker.origin().exchangeTimeNs(),
                ticker.origin().receiptTimeNs(),
                ticker.origin().receiptTimeNs(),
                ReasonCode.EMPTY));
    minPrice = ticker.minPrice();
    maxPrice = ticker.maxPrice();
    state = ticker.state();
    changed();
    return true;
  }

  /// Takes over the top of a book; false when it is older than what is known already.
  boolean accept(BookTop top) {
    if (isLate(top.origin())) {
      return false;
    }
    quote =
        withBook(
            new Quote(
                option,
                top.bid(),
                top.ask(),
                top.bidSize(),
                top.askSize(),
                quote.mark(),
                quote.markVol(),
                quote.venueForward(),
                quote.index(),
                quote.openInterest(),
                quote.volume(),
                top.origin().exchangeTimeNs(),
                top.origin().receiptTimeNs(),
                top.origin().receiptTimeNs(),
                ReasonCode.EMPTY));
    changed();
    return true;
  }

  private boolean isLate(Origin origin) {
    return seen && !voided && origin.exchangeTimeNs() < quote.exchangeTimeNs();
  }

  /// The next quote, with the age of its book.
  private Quote withBook(Quote next) {
    boolean changed = !seen || voided || !sameBook(next);
    if (changed || Double.isNaN(forwardWhenChanged)) {
      forwardWhenChanged = next.venueForward();
    }
    seen = true;
    voided = false;
    return changed ? next : next.withUnchangedSince(quote.unchangedSinceNs());
  }

  /// Takes over a mark, which says nothing about the age of bid and ask.
  void accept(OptionMark mark) {
    quote = quote.withMark(mark.mark(), mark.markVol());
    changed();
  }

  /// NaN equals NaN here: a missing side that stays missing has not changed.
  private boolean sameBook(Quote next) {
    return Double.compare(next.bid(), quote.bid()) == 0
        && Double.compare(next.ask(), quote.ask()) == 0
        && Double.compare(next.bidSize(), quote.bidSize()) == 0
        && Double.compare(next.askSize(), quote.askSize()) == 0;
  }

  void state(TradingState newState) {
    state = newState;
    changed();
  }

  /// What is known no longer holds, until the next ticker.
  void makeVoid() {
    voided = seen;
    changed();
  }

  /// The quote with its reason code; the same object as long as neither changes.
  @SuppressWarnings("ReferenceEquality") // quotes are replaced, never changed
  Quote at(long asOfNs, QuoteCheck check, boolean venueUp) {
    ReasonCode reason = reason(asOfNs, check, venueUp);
    if (shown == null || judged != quote || shown.reason() != reason) {
      judged = quote;
      shown = quote.withReason(reason);
      shownHash = null;
    }
    return shown;
  }

  /// The hash of what [#at] showed last.
  byte[] shownHash(SnapshotHash hash) {
    if (shownHash == null) {
      if (termsHash == null) {
        termsHash = hash.of(option);
      }
      shownHash = hash.of(termsHash, java.util.Objects.requireNonNull(shown));
    }
    return shownHash;
  }

  /// The first instant at which time alone may change what [#at] showed last.
  long standsUntilNs() {
    return standsUntilNs;
  }

  private ReasonCode reason(long asOfNs, QuoteCheck check, boolean venueUp) {
    standsUntilNs = Long.MAX_VALUE;
    if (!venueUp || voided) {
      return ReasonCode.VENUE_DOWN;
    }
    if (state != TradingState.OPEN) {
      return ReasonCode.NOT_OPEN;
    }
    ReasonCode code = check.reason(quote, asOfNs, minPrice, maxPrice);
    boolean leftBehind = code.isUsed() && check.isLeftBehind(quote, asOfNs, forwardWhenChanged);
    standsUntilNs = check.standsUntilNs(quote, asOfNs, leftBehind);
    return leftBehind ? ReasonCode.STALE : code;
  }
}
