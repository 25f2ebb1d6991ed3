package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticChainTest {
  @Test
  void of_sameSeed_givesSameHashAndOtherSeedAnother() {
    assertThat(SyntheticChain.of(5).snapshot().hash())
        .isEqualTo(SyntheticChain.of(5).snapshot().hash())
        .isNotEqualTo(SyntheticChain.of(6).snapshot().hash());
  }

  @Test
  void build_withoutNoise_quotesEncloseTheTruth() {
    for (long seed = 1; seed <= 20; seed++) {
      var chain = SyntheticChain.builder().seed(seed).noise(0).build();
      for (var expiry : chain.snapshot().expiries()) {
        var truth = chain.truth(expiry.expiryTimeNs());
        for (Quote quote : expiry.quotes()) {
          var option = quote.instrument();
          double premium = truth.value(option.type(), option.strike()) / truth.forward();
          assertThat(!(quote.bid() > premium + 1e-12)).as("bid of %s", quote).isTrue();
          assertThat(!(quote.ask() < premium - 1e-12)).as("ask of %s", quote).isTrue();
        }
      }
    }
  }

  @Test
  void of_anySeed_looksLikeAVenue() {
    for (long seed = 1; seed <= 20; seed++) {
      var chain = SyntheticChain.of(seed);
      List<Quote> quotes =
          chain.snapshot().expiries().stream().flatMap(e -> e.quotes().stream()).toList();
      assertThat(quotes).hasSizeBetween(300, 1500);
      long used = quotes.stream().filter(q -> q.reason() == ReasonCode.USED).count();
      long askOnly = quotes.stream().filter(q -> q.reason() == ReasonCode.USED_ASK_ONLY).count();
      assertThat(used / (double) quotes.size()).isBetween(0.5, 0.95);
      assertThat(askOnly).isPositive();
      for (Quote quote : quotes) {
        if (quote.isTwoSided()) {
          assertThat(quote.bid()).isLessThan(quote.ask());
        }
        double steps = quote.ask() / quote.instrument().tickSize().at(quote.ask() * 0.999999);
        if (quote.ask() > 0) {
          assertThat(Math.abs(steps - Math.rint(steps))).as("tick of %s", quote).isLessThan(1e-6);
        }
      }
    }
  }
}
