package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.math.Normal;
import org.junit.jupiter.api.Test;

class BentPricesTest {
  private static final double V = 0.3;

  /// Near the quote: its vol's distance to the third order. From far: nearer to it than a price is.
  @Test
  void bend_pricesOfOtherVols_isNearlyTheVolsDistance() {
    for (double k : new double[] {0, 0.2, 0.6, 1}) {
      var bent = new BentPrices(1);
      double vega = Normal.density(-k / V + 0.5 * V);
      double price = Black76.normalizedCall(k, V);
      bent.set(0, price, vega, k, V);
      assertThat(bent.bend(0, price)).isZero();
      assertThat(bent.slope() * vega).isCloseTo(1, within(1e-12));
      double near = Black76.normalizedCall(k, V + 0.003);
      assertThat(bent.bend(0, near)).isCloseTo(0.003, within(3e-6));
      double far = Black76.normalizedCall(k, 2 * V);
      double straight = Math.abs((far - price) / vega - V);
      assertThat(Math.abs(bent.bend(0, far) - V)).isLessThan(0.6 * straight + 1e-3);
    }
  }

  /// Also below the price from which on it goes on straight, and where a price is negative.
  @Test
  void slope_anyPrice_isTheDerivative() {
    var bent = new BentPrices(1);
    double price = Black76.normalizedCall(0.6, V);
    bent.set(0, price, Normal.density(-0.6 / V + 0.5 * V), 0.6, V);
    for (double share : new double[] {-1, 0, 1e-4, 0.01, 0.5, 1, 3, 100}) {
      double c = share * price;
      double h = 1e-6 * price * Math.max(1e-3, Math.abs(share));
      double difference = (bent.bend(0, c + h) - bent.bend(0, c - h)) / (2 * h);
      bent.bend(0, c);
      assertThat(bent.slope()).isCloseTo(difference, within(1e-5 * difference));
      assertThat(bent.slope()).isPositive();
    }
  }
}
