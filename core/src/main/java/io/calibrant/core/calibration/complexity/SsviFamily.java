package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.CalibrationStatus;
import io.calibrant.core.calibration.model.Family;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Neighbourhood;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.smile.Ssvi;
import io.calibrant.core.solve.LeastSquaresProblem;
import io.calibrant.core.solve.LeastSquaresSolution;
import io.calibrant.core.solve.LevenbergMarquardt;
import io.calibrant.core.solve.Termination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// SSVI with the power law φ(ϑ) = η/(ϑ^γ (1+ϑ)^(1−γ)) (Gatheral and Jacquier 2014): ρ, η and γ for
/// all expiries and the variance at the money ϑ of each.
public record SsviFamily() implements Family {
  private static final int SHARED = 3;
  private static final double WIDEST = 12;

  @Override
  public String name() {
    return "ssvi";
  }

  @Override
  public int parameterCount(int expiryCount) {
    return SHARED + expiryCount;
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes) {
    var problem = new Problem(quotes);
    LeastSquaresSolution best = null;
    for (double gamma : new double[] {0, -1}) {
      LeastSquaresSolution found = LevenbergMarquardt.DEFAULT.solve(problem, problem.start(gamma));
      best = best == null || found.cost() < best.cost() ? found : best;
    }
    if (best == null) {
      throw new IllegalStateException("no start");
    }
    double[] years = new double[quotes.grid().expiryCount()];
    Arrays.setAll(years, quotes.grid()::expiry);
    return new Surface(best.toArray(), years, best.evaluations(), best.termination());
  }

  static Ssvi ssvi(double[] x) {
    double rho = 2 / (1 + Elementary.exp(-x[0])) - 1;
    return new Ssvi(rho, Elementary.exp(x[1]), 1 / (1 + Elementary.exp(-x[2])));
  }

  /// Whitened vol residuals in (logit ρ, ln η, logit γ, ln ϑ…), derivatives by differences.
  private record Problem(ModelQuotes quotes) implements LeastSquaresProblem {
    private static final double STEP = 1e-6;

    double[] start(double gamma) {
      double[] x = new double[parameterCount()];
      x[0] = -0.4;
      x[2] = gamma;
      for (int e = 0; e < quotes.grid().expiryCount(); e++) {
        int nearest = quotes.grid().first(e);
        for (int i = nearest; i < quotes.grid().first(e) + quotes.grid().size(e); i++) {
          nearest = Math.abs(quotes.k(i)) < Math.abs(quotes.k(nearest)) ? i : nearest;
        }
        double vol = quotes.vol(nearest);
        x[SHARED + e] = Elementary.log(vol * vol * quotes.expiry(nearest));
      }
      return x;
    }

    @Override
    public int parameterCount() {
      return SHARED + quotes.grid().expiryCount();
    }

    @Override
    public int residualCount() {
      return quotes.size();
    }

    @Override
    public boolean evaluateResiduals(double[] x, double[] residuals, double[] scratch) {
      for (double value : x) {
        if (!(Math.abs(value) < WIDEST)) {
          return false;
        }
      }
      Ssvi ssvi = ssvi(x);
      for (int i = 0; i < residuals.length; i++) {
        residuals[i] = residual(ssvi, x, i);
      }
      return true;
    }

    private double residual(Ssvi ssvi, double[] x, int i) {
      double theta = Elementary.exp(x[SHARED + quotes.expiryIndex(i)]);
      double vol = Math.sqrt(ssvi.slice(theta).totalVariance(quotes.k(i)) / quotes.expiry(i));
      return (vol - quotes.vol(i)) / quotes.stdDev(i);
    }

    @Override
    public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
      if (!evaluateResiduals(x, residuals, jacobian)) {
        return false;
      }
      int n = x.length;
      Arrays.fill(jacobian, 0, residuals.length * n, 0);
      for (int j = 0; j < n; j++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[j] += STEP;
        down[j] -= STEP;
        Ssvi above = ssvi(up);
        Ssvi below = ssvi(down);
        for (int i = 0; i < residuals.length; i++) {
          if (j < SHARED || quotes.expiryIndex(i) == j - SHARED) {
            jacobian[i * n + j] = (residual(above, up, i) - residual(below, down, i)) / (2 * STEP);
          }
        }
      }
      return true;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read only, never compared
  private record Surface(double[] x, double[] years, int evaluations, Termination end)
      implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      double[] vols = new double[at.size()];
      Ssvi ssvi = ssvi(x);
      for (int i = 0; i < vols.length; i++) {
        double own = at.expiry(i);
        int e = 0;
        while (e < years.length && years[e] != own) {
          e++;
        }
        vols[i] =
            e == years.length
                ? Double.NaN
                : Math.sqrt(ssvi.slice(Elementary.exp(x[SHARED + e])).totalVariance(at.k(i)) / own);
      }
      return vols;
    }

    private static boolean near(double[] y) {
      return Arrays.stream(y).allMatch(value -> Math.abs(value) < WIDEST);
    }

    @Override
    public Neighbourhood neighbourhood(ModelQuotes quotes) {
      return new WholeNeighbourhood(quotes, x, y -> near(y) ? new Surface(y, years, 0, end) : null);
    }

    @Override
    public List<Estimate> estimates() {
      Ssvi ssvi = ssvi(x);
      List<Estimate> estimates = new ArrayList<>();
      estimates.add(bare("rho", ssvi.rho()));
      estimates.add(bare("eta", ssvi.eta()));
      estimates.add(bare("gamma", ssvi.gamma()));
      for (int e = 0; e < years.length; e++) {
        estimates.add(bare("theta#" + e, Elementary.exp(x[SHARED + e])));
      }
      return estimates;
    }

    private static Estimate bare(String name, double value) {
      return new Estimate(name, value, Double.NaN, Double.NaN, Double.NaN, true);
    }

    @Override
    public CalibrationStatus status() {
      return end instanceof Termination.Stopped
          ? new CalibrationStatus.Stale("the limit of iterations came before the minimum")
          : new CalibrationStatus.Converged();
    }

    @Override
    public String reason() {
      return "one least squares over all expiries";
    }
  }
}
