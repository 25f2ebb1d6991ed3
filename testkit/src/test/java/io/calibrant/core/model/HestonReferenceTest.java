package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.testkit.GoldenFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Heston against published prices.
class HestonReferenceTest {
  @Test
  void price_lewisTables_agreeInAllDigits() {
    var pricer = ContourPricer.of(Heston.MODEL);
    for (Map<String, String> row : GoldenFile.rows("lewis-heston.csv")) {
      double[] x = new double[5];
      for (int i = 0; i < 5; i++) {
        x[i] = number(row, Heston.MODEL.parameters().get(i).name());
      }
      double t = number(row, "T");
      double forward = 100 * StrictMath.exp(-0.01 * t);
      double strike = number(row, "strike");
      double k = StrictMath.log(strike / forward);
      PriceStatus status = pricer.price(x, t, k);
      double otm = forward * pricer.value();
      double call = StrictMath.exp(-0.01 * t) * (k >= 0 ? otm : otm + forward - strike);
      double expected = number(row, "call");
      assertThat(status).isEqualTo(PriceStatus.OK);
      assertThat(call).isCloseTo(expected, within(1e-12 * expected));
    }
  }

  private static double number(Map<String, String> row, String name) {
    return Double.parseDouble(String.valueOf(row.get(name)));
  }
}
