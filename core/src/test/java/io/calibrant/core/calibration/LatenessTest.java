package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final double STEP_SECONDS = 0.1;

  /// A random walk of the vol, seen with an error ten times its movement of a step.
  private static Lateness follow(double stdDevPerRootSecond, long seed) {
    var random = new SplittableRandom(seed);
    double noise = 10 * stdDevPerRootSecond * Math.sqrt(STEP_SECONDS);
    double vol = 0.5;
    @Nullable Lateness lateness = null;
    for (int i = 0; i < 20_000; i++) {
      vol += stdDevPerRootSecond * Math.sqrt(STEP_SECONDS) * random.nextGaussian();
      double seen = vol + noise * random.nextGaussian();
      lateness = Lateness.after(lateness, 0.5, seen, noise, (long) (i * STEP_SECONDS * 1e9));
    }
    return Objects.requireNonNull(lateness);
  }

  @Test
  void after_noisyRandomWalk_findsTheMovementAndNotTheNoise() {
    double truth = 1e-3;
    double sum = 0;
    for (int seed = 0; seed < 60; seed++) {
      sum += follow(truth, seed).variancePerSecond();
    }
    // Noise alone has twenty times the variance of a second's movement; negative estimates are
    // cut off, so that the mean is on the wide side.
    assertThat(sum / 60).isBetween(0.7 * truth * truth, 5 * truth * truth);
  }

  @Test
  void variance_ofLateQuotes_growsWithTheirAge() {
    Lateness once = new Lateness(1, 0.5, 0.001, 0, 1e-6);
    Lateness twice = new Lateness(2, 0.5, 0.001, 0, 1e-6);
    assertThat(twice.variance(-0.3, 0.5)).isEqualTo(2 * once.variance(-0.3, 0.5));
    assertThat(once.variance(0, 0.5)).isCloseTo(1e-6, within(1e-18));
    assertThat(once.variance(-2, 0.6) - once.variance(0, 0.6))
        .isCloseTo(4 * 0.36 / 31_536_000, within(1e-18));
    assertThat(Lateness.NONE.variance(-2, 0.6)).isZero();
  }

  @Test
  void after_withoutAPast_takesTheQuietestMonth() {
    Lateness first = Lateness.after(null, 0.2, 0.5, 0.001, 7);
    assertThat(first.variancePerSecond()).isCloseTo(0.25 / 31_536_000, within(1e-18));
    assertThat(first.ageSeconds()).isEqualTo(0.2);
  }
}
