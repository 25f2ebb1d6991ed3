package io.calibrant.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What must hold of the batch whatever its arithmetic: order, symmetry, scale, parity, bounds.
class VectorPropertiesTest {
  private static final double EPSILON = 0x1p-52;

  private final VectorBlack vector = new VectorBlack();

  @Test
  void impliedVols_nastyGrid_agreeWithScalarInUlps() {
    double[] expiries = {3e-8, 1e-4, 1.0 / 52, 1, 30};
    double[] moneyness = {0, 1e-15, 1e-9, 1e-4, 0.01, 0.2, 0.9999, 1.0001, 3, 12, 100, 300};
    double[] shares = {
      1e-149, 1e-100, 1e-30, 1e-12, 1e-6, 1e-3, 0.01, 0.1, 0.2, 0.3, 0.4, 0.499999, 0.5, 0.500001,
      0.6, 0.8, 0.95, 0.999, 1 - 1e-9, 1 - 1e-15
    };
    int n = expiries.length * moneyness.length * shares.length;
    double[][] x = new double[6][n];
    int i = 0;
    for (double expiry : expiries) {
      for (double k : moneyness) {
        for (double share : shares) {
          boolean call = i % 2 == 0;
          x[0][i] = call ? 1 : -1;
          x[1][i] = 61_234.5;
          x[2][i] = 61_234.5 * Math.exp(call ? k : -k);
          x[3][i] = expiry;
          x[4][i] = share * Math.min(x[1][i], x[2][i]);
          i++;
        }
      }
    }
    byte[] statuses = imply(x);
    for (i = 0; i < n; i++) {
      OptionType type = x[0][i] > 0 ? OptionType.CALL : OptionType.PUT;
      var solution = ImpliedVol.solve(type, x[1][i], x[2][i], x[3][i], x[4][i]);
      String what = "F=%s K=%s T=%s p=%s".formatted(x[1][i], x[2][i], x[3][i], x[4][i]);
      assertThat(statuses[i]).as(what).isEqualTo(solution.status().code());
      assertThat(Math.abs(x[5][i] / solution.vol() - 1)).as(what).isLessThan(24 * EPSILON);
    }
  }

  @Test
  void impliedVols_risingPriceAcrossBorders_neverFall() {
    for (double k : new double[] {0, 1e-6, 0.1, 0.9999, 1.0001, 2, 5}) {
      double edge = 0.03 * Math.expm1(k);
      for (double share : new double[] {1e-150, edge, 0.3, 0.5, 0.5000001}) {
        if (share > 0 && share < 1) {
          risingPrices(Math.exp(k), share);
        }
      }
    }
  }

  private void risingPrices(double strike, double share) {
    int n = 400;
    double[][] x = new double[6][n];
    for (int i = 0; i < n; i++) {
      x[0][i] = 1;
      x[1][i] = 1;
      x[2][i] = strike;
      x[3][i] = 1;
      x[4][i] = share * (1 + (i - n / 2) * EPSILON);
    }
    imply(x);
    double last = 0;
    for (int i = 0; i < n; i++) {
      // Equal to rounding; a jump at a border would show.
      assertThat(x[5][i]).as("K=%s p=%s", strike, x[4][i]).isGreaterThan(last * (1 - 24 * EPSILON));
      last = x[5][i];
    }
  }

  @Test
  void impliedVols_mirroredAndScaled_areTheSameBits() {
    double[][] x = random(500, 1);
    double[][] mirrored = random(500, 1);
    double[][] scaled = random(500, 1);
    for (int i = 0; i < 500; i++) {
      // A put on K struck at F is the call on F struck at K.
      mirrored[0][i] = -x[0][i];
      mirrored[1][i] = x[2][i];
      mirrored[2][i] = x[1][i];
      scaled[1][i] = 1024 * x[1][i];
      scaled[2][i] = 1024 * x[2][i];
      scaled[4][i] = 1024 * x[4][i];
    }
    imply(x);
    imply(mirrored);
    imply(scaled);
    assertThat(mirrored[5]).isEqualTo(x[5]);
    assertThat(scaled[5]).isEqualTo(x[5]);
  }

  @Test
  void impliedVols_ofTheirOwnValues_comeBack() {
    double[][] x = random(2000, 2);
    imply(x);
    double[][] g = greeks(x);
    for (int i = 0; i < 2000; i++) {
      double v = x[5][i] * Math.sqrt(x[3][i]);
      double d = Math.abs(Math.log(x[2][i] / x[1][i])) / v;
      double relative = Math.abs(g[0][i] / x[4][i] - 1);
      assertThat(relative).as("row %d", i).isLessThan(8 * EPSILON * (4 + d * d));
    }
  }

  @Test
  void greeks_callAndPut_keepParityAndBounds() {
    double[][] call = random(1000, 3);
    double[][] put = random(1000, 3);
    for (int i = 0; i < 1000; i++) {
      call[0][i] = 1;
      put[0][i] = -1;
      call[5][i] = put[5][i] = 0.2 + 0.001 * i;
    }
    double[][] c = greeks(call);
    double[][] p = greeks(put);
    for (int i = 0; i < 1000; i++) {
      double forward = call[1][i];
      double strike = call[2][i];
      double unit = Math.max(forward, strike) * 4 * EPSILON;
      assertThat(Math.abs(c[0][i] - p[0][i] - (forward - strike))).isLessThan(unit);
      assertThat(Math.abs(c[1][i] - p[1][i] - 1)).isLessThan(4 * EPSILON);
      assertThat(c[0][i]).isBetween(Math.max(forward - strike, 0), forward);
      assertThat(p[0][i]).isBetween(Math.max(strike - forward, 0), strike);
      assertThat(c[1][i]).isBetween(0.0, 1.0);
      for (int j = 2; j < 5; j++) {
        assertThat(c[j][i]).isEqualTo(p[j][i]);
      }
    }
  }

  private byte[] imply(double[][] x) {
    byte[] statuses = new byte[x[0].length];
    vector.impliedVols(x[0], x[1], x[2], x[3], x[4], x[5], statuses);
    return statuses;
  }

  private double[][] greeks(double[][] x) {
    double[][] g = new double[5][x[0].length];
    vector.greeks(x[0], x[1], x[2], x[3], x[5], g[0], g[1], g[2], g[3], g[4]);
    return g;
  }

  /// Signs, forwards, strikes, expiries, prices of out-of-the-money options, a column for vols.
  private static double[][] random(int n, long seed) {
    var random = new SplittableRandom(seed);
    double[][] x = new double[6][n];
    for (int i = 0; i < n; i++) {
      x[1][i] = random.nextDouble(50, 150);
      x[3][i] = Math.exp(random.nextDouble(-6, 2));
      double vol = random.nextDouble(0.1, 1.5);
      x[2][i] = x[1][i] * Math.exp(random.nextDouble(-4, 4) * vol * Math.sqrt(x[3][i]));
      x[0][i] = x[2][i] >= x[1][i] ? 1 : -1;
      x[4][i] = Black76.outOfTheMoney(x[1][i], x[2][i], vol, x[3][i]);
    }
    return x;
  }
}
