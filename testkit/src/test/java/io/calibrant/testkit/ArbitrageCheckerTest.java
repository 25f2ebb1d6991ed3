package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.smile.Svi;
import io.calibrant.testkit.ArbitrageChecker.Kind;
import io.calibrant.testkit.ArbitrageChecker.Slice;
import io.calibrant.testkit.ArbitrageChecker.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArbitrageCheckerTest {
  /// The smile of Axel Vogt: Gatheral and Jacquier 2014, example 3.1; g is negative near k = 0.8.
  private static final Svi VOGT = new Svi(-0.0410, 0.1331, 0.3060, 0.3586, 0.4153);

  @Test
  void check_arbitrageFreeTruths_findsNothing() {
    for (long seed = 1; seed <= 20; seed++) {
      List<Slice> slices =
          SyntheticChain.of(seed).truth().stream()
              .map(t -> new Slice(t.expiry(), -0.1, 0.1, t.smile()::totalVariance))
              .toList();
      assertThat(ArbitrageChecker.check(slices)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void check_flatSmileOfOneSecond_findsNothing() {
    double expiry = 1 / 31_536_000.0;
    assertThat(ArbitrageChecker.check(List.of(new Slice(expiry, 0, 0, _ -> 0.25 * expiry))))
        .isEmpty();
  }

  @Test
  void check_vogtSmile_findsButterflyOfTheSizeOfG() {
    List<Violation> violations =
        ArbitrageChecker.check(List.of(new Slice(1, -1.5, 1.5, VOGT::totalVariance)));
    // Where the density has been negative for a while the call price rises, too.
    assertThat(violations)
        .extracting(Violation::kind)
        .containsExactly(Kind.BUTTERFLY, Kind.VERTICAL);
    Violation worst = violations.getFirst();
    double lowest = 0;
    double lowestK = 0;
    for (double k = -1.5; k <= 1.5; k += 1e-4) {
      double w = VOGT.totalVariance(k);
      double w1 = VOGT.slope(k);
      double first = 1 - k * w1 / (2 * w);
      double g = first * first - w1 * w1 / 4 * (1 / w + 0.25) + VOGT.curvature(k) / 2;
      if (g < lowest) {
        lowest = g;
        lowestK = k;
      }
    }
    assertThat(worst.by()).isCloseTo(-lowest, within(1e-5));
    assertThat(worst.k()).isCloseTo(lowestK, within(0.01));
  }

  @Test
  void check_crossingSlices_findsCalendarAtTheRightPlace() {
    var early = new Slice(0.1, -0.5, 0.5, k -> 0.04 + 0.1 * k * k);
    var late = new Slice(0.2, -0.5, 0.5, k -> 0.045 + 0.05 * k * k);
    List<Violation> violations = ArbitrageChecker.check(List.of(late, early));
    assertThat(violations).anyMatch(v -> v.kind() == Kind.CALENDAR && v.expiry() == 0.2);
    // Equal slices touch without crossing.
    assertThat(
            ArbitrageChecker.check(
                List.of(new Slice(0.1, 0, 0, _ -> 0.04), new Slice(0.2, 0, 0, _ -> 0.04))))
        .isEmpty();
  }

  @Test
  void check_negativeOrNaNVariance_isReported() {
    assertThat(ArbitrageChecker.check(List.of(new Slice(1, -1, 1, k -> 0.1 + 0.2 * k))))
        .extracting(Violation::kind)
        .containsExactly(Kind.NOT_POSITIVE);
    assertThat(ArbitrageChecker.check(List.of(new Slice(1, -1, 1, _ -> Double.NaN))))
        .extracting(Violation::kind)
        .containsExactly(Kind.NOT_POSITIVE);
  }
}
