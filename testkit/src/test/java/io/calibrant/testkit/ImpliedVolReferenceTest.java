package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.black.VolStatus;
import io.calibrant.core.market.OptionType;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Implied vols beside decimal arithmetic. The tolerance is 4ε(1 + condition), where the condition
/// is that of the time value: |d ln v / d ln p| of the price that was given.
class ImpliedVolReferenceTest {
  private static final double EPSILON = 0x1p-52;
  private static final double YEAR_SECONDS = 31_536_000;

  @Test
  void impliedVol_nastyGrid_agreesWithReference() {
    double[] expiries = {1 / YEAR_SECONDS, 3600 / YEAR_SECONDS, 1.0 / 52, 1, 30};
    double[] moneyness = {0, 1e-15, 1e-9, 1e-4, 0.01, 0.2, 1, 3, 12, 100, 700};
    double[] shares = {
      1e-300, 1e-200, 1e-100, 1e-30, 1e-12, 1e-6, 1e-3, 0.01, 0.1, 0.2, 0.3, 0.4, 0.499999, 0.5,
      0.500001, 0.6, 0.8, 0.95, 0.999, 1 - 1e-9, 1 - 1e-15
    };
    int count = 0;
    for (double expiry : expiries) {
      for (double k : moneyness) {
        for (double share : shares) {
          count += check(OptionType.CALL, 1, Math.exp(k), expiry, share);
          count += check(OptionType.PUT, 61_234.5, 61_234.5 * Math.exp(-k), expiry, share);
        }
      }
    }
    assertThat(count).isGreaterThanOrEqualTo(2000);
  }

  @Test
  void reference_coldStart_agreesWithWarmStart() {
    for (double share : new double[] {1e-100, 1e-3, 0.4, 0.9}) {
      double start = ImpliedVol.impliedVol(OptionType.CALL, 1, 1.5, 2, share);
      BigDecimal warm = HighPrecisionBlack.impliedVol(OptionType.CALL, 1, 1.5, 2, share, start);
      BigDecimal cold = HighPrecisionBlack.impliedVol(OptionType.CALL, 1, 1.5, 2, share);
      assertThat(warm.subtract(cold).abs()).isLessThan(new BigDecimal("1e-22"));
    }
  }

  @Test
  void impliedVol_randomSubset_agreesWithReference() {
    assertThat(random(2026, 300)).isGreaterThan(200);
  }

  @Test
  @Tag("slow")
  void impliedVol_manyRandom_agreesWithReference() {
    assertThat(random(2027, 50_000)).isGreaterThan(40_000);
  }

  @Test
  void impliedVol_doubleDomainExtremes_areFiniteOrStated() {
    double[] extremes = {Double.MIN_VALUE, 1e-310, Double.MIN_NORMAL, 1e-300, 1, 1e300, 1.7e308};
    for (double forward : extremes) {
      for (double strike : extremes) {
        for (double price : extremes) {
          for (OptionType type : OptionType.values()) {
            for (double expiry : new double[] {Double.MIN_VALUE, 1e-300, 1, 1e300}) {
              var solution = ImpliedVol.solve(type, forward, strike, expiry, price);
              String what =
                  "%s F=%s K=%s T=%s p=%s → %s"
                      .formatted(type, forward, strike, expiry, price, solution);
              assertThat(Double.isNaN(solution.vol()))
                  .as(what)
                  .isEqualTo(solution.status() != VolStatus.OK);
              assertThat(solution.status() != VolStatus.OK || solution.vol() > 0).as(what).isTrue();
            }
          }
        }
      }
    }
  }

  @Test
  void impliedVol_acrossBranchBorders_isMonotoneInPrice() {
    for (double k : new double[] {0, 1e-6, 0.1, 0.9999, 1.0001, 2, 5}) {
      double strike = Math.exp(k);
      for (double share : new double[] {1e-290, 0.1 * Math.expm1(k), 0.3, 0.5}) {
        if (!(share > 0 && share < 1)) {
          continue;
        }
        double last = 0;
        double price = share * (1 - 200 * EPSILON);
        for (int i = 0; i < 400; i++) {
          price += share * EPSILON;
          double vol = ImpliedVol.impliedVol(OptionType.CALL, 1, strike, 1, price);
          // Equal to rounding; a jump at a border would show.
          assertThat(vol).as("k=%s share=%s", k, share).isGreaterThan(last * (1 - 8 * EPSILON));
          last = vol;
        }
      }
    }
  }

  private static int random(long seed, int n) {
    var random = new SplittableRandom(seed);
    int count = 0;
    for (int i = 0; i < n; i++) {
      double forward = Math.pow(10, random.nextDouble(-3, 6));
      double vol = Math.pow(10, random.nextDouble(-2, 1));
      double expiry = Math.pow(10, random.nextDouble(-7.5, 1.477));
      double strike = forward * Math.exp(random.nextDouble(-10, 10) * vol * Math.sqrt(expiry));
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      double price = Black76.value(type, forward, strike, vol, expiry);
      count += checkPrice(type, forward, strike, expiry, price);
    }
    return count;
  }

  /// The out-of-the-money option with time value `share` of its supremum.
  private static int check(
      OptionType type, double forward, double strike, double expiry, double share) {
    return checkPrice(type, forward, strike, expiry, share * Math.min(forward, strike));
  }

  private static int checkPrice(
      OptionType type, double forward, double strike, double expiry, double price) {
    var solution = ImpliedVol.solve(type, forward, strike, expiry, price);
    if (solution.status() != VolStatus.OK) {
      assertThat(solution.vol()).isNaN();
      return 0;
    }
    BigDecimal reference =
        HighPrecisionBlack.impliedVol(type, forward, strike, expiry, price, solution.vol());
    double error =
        new BigDecimal(solution.vol())
            .subtract(reference)
            .divide(reference, HighPrecision.PRECISION)
            .abs()
            .doubleValue();
    double condition = condition(forward, strike, solution.vol() * Math.sqrt(expiry), price);
    assertThat(error)
        .as(
            "%s F=%s K=%s T=%s p=%s vol=%s reference=%s condition=%s",
            type,
            forward,
            strike,
            expiry,
            price,
            solution.vol(),
            reference.doubleValue(),
            condition)
        .isLessThanOrEqualTo(4 * EPSILON * (1 + condition));
    return 1;
  }

  /// p/(v·∂p/∂v).
  private static double condition(double forward, double strike, double v, double price) {
    double d1 = Math.log(forward / strike) / v + v / 2;
    double vega = forward * Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    return price / (v * vega);
  }
}
