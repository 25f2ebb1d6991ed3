package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.ActiveCondition.Kind;
import io.calibrant.core.smile.Svi;
import io.calibrant.testkit.SyntheticChain;
import io.calibrant.testkit.TrueSlice;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// AT_BOUND means bent: the same touching smile is at bound where its quotes want another one, and
/// converged where they want it as it is.
class ActiveConditionTest {
  private static final long AS_OF_NS = 1_795_000_000_000_000_000L;
  private static final double SPOT = 60_000;

  /// Axel Vogt's smile of one year, whose density is negative about k = 0.8 (Gatheral and Jacquier
  /// 2014, section 4).
  private static final Svi VOGT = new Svi(-0.0410, 0.1331, 0.3060, 0.3586, 0.4153);

  /// A smile whose density is negative one standard deviation below the money: min g = −0.28.
  private static final Svi KINKED = new Svi(0.0323, 0.3, -0.9, -0.05, 0.05);

  @Test
  void fit_quotesOfASmileWithArbitrage_isBentByTheButterflyCondition() {
    CalibratedSlice slice = fit(slice(30, KINKED)).getFirst();

    assertThat(slice.status()).isEqualTo(SliceStatus.AT_BOUND);
    ActiveCondition condition = Objects.requireNonNull(slice.condition());
    assertThat(condition.kind()).isEqualTo(Kind.BUTTERFLY);
    assertThat(condition.k()).isBetween(-0.5, 0.0);
    assertThat(condition.binds()).isTrue();
    assertThat(Math.abs(condition.pullVolPoints())).isGreaterThan(0.05);
  }

  /// The smile that the condition made of those quotes touches it still, and nothing pulls any
  /// more.
  @Test
  void fit_quotesOfTheBentSmile_touchesTheConditionAndIsNotAtBound() {
    Svi bent = fit(slice(30, KINKED)).getFirst().base();
    CalibratedSlice slice = fit(slice(30, bent)).getFirst();

    assertThat(slice.butterflyMinG()).isLessThan(0.02);
    assertThat(slice.status()).isEqualTo(SliceStatus.CONVERGED);
  }

  /// The condition binds far outside the quotes; where they are, it changes next to nothing.
  @Test
  void fit_smileWithArbitrageQuotedNearTheMoneyOnly_isNotAtBound() {
    CalibratedSlice slice = fit(slice(365, VOGT)).getFirst();

    assertThat(slice.butterflyMinG()).isLessThan(0.004);
    assertThat(slice.status()).isEqualTo(SliceStatus.CONVERGED);
    assertThat(Objects.requireNonNull(slice.condition()).pullStdDevs()).isLessThan(0.1);
  }

  @Test
  void fit_laterExpiryBelowTheEarlier_bendsBothAgainstEachOther() {
    Svi near = new Svi(0.008, 0.05, -0.3, 0.01, 0.12);
    Svi far = new Svi(0.006, 0.05, -0.3, 0.01, 0.12);
    List<CalibratedSlice> slices = fit(slice(30, near), slice(37, far));

    assertThat(slices).extracting(CalibratedSlice::status).containsOnly(SliceStatus.AT_BOUND);
    assertThat(Objects.requireNonNull(slices.get(0).condition()).kind())
        .isEqualTo(Kind.CALENDAR_AFTER);
    assertThat(Objects.requireNonNull(slices.get(1).condition()).kind())
        .isEqualTo(Kind.CALENDAR_BEFORE);
    // The earlier is held down and the later up.
    assertThat(slices.get(0).condition().pullVolPoints()).isPositive();
    assertThat(slices.get(1).condition().pullVolPoints()).isNegative();
  }

  @Test
  void fit_expiriesWhoseSmilesMeetAsQuoted_areNotAtBound() {
    Svi near = new Svi(0.008, 0.05, -0.3, 0.01, 0.12);
    Svi far = new Svi(0.00801, 0.05, -0.3, 0.01, 0.12);
    List<CalibratedSlice> slices = fit(slice(30, near), slice(37, far));

    assertThat(slices).extracting(CalibratedSlice::status).containsOnly(SliceStatus.CONVERGED);
  }

  private static TrueSlice slice(int days, Svi smile) {
    return new TrueSlice(AS_OF_NS + days * 86_400_000_000_000L, days / 365.0, SPOT, smile);
  }

  private static List<CalibratedSlice> fit(TrueSlice... truth) {
    var chain =
        SyntheticChain.builder()
            .asOfNs(AS_OF_NS)
            .spot(SPOT)
            .truth(List.of(truth))
            .halfSpreadVol(0.004)
            .widestStdDevs(4)
            .noise(0)
            .build();
    return Chains.calibrate(chain.snapshot()).slices();
  }
}
