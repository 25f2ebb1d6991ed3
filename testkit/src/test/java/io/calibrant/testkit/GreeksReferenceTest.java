package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.black.CoinGreeks;
import io.calibrant.core.black.Greeks;
import io.calibrant.core.market.OptionType;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Greeks beside differences of decimal prices: at most 1e-8 relative; in fact below 1e-11.
class GreeksReferenceTest {
  private static final double TOLERANCE = 1e-11;

  /// Orders of differentiation in F, σ, T per Greek; rho is apart.
  private static final int[][] ORDERS = new int[Greeks.COUNT][];

  static {
    ORDERS[Greeks.VALUE] = new int[] {0, 0, 0};
    ORDERS[Greeks.DELTA] = new int[] {1, 0, 0};
    ORDERS[Greeks.GAMMA] = new int[] {2, 0, 0};
    ORDERS[Greeks.VEGA] = new int[] {0, 1, 0};
    ORDERS[Greeks.THETA] = new int[] {0, 0, 1};
    ORDERS[Greeks.VANNA] = new int[] {1, 1, 0};
    ORDERS[Greeks.VOLGA] = new int[] {0, 2, 0};
    ORDERS[Greeks.CHARM] = new int[] {1, 0, 1};
    ORDERS[Greeks.VETA] = new int[] {0, 1, 1};
    ORDERS[Greeks.SPEED] = new int[] {3, 0, 0};
    ORDERS[Greeks.ZOMMA] = new int[] {2, 1, 0};
    ORDERS[Greeks.COLOR] = new int[] {2, 0, 1};
    ORDERS[Greeks.VANNA_VOLGA] = new int[] {1, 2, 0};
    ORDERS[Greeks.ULTIMA] = new int[] {0, 3, 0};
  }

  @Test
  void evaluate_randomPoints_agreeWithDifferences() {
    compare(15, 31);
  }

  @Test
  @Tag("slow")
  void evaluate_manyRandomPoints_agreeWithDifferences() {
    compare(1000, 32);
  }

  @Test
  void evaluate_discounted_isTheProductRule() {
    var random = new SplittableRandom(33);
    for (int i = 0; i < 10_000; i++) {
      double forward = 60_000;
      double expiry = Math.pow(10, random.nextDouble(-4, 1));
      double vol = random.nextDouble(0.1, 2);
      double strike = forward * Math.exp(random.nextDouble(-4, 4) * vol * Math.sqrt(expiry));
      double discount = random.nextDouble(0.7, 1.1);
      double rate = -Math.log(discount) / expiry;
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      Greeks plain = Greeks.of(type, forward, strike, vol, expiry);
      Greeks present = Greeks.of(type, forward, strike, vol, expiry, discount);
      close(present.value(), discount * plain.value());
      close(present.ultima(), discount * plain.ultima());
      close(present.rho(), -expiry * present.value());
      closeSum(present.theta(), discount * plain.theta(), rate * present.value());
      closeSum(present.charm(), discount * plain.charm(), rate * present.delta());
      closeSum(present.veta(), discount * plain.veta(), rate * present.vega());
      closeSum(present.color(), discount * plain.color(), rate * present.gamma());
    }
  }

  @Test
  void coinGreeks_putCallParity_holds() {
    var random = new SplittableRandom(34);
    for (int i = 0; i < 10_000; i++) {
      double forward = Math.pow(10, random.nextDouble(-1, 5));
      double expiry = Math.pow(10, random.nextDouble(-4, 1));
      double vol = random.nextDouble(0.1, 2);
      double strike = forward * Math.exp(random.nextDouble(-3, 3) * vol * Math.sqrt(expiry));
      double m = strike / forward;
      CoinGreeks call = CoinGreeks.of(OptionType.CALL, forward, strike, vol, expiry);
      CoinGreeks put = CoinGreeks.of(OptionType.PUT, forward, strike, vol, expiry);
      // C − P = 1 − K/F and its derivatives.
      closeWithin(call.value() - put.value(), 1 - m, 1e-12 * (1 + m));
      closeWithin(call.premiumAdjustedDelta() - put.premiumAdjustedDelta(), m, 1e-12 * (1 + m));
      double gamma = -2 * m / forward / forward;
      closeWithin(call.gamma() - put.gamma(), gamma, 1e-12 * (Math.abs(call.gamma()) - gamma));
      // N(d₁) − c, the definition.
      double delta = Greeks.of(OptionType.CALL, forward, strike, vol, expiry).delta();
      closeWithin(call.premiumAdjustedDelta(), delta - call.value(), 1e-13);
    }
  }

  private static void compare(int n, long seed) {
    var random = new SplittableRandom(seed);
    double[] out = new double[Greeks.COUNT];
    for (int i = 0; i < n; i++) {
      double forward = Math.pow(10, random.nextDouble(-1, 5));
      double expiry = Math.pow(10, random.nextDouble(-4, 1));
      double vol = random.nextDouble(0.1, 2);
      double strike = forward * Math.exp(random.nextDouble(-4, 4) * vol * Math.sqrt(expiry));
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      for (boolean coin : new boolean[] {false, true}) {
        if (coin) {
          CoinGreeks.evaluate(type, forward, strike, vol, expiry, out);
        } else {
          Greeks.evaluate(type, forward, strike, vol, expiry, 1, out);
        }
        for (int g = 0; g < Greeks.COUNT; g++) {
          if (ORDERS[g] == null) {
            continue;
          }
          int[] o = ORDERS[g];
          BigDecimal expected =
              HighPrecisionBlack.derivative(
                  type, forward, strike, vol, expiry, coin, o[0], o[1], o[2]);
          double reference = expected.doubleValue() * (o[2] == 1 ? -1 : 1);
          assertThat(Math.abs(out[g] / reference - 1))
              .as(
                  "Greek %d coin=%s %s F=%s K=%s vol=%s T=%s: %s, reference %s",
                  g, coin, type, forward, strike, vol, expiry, out[g], reference)
              .isLessThan(TOLERANCE);
        }
      }
    }
  }

  private static void close(double actual, double expected) {
    closeWithin(actual, expected, 1e-12 * Math.abs(expected));
  }

  private static void closeSum(double actual, double a, double b) {
    closeWithin(actual, a + b, 1e-12 * (Math.abs(a) + Math.abs(b)));
  }

  private static void closeWithin(double actual, double expected, double tolerance) {
    assertThat(Math.abs(actual - expected))
        .as("%s vs %s", actual, expected)
        .isLessThanOrEqualTo(tolerance);
  }
}
