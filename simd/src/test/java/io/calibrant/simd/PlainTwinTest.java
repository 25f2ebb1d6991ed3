package io.calibrant.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import io.calibrant.core.black.PlainBlack;
import io.calibrant.core.market.OptionType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The plain twin in core and the vectors give the same bits, whatever the row.
class PlainTwinTest {
  private static final int COUNT = 40_009;

  private final double[] signs = new double[COUNT];
  private final double[] forwards = new double[COUNT];
  private final double[] strikes = new double[COUNT];
  private final double[] expiries = new double[COUNT];
  private final double[] prices = new double[COUNT];
  private final double[] vols = new double[COUNT];
  private final double[][] ours = new double[5][COUNT];
  private final double[][] theirs = new double[5][COUNT];
  private final byte[] statuses = new byte[COUNT];
  private final byte[] reference = new byte[COUNT];

  private final BlackBatch plain = new PlainBlack();
  private final BlackBatch vector = new VectorBlack();

  @Test
  void impliedVols_anyRows_haveTheSameBits() {
    fill(11, true);
    imply(false);
    for (int code = 0; code < 10; code++) {
      if (code != 4) {
        assertThat(statuses).as("status %d", code).contains(code);
      }
    }
  }

  @Test
  void impliedVolsFromPrevious_anyStart_haveTheSameBits() {
    fill(12, true);
    double[] factors = {1.01, 0.99, 1, 1.03, 3, 0.2, -1, Double.NaN, 1e9, 0};
    for (int i = 0; i < COUNT; i++) {
      theirs[0][i] = vols[i] * factors[i % factors.length];
      ours[0][i] = theirs[0][i];
    }
    imply(true);
  }

  /// Nobody else in this process warms the patient ones.
  @Test
  void patient_untilAndAfterItIsWarm_hasTheSameBits() {
    fill(15, true);
    BlackBatch patient = BlackBatches.patient();
    assertThat(patient.kernel()).isEqualTo(plain.kernel());
    double[] before = new double[COUNT];
    patient.impliedVols(signs, forwards, strikes, expiries, prices, before, reference);
    BlackBatches.patient().warmUpVols();
    assertThat(patient.kernel()).isEqualTo(vector.kernel());
    patient.impliedVols(signs, forwards, strikes, expiries, prices, ours[0], statuses);
    assertThat(statuses).isEqualTo(reference);
    for (int i = 0; i < COUNT; i++) {
      assertThat(Double.doubleToLongBits(ours[0][i])).isEqualTo(Double.doubleToLongBits(before[i]));
    }
  }

  @Test
  void greeks_anyRows_haveTheSameBits() {
    fill(13, true);
    var random = new SplittableRandom(14);
    for (int i = 0; i < COUNT; i += 5) {
      vols[i] *= StrictMath.pow(10, random.nextDouble(-3, 2));
    }
    greeks(vector, theirs);
    greeks(plain, ours);
    for (int j = 0; j < 5; j++) {
      assertSame(j);
    }
  }

  private void greeks(BlackBatch batch, double[][] out) {
    batch.greeks(signs, forwards, strikes, expiries, vols, out[0], out[1], out[2], out[3], out[4]);
  }

  private void imply(boolean warm) {
    if (warm) {
      vector.impliedVolsFromPrevious(
          signs, forwards, strikes, expiries, prices, theirs[0], reference);
      plain.impliedVolsFromPrevious(signs, forwards, strikes, expiries, prices, ours[0], statuses);
    } else {
      vector.impliedVols(signs, forwards, strikes, expiries, prices, theirs[0], reference);
      plain.impliedVols(signs, forwards, strikes, expiries, prices, ours[0], statuses);
    }
    assertThat(statuses).isEqualTo(reference);
    assertSame(0);
  }

  private void assertSame(int j) {
    for (int i = 0; i < COUNT; i++) {
      // All NaN are one.
      long mine = Double.doubleToLongBits(ours[j][i]);
      long other = Double.doubleToLongBits(theirs[j][i]);
      if (mine != other) {
        assertThat(ours[j][i])
            .as(
                "column %d: %s F=%s K=%s T=%s p=%s vol=%s",
                j, signs[i], forwards[i], strikes[i], expiries[i], prices[i], vols[i])
            .isEqualTo(theirs[j][i]);
      }
    }
  }

  private void fill(long seed, boolean damaged) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < COUNT; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
      forwards[i] = StrictMath.pow(10, random.nextDouble(-2, 5));
      expiries[i] = StrictMath.pow(10, random.nextDouble(-5, 1.5));
      vols[i] = StrictMath.pow(10, random.nextDouble(-2, 1));
      double v = vols[i] * Math.sqrt(expiries[i]);
      double reach = i % 4 == 0 ? 30 : 5;
      double k = Math.max(-300, Math.min(300, random.nextDouble(-reach, reach) * v));
      strikes[i] = forwards[i] * StrictMath.exp(k);
      if (i % 50 == 1) {
        strikes[i] = forwards[i];
      }
      OptionType type = signs[i] > 0 ? OptionType.CALL : OptionType.PUT;
      prices[i] = Black76.value(type, forwards[i], strikes[i], vols[i], expiries[i]);
      if (damaged && i % 7 == 0) {
        damage(i, i / 7 % 12);
      }
    }
  }

  private void damage(int i, int kind) {
    switch (kind) {
      case 0 -> prices[i] = -1;
      case 1 -> prices[i] = 0;
      case 2 -> prices[i] = Double.NaN;
      case 3 -> prices[i] = Math.max(forwards[i], strikes[i]) * 2;
      case 4 -> forwards[i] = 0;
      case 5 -> strikes[i] = Double.POSITIVE_INFINITY;
      case 6 -> expiries[i] = Double.NaN;
      case 7 -> prices[i] = 1e-300;
      case 8 -> prices[i] = Math.abs(forwards[i] - strikes[i]);
      case 9 -> expiries[i] = 1e301;
      case 10 -> forwards[i] = Double.MIN_VALUE;
      default -> {
        signs[i] = 1;
        strikes[i] = 0.5 * forwards[i];
        prices[i] = 0.4 * forwards[i];
      }
    }
  }
}
