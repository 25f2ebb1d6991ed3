package io.calibrant.venues.chainfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.SurfaceQuotes;
import io.calibrant.core.calibration.slice.EssviFit;
import io.calibrant.core.calibration.slice.Loss;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.smile.Essvi;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.testkit.ArbitrageChecker;
import io.calibrant.testkit.RealDataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// eSSVI surfaces of real chains are free of arbitrage to a check of prices that shares no formula
/// with the fit.
@Tag("data")
class EssviRealDataTest {
  private static final int FILES = 10;

  private int surfaces;
  private int expiries;
  private int points;
  private double squares;

  @Test
  void fit_realChains_hasNoArbitrage() throws Exception {
    List<Path> files;
    try (Stream<Path> list = Files.list(RealDataFolder.find("deribit_chains_2026_6h"))) {
      files = list.filter(p -> p.toString().endsWith(".csv.gz")).sorted().toList();
    }
    for (int i = 0; i < FILES; i++) {
      for (SurfaceSnapshot snapshot :
          ChainReader.read(files.get(i * files.size() / FILES)).snapshots()) {
        Decision decision = SurfacePath.DEFAULT.decide(snapshot, new PathState(null)).decision();
        if (decision instanceof Decision.Publish(CalibratedSurface surface)) {
          check(surface);
        }
      }
    }
    double rmse = 100 * Math.sqrt(squares / points);
    System.out.printf(
        "eSSVI: %d surfaces, %d expiries, %d quotes: %.3f vol points root mean square%n",
        surfaces, expiries, points, rmse);
    assertThat(surfaces).isGreaterThan(FILES);
    // Four times what raw SVI leaves, 0.225: a fit that went astray would show.
    assertThat(rmse).isLessThan(0.9);
  }

  private void check(CalibratedSurface surface) {
    ModelQuotes quotes = SurfaceQuotes.STANDARD.of(surface);
    OptionGrid grid = quotes.grid();
    double[] years = new double[grid.expiryCount()];
    List<QuoteColumns> columns = new ArrayList<>();
    for (int e = 0; e < years.length; e++) {
      years[e] = grid.expiry(e);
      columns.add(columns(quotes, e));
    }
    var fit = new EssviFit(years.length, Loss.studentT(11));
    String name = "%s as of %d".formatted(surface.underlying(), surface.asOfNs());
    assertThat(fit.fit(columns).isUsable()).as(name).isTrue();
    Essvi essvi = fit.surface(years);
    List<ArbitrageChecker.Slice> slices = new ArrayList<>();
    for (int e = 0; e < years.length; e++) {
      double expiry = years[e];
      int first = grid.first(e);
      int last = first + grid.size(e) - 1;
      slices.add(
          new ArbitrageChecker.Slice(
              expiry, quotes.k(first), quotes.k(last), k -> essvi.totalVariance(k, expiry)));
      for (int i = first; i <= last; i++) {
        double off = Math.sqrt(essvi.totalVariance(quotes.k(i), expiry) / expiry) - quotes.vol(i);
        squares += off * off;
        points++;
      }
    }
    assertThat(ArbitrageChecker.check(slices)).as(name).isEmpty();
    surfaces++;
    expiries += years.length;
  }

  /// Total variances of one expiry; their standard deviations are the vols' times 2σT.
  private static QuoteColumns columns(ModelQuotes quotes, int e) {
    OptionGrid grid = quotes.grid();
    var columns = new QuoteColumns(grid.size(e));
    for (int i = grid.first(e); i < grid.first(e) + grid.size(e); i++) {
      double vol = quotes.vol(i);
      double years = grid.expiry(e);
      columns.add(quotes.k(i), vol * vol * years, 2 * vol * years * quotes.stdDev(i));
    }
    return columns;
  }
}
