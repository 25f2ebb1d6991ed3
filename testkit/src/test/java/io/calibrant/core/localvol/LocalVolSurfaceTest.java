package io.calibrant.core.localvol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.smile.Essvi;
import io.calibrant.core.smile.RandomEssvi;
import io.calibrant.core.smile.SurfaceInterpolation;
import io.calibrant.core.smile.Svi;
import io.calibrant.testkit.DerivativeChecker;
import io.calibrant.testkit.SyntheticChain;
import io.calibrant.testkit.TrueSlice;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class LocalVolSurfaceTest {
  @Test
  void variance_essvi_isTwoCtOverDensityOfItsPrices() {
    Essvi surface = RandomEssvi.draw(new SplittableRandom(5));
    checkPrices(LocalVolSurface.of(surface), surface::totalVariance, 0.7, 2.9, 2e-6);
  }

  @Test
  void variance_publishedSurface_isTwoCtOverDensityOfItsPrices() {
    SurfaceInterpolation surface = published(2);
    checkPrices(LocalVolSurface.of(surface), surface::totalVariance, 0.02, 0.75, 1e-5);
  }

  /// Differences of prices, which know nothing of Dupire's formula in w.
  private static void checkPrices(
      LocalVolSurface local, DoubleBinaryOperator w, double from, double to, double tolerance) {
    for (double t = from; t < to; t *= 1.173) {
      double years = t;
      double sd = Math.sqrt(w.applyAsDouble(0, t));
      for (double z = -2; z <= 2; z += 0.37) {
        double k = z * sd;
        double rise =
            DerivativeChecker.derivative(
                x -> Black76.normalizedCall(k, Math.sqrt(w.applyAsDouble(k, x))), t, 1e-3 * t);
        double h = 0.05 * sd;
        double first = DerivativeChecker.derivative(x -> call(w, x, years), k, h);
        double second =
            DerivativeChecker.derivative(
                y -> DerivativeChecker.derivative(x -> call(w, x, years), y, h), k, h);
        assertThat(local.variance(k, t) * (second - first) / (2 * rise))
            .as("k=%s T=%s", k, t)
            .isCloseTo(1, within(tolerance));
      }
    }
  }

  private static double call(DoubleBinaryOperator w, double k, double t) {
    return Black76.normalizedCall(k, Math.sqrt(w.applyAsDouble(k, t)));
  }

  @Test
  void variance_randomFreeSurfaces_isPositiveEverywhere() {
    var random = new SplittableRandom(17);
    for (int draw = 0; draw < 300; draw++) {
      Essvi surface = RandomEssvi.draw(random);
      assertThat(surface.isFree()).isTrue();
      LocalVolSurface local = LocalVolSurface.of(surface);
      for (int i = 0; i < 300; i++) {
        double t = random.nextDouble(0.001, 5);
        double k = random.nextDouble(-6, 6);
        assertThat(local.variance(k, t)).as("draw %d k=%s T=%s", draw, k, t).isPositive();
      }
    }
  }

  @Test
  void variance_publishedFreeSurfaces_isPositiveBetweenAllExpiries() {
    for (long seed = 1; seed <= 40; seed++) {
      LocalVolSurface local = LocalVolSurface.of(published(seed));
      var random = new SplittableRandom(seed);
      for (int i = 0; i < 3000; i++) {
        double t = StrictMath.exp(random.nextDouble(-8, 0.5));
        double k = random.nextDouble(-8, 8) * Math.sqrt(t);
        assertThat(local.variance(k, t)).as("seed %d k=%s T=%s", seed, k, t).isPositive();
      }
    }
  }

  @Test
  void variances_row_agreesWithPoints() {
    Essvi surface = RandomEssvi.draw(new SplittableRandom(3));
    LocalVolSurface local = LocalVolSurface.of(surface);
    double[] ks = new double[101];
    double[] row = new double[ks.length];
    for (double t : new double[] {0.1, 0.5, 0.77, 2.5, 3, 4}) {
      for (int i = 0; i < ks.length; i++) {
        ks[i] = -2 + 0.04 * i;
      }
      local.variances(t, ks, row, ks.length);
      for (int i = 0; i < ks.length; i++) {
        assertThat(row[i] / local.variance(ks[i], t)).isCloseTo(1, within(1e-10));
      }
    }
  }

  @Test
  void variances_lambda_asksPointByPoint() {
    LocalVolSurface tilted = (k, t) -> 0.25 - 0.1 * k + 0.01 * t;
    double[] row = {Double.NaN, Double.NaN, -1};
    tilted.variances(2, new double[] {-0.5, 0.5, 9}, row, 2);
    assertThat(row).containsExactly(0.25 + 0.05 + 0.02, 0.25 - 0.05 + 0.02, -1);
  }

  @Test
  void variances_row_allocatesNothing() {
    LocalVolSurface essvi = LocalVolSurface.of(RandomEssvi.draw(new SplittableRandom(3)));
    double[] ks = {-0.3, -0.1, 0, 0.1, 0.4};
    double[] row = new double[ks.length];
    double[] t = {0.1, 0.6, 2.9};
    NoAllocation.check(
        20_000,
        () -> {
          for (double years : t) {
            essvi.variances(years, ks, row, ks.length);
          }
        });
    LocalVolSurface mixture = LocalVolSurface.of(published(1));
    NoAllocation.check(20_000, () -> mixture.variances(0.1, ks, row, ks.length));
  }

  @Test
  void variance_flatVolOutsideTheExpiries_isItsSquare() {
    var surface =
        SurfaceInterpolation.of(
            new double[] {0.1, 0.5},
            List.of(new Svi(0.016, 0, 0, 0, 1), new Svi(0.08, 0, 0, 0, 1)));
    LocalVolSurface local = LocalVolSurface.of(surface);
    for (double t : new double[] {0.01, 0.1, 0.50001, 2}) {
      assertThat(local.variance(0.3, t)).as("T=%s", t).isCloseTo(0.16, within(1e-14));
    }
  }

  @Test
  void variance_badExpiry_isRefused() {
    LocalVolSurface local = LocalVolSurface.of(published(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> local.variance(0, 0))
        .withMessageContaining("expiry=0.0");
  }

  private static SurfaceInterpolation published(long seed) {
    List<TrueSlice> truth = SyntheticChain.of(seed).truth();
    return SurfaceInterpolation.of(
        truth.stream().mapToDouble(TrueSlice::expiry).toArray(),
        truth.stream().map(TrueSlice::smile).toList());
  }
}
