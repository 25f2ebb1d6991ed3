package io.calibrant.core.calibration.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.math.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PosteriorChainTest {
  /// x > 0 of a standard normal, and 1000 (x + y/10), y standard normal: a bound, a correlation of
  /// 0.99 and scales that differ by a thousand. What is returned as likelihoods are x and y.
  private static final PosteriorChain.Target HALF =
      new PosteriorChain.Target() {
        @Override
        public int quoteCount() {
          return 2;
        }

        @Override
        public double logDensity(double[] z, double[] parts) {
          parts[0] = z[0];
          parts[1] = 10 * (z[1] / 1000 - z[0]);
          return z[0] > 0
              ? -0.5 * (parts[0] * parts[0] + parts[1] * parts[1])
              : Double.NEGATIVE_INFINITY;
        }
      };

  private static double[][] draws(long seed) {
    var random = new Philox(seed, 0);
    double[][] places = new double[100][2];
    double[] logDensity = new double[places.length];
    for (int s = 0; s < places.length; s++) {
      places[s][0] = random.nextDouble() - 0.5;
      places[s][1] = 1000 * (places[s][0] + 0.1 * random.nextDouble());
      logDensity[s] = HALF.logDensity(places[s], new double[2]);
    }
    double[] centre = {0.01, 10};
    return PosteriorChain.of(HALF, PosteriorChain.start(centre, places, logDensity, HALF))
        .logLikelihoods(1000, random);
  }

  @Test
  void logLikelihoods_ofABoundedNarrowValley_haveItsMoments() {
    double[][] x = draws(3);

    // √(2/π), 1 − 2/π, 0, 1; some 150 independent draws.
    assertThat(mean(x[0], 1)).isCloseTo(0.798, within(0.15));
    assertThat(mean(x[0], 2)).isCloseTo(1, within(0.3));
    assertThat(mean(x[1], 1)).isCloseTo(0, within(0.25));
    assertThat(mean(x[1], 2)).isCloseTo(1, within(0.3));
    assertThat(Arrays.stream(x[0]).min().orElseThrow()).isPositive();
  }

  @Test
  void logLikelihoods_twice_areTheSameBits() {
    assertThat(draws(5)).isDeepEqualTo(draws(5));
  }

  @Test
  void start_outsideTheDomain_isDrawnInside() {
    double[][] places =
        IntStream.range(1, 41).mapToObj(i -> new double[] {-i, i}).toArray(double[][]::new);
    double[] outside = new double[places.length];
    Arrays.fill(outside, Double.NEGATIVE_INFINITY);

    double[][] walkers = PosteriorChain.start(new double[] {1, 1000}, places, outside, HALF);

    assertThat(walkers).hasNumberOfRows(20);
    assertThat(Arrays.stream(walkers)).allSatisfy(walker -> assertThat(walker[0]).isPositive());
    assertThat(PosteriorChain.start(new double[] {-1, 0}, places, outside, HALF)).isEmpty();
  }

  private static double mean(double[] x, int power) {
    return Arrays.stream(x).map(value -> Math.pow(value, power)).average().orElseThrow();
  }
}
