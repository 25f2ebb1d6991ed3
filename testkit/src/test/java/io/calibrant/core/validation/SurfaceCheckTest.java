package io.calibrant.core.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.Chains;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.market.Quote;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.testkit.SyntheticChain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurfaceCheckTest {
  private static final double SHIFT = 0.3;

  /// Multiples of it modulo 1 are spread evenly, however many there are.
  private static final double GOLDEN = 0.6180339887498949;

  private final SyntheticChain chain = SyntheticChain.of(1);
  private final CalibratedSurface sound = Chains.calibrate(chain.snapshot());

  @Test
  void of_soundSurface_isAccepted() {
    assertThat(SurfaceCheck.of(sound)).isInstanceOf(Verdict.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.15, 0.2, 0.3})
  void of_quotesShiftedBy30VolPoints_surfaceStaysRightAndIsAccepted(double share) {
    CalibratedSurface surface = Chains.calibrate(shifted(share));
    assertThat(SurfaceCheck.of(surface)).isInstanceOf(Verdict.Accepted.class);
    // Measured at 0.3: 0.19; without the check for gross errors 0.25.
    assertThat(medianErrorVolPoints(surface)).as("vol points").isLessThanOrEqualTo(0.2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.5})
  void of_fortyPercentOrMoreShifted_isUnreliableAndSaysSo(double share) {
    assertThat(checks(Chains.calibrate(shifted(share)))).contains("contaminated");
    assertThat(SurfacePath.DEFAULT.decide(shifted(share), PathState.EMPTY).decision())
        .isInstanceOfSatisfying(
            Decision.Hold.class,
            hold -> assertThat(hold.reason()).startsWith("unreliable: in ").contains("contradict"));
  }

  @Test
  void of_smileFarFromAllQuotes_failsTheFit() {
    assertThat(checks(with(4, svi -> new Svi(svi.a() + 3, svi.b(), svi.rho(), svi.m(), 0.1))))
        .contains("fit");
  }

  @Test
  void of_sliceAboveTheNext_failsTheCalendar() {
    assertThat(checks(with(3, svi -> new Svi(svi.a() + 0.5, svi.b(), svi.rho(), svi.m(), 0.2))))
        .contains("calendar");
  }

  @Test
  void of_kinkTooSharp_failsTheButterfly() {
    assertThat(checks(with(8, svi -> new Svi(1e-4, 1.9, 0, 0, 1e-3)))).contains("butterfly");
  }

  @Test
  void of_wingTooSteep_failsLeesBound() {
    assertThat(checks(with(8, svi -> new Svi(svi.a(), 1.5, 0.6, svi.m(), svi.sigma()))))
        .contains("wings");
  }

  private static List<String> checks(CalibratedSurface surface) {
    return switch (SurfaceCheck.of(surface)) {
      case Verdict.Accepted _ -> List.of();
      case Verdict.Rejected(var breaches) -> breaches.stream().map(Verdict.Breach::check).toList();
    };
  }

  /// Shifts a share of the strikes, both of their options, spread evenly over every expiry so that
  /// no expiry has a larger share by chance.
  private SurfaceSnapshot shifted(double share) {
    List<Double> strikes =
        chain.snapshot().expiries().stream()
            .flatMap(expiry -> expiry.quotes().stream())
            .map(quote -> quote.instrument().strike())
            .distinct()
            .sorted()
            .toList();
    return Chains.map(
        chain.snapshot(),
        quote -> {
          double place = GOLDEN * strikes.indexOf(quote.instrument().strike());
          boolean hit = place - Math.floor(place) < share;
          return hit && quote.isTwoSided() ? shifted(quote) : quote;
        });
  }

  private Quote shifted(Quote quote) {
    double vol = chain.truth(quote.instrument().expiryTimeNs()).vol(quote.instrument().strike());
    double by = Chains.premium(chain, quote, vol + SHIFT) - Chains.premium(chain, quote, vol);
    return Chains.at(quote, quote.bid() + by, quote.ask() + by);
  }

  private double medianErrorVolPoints(CalibratedSurface surface) {
    List<Double> errors = new ArrayList<>();
    for (CalibratedSlice slice : surface.slices()) {
      var truth = chain.truth(slice.expiryTimeNs());
      double reach = slice.impliedVol(0) * Math.sqrt(slice.expiry());
      for (int i = -4; i <= 4; i++) {
        double strike = truth.forward() * StrictMath.exp(i * reach / 4);
        double k = StrictMath.log(strike / slice.forward().value());
        errors.add(100 * Math.abs(slice.impliedVol(k) - truth.vol(strike)));
      }
    }
    return errors.stream().sorted().toList().get(errors.size() / 2);
  }

  /// The sound surface with another smile in one slice.
  private CalibratedSurface with(int index, UnaryOperator<Svi> change) {
    List<CalibratedSlice> slices = new ArrayList<>(sound.slices());
    CalibratedSlice s = slices.get(index);
    slices.set(
        index,
        new CalibratedSlice(
            s.forward(),
            change.apply(s.base()),
            s.covariance(),
            s.status(),
            s.termination(),
            s.iterations(),
            s.quality(),
            s.butterflyMinG(),
            s.calendarMinGap(),
            s.quotes()));
    return new CalibratedSurface(
        sound.underlying(),
        sound.asOfNs(),
        sound.snapshotHash(),
        sound.index(),
        slices,
        sound.thin(),
        sound.arbitrage());
  }
}
