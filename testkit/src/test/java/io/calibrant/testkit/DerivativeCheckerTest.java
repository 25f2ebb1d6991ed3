package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DerivativeCheckerTest {
  private static final double[] X = {0.3, -1.2};

  @Test
  void derivative_ofSmoothFunction_hasTwelveDigits() {
    assertThat(DerivativeChecker.derivative(Math::exp, 1, 0.1) / Math.E - 1)
        .isCloseTo(0, within(1e-11));
  }

  @Test
  void jacobian_rightDerivatives_pass() {
    double[] right = {X[1] * Math.cos(X[0] * X[1]), X[0] * Math.cos(X[0] * X[1]), 1, 2 * X[1]};
    DerivativeChecker.jacobian(DerivativeCheckerTest::f, X, 2, right, 1e-3).assertWithin(1e-9);
  }

  @Test
  void jacobian_oneWrongEntry_isNamed() {
    double[] wrong = {
      X[1] * Math.cos(X[0] * X[1]), X[0] * Math.cos(X[0] * X[1]), 1.00001, 2 * X[1]
    };
    var worst = DerivativeChecker.jacobian(DerivativeCheckerTest::f, X, 2, wrong, 1e-3);
    assertThat(worst.row()).isEqualTo(1);
    assertThat(worst.column()).isZero();
    assertThatThrownBy(() -> worst.assertWithin(1e-6))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[1, 0]");
  }

  private static void f(double[] x, double[] out) {
    out[0] = Math.sin(x[0] * x[1]);
    out[1] = x[0] + x[1] * x[1];
  }
}
