package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.testkit.ArbitrageChecker;
import io.calibrant.testkit.SyntheticChain;
import io.calibrant.testkit.TrueSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SurfaceInterpolationTest {
  @Test
  void totalVariance_randomSurfaces_isFreeOfArbitrageAtEveryExpiry() {
    checkFree(2, 15);
  }

  @Test
  @Tag("slow")
  void totalVariance_manyRandomSurfaces_isFreeOfArbitrageAtEveryExpiry() {
    checkFree(25, 40);
  }

  private static void checkFree(int surfaces, int expiries) {
    for (long seed = 1; seed <= surfaces; seed++) {
      List<TrueSlice> truth = SyntheticChain.of(seed).truth();
      var surface = of(truth);
      var random = new SplittableRandom(seed);
      List<ArbitrageChecker.Slice> slices = new ArrayList<>();
      double last = truth.getLast().expiry();
      for (int i = 0; i < expiries; i++) {
        double expiry = last * StrictMath.exp(random.nextDouble(-7, 0.7));
        slices.add(slice(surface, expiry));
      }
      truth.forEach(slice -> slices.add(slice(surface, slice.expiry())));
      assertThat(ArbitrageChecker.check(slices)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void totalVariance_atAnExpiry_isTheSmileItself() {
    List<TrueSlice> truth = SyntheticChain.of(3).truth();
    var surface = of(truth);
    for (TrueSlice slice : truth) {
      for (double k = -3; k <= 3; k += 0.25) {
        assertThat(surface.totalVariance(k, slice.expiry()))
            .isEqualTo(slice.smile().totalVariance(k));
        assertThat(surface.impliedVol(k, slice.expiry()))
            .isEqualTo(slice.smile().impliedVol(k, slice.expiry()));
      }
    }
  }

  @Test
  void totalVariance_betweenExpiries_mixesPricesWithTheLemmasWeights() {
    List<TrueSlice> truth = SyntheticChain.of(4).truth();
    var surface = of(truth);
    Svi one = truth.get(3).smile();
    Svi two = truth.get(4).smile();
    double t = 0.3;
    double expiry = truth.get(3).expiry() * (1 - t) + truth.get(4).expiry() * t;
    double theta = one.totalVariance(0) * (1 - t) + two.totalVariance(0) * t;
    double alpha =
        (Math.sqrt(two.totalVariance(0)) - Math.sqrt(theta))
            / (Math.sqrt(two.totalVariance(0)) - Math.sqrt(one.totalVariance(0)));
    for (double k = -0.5; k <= 0.5; k += 0.05) {
      double mixed = alpha * call(k, one) + (1 - alpha) * call(k, two);
      double v = Math.sqrt(surface.totalVariance(k, expiry));
      assertThat(Black76.normalizedCall(k, v)).isCloseTo(mixed, within(1e-14));
    }
  }

  @Test
  void totalVariance_nearAnExpiry_isContinuous() {
    List<TrueSlice> truth = SyntheticChain.of(5).truth();
    var surface = of(truth);
    for (TrueSlice slice : truth) {
      // Further out the later price is so much greater that the limit is reached slowly.
      double sd = Math.sqrt(slice.smile().totalVariance(0));
      for (double k = -3 * sd; k <= 3 * sd; k += 0.25 * sd) {
        double at = surface.totalVariance(k, slice.expiry());
        double near = 1e-9;
        assertThat(surface.totalVariance(k, slice.expiry() * (1 + near)) / at)
            .isCloseTo(1, within(1e-6));
        assertThat(surface.totalVariance(k, slice.expiry() * (1 - near)) / at)
            .isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void totalVariance_beforeTheFirstExpiry_vanishesWithTime() {
    List<TrueSlice> truth = SyntheticChain.of(6).truth();
    var surface = of(truth);
    double first = truth.getFirst().expiry();
    double atm = truth.getFirst().smile().totalVariance(0);
    for (double share : new double[] {1e-6, 1e-3, 0.1, 0.5, 0.9}) {
      // At the money the price is nearly linear in √w, so that the vol stays what it is.
      assertThat(surface.totalVariance(0, share * first) / (share * atm))
          .isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void totalVariance_beyondTheLastExpiry_goesOnAtTheLastForwardVariance() {
    List<TrueSlice> truth = SyntheticChain.of(7).truth();
    var surface = of(truth);
    TrueSlice before = truth.get(truth.size() - 2);
    TrueSlice last = truth.getLast();
    double rate =
        (last.smile().totalVariance(0) - before.smile().totalVariance(0))
            / (last.expiry() - before.expiry());
    assertThat(surface.totalVariance(0.2, last.expiry() + 0.5))
        .isCloseTo(last.smile().totalVariance(0.2) + 0.5 * rate, within(1e-14));
    var only = SurfaceInterpolation.of(new double[] {0.5}, List.of(last.smile()));
    double flat = last.smile().totalVariance(0) / 0.5;
    assertThat(only.totalVariance(0, 2)).isCloseTo(2 * flat, within(1e-14));
  }

  @Test
  void totalVariance_wherePricesUnderflow_staysBetweenTheSlicesAndContinuous() {
    List<TrueSlice> truth = SyntheticChain.of(8).truth();
    var surface = of(truth);
    TrueSlice one = truth.getFirst();
    TrueSlice two = truth.get(1);
    double expiry = (one.expiry() + two.expiry()) / 2;
    var narrow = new Svi(1e-5, 1e-6, 0, 0, 1e-3);
    var wide = new Svi(2e-5, 1e-6, 0, 0, 1e-3);
    var flat = SurfaceInterpolation.of(new double[] {0.01, 0.02}, List.of(narrow, wide));
    double previous = flat.totalVariance(0.01, 0.015);
    for (double k = 0.01; k < 1; k += 1e-4) {
      double w = flat.totalVariance(k, 0.015);
      assertThat(w)
          .isBetween(narrow.totalVariance(k), wide.totalVariance(k))
          .isCloseTo(previous, within(2e-5 * 0.015));
      previous = w;
      assertThat(surface.totalVariance(50 * k, expiry))
          .isBetween(one.smile().totalVariance(50 * k), two.smile().totalVariance(50 * k));
    }
  }

  @Test
  void of_badArguments_namesThem() {
    var smile = new Svi(0.04, 0, 0, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurfaceInterpolation.of(new double[] {0.2, 0.1}, List.of(smile, smile)))
        .withMessageContaining("[0.2, 0.1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurfaceInterpolation.of(new double[] {0.2}, List.of()))
        .withMessageContaining("1 expiries and 0 smiles");
    var surface = SurfaceInterpolation.of(new double[] {0.2}, List.of(smile));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> surface.impliedVol(0, Double.NaN))
        .withMessageContaining("expiry=NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> surface.impliedVol(Double.NaN, 1))
        .withMessageContaining("k=NaN");
  }

  private static double call(double k, Smile smile) {
    return Black76.normalizedCall(k, Math.sqrt(smile.totalVariance(k)));
  }

  private static SurfaceInterpolation of(List<TrueSlice> truth) {
    return SurfaceInterpolation.of(
        truth.stream().mapToDouble(TrueSlice::expiry).toArray(),
        truth.stream().map(TrueSlice::smile).toList());
  }

  private static ArbitrageChecker.Slice slice(SurfaceInterpolation surface, double expiry) {
    return new ArbitrageChecker.Slice(expiry, 0, 0, k -> surface.totalVariance(k, expiry));
  }
}
