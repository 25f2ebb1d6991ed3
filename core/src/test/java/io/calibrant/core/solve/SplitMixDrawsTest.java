package io.calibrant.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMixDrawsTest {
  /// The JDK's SplittableRandom is the same generator, seed and first number alike.
  @Test
  void uniform_anySeed_isTheTopBitsOfSplitMix64() {
    for (long seed : new long[] {0, 1, -7, 1234567890123L}) {
      var draws = new SplitMixDraws();
      draws.seed(seed);
      var twin = new SplittableRandom(seed);
      for (int i = 0; i < 100; i++) {
        double expected = ((twin.nextLong() >>> 12) + 0.5) * 0x1p-52;
        assertThat(draws.uniform()).isEqualTo(expected).isStrictlyBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void index_manyDraws_reachesAllAndNoOther() {
    var draws = new SplitMixDraws();
    draws.seed(5);
    int[] counts = new int[7];
    for (int i = 0; i < 7000; i++) {
      counts[draws.index(7)]++;
    }
    for (int count : counts) {
      // Five standard deviations of a binomial count.
      assertThat((double) count).isCloseTo(1000, within(5 * Math.sqrt(1000 * 6 / 7.0)));
    }
  }
}
