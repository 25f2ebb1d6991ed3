package io.calibrant.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.calibration.Chains;
import io.calibrant.core.decision.Decision.HoldCode;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.testkit.SyntheticChain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CoverageFloorTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final SurfaceSnapshot whole = SyntheticChain.of(1).snapshot();
  private final long fifthExpiryNs = whole.expiries().get(4).expiryTimeNs();

  @Test
  void decide_fiveExpiriesOfNineQuoted_holdsUntilAllAre() {
    var first = SurfacePath.LIVE.decide(quoted(this::isEarly, 0), PathState.EMPTY);
    var hold = (Decision.Hold) first.decision();
    assertThat(hold.code()).isEqualTo(HoldCode.GATHERING);
    assertThat(hold.reason()).contains("in 5 of 9 expiries").contains("80 % and 90 %");
    assertThat(first.state().last()).isNull();

    var second = SurfacePath.LIVE.decide(quoted(_ -> true, SECOND_NS), first.state());
    assertThat(second.decision()).isInstanceOf(Decision.Publish.class);
    assertThat(second.state().gatheringSinceNs()).isEqualTo(PathState.COVERED);
  }

  @Test
  void decide_restNeverQuoted_publishesWhatThereIsAfterTheLongestWait() {
    long waitNs = CoverageFloor.LIVE.maxWaitNs();
    var first = SurfacePath.LIVE.decide(quoted(this::isEarly, 0), PathState.EMPTY);
    var justBefore = SurfacePath.LIVE.decide(quoted(this::isEarly, waitNs - 1), first.state());
    assertThat(justBefore.decision()).isInstanceOf(Decision.Hold.class);

    var after = SurfacePath.LIVE.decide(quoted(this::isEarly, waitNs), justBefore.state());
    assertThat(((Decision.Publish) after.decision()).surface().slices()).hasSize(5);

    var next = SurfacePath.LIVE.decide(quoted(this::isEarly, 2 * waitNs), after.state());
    assertThat(next.decision()).as("no second wait").isInstanceOf(Decision.Publish.class);
  }

  @Test
  void decide_connectionLostAndBack_waitsAnew() {
    var before = SurfacePath.LIVE.decide(quoted(_ -> true, 0), PathState.EMPTY);
    var down =
        SurfacePath.LIVE.decide(
            Chains.map(whole, quote -> quote.withReason(ReasonCode.VENUE_DOWN)), before.state());
    assertThat(((Decision.Hold) down.decision()).code()).isEqualTo(HoldCode.NO_QUOTES);
    assertThat(down.state().gatheringSinceNs()).isEqualTo(PathState.COVERED);

    var back = SurfacePath.LIVE.decide(quoted(this::isEarly, 60 * SECOND_NS), down.state());
    assertThat(((Decision.Hold) back.decision()).code()).isEqualTo(HoldCode.GATHERING);
    assertThat(((Decision.Hold) back.decision()).last()).isSameAs(before.state().last());
  }

  /// A default run was told VENUE_REJECTED ten times before the first quote had come.
  @Test
  void decide_listedButNotYetQuoted_isNotTheVenuesFault() {
    var first = SurfacePath.LIVE.decide(quoted(_ -> false, 0), PathState.EMPTY);
    assertThat(((Decision.Hold) first.decision()).code()).isEqualTo(HoldCode.NO_QUOTES);
    assertThat(first.state().gatheringSinceNs()).isEqualTo(PathState.COVERED);
  }

  @Test
  void decide_emptyMarketThatTheVenueTells_isCovered() {
    SurfaceSnapshot told =
        Chains.map(whole, q -> isEarly(q) ? q : Chains.at(q, Double.NaN, Double.NaN));
    assertThat(SurfacePath.LIVE.decide(told, PathState.EMPTY).decision())
        .isInstanceOf(Decision.Publish.class);
  }

  @Test
  void decide_singleSnapshot_isJudgedAsItIs() {
    assertThat(SurfacePath.DEFAULT.decide(quoted(this::isEarly, 0), PathState.EMPTY).decision())
        .isInstanceOf(Decision.Publish.class);
  }

  @Test
  void new_shareAboveOne_isRefused() {
    assertThatThrownBy(() -> new CoverageFloor(1.1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contracts=1.1");
  }

  @Test
  void asksForAnything_eitherShare_isEnough() {
    assertThat(CoverageFloor.NONE.asksForAnything()).isFalse();
    assertThat(new CoverageFloor(0.5, 0, 1).asksForAnything()).isTrue();
    assertThat(new CoverageFloor(0, 0.5, 1).asksForAnything()).isTrue();
  }

  @Test
  void of_shareOrWaitOutsideItsRange_isRefused() {
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CoverageFloor(share, 0.5, 1))
          .withMessageContaining("contracts=" + share);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CoverageFloor(0.5, share, 1))
          .withMessageContaining("expiries=" + share);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CoverageFloor(0.5, 0.5, -1))
        .withMessageContaining("maxWaitNs=-1");
  }

  private boolean isEarly(Quote quote) {
    return quote.instrument().expiryTimeNs() <= fifthExpiryNs;
  }

  /// The chain of which only some contracts have been quoted, a while later.
  private SurfaceSnapshot quoted(Predicate<Quote> spoken, long laterNs) {
    List<Quote> quotes = new ArrayList<>();
    for (var expiry : whole.expiries()) {
      for (Quote quote : expiry.quotes()) {
        quotes.add(spoken.test(quote) ? quote : listedOnly(quote));
      }
    }
    return SurfaceSnapshot.of(
        whole.venue(),
        whole.underlying(),
        whole.asOfNs() + laterNs,
        whole.index(),
        quotes,
        whole.futures());
  }

  private static Quote listedOnly(Quote quote) {
    return new Quote(
        quote.instrument(),
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
        quote.exchangeTimeNs(),
        quote.receiptTimeNs(),
        quote.receiptTimeNs(),
        ReasonCode.EMPTY);
  }
}
