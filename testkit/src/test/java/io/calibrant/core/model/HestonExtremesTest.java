package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import io.calibrant.testkit.DoubleDoubleHeston;
import io.calibrant.testkit.GoldenFile;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Heston at the ends of its domain: published prices, and double-double arithmetic where the
/// second integrator abstains.
class HestonExtremesTest {
  private final ContourPricer pricer = ContourPricer.of(Heston.MODEL);

  @Test
  void price_publishedExtremes_isAsTheFileSettledIt() {
    List<Map<String, String>> rows = GoldenFile.rows("heston-extremes.csv");
    for (Map<String, String> row : rows) {
      double[] x = parameters(row);
      double years = number(row, "T");
      double strike = number(row, "strike");
      double forward =
          number(row, "spot") * StrictMath.exp((number(row, "r") - number(row, "q")) * years);
      double k = OptionGrid.logMoneyness(forward, strike);
      assertThat(pricer.price(x, years, k)).isEqualTo(PriceStatus.OK);
      double otm = pricer.value();
      assertThat(otm).as(row.toString()).isCloseTo(decided(x, years, k), within(1e-12 * otm));
      assertThat(LineChecker.of(Heston.MODEL).check(x, years, k, otm, 1e-9, 0))
          .as(row.toString())
          .isNotInstanceOf(LineChecker.Finding.Ghost.class);
      double price = printed(row, forward, strike, years, otm);
      assertThat(price).as(row.toString()).isCloseTo(number(row, "ours"), within(1e-12 * price));
      assertThat(verdict(price, text(row, "published")))
          .as(row.toString())
          .isEqualTo(text(row, "verdict"));
    }
    assertThat(rows.size()).isEqualTo(95);
    long agree = rows.stream().filter(row -> text(row, "verdict").equals("agrees")).count();
    assertThat(agree).isEqualTo(69);
  }

  private static String verdict(double price, String published) {
    var decimal = new BigDecimal(published);
    double off = Math.abs(price - decimal.doubleValue());
    double half = 0.5 * decimal.ulp().doubleValue();
    if (off <= Math.max(1.0001 * half, 2e-13 * decimal.doubleValue())) {
      return "agrees";
    }
    return off < 1e-2 * price ? "published last digits wrong" : "published wrong";
  }

  private static double printed(
      Map<String, String> row, double forward, double strike, double years, double otm) {
    String type = text(row, "type");
    if (type.equals("vol")) {
      OptionType side = strike >= forward ? OptionType.CALL : OptionType.PUT;
      return ImpliedVol.impliedVol(side, forward, strike, years, forward * otm);
    }
    double intrinsic = type.equals("call") ? forward - strike : strike - forward;
    double discount = StrictMath.exp(-number(row, "r") * years);
    return discount * (forward * otm + Math.max(intrinsic, 0));
  }

  /// The grid of Andersen and Lake (2018) on which Le Floc'h compares methods: a hundred times the
  /// forward, 30 years, hours, volOfVol from 1e-4 to 3. No point is refused and none left
  /// undecided.
  @Test
  void price_andersenAndLakesGrid_isWhatDoubleDoubleSays() {
    var random = new SplittableRandom(8);
    double[] variances = {0.0001, 0.0025, 0.04, 0.25, 1};
    for (int i = 0; i < 600; i++) {
      double[] x = {
        any(random, variances),
        any(random, 0.01, 0.1, 0.5, 2),
        any(random, variances),
        any(random, 0.0001, 0.1, 0.5, 1, 3),
        any(random, -0.95, -0.5, -0.1, 0, 0.1, 0.5, 0.95)
      };
      double years = any(random, 0.0025, 0.1, 0.5, 2, 10, 30);
      checkAsAsked(x, years, StrictMath.log(any(random, 1.000001, 1.01, 1.1, 2, 10, 100)));
    }
  }

  /// An hour to ten years, strikes to eight deviations, Feller's condition mostly violated.
  @Test
  void price_randomSetsOfTheDomain_isWhatDoubleDoubleSays() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      double years = spread(random, 1 / 8760.0, 10);
      double kappa = random.nextInt(10) == 0 ? 0 : spread(random, 0.02, 20);
      double v0 = spread(random, 1e-4, 1);
      double theta = spread(random, 1e-4, 1);
      double[] x = {v0, kappa, theta, spread(random, 0.01, 5), random.nextDouble(-0.99, 0.99)};
      double memory = kappa > 0 ? -StrictMath.expm1(-kappa * years) / kappa : years;
      double deviation = Math.sqrt(theta * years + (v0 - theta) * memory);
      checkAsAsked(x, years, random.nextDouble(-8, 8) * deviation);
    }
  }

  /// Relative 1e-9 above 1e-12 of the forward, absolute 1e-13 below.
  private void checkAsAsked(double[] x, double years, double k) {
    String what = "%s T=%s k=%s".formatted(Arrays.toString(x), years, k);
    assertThat(pricer.price(x, years, k)).as(what).isEqualTo(PriceStatus.OK);
    double value = pricer.value();
    double decided = decided(x, years, k);
    double allowed = decided > 1e-12 ? 1e-9 * decided : 1e-13;
    assertThat(value).as(what).isCloseTo(decided, within(allowed));
  }

  private static double decided(double[] x, double years, double k) {
    DoubleDoubleHeston.Price price = DoubleDoubleHeston.price(x, years, k);
    // Two levels of an exponentially converging rule: what they differ by is the coarse one's.
    assertThat(price.value() < 1e-100 || price.error() < 1e-9)
        .as("%s T=%s k=%s: %s", Arrays.toString(x), years, k, price)
        .isTrue();
    return price.value();
  }

  private static double spread(SplittableRandom random, double low, double high) {
    return StrictMath.exp(random.nextDouble(StrictMath.log(low), StrictMath.log(high)));
  }

  private static double any(SplittableRandom random, double... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static double[] parameters(Map<String, String> row) {
    return Arrays.stream(text(row, "parameters").split(" ", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static String text(Map<String, String> row, String name) {
    return String.valueOf(row.get(name));
  }

  private static double number(Map<String, String> row, String name) {
    return Double.parseDouble(text(row, name));
  }
}
