package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineScanTest {
  /// Often enough that the loops are compiled, with the lanes of the machine at awkward sizes.
  @Test
  void replace_anyCount_hasTheBitsOfSinglePlaces() {
    var random = new SplittableRandom(41);
    for (int trial = 0; trial < 20_000; trial++) {
      Svi one = RandomSvi.draw(random);
      Svi two = RandomSvi.draw(random);
      int count = random.nextInt(33);
      check(new SviCalendar.RelativeGap(one, two), count, random);
      check(new SviButterfly.Density(one), count, random);
    }
  }

  private static void check(LineScan.Line line, int count, SplittableRandom random) {
    double[] places = random.doubles(33, -3, 3).toArray();
    double[] values = places.clone();
    line.replace(values, count);
    for (int i = 0; i < places.length; i++) {
      double expected = i < count ? line.applyAsDouble(places[i]) : places[i];
      assertThat(Double.doubleToRawLongBits(values[i]))
          .isEqualTo(Double.doubleToRawLongBits(expected));
    }
  }
}
