package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.calibrant.testkit.SyntheticChain;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SurfaceBootstrapTest {
  @Test
  void of_syntheticChains_confirmsTheDeltaMethodInNineOfTenSlices() {
    assertThat(confirmed(3, 200)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  @Tag("slow")
  void of_manySyntheticChains_confirmsTheDeltaMethodInNineOfTenSlices() {
    assertThat(confirmed(20, 1_000)).isGreaterThanOrEqualTo(0.9);
  }

  private static double confirmed(int chains, int refits) {
    int agrees = 0;
    int count = 0;
    for (long seed = 1; seed <= chains; seed++) {
      CalibratedSurface surface = Chains.calibrate(SyntheticChain.of(seed).snapshot());
      for (SliceBootstrap slice :
          SurfaceBootstrap.of(surface, CalibrationSettings.DEFAULT, refits, seed)) {
        agrees += slice.agrees() ? 1 : 0;
        count++;
        // Whatever is not confirmed says why.
        assertThat(slice.reason().isEmpty()).as(slice.toString()).isEqualTo(slice.agrees());
      }
    }
    System.out.printf("bootstrap: %d of %d slices confirmed%n", agrees, count);
    return agrees / (double) count;
  }

  @Test
  void of_sameSeed_isTheSame() {
    CalibratedSurface surface = Chains.calibrate(SyntheticChain.of(1).snapshot());
    List<SliceBootstrap> one = SurfaceBootstrap.of(surface, CalibrationSettings.DEFAULT, 5, 7);
    assertThat(SurfaceBootstrap.of(surface, CalibrationSettings.DEFAULT, 5, 7)).isEqualTo(one);
    assertThat(SurfaceBootstrap.of(surface, CalibrationSettings.DEFAULT, 5, 8)).isNotEqualTo(one);
    assertThat(one).hasSameSizeAs(surface.slices());
  }

  @Test
  void of_oneRefit_isRefused() {
    CalibratedSurface surface = Chains.calibrate(SyntheticChain.of(1).snapshot());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurfaceBootstrap.of(surface, CalibrationSettings.DEFAULT, 1, 7));
  }

  @Test
  void reason_errorsApart_namesTheFigureAndTheCause() {
    var good = new BootstrapError(1, 1.1, 1.05);
    var wide = new BootstrapError(1, 1.4, 1.3);
    var astray = new BootstrapError(1, 3, 1.02);
    assertThat(slice(good, good, false, 20).reason()).isEmpty();
    assertThat(slice(good, wide, true, 20).reason()).contains("skew: 1.40", "condition binds");
    assertThat(slice(good, wide, false, 20).reason()).contains("not linear");
    assertThat(slice(astray, good, false, 20).reason()).contains("ATM vol: 3.00", "astray");
    assertThat(slice(good, good, false, 6).reason()).contains("too few");
    assertThat(slice(good, new BootstrapError(1, Double.NaN, Double.NaN), false, 20).agrees())
        .isFalse();
  }

  private static SliceBootstrap slice(
      BootstrapError atm, BootstrapError skew, boolean bound, int quotes) {
    return new SliceBootstrap(0, 100, 0, atm, skew, new BootstrapError(1, 1, 1), bound, quotes);
  }
}
