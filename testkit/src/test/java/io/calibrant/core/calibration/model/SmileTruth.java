package io.calibrant.core.calibration.model;

import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.smile.Sabr;
import io.calibrant.core.smile.Svi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Quotes of smiles whose parameters are known, each expiry with its own.
///
/// @param quotes without noise
/// @param parameters in the order of the family's estimates
record SmileTruth(ModelQuotes quotes, List<Double> parameters) {
  /// The truth of family `name`: `svi`, `sabr` or `essvi`.
  static SmileTruth of(String name, OptionGrid grid, double stdDev) {
    double[] vols = new double[grid.size()];
    List<Double> parameters = new ArrayList<>();
    for (int e = 0; e < grid.expiryCount(); e++) {
      double[] x = parameters(name, grid.expiry(e));
      Arrays.stream(x).forEach(parameters::add);
      DoubleUnaryOperator smile = smile(name, x, grid.expiry(e));
      for (int j = 0; j < grid.size(e); j++) {
        vols[grid.first(e) + j] = smile.applyAsDouble(grid.k(e, j));
      }
    }
    double[] errors = new double[vols.length];
    Arrays.fill(errors, stdDev);
    return new SmileTruth(ModelQuotes.of(grid, vols, errors), parameters);
  }

  private static double[] parameters(String name, double years) {
    double width = 0.6 * Math.sqrt(years);
    return switch (name) {
      case "svi" ->
          new double[] {0.5 * width * width, 0.35 * width, -0.3, 0.2 * width, 0.7 * width};
      case "sabr" -> new double[] {0.6, -0.25, 0.7 / Math.sqrt(years)};
      default -> new double[] {width * width, -0.3, 0.8 * width};
    };
  }

  private static DoubleUnaryOperator smile(String name, double[] x, double years) {
    return switch (name) {
      case "svi" -> {
        var svi = new Svi(x[0], x[1], x[2], x[3], x[4]);
        yield k -> svi.impliedVol(k, years);
      }
      case "sabr" -> {
        var sabr = new Sabr(x[0], 1, x[1], x[2], years);
        yield sabr::impliedVol;
      }
      default ->
          k -> {
            double shifted = x[2] * k + x[0] * x[1];
            double root = Math.sqrt(shifted * shifted + x[0] * x[0] * (1 - x[1] * x[1]));
            return Math.sqrt(0.5 * (x[0] + x[1] * x[2] * k + root) / years);
          };
    };
  }
}
