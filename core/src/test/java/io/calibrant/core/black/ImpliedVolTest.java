package io.calibrant.core.black;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.market.OptionType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ImpliedVolTest {
  private static final double F = 60_000;
  private static final double T = 0.1;

  @Test
  void impliedVol_strikeHundredsOfLogsAway_givesThePriceBack() {
    double forward = 199.7685935666663;
    double strike = 4.275579345434045E115;
    double expiry = 3.0218266634577295;
    double price = 8.746025788320924E-132;
    double vol = ImpliedVol.impliedVol(OptionType.CALL, forward, strike, expiry, price);
    // 60-digit decimals: 5.167090914730953.
    assertThat(vol).isCloseTo(5.167090914730953, within(2e-15));
  }

  @Test
  void impliedVol_ofBlackPrice_isTheVol() {
    roundTrip(20260101, 100_000);
  }

  @Test
  @Tag("slow")
  void impliedVol_ofMillionBlackPrices_isTheVol() {
    roundTrip(20260102, 1_000_000);
  }

  private static void roundTrip(long seed, int n) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < n; i++) {
      double vol = Math.pow(10, random.nextDouble(-2, 1));
      double expiry = Math.pow(10, random.nextDouble(-7.5, 1.477));
      double v = vol * Math.sqrt(expiry);
      double strike = F * Math.exp(random.nextDouble(-8, 8) * v);
      OptionType type = strike >= F ? OptionType.CALL : OptionType.PUT;
      double price = Black76.value(type, F, strike, vol, expiry);
      double bound = type == OptionType.CALL ? F : strike;
      if (price < 1e-300 || price > 0.9 * bound) {
        continue;
      }
      double implied = ImpliedVol.impliedVol(type, F, strike, expiry, price);
      assertThat(implied / vol - 1)
          .as("type=%s K=%s T=%s vol=%s price=%s", type, strike, expiry, vol, price)
          .isCloseTo(0, within(1e-14));
    }
  }

  @Test
  void impliedVol_ofInTheMoneyPrice_agreesWithOutOfTheMoneyTwin() {
    for (double strike = 40_000; strike <= 90_000; strike += 1000) {
      double call = Black76.call(F, strike, 0.8, T);
      double put = Black76.put(F, strike, 0.8, T);
      assertThat(ImpliedVol.impliedVol(OptionType.CALL, F, strike, T, call))
          .isCloseTo(0.8, within(1e-11));
      assertThat(ImpliedVol.impliedVol(OptionType.PUT, F, strike, T, put))
          .isCloseTo(0.8, within(1e-11));
    }
  }

  @Test
  void solve_impossiblePrice_givesNaNAndReason() {
    check(OptionType.CALL, F, 50_000, T, -1, VolStatus.NEGATIVE_PRICE);
    check(OptionType.CALL, F, 70_000, T, 0, VolStatus.ZERO_PRICE);
    check(OptionType.CALL, F, 70_000, T, -0.0, VolStatus.ZERO_PRICE);
    check(OptionType.CALL, F, 50_000, T, 9_999.9, VolStatus.BELOW_INTRINSIC);
    check(OptionType.PUT, F, 70_000, T, Math.nextDown(10_000.0), VolStatus.BELOW_INTRINSIC);
    check(OptionType.CALL, F, 50_000, T, 10_000, VolStatus.AT_INTRINSIC);
    check(OptionType.CALL, F, 50_000, T, F, VolStatus.AT_OR_ABOVE_MAXIMUM);
    check(OptionType.PUT, F, 50_000, T, 50_000, VolStatus.AT_OR_ABOVE_MAXIMUM);
    check(OptionType.PUT, F, 50_000, T, 1e9, VolStatus.AT_OR_ABOVE_MAXIMUM);
    check(OptionType.CALL, F, 50_000, T, Double.NaN, VolStatus.NOT_FINITE);
    check(OptionType.CALL, F, 50_000, T, Double.POSITIVE_INFINITY, VolStatus.NOT_FINITE);
    check(OptionType.CALL, Double.NaN, 50_000, T, 1, VolStatus.BAD_FORWARD);
    check(OptionType.CALL, 0, 50_000, T, 1, VolStatus.BAD_FORWARD);
    check(OptionType.CALL, F, -1, T, 1, VolStatus.BAD_STRIKE);
    check(OptionType.CALL, F, Double.POSITIVE_INFINITY, T, 1, VolStatus.BAD_STRIKE);
    check(OptionType.CALL, F, 50_000, 0, 1, VolStatus.BAD_EXPIRY);
    check(OptionType.CALL, F, 50_000, Double.NaN, 1, VolStatus.BAD_EXPIRY);
  }

  @Test
  void solve_oneUlpInsideTheBounds_givesAFiniteVol() {
    double justAbove = Math.nextUp(10_000.0);
    double justBelow = Math.nextDown(F);
    assertThat(ImpliedVol.solve(OptionType.CALL, F, 50_000, T, justAbove).status())
        .isEqualTo(VolStatus.OK);
    assertThat(ImpliedVol.impliedVol(OptionType.CALL, F, 50_000, T, justAbove))
        .isBetween(0.01, 0.2);
    assertThat(ImpliedVol.impliedVol(OptionType.CALL, F, 50_000, T, justBelow))
        .isBetween(40.0, 60.0);
    assertThat(ImpliedVol.impliedVol(OptionType.CALL, F, 90_000, T, Double.MIN_VALUE))
        .isBetween(0.01, 0.1);
  }

  @Test
  void imply_columns_equalScalarBitForBit() {
    var random = new SplittableRandom(7);
    int n = 500;
    var types = new OptionType[n];
    double[][] columns = new double[4][n];
    for (int i = 0; i < n; i++) {
      types[i] = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      columns[0][i] = random.nextDouble(-10, 200);
      columns[1][i] = random.nextDouble(-10, 200);
      columns[2][i] = random.nextDouble(-0.1, 2);
      columns[3][i] = random.nextDouble(-10, 200);
    }
    double[] vols = new double[n];
    byte[] statuses = new byte[n];
    ImpliedVol.imply(types, columns[0], columns[1], columns[2], columns[3], vols, statuses);
    for (int i = 0; i < n; i++) {
      var solution =
          ImpliedVol.solve(types[i], columns[0][i], columns[1][i], columns[2][i], columns[3][i]);
      assertThat(Double.compare(vols[i], solution.vol())).isZero();
      assertThat(VolStatus.of(statuses[i])).isEqualTo(solution.status());
      assertThat(Double.isNaN(vols[i])).isEqualTo(solution.status() != VolStatus.OK);
    }
  }

  @Test
  void imply_unequalColumns_namesTheLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ImpliedVol.imply(
                    new OptionType[2],
                    new double[2],
                    new double[3],
                    new double[2],
                    new double[2],
                    new double[2],
                    new byte[2]))
        .withMessageContaining("strikes=3");
  }

  private static void check(
      OptionType type, double forward, double strike, double expiry, double price, VolStatus why) {
    var solution = ImpliedVol.solve(type, forward, strike, expiry, price);
    assertThat(solution.status()).isEqualTo(why);
    assertThat(solution.vol()).isNaN();
    assertThat(ImpliedVol.impliedVol(type, forward, strike, expiry, price)).isNaN();
  }
}
