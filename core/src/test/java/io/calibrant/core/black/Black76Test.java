package io.calibrant.core.black;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.market.OptionType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Black76Test {
  @Test
  void value_random_keepsParitySymmetryAndScaling() {
    var random = new SplittableRandom(21);
    for (int i = 0; i < 100_000; i++) {
      double f = Math.pow(10, random.nextDouble(-3, 6));
      double vol = Math.pow(10, random.nextDouble(-2, 1));
      double t = Math.pow(10, random.nextDouble(-7, 1.4));
      double k = f * Math.exp(random.nextDouble(-6, 6) * vol * Math.sqrt(t));
      double call = Black76.call(f, k, vol, t);
      double put = Black76.put(f, k, vol, t);
      assertThat(call - put).isCloseTo(f - k, within(1e-15 * 4 * (f + k)));
      assertThat(call).isBetween(Math.max(f - k, 0), f);
      assertThat(put).isBetween(Math.max(k - f, 0), k);
      // C(F, K) = P(K, F).
      assertThat(Black76.put(k, f, vol, t)).isEqualTo(call);
      // Homogeneous of degree one; exactly so for powers of two.
      assertThat(Black76.call(8 * f, 8 * k, vol, t)).isEqualTo(8 * call);
      assertThat(Black76.value(OptionType.CALL, f, k, vol, t, 0.5)).isEqualTo(0.5 * call);
      assertThat(Black76.coinValue(OptionType.CALL, f, k, vol, t)).isEqualTo(call / f);
    }
  }

  @Test
  void normalizedCall_random_isValueOverForward() {
    var random = new SplittableRandom(22);
    for (int i = 0; i < 10_000; i++) {
      double k = random.nextDouble(-3, 3);
      double v = random.nextDouble(0.01, 3);
      double call = Black76.call(1, Math.exp(k), v, 1);
      double put = Black76.put(1, Math.exp(k), v, 1);
      assertThat(Black76.normalizedCall(k, v)).isCloseTo(call, within(1e-13 * (call + 1e-3)));
      assertThat(Black76.normalizedPut(k, v)).isCloseTo(put, within(1e-13 * (put + 1e-3)));
    }
  }

  @Test
  void value_acrossBranchBorders_isMonotoneInVol() {
    for (double h : new double[] {0, 1e-4, 0.3, 0.999, 1.001, 4}) {
      for (double border : new double[] {0.5, Math.sqrt(2 * h), 1 + Math.sqrt(1 + 2 * h)}) {
        double last = 0;
        double v = border * (1 - 100 * 0x1p-52);
        for (int i = 0; i < 200 && v > 0; i++) {
          v = v + border * 0x1p-52;
          double value = Black76.normalizedCall(h, v);
          // Monotone up to rounding; a jump at a border would show.
          assertThat(value).isGreaterThanOrEqualTo(last * (1 - 1e-14));
          last = value;
        }
      }
    }
  }

  @Test
  void value_limits_areIntrinsicAndSupremum() {
    assertThat(Black76.call(100, 90, 0, 1)).isEqualTo(10);
    assertThat(Black76.call(100, 90, 0.5, 0)).isEqualTo(10);
    assertThat(Black76.put(100, 90, 0, 1)).isZero();
    assertThat(Black76.call(100, 90, 1000, 1)).isEqualTo(100);
    assertThat(Black76.put(100, 90, 1000, 1)).isEqualTo(90);
    assertThat(Black76.call(1e-300, 1e300, 1, 1)).isZero();
  }

  @Test
  void value_badArguments_areNamed() {
    assertBad(Double.NaN, 1, 1, 1, "forward=NaN");
    assertBad(1, 0, 1, 1, "strike=0.0");
    assertBad(1, 1, -0.1, 1, "vol=-0.1");
    assertBad(1, 1, Double.POSITIVE_INFINITY, 1, "vol=Infinity");
    assertBad(1, 1, 1, -1, "expiry=-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Black76.value(OptionType.CALL, 1, 1, 1, 1, 0))
        .withMessageContaining("discountFactor=0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Greeks.of(OptionType.CALL, 1, 1, 0, 1))
        .withMessageContaining("vol=0.0");
  }

  private static void assertBad(double f, double k, double vol, double t, String what) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Black76.value(OptionType.CALL, f, k, vol, t))
        .withMessageContaining(what);
  }
}
