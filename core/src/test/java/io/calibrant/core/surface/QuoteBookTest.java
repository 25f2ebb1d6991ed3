package io.calibrant.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionName;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.QuoteCheck;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.TradingState;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuoteBookTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final String CALL = "BTC-25DEC26-100000-C";
  private static final long EXPIRY = OptionName.expiryTimeNs("25DEC26");
  private static final long NOW = EXPIRY - 30 * 24 * HOUR;

  private static final List<TradingState> STATES = List.of(TradingState.values());

  private final QuoteBook book = QuoteBook.of("deribit", "BTC");

  @BeforeEach
  void listOneCall() {
    book.apply(listed(CALL, EXPIRY, NOW));
  }

  private static Origin at(long timeNs) {
    return Origin.of("deribit", timeNs, timeNs);
  }

  private static VenueMessage.Listed listed(String name, long expiryTimeNs, long timeNs) {
    return new VenueMessage.Listed(
        at(timeNs),
        new Instrument.Option(
            "deribit",
            name,
            "BTC",
            Settlement.INVERSE,
            expiryTimeNs,
            100_000,
            OptionType.CALL,
            TickSize.DERIBIT_INVERSE,
            1));
  }

  private static VenueMessage.OptionTicker ticker(
      long timeNs, double bid, double ask, double forward) {
    return new VenueMessage.OptionTicker(
        at(timeNs),
        CALL,
        bid,
        ask,
        1,
        1,
        0.5 * (bid + ask),
        0.6,
        Double.NaN,
        Double.NaN,
        forward,
        forward - 10,
        0.001,
        0.5,
        7,
        3,
        TradingState.OPEN);
  }

  private Quote quoteAt(long asOfNs) {
    return book.snapshot(asOfNs).expiries().getFirst().quotes().getFirst();
  }

  private ReasonCode reasonAt(long asOfNs) {
    return quoteAt(asOfNs).reason();
  }

  @Test
  void snapshot_listedWithoutTicker_isEmpty() {
    assertThat(reasonAt(NOW)).isEqualTo(ReasonCode.EMPTY);
  }

  @Test
  void snapshot_afterTicker_isUsedWithIndex() {
    book.apply(ticker(NOW, 0.05, 0.06, 100_000));
    assertThat(reasonAt(NOW)).isEqualTo(ReasonCode.USED);
    assertThat(book.snapshot(NOW).index()).isEqualTo(99_990);
  }

  @Test
  void snapshot_oneSide_saysWhich() {
    book.apply(ticker(NOW, Double.NaN, 0.06, 100_000));
    assertThat(reasonAt(NOW)).isEqualTo(ReasonCode.USED_ASK_ONLY);
    book.apply(ticker(NOW + 1, 0.05, Double.NaN, 100_000));
    assertThat(reasonAt(NOW + 1)).isEqualTo(ReasonCode.USED_BID_ONLY);
  }

  @Test
  void snapshot_sideOutsidePriceBand_countsAsMissing() {
    book.apply(ticker(NOW, 0.0005, 0.06, 100_000));
    assertThat(reasonAt(NOW)).isEqualTo(ReasonCode.USED_ASK_ONLY);
    book.apply(ticker(NOW + 1, 0.05, 0.6, 100_000));
    assertThat(reasonAt(NOW + 1)).isEqualTo(ReasonCode.USED_BID_ONLY);
    book.apply(ticker(NOW + 2, 0.0005, 0.6, 100_000));
    assertThat(reasonAt(NOW + 2)).isEqualTo(ReasonCode.BAD_PRICE);
  }

  @Test
  void snapshot_crossedOrNegative_isSetAside() {
    book.apply(ticker(NOW, 0.07, 0.06, 100_000));
    assertThat(reasonAt(NOW)).isEqualTo(ReasonCode.CROSSED);
    book.apply(ticker(NOW + 1, -0.07, 0.06, 100_000));
    assertThat(reasonAt(NOW + 1)).isEqualTo(ReasonCode.BAD_PRICE);
  }

  @Test
  void snapshot_lessThanTwoHoursToExpiry_isNearExpiry() {
    book.apply(ticker(EXPIRY - HOUR, 0.05, 0.06, 100_000));
    assertThat(reasonAt(EXPIRY - 2 * HOUR)).isNotEqualTo(ReasonCode.NEAR_EXPIRY);
    assertThat(reasonAt(EXPIRY - 2 * HOUR + 1)).isEqualTo(ReasonCode.NEAR_EXPIRY);
    assertThat(book.snapshot(EXPIRY).quoteCount()).isZero();
  }

  @Test
  void snapshot_tickerOlderThanTenMinutes_isStale() {
    book.apply(ticker(NOW, 0.05, 0.06, 100_000));
    assertThat(reasonAt(NOW + 600 * SECOND)).isEqualTo(ReasonCode.USED);
    assertThat(reasonAt(NOW + 600 * SECOND + 1)).isEqualTo(ReasonCode.STALE);
  }

  @Test
  void snapshot_unchangedWhileForwardMoved_isStale() {
    book.apply(ticker(NOW, 0.05, 0.06, 100_000));
    book.apply(ticker(NOW + 601 * SECOND, 0.05, 0.06, 101_000));
    assertThat(quoteAt(NOW + 601 * SECOND).unchangedSinceNs()).isEqualTo(NOW);
    assertThat(reasonAt(NOW + 601 * SECOND)).isEqualTo(ReasonCode.STALE);
    book.apply(ticker(NOW + 602 * SECOND, 0.0505, 0.06, 101_000));
    assertThat(reasonAt(NOW + 602 * SECOND)).isEqualTo(ReasonCode.USED);
  }

  @Test
  void snapshot_unchangedWhileForwardStood_isUsed() {
    book.apply(ticker(NOW, 0.05, 0.06, 100_000));
    book.apply(ticker(NOW + 601 * SECOND, 0.05, 0.06, 100_010));
    assertThat(reasonAt(NOW + 601 * SECOND)).isEqualTo(ReasonCode.USED);
  }

  @Test
  void snapshot_cheapOptionUnchanged_isNotStale() {
    book.apply(ticker(NOW, Double.NaN, 0.0005, 100_000));
    book.apply(ticker(NOW + 601 * SECOND, Double.NaN, 0.0005, 110_000));
    assertThat(reasonAt(NOW + 601 * SECOND)).isNotEqualTo(ReasonCode.STALE);
  }

  @Test
  void apply_olderTicker_isIgnoredAndCounted() {
    book.apply(ticker(NOW + 2, 0.05, 0.06, 100_000));
    assertThat(book.apply(ticker(NOW + 1, 0.01, 0.02, 100_000))).isFalse();
    assertThat(quoteAt(NOW + 2).bid()).isEqualTo(0.05);
    assertThat(book.lateTotal()).isEqualTo(1);
  }

  @Test
  void apply_connectionDown_quotesAreVoidUntilRenewed() {
    book.apply(ticker(NOW, 0.05, 0.06, 100_000));
    book.apply(new VenueMessage.Connection(at(NOW + 1), false, "closed"));
    assertThat(reasonAt(NOW + 1)).isEqualTo(ReasonCode.VENUE_DOWN);
    book.apply(new VenueMessage.Connection(at(NOW + 2), true, ""));
    assertThat(reasonAt(NOW + 2)).isEqualTo(ReasonCode.VENUE_DOWN);
    book.apply(ticker(NOW + 3, 0.05, 0.06, 100_000));
    assertThat(reasonAt(NOW + 3)).isEqualTo(ReasonCode.USED);
  }

  @Test
  void apply_gapOfItsStream_voidsOneContract() {
    book.apply(ticker(NOW, 0.05, 0.06, 100_000));
    book.apply(new VenueMessage.SequenceGap(at(NOW), "trades.option.BTC.100ms", 1, 3));
    assertThat(reasonAt(NOW)).isEqualTo(ReasonCode.USED);
    book.apply(new VenueMessage.SequenceGap(at(NOW), "book." + CALL + ".100ms", 1, 3));
    assertThat(reasonAt(NOW)).isEqualTo(ReasonCode.VENUE_DOWN);
  }

  @Test
  void apply_haltedThenClosed_setAsideThenGone() {
    book.apply(ticker(NOW, 0.05, 0.06, 100_000));
    book.apply(new VenueMessage.StateChanged(at(NOW), CALL, TradingState.HALTED));
    assertThat(reasonAt(NOW)).isEqualTo(ReasonCode.NOT_OPEN);
    book.apply(new VenueMessage.StateChanged(at(NOW), CALL, TradingState.CLOSED));
    assertThat(book.snapshot(NOW).quoteCount()).isZero();
    assertThat(book.instrumentCount()).isZero();
  }

  @Test
  void apply_futureTicker_appearsWithBothSides() {
    String name = "BTC-25DEC26";
    book.apply(
        new VenueMessage.Listed(
            at(NOW), new Instrument.Future("deribit", name, "BTC", Settlement.INVERSE, EXPIRY)));
    book.apply(new VenueMessage.FutureTicker(at(NOW), name, 99_000, 99_010, 99_004, 98_000));
    assertThat(book.snapshot(NOW).futures())
        .containsExactly(new FutureQuote(name, EXPIRY, 99_000, 99_010, 99_004));
    book.apply(new VenueMessage.Connection(at(NOW + 1), false, "closed"));
    assertThat(book.snapshot(NOW).futures().getFirst().bid()).isNaN();
  }

  @Test
  void apply_bookTop_keepsMarkAndForward() {
    book.apply(ticker(NOW, 0.05, 0.06, 100_000));
    book.apply(new VenueMessage.BookTop(at(NOW + 1), CALL, 0.051, 0.059, 2, 3, -1));
    book.apply(new VenueMessage.OptionMark(at(NOW + 2), CALL, 0.0555, 0.61));
    Quote quote = quoteAt(NOW + 2);
    assertThat(quote.bid()).isEqualTo(0.051);
    assertThat(quote.askSize()).isEqualTo(3);
    assertThat(quote.venueForward()).isEqualTo(100_000);
    assertThat(quote.markVol()).isEqualTo(0.61);
    assertThat(quote.unchangedSinceNs()).isEqualTo(NOW + 1);
  }

  @Test
  void apply_indexLevel_onlyOfThisCoin() {
    book.apply(new VenueMessage.IndexLevel(at(NOW), "btc_usd", 90_000));
    book.apply(new VenueMessage.IndexLevel(at(NOW + 1), "btcdom_usd", 5));
    book.apply(new VenueMessage.IndexLevel(at(NOW + 1), "eth_usd", 3_000));
    assertThat(book.snapshot(NOW).index()).isEqualTo(90_000);
  }

  @Test
  void apply_bookIsFull_refusesUntilContractsExpire() {
    var small = new QuoteBook("deribit", "BTC", Settlement.INVERSE, QuoteCheck.DEFAULT, 1);
    assertThat(small.apply(listed("A", EXPIRY, NOW))).isTrue();
    assertThat(small.apply(listed("B", EXPIRY + HOUR, NOW))).isFalse();
    assertThat(small.refusedTotal()).isEqualTo(1);
    assertThat(small.apply(listed("B", EXPIRY + HOUR, EXPIRY))).isTrue();
    assertThat(small.instrumentCount()).isEqualTo(1);
  }

  @Test
  void apply_othersMessages_changeNothing() {
    assertThat(book.apply(new VenueMessage.Connection(Origin.of("okx", 1, 1), false, "")))
        .isFalse();
    assertThat(book.isUp()).isTrue();
  }

  @Test
  void new_noRoom_isRefused() {
    assertThatThrownBy(
            () -> new QuoteBook("deribit", "BTC", Settlement.INVERSE, QuoteCheck.DEFAULT, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxInstruments=0");
  }

  /// Another book that takes back the same state has shown nothing yet, so that it gathers all.
  @Test
  void snapshot_whateverWasSaidBefore_isThatOfABookThatRemembersNothing() {
    var random = new SplittableRandom(20261122);
    for (int run = 0; run < 40; run++) {
      var kept = QuoteBook.of("deribit", "BTC");
      long nowNs = NOW;
      for (int step = 0; step < 300; step++) {
        nowNs += random.nextInt(40) == 0 ? 400 * SECOND : random.nextInt(100) * SECOND / 100;
        kept.apply(anything(random, nowNs));
        var fresh = QuoteBook.of("deribit", "BTC");
        fresh.restore(kept.state());
        assertThat(kept.snapshot(nowNs).hash()).isEqualTo(fresh.snapshot(nowNs).hash());
        long laterNs = nowNs + random.nextInt(700) * SECOND;
        assertThat(kept.snapshot(laterNs).hash()).isEqualTo(fresh.snapshot(laterNs).hash());
      }
    }
  }

  /// A message about one of six contracts of three expiries, one of them two hours ahead.
  private static VenueMessage anything(SplittableRandom random, long nowNs) {
    int contract = random.nextInt(6);
    String name = "BTC-" + contract;
    long expiryNs = NOW + (2 + 24 * (contract / 2)) * HOUR + 600 * SECOND;
    double price = random.nextInt(12) == 0 ? 0.06 : 0.05;
    return switch (random.nextInt(16)) {
      case 0 -> new VenueMessage.StateChanged(at(nowNs), name, state(random));
      case 1 -> new VenueMessage.SequenceGap(at(nowNs), name, 1, 3);
      case 2 -> new VenueMessage.Connection(at(nowNs), random.nextInt(3) > 0, "");
      case 3 -> new VenueMessage.OptionMark(at(nowNs), name, price, 0.6);
      case 4 -> new VenueMessage.BookTop(at(nowNs), name, price, price + 0.01, 1, 1, -1);
      case 5, 6, 7 -> listed(name, expiryNs, nowNs);
      default ->
          new VenueMessage.OptionTicker(
              at(nowNs),
              name,
              price,
              price + 0.01,
              1,
              1,
              price,
              0.1,
              Double.NaN,
              Double.NaN,
              100_000 + 4.0 * random.nextInt(9),
              100_000,
              0.001,
              0.5,
              7,
              3,
              TradingState.OPEN);
    };
  }

  private static TradingState state(SplittableRandom random) {
    return STATES.get(random.nextInt(STATES.size()));
  }
}
