package io.calibrant.bench.calibration;

import io.calibrant.bench.work.Task;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import java.time.LocalDate;
import java.util.Map;
import net.finmath.fouriermethod.calibration.BoundConstraint;
import net.finmath.fouriermethod.calibration.CalibratedModel;
import net.finmath.fouriermethod.calibration.ScalarParameterInformation;
import net.finmath.fouriermethod.calibration.ScalarParameterInformationImplementation;
import net.finmath.fouriermethod.calibration.models.CalibratableHestonModel;
import net.finmath.fouriermethod.products.smile.EuropeanOptionSmileByCarrMadan;
import net.finmath.marketdata.model.curves.DiscountCurve;
import net.finmath.marketdata.model.curves.DiscountCurveInterpolation;
import net.finmath.marketdata.model.volatilities.OptionSmileData;
import net.finmath.marketdata.model.volatilities.OptionSurfaceData;
import net.finmath.marketdata.model.volatilities.VolatilitySurface.QuotingConvention;
import net.finmath.modelling.descriptor.HestonModelDescriptor;
import net.finmath.optimizer.OptimizerFactoryLevenbergMarquardt;
import net.finmath.optimizer.SolverException;

/// finmath's calibration of Heston: its Carr-Madan transform and its Levenberg-Marquardt with
/// differences, on implied vols, in strikes over the forward, with the bounds and steps of its own
/// example. The fit's errors are told by our pricer.
///
/// What it calls the discount curve of the equity's forward has to hold the forwards themselves:
/// with a curve of ones it fits vols implied at a forward of 1 and ends at the bounds.
final class FinmathFit implements Task {
  private static final LocalDate TODAY = LocalDate.of(2002, 7, 5);
  private static final double SPOT = 100;
  private static final int MOST_ITERATIONS = 300;
  private static final double ACCURACY = 1e-8;

  private final ModelQuotes quotes;
  private final double[] start;
  private final OptionSurfaceData surface;
  private final DiscountCurve curve;
  private double[] found;
  private int iterations;

  /// @param start v₀, κ, θ, ξ, ρ
  FinmathFit(Market market, double... start) {
    quotes = market.quotes();
    this.start = start;
    found = start;
    curve =
        DiscountCurveInterpolation.createDiscountCurveFromDiscountFactors(
            "none", new double[] {0, 100}, new double[] {1, 1});
    OptionGrid grid = quotes.grid();
    var smiles = new OptionSmileData[grid.expiryCount()];
    double[] years = new double[smiles.length];
    double[] forwards = new double[smiles.length];
    for (int e = 0; e < smiles.length; e++) {
      double[] strikes = new double[grid.size(e)];
      double[] vols = new double[strikes.length];
      for (int j = 0; j < strikes.length; j++) {
        strikes[j] = SPOT * Math.exp(grid.k(e, j));
        vols[j] = quotes.vol(grid.first(e) + j);
      }
      years[e] = grid.expiry(e);
      forwards[e] = SPOT;
      smiles[e] =
          new OptionSmileData(
              "index", TODAY, strikes, grid.expiry(e), vols, QuotingConvention.VOLATILITYLOGNORMAL);
    }
    DiscountCurve forward =
        DiscountCurveInterpolation.createDiscountCurveFromDiscountFactors(
            "forwards", years, forwards);
    surface = new OptionSurfaceData(smiles, curve, forward);
  }

  @Override
  public double run() {
    var model =
        new CalibratableHestonModel(
            new HestonModelDescriptor(
                TODAY,
                SPOT,
                curve,
                curve,
                Math.sqrt(start[0]),
                start[2],
                start[1],
                start[3],
                start[4]),
            bounded(0.01, 1),
            bounded(0.01, 1),
            bounded(0.01, 20),
            bounded(0.01, 5),
            bounded(-0.99, 0.99),
            false);
    double[] initial = {Math.sqrt(start[0]), start[2], start[1], start[3], start[4]};
    double[] steps = {0.01, 0.01, 0.01, 0.01, 0.01};
    try {
      var result =
          new CalibratedModel(
                  surface,
                  model,
                  new OptimizerFactoryLevenbergMarquardt(MOST_ITERATIONS, ACCURACY, 1),
                  new EuropeanOptionSmileByCarrMadan(1, new double[] {SPOT}),
                  initial,
                  steps)
              .getCalibration();
      double[] best = result.getBestFitParameters();
      found = new double[] {best[0] * best[0], best[2], best[1], best[3], best[4]};
      iterations = result.getIterations();
    } catch (SolverException e) {
      throw new IllegalStateException(e);
    }
    return found[0];
  }

  private static ScalarParameterInformation bounded(double lower, double upper) {
    return new ScalarParameterInformationImplementation(true, new BoundConstraint(lower, upper));
  }

  @Override
  public int unitCount() {
    return 1;
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("sse", sse(), "iterations", (double) iterations);
  }

  /// Σ (model's vol − quote's)² in vol points².
  private double sse() {
    OptionGrid grid = quotes.grid();
    double[] values = new double[quotes.size()];
    if (!Heston.MODEL.admits(found) || !Heston.MODEL.pricer(grid, found).price(found, values)) {
      return Double.NaN;
    }
    double sum = 0;
    for (int e = 0; e < grid.expiryCount(); e++) {
      for (int j = 0; j < grid.size(e); j++) {
        int i = grid.first(e) + j;
        double k = grid.k(e, j);
        OptionType type = k >= 0 ? OptionType.CALL : OptionType.PUT;
        double vol = ImpliedVol.impliedVol(type, 1, Math.exp(k), grid.expiry(e), values[i]);
        double error = 100 * (vol - quotes.vol(i));
        sum += error * error;
      }
    }
    return sum;
  }
}
