package io.calibrant.bench.models;

import io.calibrant.core.model.ContourPricer;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.TransformModel;
import java.util.Locale;

/// 500 out-of-the-money options on 10 expiries of one model, with their prices by the contour.
final class ModelSurface {
  static final double SPOT = 100;
  static final int PER_EXPIRY = 50;
  static final int[] DAYS = {2, 5, 9, 16, 30, 60, 91, 182, 273, 365};
  private static final double VOL = 0.6;
  private static final double WIDTH = 2.5;

  final TransformModel model;
  final double[] parameters;
  final OptionGrid grid;
  final double[] truth;

  ModelSurface(TransformModel model, double... parameters) {
    this.model = model;
    this.parameters = parameters;
    double[] years = new double[DAYS.length];
    double[][] ks = new double[DAYS.length][PER_EXPIRY];
    for (int i = 0; i < DAYS.length; i++) {
      years[i] = DAYS[i] / 365.0;
      for (int j = 0; j < PER_EXPIRY; j++) {
        ks[i][j] = WIDTH * (2.0 * j / (PER_EXPIRY - 1) - 1) * VOL * Math.sqrt(years[i]);
      }
    }
    grid = OptionGrid.of(years, ks);
    truth = new double[grid.size()];
    var contour = ContourPricer.of(model);
    for (int i = 0; i < truth.length; i++) {
      contour.price(parameters, years[i / PER_EXPIRY], ks[i / PER_EXPIRY][i % PER_EXPIRY]);
      truth[i] = contour.value();
    }
  }

  double k(int i) {
    return grid.k(i / PER_EXPIRY, i % PER_EXPIRY);
  }

  /// Largest |value − truth| in units of the forward; infinite where one is not a number.
  double maxAbsError(double[] values) {
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      double error = Math.abs(values[i] - truth[i]);
      worst = error <= worst ? worst : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
    return worst;
  }

  /// The parameters filled up to eight, then rows `days strike value`.
  String rows() {
    var text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      text.append(String.format(Locale.ROOT, "%.17g ", i < parameters.length ? parameters[i] : 0));
    }
    text.append('\n');
    for (int i = 0; i < truth.length; i++) {
      double strike = SPOT * Math.exp(k(i));
      text.append(
          String.format(
              Locale.ROOT, "%d %.17g %.17g%n", DAYS[i / PER_EXPIRY], strike, SPOT * truth[i]));
    }
    return text.toString();
  }
}
