package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Transforms that hardly decay: under a large vol of vol the variance all but vanishes within
/// days, and the density has a narrow peak.
class SlowTransformTest {
  private static final int STRIKES = 7;
  private static final double[] YEARS = {0.010062, 0.016854, 0.036032, 0.3};

  /// Where fits of Bates to days of large moves passed.
  private static final double[][] PASSED = {
    {0.46651, 164.588, 0.0078153, 48.0964, -0.9855, 499.9998, -0.011276, 0.15},
    {0.068642, 0.7575, 5.1466, 41.481, -0.73089, 129.744, -0.013473, 0.037318},
    {0.0031948, 3, 7.4132, 38.3595, -0.98089, 0.98944, 0.31740, 0.081173}
  };

  private static OptionGrid grid() {
    double[][] ks = new double[YEARS.length][];
    Arrays.setAll(
        ks,
        e -> {
          double[] row = new double[STRIKES];
          Arrays.setAll(row, i -> (i - 3) * 0.6 * Math.sqrt(YEARS[e]));
          return row;
        });
    return OptionGrid.of(YEARS, ks);
  }

  @Test
  void pricer_transformThatHardlyDecays_isNotSlowAndAgreesWithContours() {
    TransformModel bates = TransformModels.named("bates").orElseThrow();
    int compared = 0;
    var contour = ContourPricer.of(bates);
    for (double[] parameters : PASSED) {
      OptionGrid grid = grid();
      SurfacePricer pricer = bates.pricer(grid, parameters);
      double[] values = new double[grid.size()];
      double[] jacobian = new double[grid.size() * bates.parameterCount()];
      double[] expected = new double[ContourPricer.FIRST_PARAMETER + bates.parameterCount()];

      assertThat(pricer.isSlow()).isFalse();
      assertThat(pricer.price(parameters, values, jacobian)).isTrue();
      for (int i = 0; i < values.length; i++) {
        int e = i / STRIKES;
        PriceStatus status = contour.greeks(parameters, YEARS[e], grid.k(e, i % STRIKES), expected);
        if (status == PriceStatus.NOT_CONVERGED) {
          continue; // the contour's own limit
        }
        compared++;
        // What the rule is chosen by, [LewisRule].
        assertThat(values[i]).isCloseTo(contour.value(), within(1e-11));
        for (int j = 0; j < bates.parameterCount(); j++) {
          // Slopes decay later than values, by which the rule is chosen.
          double slope = expected[ContourPricer.FIRST_PARAMETER + j];
          assertThat(jacobian[i * bates.parameterCount() + j])
              .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
        }
      }
    }
    assertThat(compared).isGreaterThan(45);
  }
}
