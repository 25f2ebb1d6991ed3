package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.calibrant.testkit.ArbitrageChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EssviTest {
  @Test
  void slice_ofFreeSurface_isFreeAtEveryExpiry() {
    var random = new SplittableRandom(61);
    for (int i = 0; i < 300; i++) {
      Essvi surface = RandomEssvi.draw(random);
      assertThat(surface.isFree()).isTrue();
      Svi before = null;
      for (double expiry = 0.0625; expiry <= 4; expiry += 0.0625) {
        Svi svi = surface.slice(expiry).toSvi();
        assertThat(SviButterfly.isFree(svi)).as("%s", svi).isTrue();
        if (before != null) {
          // At the boundary of the domain slices may touch.
          double gap = SviCalendar.minimum(before, svi).relative();
          assertThat(gap).as("%s then %s", before, svi).isGreaterThan(-1e-12);
        }
        before = svi;
      }
    }
  }

  @Test
  void totalVariance_ofFreeSurface_passesTheDenseCheck() {
    var random = new SplittableRandom(62);
    for (int i = 0; i < 3; i++) {
      Essvi surface = RandomEssvi.draw(random);
      List<ArbitrageChecker.Slice> slices = new ArrayList<>();
      for (double expiry = 0.25; expiry <= 3.5; expiry += 0.25) {
        double at = expiry;
        slices.add(new ArbitrageChecker.Slice(expiry, 0, 0, k -> surface.totalVariance(k, at)));
      }
      assertThat(ArbitrageChecker.check(slices)).isEmpty();
    }
  }

  @Test
  void isFree_eachConditionBroken_isFalse() {
    double[] expiries = {0.5, 1};
    var first = new SsviSlice(0.04, -0.3, 0.1);
    assertThat(Essvi.of(expiries, List.of(first, new SsviSlice(0.08, -0.3, 0.15))).isFree())
        .isTrue();
    for (SsviSlice second :
        List.of(
            new SsviSlice(0.039, -0.3, 0.1),
            new SsviSlice(0.08, -0.3, 0.09),
            new SsviSlice(0.08, -0.5, 0.105),
            new SsviSlice(0.08, 0, 0.105),
            new SsviSlice(0.08, -0.3, 0.21),
            new SsviSlice(0.8, -0.3, 4))) {
      assertThat(Essvi.of(expiries, List.of(first, second)).isFree()).as("%s", second).isFalse();
    }
    assertThat(Essvi.of(new double[] {1}, List.of(new SsviSlice(0.01, -0.3, 0.2))).isFree())
        .isFalse();
  }

  @Test
  void slice_ofSsvi_isFreeWhereItSaysSo() {
    var random = new SplittableRandom(63);
    for (int i = 0; i < 500; i++) {
      double rho = random.nextDouble(-0.9, 0.9);
      double eta = random.nextDouble(0.05, 1) * 2 / (1 + Math.abs(rho));
      var surface = new Ssvi(rho, eta, random.nextDouble(0.05, 0.5));
      assertThat(surface.isFree()).isTrue();
      double theta = StrictMath.exp(random.nextDouble(-8, 0.5));
      Svi earlier = surface.slice(theta).toSvi();
      Svi later = surface.slice(theta * random.nextDouble(1.01, 3)).toSvi();
      assertThat(SviButterfly.isFree(earlier)).as("%s θ=%s", surface, theta).isTrue();
      assertThat(SviCalendar.isFree(earlier, later)).as("%s θ=%s", surface, theta).isTrue();
    }
    assertThat(new Ssvi(0, 2.1, 0.5).isFree()).isFalse();
    assertThat(new Ssvi(0, 1, 0.6).isFree()).isFalse();
  }

  @Test
  void of_badArguments_namesThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Essvi.of(new double[] {1}, List.of()))
        .withMessageContaining("[1.0] with 0 slices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ssvi(1, 1, 0.5))
        .withMessageContaining("rho=1.0");
  }
}
