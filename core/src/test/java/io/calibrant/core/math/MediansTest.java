package io.calibrant.core.math;

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

  @Test
  void upper_firstOfASample_isTheLargerOfTheMiddleAndLeavesTheRest() {
    var random = new SplittableRandom(6);
    for (int run = 0; run < 20_000; run++) {
      double[] values = random.doubles(50, -1, 1).toArray();
      int count = 1 + random.nextInt(50);
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      double[] rest = Arrays.copyOfRange(values, count, 50);
      assertThat(Medians.upper(values, count)).isEqualTo(sorted[count / 2]);
      assertThat(Arrays.copyOfRange(values, count, 50)).isEqualTo(rest);
    }
    assertThat(Medians.upper(new double[3], 0)).isNaN();
  }
}
