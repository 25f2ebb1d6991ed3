package io.calibrant.bench.calibration;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The quotes of a work, for us and as the rows `days rate strike vol` of the QuantLib driver.
///
/// @param quotes ours
/// @param rows the same numbers for the driver
record Market(ModelQuotes quotes, String rows) {
  private static final double DAX_SPOT = 4468.17;

  /// v0, kappa, theta, volOfVol, rho of the paper by Cui and others.
  private static final double[] CUI = {0.08, 3, 0.1, 0.25, -0.8};

  private static final double[] CRYPTO = {0.30, 3, 0.40, 1.2, -0.25};
  private static final int[] CRYPTO_DAYS = {2, 4, 7, 14, 30, 60, 90, 150, 270, 365};

  /// DAX of 5 July 2002: 13 strikes × 8 expiries.
  static Market dax() {
    Map<Integer, List<double[]>> expiries = new TreeMap<>();
    var rows = new StringBuilder();
    for (String[] cells : table("dax-2002-07-05.csv")) {
      int days = Integer.parseInt(cells[0]);
      double forward = DAX_SPOT * StrictMath.exp(Double.parseDouble(cells[1]) * days / 365);
      double k = OptionGrid.logMoneyness(forward, Double.parseDouble(cells[2]));
      expiries
          .computeIfAbsent(days, d -> new ArrayList<>())
          .add(new double[] {k, Double.parseDouble(cells[3])});
      rows.append(String.join(" ", cells)).append('\n');
    }
    double[] years = expiries.keySet().stream().mapToDouble(d -> d / 365.0).toArray();
    double[][] ks =
        expiries.values().stream()
            .map(e -> e.stream().mapToDouble(q -> q[0]).toArray())
            .toArray(double[][]::new);
    double[] vols =
        expiries.values().stream().flatMap(List::stream).mapToDouble(q -> q[1]).toArray();
    return new Market(quotes(OptionGrid.of(years, ks), vols), rows.toString());
  }

  /// The 40 options of Cui and others.
  static Market cui() {
    Map<Double, List<Double>> expiries = new TreeMap<>();
    for (String[] cells : table("cui-40.csv")) {
      double years = Double.parseDouble(cells[0]);
      double k = StrictMath.log(Double.parseDouble(cells[1])) - 0.02 * years;
      expiries.computeIfAbsent(years, t -> new ArrayList<>()).add(k);
    }
    double[] years = expiries.keySet().stream().mapToDouble(t -> t).toArray();
    double[][] ks =
        expiries.values().stream()
            .map(e -> e.stream().mapToDouble(k -> k).sorted().toArray())
            .toArray(double[][]::new);
    OptionGrid grid = OptionGrid.of(years, ks);
    return new Market(quotes(grid, vols(grid, CUI)), "");
  }

  /// 50 strikes × 10 expiries of a simulated coin, |z| ≤ 2 at a vol of 60 %, no rates.
  static Market crypto() {
    double[] years = Arrays.stream(CRYPTO_DAYS).mapToDouble(d -> d / 365.0).toArray();
    double[][] ks = new double[years.length][50];
    for (int e = 0; e < years.length; e++) {
      for (int j = 0; j < 50; j++) {
        ks[e][j] = 0.6 * Math.sqrt(years[e]) * 2 * (2.0 * j / 49 - 1);
      }
    }
    OptionGrid grid = OptionGrid.of(years, ks);
    double[] vols = vols(grid, CRYPTO);
    var rows = new StringBuilder();
    for (int e = 0; e < years.length; e++) {
      for (int j = 0; j < 50; j++) {
        rows.append(CRYPTO_DAYS[e]).append(" 0 ");
        rows.append(100 * StrictMath.exp(ks[e][j])).append(' ');
        rows.append(vols[grid.first(e) + j]).append('\n');
      }
    }
    return new Market(quotes(grid, vols), rows.toString());
  }

  private static ModelQuotes quotes(OptionGrid grid, double[] vols) {
    double[] errors = new double[vols.length];
    Arrays.fill(errors, 0.005);
    return ModelQuotes.of(grid, vols, errors);
  }

  private static double[] vols(OptionGrid grid, double[] truth) {
    double[] values = new double[grid.size()];
    Heston.MODEL.pricer(grid, truth).price(truth, values);
    for (int e = 0; e < grid.expiryCount(); e++) {
      for (int j = 0; j < grid.size(e); j++) {
        int i = grid.first(e) + j;
        double k = grid.k(e, j);
        OptionType type = k >= 0 ? OptionType.CALL : OptionType.PUT;
        values[i] = ImpliedVol.impliedVol(type, 1, StrictMath.exp(k), grid.expiry(e), values[i]);
      }
    }
    return values;
  }

  /// The cells of a table in `data/golden`, looked for from the working folder upwards.
  private static List<String[]> table(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("data/golden").resolve(name))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(name + " not found: start from the project's folder");
    }
    try {
      return Files.readAllLines(folder.resolve("data/golden").resolve(name)).stream()
          .filter(line -> !line.isBlank() && Character.isDigit(line.charAt(0)))
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
