package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.core.surface.VenueGate;
import io.calibrant.core.surface.VenueVerdict;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The gate on a good synthetic chain and on three ways to spoil it.
class VenueGateTest {
  private static final SurfaceSnapshot GOOD = SyntheticChain.of(1).snapshot();

  private static VenueVerdict judge(UnaryOperator<Quote> change) {
    List<Quote> quotes =
        GOOD.expiries().stream().flatMap(e -> e.quotes().stream()).map(change).toList();
    return VenueGate.judge(
        SurfaceSnapshot.of(
            GOOD.venue(), GOOD.underlying(), GOOD.asOfNs(), GOOD.index(), quotes, GOOD.futures()));
  }

  private static Quote priced(Quote q, double bid, double ask, double venueForward) {
    return new Quote(
        q.instrument(),
        bid,
        ask,
        q.bidSize(),
        q.askSize(),
        q.mark(),
        q.markVol(),
        venueForward,
        q.index(),
        q.openInterest(),
        q.volume(),
        q.exchangeTimeNs(),
        q.receiptTimeNs(),
        q.unchangedSinceNs(),
        q.reason());
  }

  @Test
  void judge_goodChain_isSound() {
    VenueVerdict verdict = judge(q -> q);
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.nearCount()).isGreaterThan(20);
    assertThat(verdict.twoSidedShare()).isGreaterThan(0.8);
  }

  @Test
  void judge_noBids_saysSo() {
    VenueVerdict verdict = judge(q -> q.withReason(ReasonCode.USED_ASK_ONLY));
    assertThat(verdict.reasons()).singleElement().asString().contains("only 0 %");
  }

  @Test
  void judge_enormousSpreads_saysSo() {
    VenueVerdict verdict = judge(q -> priced(q, 0.4 * q.bid(), 1.6 * q.ask(), q.venueForward()));
    assertThat(verdict.reasons()).anyMatch(reason -> reason.contains("median spread"));
  }

  @Test
  void judge_forwardElsewhere_saysSo() {
    VenueVerdict verdict = judge(q -> priced(q, q.bid(), q.ask(), 0.97 * q.venueForward()));
    assertThat(verdict.reasons()).anyMatch(reason -> reason.contains("bp away"));
  }

  @Test
  void judge_venueIsDown_isNotTheMarketsFault() {
    VenueVerdict verdict = judge(q -> q.withReason(ReasonCode.VENUE_DOWN));
    assertThat(verdict.isSound()).isTrue();
    assertThat(verdict.nearCount()).isZero();
    assertThat(verdict.twoSidedShare()).isNaN();
  }

  @Test
  void judge_afterWarmUp_allocatesItsColumnsAlone() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 2_000; i++) {
      assertThat(VenueGate.judge(GOOD).isSound()).isTrue();
    }
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      VenueVerdict verdict = VenueGate.judge(GOOD);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      assertThat(verdict.isSound()).isTrue();
    }
    // A double a quote, the largest expiry's once more, and a verdict.
    assertThat(least).isLessThan(16L * GOOD.quoteCount() + 2_048);
  }
}
