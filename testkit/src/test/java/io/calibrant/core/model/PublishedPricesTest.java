package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.testkit.GoldenFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Published prices, and Merton's against his series.
class PublishedPricesTest {
  @Test
  void price_publishedTables_isAsTheFileSettledIt() {
    int wrong = 0;
    var rows = GoldenFile.rows("model-prices.csv");
    for (Map<String, String> row : rows) {
      TransformModel model = TransformModels.named(text(row, "model")).orElseThrow();
      String[] words = text(row, "parameters").split(" ", -1);
      double[] x = new double[words.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = Double.parseDouble(words[i]);
      }
      double strike = number(row, "strike");
      double rate = number(row, "r");
      double years = number(row, "T");
      double forward = number(row, "spot") * StrictMath.exp((rate - number(row, "q")) * years);
      double k = OptionGrid.logMoneyness(forward, strike);
      ContourPricer pricer = ContourPricer.of(model);
      assertThat(pricer.price(x, years, k)).isEqualTo(PriceStatus.OK);
      double otm = pricer.value();
      assertThat(LineChecker.of(model).check(x, years, k, otm, 1e-10, 0))
          .as(row.toString())
          .isInstanceOf(LineChecker.Finding.Confirmed.class);
      double intrinsic = text(row, "type").equals("call") ? forward - strike : strike - forward;
      double price = StrictMath.exp(-rate * years) * (forward * otm + Math.max(intrinsic, 0));
      assertThat(price).as(row.toString()).isCloseTo(number(row, "ours"), within(1e-11 * price));
      String published = text(row, "published");
      int digits = published.length() - published.indexOf('.') - 1;
      double half = 0.5 * StrictMath.pow(10, -digits);
      boolean agrees = Math.abs(price - Double.parseDouble(published)) <= 1.0001 * half;
      assertThat(agrees).as(row.toString()).isEqualTo(text(row, "verdict").equals("agrees"));
      wrong += agrees ? 0 : 1;
    }
    assertThat(rows.size()).isEqualTo(81);
    assertThat(wrong).isEqualTo(35);
  }

  @Test
  void price_merton_equalsHisSeries() {
    double[] x = {0.4, 0.8, -0.1, 0.2};
    var pricer = ContourPricer.of(Merton.MODEL);
    for (double years : new double[] {0.01, 0.5, 3}) {
      for (double k : new double[] {-0.8, -0.1, 0, 0.2, 1}) {
        pricer.price(x, years, k);
        double series = series(x, years, k);
        assertThat(pricer.value()).isCloseTo(series, within(1e-12 * series));
      }
    }
  }

  /// Merton 1976: given n jumps the price is Black's.
  private static double series(double[] x, double years, double k) {
    double mean = StrictMath.exp(x[2] + 0.5 * x[3] * x[3]) - 1;
    double expected = x[1] * years;
    double weight = StrictMath.exp(-expected);
    double sum = 0;
    for (int n = 0; n < 80; n++) {
      double logForward = -expected * mean + n * (x[2] + 0.5 * x[3] * x[3]);
      double v = Math.sqrt(x[0] * x[0] * years + n * x[3] * x[3]);
      double z = k - logForward;
      double unit = k >= 0 ? Black76.normalizedCall(z, v) : Black76.normalizedPut(z, v);
      sum += weight * StrictMath.exp(logForward) * unit;
      weight *= expected / (n + 1);
    }
    return sum;
  }

  private static String text(Map<String, String> row, String name) {
    return String.valueOf(row.get(name));
  }

  private static double number(Map<String, String> row, String name) {
    return Double.parseDouble(text(row, name));
  }
}
