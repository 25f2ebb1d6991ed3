package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.market.Quote;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.testkit.SyntheticChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SurfaceUpdateTest {
  private static final long MS = 1_000_000L;

  private final SurfaceSnapshot first = SyntheticChain.of(4).snapshot();

  @Test
  void decide_oneExpiryQuotedAnew_leavesTheOthersAsTheyWere() {
    var before = SurfacePath.LIVE.decide(first, PathState.EMPTY);
    long moved = first.expiries().get(3).expiryTimeNs();
    SurfaceSnapshot next =
        quoted(first, 600 * MS, q -> q.instrument().expiryTimeNs() == moved ? 1.004 : 1);

    CalibratedSurface one = surface(before.decision());
    CalibratedSurface two = surface(SurfacePath.LIVE.decide(next, before.state()).decision());

    assertThat(two.slices()).hasSameSizeAs(one.slices());
    for (int i = 0; i < one.slices().size(); i++) {
      CalibratedSlice was = one.slices().get(i);
      CalibratedSlice is = two.slices().get(i);
      if (was.expiryTimeNs() == moved) {
        assertThat(is.impliedVol(0)).isGreaterThan(was.impliedVol(0) * 1.002);
        assertThat(is.quality().holdOutAsOfNs()).isEqualTo(next.asOfNs());
      } else {
        assertThat(is.quotes()).isSameAs(was.quotes());
        assertThat(is.forward()).isSameAs(was.forward());
        assertThat(is.quality().holdOutAsOfNs()).isEqualTo(first.asOfNs());
      }
    }
    assertThat(two.asOfNs()).isEqualTo(next.asOfNs());
    assertThat(Chains.violations(two)).isEmpty();
  }

  @Test
  void decide_nothingSaidForLong_looksAtEveryExpiryAgain() {
    var before = SurfacePath.LIVE.decide(first, PathState.EMPTY);
    SurfaceSnapshot later = quoted(first, 2_500 * MS, _ -> 1);
    CalibratedSurface two = surface(SurfacePath.LIVE.decide(later, before.state()).decision());
    for (CalibratedSlice slice : two.slices()) {
      assertThat(known(surface(before.decision()))).doesNotContain(slice.expiry());
    }
  }

  /// A market of which a few expiries move at a time: every surface is free of arbitrage and about
  /// as near to the quotes as one that is fitted as a whole.
  @Test
  void decide_marketThatMoves_staysFreeAndAsNearAsAWholeFit() {
    var random = new SplittableRandom(11);
    PathState state = SurfacePath.LIVE.decide(first, PathState.EMPTY).state();
    SurfaceSnapshot market = first;
    List<Double> misfits = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    for (int tick = 0; tick < 40; tick++) {
      Set<Long> moved = new TreeSet<>();
      for (var expiry : market.expiries()) {
        if (random.nextInt(3) == 0) {
          moved.add(expiry.expiryTimeNs());
        }
      }
      double level = 1 + 0.004 * (random.nextDouble() - 0.5);
      market =
          quoted(
              market,
              20 * MS,
              q ->
                  moved.contains(q.instrument().expiryTimeNs())
                      ? level * (1 + 0.001 * (random.nextDouble() - 0.5))
                      : 1);
      var step = SurfacePath.LIVE.decide(market, state);
      state = step.state();
      CalibratedSurface surface = surface(step.decision());
      assertThat(Chains.violations(surface)).as("tick %d", tick).isEmpty();
      misfits.add(misfit(surface));
      if (tick % 8 == 7) {
        whole.add(misfit(Chains.fit(market, null)));
      }
    }
    assertThat(misfits.getLast()).isLessThan(1.15 * whole.getLast() + 0.01);
    assertThat(misfits.stream().mapToDouble(v -> v).max().orElseThrow())
        .isLessThan(1.3 * whole.stream().mapToDouble(v -> v).max().orElseThrow() + 0.02);
  }

  /// Every other strike of an expiry is quoted anew at premiums 1 % higher, the others a minute
  /// ago: the smile follows the fresh ones, and does less so when all bear the same time.
  @Test
  void decide_halfOfTheQuotesAreOld_followsTheFreshOnes() {
    long moved = first.expiries().get(3).expiryTimeNs();
    var before = SurfacePath.LIVE.decide(first, PathState.EMPTY);
    double was = atm(surface(before.decision()), moved);
    double aged =
        atm(
            surface(SurfacePath.LIVE.decide(half(moved, 60_000 * MS), before.state()).decision()),
            moved);
    double alike =
        atm(surface(SurfacePath.LIVE.decide(half(moved, 0), before.state()).decision()), moved);

    assertThat(alike / was).isBetween(1.002, 1.008);
    assertThat(aged / was).isGreaterThan(1.0055);
    assertThat(aged / alike).isGreaterThan(1.0015);
  }

  private static double atm(CalibratedSurface surface, long expiryTimeNs) {
    return surface.slices().stream()
        .filter(slice -> slice.expiryTimeNs() == expiryTimeNs)
        .mapToDouble(slice -> slice.impliedVol(0))
        .findFirst()
        .orElseThrow();
  }

  /// The chain a minute later, every other strike of one expiry 1 % dearer, the rest of that expiry
  /// `ageNs` old.
  private SurfaceSnapshot half(long expiryTimeNs, long ageNs) {
    long asOfNs = first.asOfNs() + 60_000 * MS;
    List<Quote> quotes = new ArrayList<>();
    for (var expiry : first.expiries()) {
      List<Double> strikes =
          expiry.quotes().stream().map(q -> q.instrument().strike()).distinct().toList();
      for (Quote quote : expiry.quotes()) {
        boolean fresh = strikes.indexOf(quote.instrument().strike()) % 2 == 0;
        boolean here = expiry.expiryTimeNs() == expiryTimeNs;
        double f = here && fresh ? 1.01 : 1;
        quotes.add(
            stamped(
                Chains.at(quote, f * quote.bid(), f * quote.ask()),
                here && !fresh ? asOfNs - ageNs : asOfNs));
      }
    }
    return SurfaceSnapshot.of(
        first.venue(), first.underlying(), asOfNs, first.index(), quotes, first.futures());
  }

  private static Quote stamped(Quote q, long timeNs) {
    return new Quote(
        q.instrument(),
        q.bid(),
        q.ask(),
        q.bidSize(),
        q.askSize(),
        q.mark(),
        q.markVol(),
        q.venueForward(),
        q.index(),
        q.openInterest(),
        q.volume(),
        timeNs,
        timeNs,
        timeNs,
        q.reason());
  }

  private static Set<Double> known(CalibratedSurface surface) {
    Set<Double> expiries = new TreeSet<>();
    surface.slices().forEach(slice -> expiries.add(slice.expiry()));
    return expiries;
  }

  private static double misfit(CalibratedSurface surface) {
    double sum = 0;
    for (CalibratedSlice slice : surface.slices()) {
      sum += slice.quality().rmseHalfSpreads();
    }
    return sum / surface.slices().size();
  }

  private static CalibratedSurface surface(Decision decision) {
    if (decision instanceof Decision.Publish(CalibratedSurface surface)) {
      return surface;
    }
    throw new AssertionError("not published: " + decision);
  }

  private interface Factor {
    double of(Quote quote);
  }

  /// The chain a while later with premiums multiplied.
  private static SurfaceSnapshot quoted(SurfaceSnapshot from, long laterNs, Factor factor) {
    List<Quote> quotes = new ArrayList<>();
    for (var expiry : from.expiries()) {
      for (Quote quote : expiry.quotes()) {
        double f = factor.of(quote);
        quotes.add(f == 1 ? quote : Chains.at(quote, f * quote.bid(), f * quote.ask()));
      }
    }
    return SurfaceSnapshot.of(
        from.venue(),
        from.underlying(),
        from.asOfNs() + laterNs,
        from.index(),
        quotes,
        from.futures());
  }
}
