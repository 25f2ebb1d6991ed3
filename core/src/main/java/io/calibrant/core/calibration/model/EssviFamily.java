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
    var bare =
        new Surface(
            status.isUsable() ? fit.surface(years) : null,
            status,
            fit.passes(),
            estimates(fit, years));
    return new Surface(bare.essvi(), status, fit.passes(), withErrors(bare, quotes));
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

  private static List<FamilyFit.Estimate> withErrors(Surface bare, ModelQuotes quotes) {
    Neighbourhood near = bare.neighbourhood(quotes);
    if (near == null) {
      return bare.estimates();
    }
    List<FamilyFit.Estimate> told = new ArrayList<>();
    for (int e = 0; e < near.blockCount(); e++) {
      double[] errors = CoordinateErrors.of(near, e, quotes);
      for (int j = 0; j < errors.length; j++) {
        FamilyFit.Estimate estimate = bare.estimates().get(told.size());
        told.add(
            CoordinateErrors.ESSVI.get(j).estimate(estimate.name(), estimate.value(), errors[j]));
      }
    }
    return List.copyOf(told);
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
    public @Nullable Neighbourhood neighbourhood(ModelQuotes quotes) {
      double[][] centres = new double[quotes.grid().expiryCount()][];
      if (estimates.size() != 3 * centres.length) {
        return null;
      }
      for (int e = 0; e < centres.length; e++) {
        centres[e] =
            new double[] {
              StrictMath.log(estimates.get(3 * e).value()),
              SmileNeighbourhood.atanh(estimates.get(3 * e + 1).value()),
              StrictMath.log(estimates.get(3 * e + 2).value())
            };
      }
      return new SmileNeighbourhood(quotes, centres, Surface::smile);
    }

    /// w = ½(θ + ρψk + √((ψk + θρ)² + θ²(1 − ρ²))).
    private static SliceFamily.Curve smile(double[] y, double years) {
      double theta = StrictMath.exp(y[0]);
      double rho = StrictMath.tanh(y[1]);
      double psi = StrictMath.exp(y[2]);
      return k -> {
        double shifted = psi * k + theta * rho;
        double root = Math.sqrt(shifted * shifted + theta * theta * (1 - rho * rho));
        return Math.sqrt(0.5 * (theta + rho * psi * k + root) / years);
      };
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
