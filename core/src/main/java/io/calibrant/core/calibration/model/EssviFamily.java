package io.calibrant.core.calibration.model;

import io.calibrant.core.calibration.slice.EssviFit;
import io.calibrant.core.calibration.slice.FitStatus;
import io.calibrant.core.calibration.slice.Loss;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.smile.Essvi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// eSSVI: three parameters an expiry, all expiries jointly free of arbitrage.
record EssviFamily() implements Family {
  @Override
  public String name() {
    return "essvi";
  }

  @Override
  public int parameterCount(int expiryCount) {
    return 3 * expiryCount;
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes) {
    OptionGrid grid = quotes.grid();
    double[] years = new double[grid.expiryCount()];
    List<QuoteColumns> columns = new ArrayList<>();
    for (int e = 0; e < years.length; e++) {
      years[e] = grid.expiry(e);
      columns.add(SliceFamily.columns(quotes, e, true));
    }
    var fit = new EssviFit(years.length, Loss.studentT(11));
    FitStatus status = fit.fit(columns);
    return new Surface(
        status.isUsable() ? fit.surface(years) : null, status, fit.passes(), estimates(fit, years));
  }

  private static List<FamilyFit.Estimate> estimates(EssviFit fit, double[] years) {
    List<FamilyFit.Estimate> estimates = new ArrayList<>();
    for (int e = 0; e < years.length && fit.status().isUsable(); e++) {
      estimates.add(FamilyFit.Estimate.bare("theta#" + e, fit.theta(e)));
      estimates.add(FamilyFit.Estimate.bare("rho#" + e, fit.rho(e)));
      estimates.add(FamilyFit.Estimate.bare("psi#" + e, fit.psi(e)));
    }
    return List.copyOf(estimates);
  }

  /// A fitted surface.
  ///
  /// @param essvi null where the fit failed
  /// @param evaluations passes over one expiry's quotes
  record Surface(@Nullable Essvi essvi, FitStatus end, int evaluations, List<Estimate> estimates)
      implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      double[] vols = new double[at.size()];
      Arrays.fill(vols, Double.NaN);
      for (int i = 0; essvi != null && i < vols.length; i++) {
        vols[i] = Math.sqrt(essvi.totalVariance(at.k(i), at.expiry(i)) / at.expiry(i));
      }
      return vols;
    }

    @Override
    public CalibrationStatus status() {
      return switch (end) {
        case CONVERGED -> new CalibrationStatus.Converged();
        case BOUND -> new CalibrationStatus.AtBound("freedom from arbitrage", 0);
        case STOPPED ->
            new CalibrationStatus.Stale("the limit of iterations came before the minimum");
        case TOO_FEW_QUOTES, FAILED -> new CalibrationStatus.Rejected("no surface: " + end);
      };
    }

    @Override
    public String reason() {
      return "Gauss-Newton inside the domain free of arbitrage, all expiries at once";
    }
  }
}
