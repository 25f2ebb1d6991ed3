package io.calibrant.core.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void median_anySample_isWhatSortingPutsInTheMiddle() {
    var random = new SplittableRandom(5);
    for (int run = 0; run < 20_000; run++) {
      int size = 1 + random.nextInt(40);
      int kinds = 1 + random.nextInt(60);
      double[] values = random.doubles(size, -1, 1).map(x -> Math.rint(x * kinds)).toArray();
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double middle = 0.5 * (sorted[(size - 1) / 2] + sorted[size / 2]);
      assertThat(Medians.median(values)).isEqualTo(middle);
    }
    assertThat(Medians.median(new double[0])).isNaN();
  }
}
