package io.calibrant.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import io.calibrant.core.black.ScalarBlack;
import io.calibrant.core.market.OptionType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The vectors give what the scalar reference gives: statuses exactly, vols to 2e-14.
class VectorBlackTest {
  private static final double TOLERANCE = 2e-14;
  private static final int COUNT = 3001;

  private final double[] signs = new double[COUNT];
  private final double[] forwards = new double[COUNT];
  private final double[] strikes = new double[COUNT];
  private final double[] expiries = new double[COUNT];
  private final double[] prices = new double[COUNT];
  private final double[] vols = new double[COUNT];
  private final double[] reference = new double[COUNT];
  private final byte[] statuses = new byte[COUNT];
  private final byte[] referenceStatuses = new byte[COUNT];
  private final VectorBlack vector = new VectorBlack();

  @Test
  void impliedVols_outOfTheMoneyBook_agreeWithScalar() {
    fill(1, false);
    scalar();
    vector.impliedVols(signs, forwards, strikes, expiries, prices, vols, statuses);
    assertAgreement();
  }

  @Test
  void impliedVols_badInputAmongGood_haveTheScalarStatus() {
    fill(2, true);
    scalar();
    vector.impliedVols(signs, forwards, strikes, expiries, prices, vols, statuses);
    assertThat(referenceStatuses).contains(1, 2, 3, 5, 6, 7, 8, 9);
    assertAgreement();
  }

  @Test
  void impliedVolsFromPrevious_anyStart_agreesWithScalar() {
    fill(3, true);
    scalar();
    double[] starts = {1.01, 0.99, 1, 3, 0.2, -1, Double.NaN, 1e9, 0};
    for (int i = 0; i < COUNT; i++) {
      vols[i] = reference[i] * starts[i % starts.length];
    }
    vector.impliedVolsFromPrevious(signs, forwards, strikes, expiries, prices, vols, statuses);
    assertAgreement();
  }

  @Test
  void impliedVols_againAndElsewhere_areTheSameBits() {
    fill(4, false);
    vector.impliedVols(signs, forwards, strikes, expiries, prices, reference, statuses);
    new VectorBlack().impliedVols(signs, forwards, strikes, expiries, prices, vols, statuses);
    assertThat(vols).isEqualTo(reference);
    for (int i : new int[] {0, 1, 7, 255, 256, 257, COUNT - 1}) {
      double[] one = new double[1];
      vector.impliedVols(
          new double[] {signs[i]},
          new double[] {forwards[i]},
          new double[] {strikes[i]},
          new double[] {expiries[i]},
          new double[] {prices[i]},
          one,
          new byte[1]);
      assertThat(one[0]).isEqualTo(reference[i]);
    }
  }

  @Test
  void fastest_withTheIncubatorModule_isTheVectorKernel() {
    assertThat(BlackBatches.fastest().kernel()).startsWith("vector");
  }

  @Test
  void greeks_anyRows_agreeWithScalar() {
    fill(5, false);
    for (int i = 0; i < COUNT; i++) {
      vols[i] = StrictMath.pow(10, i % 300 / 100.0 - 2);
    }
    double[] bad = {0, -1, Double.NaN, Double.POSITIVE_INFINITY};
    for (int j = 0; j < bad.length; j++) {
      forwards[50 + j] = bad[j];
      strikes[60 + j] = bad[j];
      expiries[70 + j] = bad[j];
      vols[80 + j] = bad[j];
    }
    strikes[90] = 1e-200;
    strikes[91] = forwards[91];
    double[][] ours = new double[5][COUNT];
    double[][] theirs = new double[5][COUNT];
    greeks(vector, ours);
    greeks(new ScalarBlack(), theirs);
    for (int i = 0; i < COUNT; i++) {
      double v = vols[i] * Math.sqrt(expiries[i]);
      double d = Math.abs(Math.log(strikes[i] / forwards[i])) / v - 0.5 * v;
      // Both evaluate exp(−d²/2), and d inherits the rounding of its quotient.
      double tolerance = 2e-15 * (4 + d * d);
      for (int j = 0; j < 5; j++) {
        String what =
            "%d of %d: %s F=%s K=%s T=%s vol=%s"
                .formatted(j, i, signs[i], forwards[i], strikes[i], expiries[i], vols[i]);
        if (Double.isNaN(theirs[j][i])) {
          assertThat(ours[j][i]).as(what).isNaN();
        } else {
          double error = Math.abs(ours[j][i] - theirs[j][i]);
          assertThat(error).as(what).isLessThanOrEqualTo(tolerance * Math.abs(theirs[j][i]));
        }
      }
    }
  }

  private void greeks(BlackBatch batch, double[][] out) {
    batch.greeks(signs, forwards, strikes, expiries, vols, out[0], out[1], out[2], out[3], out[4]);
  }

  private void scalar() {
    new ScalarBlack()
        .impliedVols(signs, forwards, strikes, expiries, prices, reference, referenceStatuses);
  }

  private void assertAgreement() {
    assertThat(statuses).isEqualTo(referenceStatuses);
    for (int i = 0; i < COUNT; i++) {
      if (statuses[i] == 0) {
        assertThat(Math.abs(vols[i] / reference[i] - 1))
            .as("%s F=%s K=%s T=%s p=%s", i, forwards[i], strikes[i], expiries[i], prices[i])
            .isLessThan(TOLERANCE);
      } else {
        assertThat(vols[i]).isNaN();
      }
    }
  }

  private void fill(long seed, boolean damaged) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < COUNT; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
      forwards[i] = StrictMath.pow(10, random.nextDouble(-2, 5));
      expiries[i] = StrictMath.pow(10, random.nextDouble(-5, 1));
      double vol = StrictMath.pow(10, random.nextDouble(-2, 0.7));
      double v = vol * Math.sqrt(expiries[i]);
      strikes[i] = forwards[i] * StrictMath.exp(random.nextDouble(-6, 6) * v);
      OptionType type = signs[i] > 0 ? OptionType.CALL : OptionType.PUT;
      prices[i] = Black76.value(type, forwards[i], strikes[i], vol, expiries[i]);
      if (damaged && i % 3 == 0) {
        damage(i, (i / 3) % 9);
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
      default -> {
        signs[i] = 1;
        strikes[i] = 0.5 * forwards[i];
        prices[i] = 0.4 * forwards[i];
      }
    }
  }
}
