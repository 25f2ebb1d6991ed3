package io.calibrant.core.calibration.model;

import io.calibrant.core.black.Black76;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.Parameter;
import io.calibrant.core.model.SurfacePricer;
import java.util.List;

/// A model whose prices are those of a vol of 50 % + a + b k + c k²: with it a calibration is
/// linear least squares.
final class LinearModel implements Model {
  /// The price of a vol of 50 % at a quarter of a year.
  static double base(double k) {
    return k >= 0 ? Black76.normalizedCall(k, 0.25) : Black76.normalizedPut(k, 0.25);
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public List<Parameter> parameters() {
    double any = Double.POSITIVE_INFINITY;
    return List.of(
        Parameter.open("a", -any, any),
        Parameter.open("b", -any, any),
        Parameter.open("c", -any, any));
  }

  @Override
  public SurfacePricer pricer(OptionGrid grid, double[] reference) {
    return new SurfacePricer() {
      @Override
      public boolean price(double[] x, double[] values) {
        return price(x, values, new double[3 * values.length]);
      }

      @Override
      public boolean price(double[] x, double[] values, double[] jacobian) {
        for (int e = 0, i = 0; e < grid.expiryCount(); e++) {
          for (int j = 0; j < grid.size(e); j++, i++) {
            double k = grid.k(e, j);
            values[i] = base(k) + x[0] + x[1] * k + x[2] * k * k;
            jacobian[3 * i] = 1;
            jacobian[3 * i + 1] = k;
            jacobian[3 * i + 2] = k * k;
          }
        }
        return true;
      }
    };
  }
}
