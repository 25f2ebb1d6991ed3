package io.calibrant.core.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurfaceSnapshotTest {
  private static final FutureQuote FUTURE = new FutureQuote("F", 9, 99, 101, 100);
  private static final int NUMBERS = 10;

  /// A quote whose `changed`-th number differs from that of quote(−1).
  private static Quote quote(int strike, int changed) {
    double[] v = new double[NUMBERS];
    for (int i = 0; i < v.length; i++) {
      v[i] = i == changed ? 2.5 + i : 1.5 + i;
    }
    long[] t = {5, 6, 7};
    if (changed >= NUMBERS && changed < NUMBERS + t.length) {
      t[changed - NUMBERS]++;
    }
    var option =
        new Instrument.Option(
            "x",
            "N" + strike + (changed == 13 ? "b" : ""),
            "BTC",
            changed == 14 ? Settlement.LINEAR : Settlement.INVERSE,
            changed == 15 ? 1_001 : 1_000,
            strike + (changed == 16 ? 0.5 : 0),
            changed == 17 ? OptionType.PUT : OptionType.CALL,
            changed == 18 ? TickSize.uniform(1) : TickSize.DERIBIT_INVERSE,
            1);
    return new Quote(
        option,
        v[0],
        v[1],
        v[2],
        v[3],
        v[4],
        v[5],
        v[6],
        v[7],
        v[8],
        v[9],
        t[0],
        t[1],
        t[2],
        changed == 19 ? ReasonCode.STALE : ReasonCode.USED);
  }

  private static SurfaceSnapshot snapshot(List<Quote> quotes) {
    return SurfaceSnapshot.of("x", "BTC", 0, 100, quotes, List.of(FUTURE));
  }

  @Test
  void hash_anyOrderOfQuotes_isTheSame() {
    List<Quote> quotes = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      quotes.add(quote(i, -1));
    }
    String hash = snapshot(quotes).hash();
    Collections.shuffle(quotes, new Random(1));
    assertThat(snapshot(quotes).hash()).isEqualTo(hash).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void hash_anyFieldOfAQuoteChanged_differs(int field) {
    assertThat(snapshot(List.of(quote(1, field))).hash())
        .isNotEqualTo(snapshot(List.of(quote(1, -1))).hash());
  }

  @Test
  void hash_anyOtherFieldChanged_differs() {
    List<Quote> quotes = List.of(quote(1, -1));
    assertThat(
            List.of(
                snapshot(quotes).hash(),
                SurfaceSnapshot.of("y", "BTC", 0, 100, quotes, List.of(FUTURE)).hash(),
                SurfaceSnapshot.of("x", "ETH", 0, 100, quotes, List.of(FUTURE)).hash(),
                SurfaceSnapshot.of("x", "BTC", 1, 100, quotes, List.of(FUTURE)).hash(),
                SurfaceSnapshot.of("x", "BTC", 0, 101, quotes, List.of(FUTURE)).hash(),
                SurfaceSnapshot.of("x", "BTC", 0, 100, List.of(), List.of(FUTURE)).hash(),
                SurfaceSnapshot.of("x", "BTC", 0, 100, quotes, List.of()).hash(),
                future(quotes, new FutureQuote("G", 9, 99, 101, 100)),
                future(quotes, new FutureQuote("F", 8, 99, 101, 100)),
                future(quotes, new FutureQuote("F", 9, 98, 101, 100)),
                future(quotes, new FutureQuote("F", 9, 99, 102, 100)),
                future(quotes, new FutureQuote("F", 9, 99, 101, 100.5))))
        .doesNotHaveDuplicates();
  }

  private static String future(List<Quote> quotes, FutureQuote future) {
    return SurfaceSnapshot.of("x", "BTC", 0, 100, quotes, List.of(future)).hash();
  }

  @Test
  void of_quotesOfTwoExpiries_sortedByExpiryStrikeAndType() {
    SurfaceSnapshot snapshot =
        snapshot(List.of(quote(2, 15), quote(2, 17), quote(2, -1), quote(1, -1)));
    assertThat(snapshot.expiries())
        .extracting(ExpiryQuotes::expiryTimeNs)
        .containsExactly(1_000L, 1_001L);
    assertThat(snapshot.expiries().getFirst().quotes())
        .extracting(q -> q.instrument().strike() + " " + q.instrument().type())
        .containsExactly("1.0 CALL", "2.0 CALL", "2.0 PUT");
    assertThat(snapshot.quoteCount()).isEqualTo(4);
  }
}
