package io.calibrant.core.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.QuoteCheck;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.surface.FutureQuote;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ForwardEstimatorTest {
  private static final long DAY = 86_400_000_000_000L;
  private static final double VOL = 0.6;

  /// One expiry made from a known forward, with noise and spreads in native units.
  private static final class Chain {
    final List<Quote> quotes = new ArrayList<>();
    final SplittableRandom random;
    Settlement settlement = Settlement.INVERSE;
    double discount = 1;
    double halfSpread = 0.001;
    double venueForward = Double.NaN;

    Chain(long seed) {
      random = new SplittableRandom(seed);
    }

    Chain expiry(int days, double forward, int strikes) {
      for (int i = 0; i < strikes; i++) {
        double strike = Math.rint(forward * (0.7 + 0.6 * i / (strikes - 1)) / 100) * 100;
        for (OptionType type : OptionType.values()) {
          add(days, forward, strike, type);
        }
      }
      return this;
    }

    private void add(int days, double forward, double strike, OptionType type) {
      double unit = settlement == Settlement.INVERSE ? 1 / forward : discount;
      double value = unit * Black76.value(type, forward, strike, VOL, days / 365.0);
      double half = settlement == Settlement.INVERSE ? halfSpread : halfSpread * forward;
      double mid = value + half * (random.nextDouble() - 0.5);
      add(option(days, strike, type), mid - half, mid + half);
    }

    private Instrument.Option option(int days, double strike, OptionType type) {
      return new Instrument.Option(
          "x",
          days + "-" + strike + "-" + type,
          "BTC",
          settlement,
          days * DAY,
          strike,
          type,
          TickSize.DERIBIT_INVERSE,
          1);
    }

    private void add(Instrument.Option option, double bid, double ask) {
      var quote =
          new Quote(
              option,
              bid > 0 ? bid : Double.NaN,
              ask,
              0,
              0,
              Double.NaN,
              Double.NaN,
              venueForward,
              100_000,
              0,
              0,
              0,
              0,
              0,
              ReasonCode.USED);
      quotes.add(quote.withReason(QuoteCheck.DEFAULT.reason(quote, 0)));
    }

    ForwardCurve curve(FutureQuote... futures) {
      return ForwardEstimator.estimate(
          SurfaceSnapshot.of("x", "BTC", 0, 100_000, quotes, List.of(futures)));
    }

    Forward forward(FutureQuote... futures) {
      return curve(futures).forwards().getFirst();
    }
  }

  private static double bp(double value, double truth) {
    return 1e4 * (value / truth - 1);
  }

  @Test
  void estimate_coinParity_hitsTruthWithinItsErrors() {
    int inside = 0;
    for (int seed = 0; seed < 200; seed++) {
      // What the maker of all mids errs by, 0.07 of a synthetic forward's spread of 40 bp.
      double common = 0.07 * 0.004 * new SplittableRandom(seed + 1_000).nextGaussian();
      double quoted = 101_234 * (1 + common);
      Forward forward = new Chain(seed).expiry(30, quoted, 25).forward();
      assertThat(forward.method()).isEqualTo(Forward.Method.PARITY);
      assertThat(forward.discountFactor()).isEqualTo(1);
      assertThat(Math.abs(bp(forward.value(), quoted))).isLessThan(8);
      inside += Math.abs(forward.parity() - 101_234) < 1.96 * forward.parityStdError() ? 1 : 0;
    }
    assertThat(inside).isBetween(175, 199);
  }

  @Test
  void estimate_linearWithRates_findsForwardAndDiscount() {
    var chain = new Chain(3);
    chain.settlement = Settlement.LINEAR;
    chain.discount = 0.95;
    chain.halfSpread = 1e-4;
    Forward forward = chain.expiry(365, 4_500, 60).forward();
    assertThat(bp(forward.value(), 4_500)).isCloseTo(0, within(3.0));
    assertThat(forward.discountFactor()).isCloseTo(0.95, within(0.002));
    assertThat(forward.discountFactor() - 0.95)
        .isCloseTo(0, within(4 * forward.discountFactorStdError()));
  }

  @Test
  void estimate_threeQuotesFarOff_hardlyMoves() {
    var chain = new Chain(5).expiry(30, 100_000, 25);
    double clean = chain.forward().parity();
    for (int i = 20; i < 29; i += 3) {
      Quote q = chain.quotes.get(i);
      chain.quotes.remove(i);
      chain.add(q.instrument(), q.bid() + 0.03, q.ask() + 0.03);
    }
    assertThat(bp(chain.forward().parity(), clean)).isCloseTo(0, within(4.0));
  }

  @Test
  void estimate_onlyOneSidedQuotes_usesBounds() {
    var chain = new Chain(7);
    Instrument.Option lowCall = chain.option(30, 90_000, OptionType.CALL);
    Instrument.Option lowPut = chain.option(30, 90_000, OptionType.PUT);
    Instrument.Option highCall = chain.option(30, 110_000, OptionType.CALL);
    Instrument.Option highPut = chain.option(30, 110_000, OptionType.PUT);
    chain.add(lowCall, 0.12, Double.NaN);
    chain.add(lowPut, Double.NaN, 0.025);
    chain.add(highCall, Double.NaN, 0.03);
    chain.add(highPut, 0.12, Double.NaN);
    Forward forward = chain.forward();
    double low = 90_000 / (1 - (0.12 - 0.025));
    double high = 110_000 / (1 - (0.03 - 0.12));
    assertThat(forward.parity()).isCloseTo(0.5 * (low + high), within(1e-6));
    assertThat(forward.parityStdError()).isCloseTo((high - low) / Math.sqrt(12), within(1e-6));
  }

  @Test
  void estimate_contradictoryBounds_fallsBackToVenue() {
    var chain = new Chain(7);
    chain.venueForward = 100_000;
    chain.add(chain.option(30, 90_000, OptionType.CALL), 0.3, Double.NaN);
    chain.add(chain.option(30, 90_000, OptionType.PUT), Double.NaN, 0.01);
    chain.add(chain.option(30, 110_000, OptionType.CALL), Double.NaN, 0.01);
    chain.add(chain.option(30, 110_000, OptionType.PUT), 0.3, Double.NaN);
    Forward forward = chain.forward();
    assertThat(forward.method()).isEqualTo(Forward.Method.VENUE);
    assertThat(forward.parity()).isNaN();
    assertThat(forward.value()).isEqualTo(100_000);
    // All contracts name the same forward, so what is left is how far a venue's wanders: 1.8 bp.
    assertThat(forward.stdError()).isCloseTo(18, within(1e-9));
  }

  @Test
  void estimate_parityFutureAndVenueAgree_blendsAll() {
    var chain = new Chain(11);
    chain.venueForward = 100_010;
    chain.expiry(30, 100_000, 25);
    Forward forward = chain.forward(new FutureQuote("f", 30 * DAY, 100_000, 100_005, 100_002));
    assertThat(forward.method()).isEqualTo(Forward.Method.BLENDED);
    assertThat(forward.future()).isEqualTo(100_002.5);
    assertThat(forward.venue()).isEqualTo(100_010);
    assertThat(forward.stdError()).isLessThan(10);
  }

  @Test
  void estimate_venueFarFromParity_parityWins() {
    var chain = new Chain(13);
    chain.venueForward = 102_000;
    Forward forward = chain.expiry(30, 100_000, 25).forward();
    assertThat(forward.method()).isEqualTo(Forward.Method.PARITY);
    assertThat(bp(forward.value(), 100_000)).isCloseTo(0, within(8.0));
  }

  @Test
  void estimate_expiryWithoutAnything_isInterpolatedWithWiderError() {
    var chain = new Chain(17).expiry(30, 101_000, 25).expiry(90, 103_000, 25);
    chain.add(chain.option(60, 150_000, OptionType.CALL), Double.NaN, 0.01);
    Forward middle = chain.curve().at(60 * DAY).orElseThrow();
    assertThat(middle.method()).isEqualTo(Forward.Method.INTERPOLATED);
    assertThat(bp(middle.value(), 102_020)).isCloseTo(0, within(15.0));
    for (Forward other : chain.curve().forwards()) {
      assertThat(middle.stdError()).isGreaterThanOrEqualTo(other.stdError());
    }
  }

  @Test
  void estimate_nothingKnown_hasNoForward() {
    var chain = new Chain(19);
    chain.add(chain.option(60, 150_000, OptionType.CALL), Double.NaN, 0.01);
    assertThat(chain.curve().forwards()).isEmpty();
  }

  @Test
  void estimate_randomRubbish_neverGivesNaN() {
    for (int seed = 0; seed < 300; seed++) {
      var chain = new Chain(seed);
      for (int i = 0; i < 40; i++) {
        double strike = 1_000 * (1 + chain.random.nextInt(300));
        OptionType type = chain.random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
        double bid = chain.random.nextDouble() * StrictMath.pow(10, chain.random.nextInt(6) - 4);
        chain.add(
            chain.option(1 + chain.random.nextInt(3), strike, type),
            chain.random.nextInt(4) == 0 ? Double.NaN : bid,
            chain.random.nextInt(4) == 0 ? Double.NaN : bid * (0.9 + chain.random.nextDouble()));
      }
      for (Forward forward : chain.curve().forwards()) {
        assertThat(forward.value()).isPositive().isFinite();
        assertThat(forward.stdError()).isNotNegative().isFinite();
        assertThat(forward.discountFactor()).isPositive().isFinite();
      }
    }
  }
}
