package io.calibrant.core.calibration.model;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.model.ContourPricer;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.TransformModel;
import io.calibrant.testkit.GoldenFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Published and simulated quotes for the calibration tests.
final class ReferenceQuotes {
  static final double[] DAX_START = {0.1, 1, 0.1, 0.5, -0.5};

  /// v0, kappa, theta, volOfVol, rho.
  static final double[] CUI_TRUTH = {0.08, 3, 0.1, 0.25, -0.8};

  static final double[] CUI_START = {0.2, 1.2, 0.2, 0.3, -0.6};

  private ReferenceQuotes() {}

  static ModelQuotes dax() {
    Map<Double, List<double[]>> rows = new LinkedHashMap<>();
    for (Map<String, String> row : GoldenFile.rows("dax-2002-07-05.csv")) {
      double years = Double.parseDouble(row.get("days")) / 365;
      double forward = 4468.17 * Math.exp(Double.parseDouble(row.get("rate")) * years);
      double k = OptionGrid.logMoneyness(forward, Double.parseDouble(row.get("strike")));
      rows.computeIfAbsent(years, t -> new ArrayList<>())
          .add(new double[] {k, Double.parseDouble(row.get("vol"))});
    }
    return quotes(rows);
  }

  static ModelQuotes cui() {
    Map<Double, List<double[]>> rows = new LinkedHashMap<>();
    for (Map<String, String> row : GoldenFile.rows("cui-40.csv")) {
      double years = Double.parseDouble(row.get("T"));
      double k = Math.log(Double.parseDouble(row.get("strike"))) - 0.02 * years;
      rows.computeIfAbsent(years, t -> new ArrayList<>()).add(new double[] {k, 0.3});
    }
    return of(io.calibrant.core.model.Heston.MODEL, CUI_TRUTH, quotes(rows).grid(), 0.005);
  }

  private static ModelQuotes quotes(Map<Double, List<double[]>> rows) {
    double[] expiries = rows.keySet().stream().mapToDouble(t -> t).toArray();
    double[][] ks = new double[expiries.length][];
    List<Double> vols = new ArrayList<>();
    int e = 0;
    for (List<double[]> row : rows.values()) {
      ks[e++] = row.stream().mapToDouble(r -> r[0]).toArray();
      row.forEach(r -> vols.add(r[1]));
    }
    double[] vol = vols.stream().mapToDouble(v -> v).toArray();
    double[] std = new double[vol.length];
    Arrays.fill(std, 0.005);
    return ModelQuotes.of(OptionGrid.of(expiries, ks), vol, std);
  }

  /// A grid of `strikes` per expiry, |k| to `width` standard deviations of a vol of 60 %.
  static OptionGrid grid(double[] expiries, int strikes, double width) {
    double[][] ks = new double[expiries.length][strikes];
    for (int e = 0; e < expiries.length; e++) {
      for (int j = 0; j < strikes; j++) {
        ks[e][j] = 0.6 * Math.sqrt(expiries[e]) * width * (2.0 * j / (strikes - 1) - 1);
      }
    }
    return OptionGrid.of(expiries, ks);
  }

  /// Quotes without noise of a model.
  static ModelQuotes of(Model model, double[] truth, OptionGrid grid, double stdDev) {
    double[] values = new double[grid.size()];
    model.pricer(grid, truth).price(truth, values);
    double[] vols = new double[values.length];
    double[] stds = new double[values.length];
    for (int e = 0; e < grid.expiryCount(); e++) {
      for (int j = 0; j < grid.size(e); j++) {
        int i = grid.first(e) + j;
        double k = grid.k(e, j);
        vols[i] =
            ImpliedVol.impliedVol(
                k >= 0 ? OptionType.CALL : OptionType.PUT,
                1,
                Math.exp(k),
                grid.expiry(e),
                values[i]);
        stds[i] = stdDev;
      }
    }
    return ModelQuotes.of(grid, vols, stds);
  }

  /// The same quotes with the vols of the contour integrator, which shares no nodes and no control
  /// variate with the surface's.
  static ModelQuotes onContour(TransformModel model, double[] truth, ModelQuotes quotes) {
    var pricer = ContourPricer.of(model);
    double[] vols = new double[quotes.size()];
    for (int i = 0; i < vols.length; i++) {
      double k = quotes.k(i);
      pricer.price(truth, quotes.expiry(i), k);
      OptionType type = k >= 0 ? OptionType.CALL : OptionType.PUT;
      vols[i] = ImpliedVol.impliedVol(type, 1, Math.exp(k), quotes.expiry(i), pricer.value());
    }
    return quotes.withVols(vols);
  }

  /// The same quotes with Gaussian noise of their own standard deviations.
  static ModelQuotes noisy(ModelQuotes quotes, SplittableRandom random) {
    double[] vols = new double[quotes.size()];
    for (int i = 0; i < vols.length; i++) {
      vols[i] = quotes.vol(i) + quotes.stdDev(i) * random.nextGaussian();
    }
    return quotes.withVols(vols);
  }
}
