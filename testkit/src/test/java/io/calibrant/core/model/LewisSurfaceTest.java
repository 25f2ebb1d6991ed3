package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A surface on frozen nodes against the contour, option by option.
class LewisSurfaceTest {
  private static final double[] DAYS = {2, 9, 30, 91, 365};

  @Test
  void price_cryptoSurface_isWithin1e10OfTheForward() {
    for (TransformModel model : TransformModels.all()) {
      double[] x = ModelSamples.typical(model);
      OptionGrid grid = grid();
      SurfacePricer pricer = model.pricer(grid, x);
      double[] values = new double[grid.size()];
      double[] jacobian = new double[grid.size() * x.length];
      assertThat(pricer.price(x, values, jacobian)).isTrue();
      double[] only = new double[grid.size()];
      assertThat(pricer.price(x, only)).isTrue();
      double[] out = new double[ContourPricer.FIRST_PARAMETER + x.length];
      var contour = ContourPricer.of(model);
      for (int i = 0; i < grid.expiryCount(); i++) {
        for (int j = 0; j < grid.size(i); j++) {
          int at = grid.first(i) + j;
          assertThat(contour.greeks(x, grid.expiry(i), grid.k(i, j), out))
              .isEqualTo(PriceStatus.OK);
          String where = model.name() + " T=" + grid.expiry(i) + " k=" + grid.k(i, j);
          assertThat(Math.abs(values[at] - out[0])).as(where).isLessThan(1e-10);
          assertThat(only[at]).as(where).isEqualTo(values[at]);
          for (int c = 0; c < x.length; c++) {
            double slope = out[ContourPricer.FIRST_PARAMETER + c];
            assertThat(Math.abs(jacobian[at * x.length + c] - slope)).as(where).isLessThan(1e-8);
          }
        }
      }
    }
  }

  @Test
  void price_parametersMovedByAThird_staysAccurate() {
    double[] reference = ModelSamples.typical(Heston.MODEL);
    OptionGrid grid = grid();
    SurfacePricer pricer = Heston.MODEL.pricer(grid, reference);
    double[] values = new double[grid.size()];
    var contour = ContourPricer.of(Heston.MODEL);
    for (double factor : new double[] {0.67, 1.5}) {
      double[] x = reference.clone();
      for (int i = 0; i < x.length; i++) {
        x[i] *= factor;
      }
      assertThat(pricer.price(x, values)).isTrue();
      for (int i = 0; i < grid.expiryCount(); i++) {
        for (int j = 0; j < grid.size(i); j++) {
          contour.price(x, grid.expiry(i), grid.k(i, j));
          assertThat(Math.abs(values[grid.first(i) + j] - contour.value())).isLessThan(1e-7);
        }
      }
    }
  }

  @Test
  void price_varianceGammaMovedByAThird_staysAccurateNearExpiry() {
    double[] reference = ModelSamples.typical(VarianceGamma.MODEL);
    OptionGrid grid =
        OptionGrid.of(
            new double[] {1 / 8760.0, 2 / 365.0, 0.2},
            new double[][] {{-0.01, 0, 0.01}, {-0.2, 1e-9, 0.2}, {-0.5, 0, 0.5}});
    SurfacePricer pricer = VarianceGamma.MODEL.pricer(grid, reference);
    double[] values = new double[9];
    double[] jacobian = new double[27];
    double[] out = new double[ContourPricer.FIRST_PARAMETER + 3];
    var contour = ContourPricer.of(VarianceGamma.MODEL);
    for (double factor : new double[] {0.67, 1, 1.5}) {
      double[] x = {reference[0] * factor, reference[1] / factor, reference[2] * factor};
      assertThat(pricer.price(x, values, jacobian)).isTrue();
      for (int i = 0; i < 9; i++) {
        contour.greeks(x, grid.expiry(i / 3), grid.k(i / 3, i % 3), out);
        assertThat(Math.abs(values[i] - out[0])).as("%s %d", factor, i).isLessThan(1e-11);
        for (int c = 0; c < 3; c++) {
          double slope = out[ContourPricer.FIRST_PARAMETER + c];
          assertThat(Math.abs(jacobian[3 * i + c] - slope)).as("%s %d", c, i).isLessThan(1e-9);
        }
      }
    }
  }

  private static OptionGrid grid() {
    double[] years = new double[DAYS.length];
    double[][] ks = new double[DAYS.length][11];
    for (int i = 0; i < DAYS.length; i++) {
      years[i] = DAYS[i] / 365;
      for (int j = 0; j < 11; j++) {
        ks[i][j] = (j - 5) * 0.3 * Math.sqrt(years[i]);
      }
    }
    return OptionGrid.of(years, ks);
  }
}
