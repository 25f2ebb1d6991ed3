package io.calibrant.sim.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.OptionType;
import io.calibrant.sim.model.Gaussian;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The market is reproducible and looks like the one that was measured.
final class SimMarketTest {
  private static final long START_NS = 1_790_000_000_000_000_000L;

  private static SimMarket market(long seed, MarketFaults faults) {
    return new SimMarket(
        seed, List.of(Underlying.of("BTC"), Underlying.of("ETH")), START_NS, 2_000, 0.5, faults);
  }

  private static String fingerprint(SimMarket market) {
    StringBuilder text = new StringBuilder();
    for (SimCoin coin : market.coins()) {
      text.append(coin.spot()).append('/').append(coin.variance());
      for (SimContract c : coin.contracts()) {
        text.append(c.bid()).append(c.ask()).append(c.version());
      }
    }
    return text.toString();
  }

  @Test
  void step_sameSeed_givesTheSameMarketHoweverTimeIsCut() {
    SimMarket once = market(5, MarketFaults.NONE);
    once.step(3_000_000_000L);
    SimMarket pieces = market(5, MarketFaults.NONE);
    for (int i = 0; i < 1_000; i++) {
      pieces.step(3_000_000L);
    }
    assertThat(fingerprint(pieces)).isEqualTo(fingerprint(once));
    SimMarket other = market(6, MarketFaults.NONE);
    other.step(3_000_000_000L);
    assertThat(fingerprint(other)).isNotEqualTo(fingerprint(once));
  }

  @Test
  void contracts_atTheStart_haveTheVenuesExpiriesAndStrikes() {
    for (SimCoin coin : market(1, MarketFaults.NONE).coins()) {
      Map<Long, Set<Double>> strikes = new HashMap<>();
      for (SimContract c : coin.contracts()) {
        strikes
            .computeIfAbsent(c.instrument().expiryTimeNs(), _ -> new HashSet<>())
            .add(c.instrument().strike());
        assertThat(c.instrument().expiryTimeNs() / 1_000_000_000L % 86_400).isEqualTo(28_800);
      }
      assertThat(strikes).hasSizeBetween(8, 14);
      assertThat(strikes.values()).allSatisfy(k -> assertThat(k).hasSizeBetween(18, 60));
      long last = strikes.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
      assertThat((last - START_NS) / 86_400e9).isBetween(250.0, 400.0);
    }
  }

  @Test
  void quotes_ofAQuietMarket_bracketTheTruthOnTheGridAndNeverCross() {
    SimMarket market = market(2, MarketFaults.NONE);
    market.step(2_000_000_000L);
    int twoSided = 0;
    int inside = 0;
    int itmBids = 0;
    int itmBelow = 0;
    int total = 0;
    for (SimCoin coin : market.coins()) {
      for (SimContract c : coin.contracts()) {
        total++;
        double k = c.logStrike - Math.log(c.forward());
        int sign = c.instrument().type() == OptionType.CALL ? 1 : -1;
        double fair = Gaussian.black(k, c.stdDev, sign);
        if (c.bid() > 0 && c.ask() > 0) {
          assertThat(c.bid()).isLessThan(c.ask());
          twoSided++;
          inside += c.bid() <= fair && fair <= c.ask() ? 1 : 0;
        }
        if (c.bid() > 0 && sign * k < 0) {
          itmBids++;
          itmBelow += c.bid() < Math.abs(Math.expm1(k)) ? 1 : 0;
        }
        assertThat(c.bid() * 10_000 % 1 < 1e-6 || c.bid() * 10_000 % 1 > 1 - 1e-6 || !(c.bid() > 0))
            .isTrue();
      }
    }
    assertThat(twoSided / (double) total).isBetween(0.85, 0.97);
    assertThat(inside / (double) twoSided).isGreaterThan(0.98);
    assertThat(itmBelow / (double) itmBids).isBetween(0.35, 0.65);
  }

  @Test
  void spreads_nearTheMoneyAtAMonth_haveTheMeasuredMedianAndNoise() {
    SimMarket market = market(3, MarketFaults.NONE);
    List<Double> spreads = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      market.step(5_000_000_000L);
      for (SimContract c : market.coins().getFirst().contracts()) {
        double days = (c.instrument().expiryTimeNs() - market.nowNs()) / 86_400e9;
        boolean call = c.instrument().type() == OptionType.CALL;
        boolean near =
            call
                ? c.callDelta > 0.15 && c.callDelta < 0.5
                : c.callDelta > 0.5 && c.callDelta < 0.85;
        if (days > 10 && days < 40 && near && c.bidVol > 0 && c.askVol > 0) {
          spreads.add(c.askVol - c.bidVol);
          errors.add((c.askVol + c.bidVol) / 2 - c.fairVol());
        }
      }
    }
    spreads.sort(null);
    double median = spreads.get(spreads.size() / 2);
    // Measured 1.1 to 1.2 points before rounding outward to ticks of about 0.6 points.
    assertThat(median).isBetween(0.011, 0.020);
    double squares = errors.stream().mapToDouble(e -> e * e).average().orElseThrow();
    assertThat(Math.sqrt(squares)).isBetween(0.0008, 0.0035);
  }

  @Test
  void faults_switchedOn_leaveTheRestOfTheMarketAlone() {
    SimMarket clean = market(4, MarketFaults.NONE);
    SimMarket broken = market(4, new MarketFaults(0.05, 0.05));
    clean.step(2_000_000_000L);
    broken.step(2_000_000_000L);
    int crossed = 0;
    for (int i = 0; i < 2; i++) {
      assertThat(broken.coins().get(i).spot()).isEqualTo(clean.coins().get(i).spot());
      for (SimContract c : broken.coins().get(i).contracts()) {
        crossed += c.bid() > c.ask() ? 1 : 0;
      }
    }
    assertThat(crossed).isGreaterThan(20);
  }

  @Test
  void step_pastEightOClock_settlesAndListsAnew() {
    long justBefore = START_NS - START_NS % 86_400_000_000_000L + 28_795_000_000_000L;
    SimMarket market =
        new SimMarket(7, List.of(Underlying.of("BTC")), justBefore, 100, 0, MarketFaults.NONE);
    List<MarketEvents.StateEvent> states = new ArrayList<>(market.step(20_000_000_000L).states());
    assertThat(states).anyMatch(s -> s.state().equals("closed") && s.kind().equals("option"));
    assertThat(states).anyMatch(s -> s.state().equals("created") && s.kind().equals("option"));
    assertThat(market.coins().getFirst().contracts())
        .allMatch(c -> c.instrument().expiryTimeNs() > market.nowNs());
  }

  @Test
  void truthAt_anEarlierInstant_isTheOneThatHeldThen() {
    SimMarket market = market(8, MarketFaults.NONE);
    market.step(1_000_000_000L);
    TrueSurface then = market.truth("BTC").orElseThrow();
    market.step(5_000_000_000L);
    assertThat(market.truthAt("BTC", then.timeNs() + 1)).contains(then);
    assertThat(market.truth("BTC").orElseThrow().timeNs()).isGreaterThan(then.timeNs());
  }
}
