package io.calibrant.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.Chains;
import io.calibrant.core.decision.Decision.HoldCode;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.core.validation.SurfaceCheck;
import io.calibrant.core.validation.Verdict;
import io.calibrant.testkit.SyntheticChain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurfacePathTest {
  private final SurfaceSnapshot snapshot = SyntheticChain.of(1).snapshot();

  @Test
  void decide_goodChain_publishesAndRemembers() {
    SurfacePath.Step step = SurfacePath.DEFAULT.decide(snapshot, PathState.EMPTY);
    assertThat(step.decision()).isInstanceOf(Decision.Publish.class);
    var published = (Decision.Publish) step.decision();
    assertThat(step.state().last()).isSameAs(published.surface());
    assertThat(published.snapshotHash()).isEqualTo(snapshot.hash());
    assertThat(published.asOfNs()).isEqualTo(snapshot.asOfNs());
    assertThat(published.surface().slices()).hasSize(9);
    assertThat(SurfaceCheck.of(published.surface())).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void decide_noQuotes_holdsAndKeepsTheLastSurface() {
    CalibratedSurface last = Chains.fit(snapshot, null);
    SurfacePath.Step step =
        SurfacePath.DEFAULT.decide(Chains.map(snapshot, quote -> null), new PathState(last));
    var hold = (Decision.Hold) step.decision();
    assertThat(hold.code()).isEqualTo(HoldCode.NO_QUOTES);
    assertThat(hold.last()).isSameAs(last);
    assertThat(step.state().last()).isSameAs(last);
  }

  @Test
  void decide_everyExpiryThin_holdsWithTheReason() {
    SurfaceSnapshot thin =
        Chains.map(
            snapshot,
            quote ->
                quote.isTwoSided() && Math.abs(quote.instrument().strike() / 60_000 - 1) < 0.005
                    ? quote
                    : quote.withReason(ReasonCode.STALE));
    var hold = (Decision.Hold) SurfacePath.DEFAULT.decide(thin, PathState.EMPTY).decision();
    assertThat(hold.code()).isEqualTo(HoldCode.NO_FIT);
    assertThat(hold.reason()).contains("none of 9 expiries").contains("5 usable two-sided quotes");
    assertThat(hold.last()).isNull();
  }

  @Test
  void decide_oneThinExpiry_isReportedWithItsQuotes() {
    long first = snapshot.expiries().getFirst().expiryTimeNs();
    SurfaceSnapshot thin =
        Chains.map(
            snapshot,
            quote ->
                quote.instrument().expiryTimeNs() == first
                    ? Chains.at(quote, Double.NaN, quote.ask())
                    : quote);
    CalibratedSurface surface = Chains.fit(thin, null);
    assertThat(surface.slices()).hasSize(8);
    assertThat(surface.thin()).hasSize(1);
    var unfitted = surface.thin().getFirst();
    assertThat(unfitted.expiryTimeNs()).isEqualTo(first);
    assertThat(unfitted.quotes().size()).isEqualTo(snapshot.expiries().getFirst().quotes().size());
    for (int i = 0; i < unfitted.quotes().size(); i++) {
      assertThat(unfitted.quotes().reason(i).isUsed()).isFalse();
    }
  }

  @Test
  void decide_oneExpiryFarFromAnySmile_holdsWithTheFailedCheck() {
    long torn = snapshot.expiries().get(4).expiryTimeNs();
    var hold = (Decision.Hold) SurfacePath.DEFAULT.decide(tear(torn), PathState.EMPTY).decision();
    assertThat(hold.code()).isEqualTo(HoldCode.CHECK_FAILED);
    assertThat(hold.reason()).contains("first fit at expiry");
  }

  /// The snapshot with every second strike of one expiry dear and the others cheap.
  private SurfaceSnapshot tear(long expiryTimeNs) {
    return Chains.map(
        snapshot,
        quote -> {
          if (quote.instrument().expiryTimeNs() != expiryTimeNs) {
            return quote;
          }
          boolean dear = Math.round(quote.instrument().strike() / 1000) % 4 == 0;
          double factor = dear ? 3 : 0.3;
          return Chains.at(quote, quote.bid() * factor, quote.ask() * factor);
        });
  }

  @Test
  void decide_anyChain_givesEveryQuoteAReason() {
    CalibratedSurface surface = Chains.fit(snapshot, null);
    List<String> names = new ArrayList<>();
    surface
        .slices()
        .forEach(
            slice -> {
              for (int i = 0; i < slice.quotes().size(); i++) {
                names.add(slice.quotes().name(i) + slice.quotes().reason(i));
              }
            });
    assertThat(names).hasSize(snapshot.quoteCount());
  }
}
