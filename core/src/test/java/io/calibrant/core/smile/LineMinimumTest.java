package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LineMinimumTest {
  private static double least(DoubleUnaryOperator f, double from, double middle, double to) {
    return LineMinimum.of(f, from, middle, f.applyAsDouble(middle), to);
  }

  @Test
  void of_smoothDips_isTheirPlace() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 1000; i++) {
      double at = random.nextDouble(-0.5, 0.5);
      double skew = random.nextDouble(-0.3, 0.3);
      var calls = new AtomicInteger();
      DoubleUnaryOperator f =
          x -> {
            calls.incrementAndGet();
            double d = x - at;
            return d * d * (1 + skew * d) + 3;
          };
      double found = least(f, -1, 0.6 * at, 1);
      assertThat(found).isCloseTo(at, within(1e-7));
      assertThat(calls.get()).isLessThan(25);
    }
  }

  @Test
  void of_flatBottom_isWithinWhatValuesTellApart() {
    double found = least(x -> StrictMath.pow(x - 0.2, 4), -1, 0, 1);
    assertThat(StrictMath.pow(found - 0.2, 4)).isLessThan(1e-12);
  }

  @Test
  void of_kink_isItsPlace() {
    double found = least(x -> Math.abs(x - 0.3) + 0.1 * x, -1, 0.1, 1);
    assertThat(found).isCloseTo(0.3, within(1e-6));
  }

  @Test
  void of_leastAtAnEnd_goesThere() {
    assertThat(least(x -> x, 2, 2, 3)).isCloseTo(2, within(1e-6));
    assertThat(least(x -> -x, 2, 3, 3)).isCloseTo(3, within(1e-6));
  }

  @Test
  void of_noWidth_isThePlace() {
    assertThat(least(x -> x * x, 1, 1, 1)).isEqualTo(1);
  }
}
