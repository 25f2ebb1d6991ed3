package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.CalibrationStatus;
import io.calibrant.core.calibration.model.Family;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Neighbourhood;
import io.calibrant.core.math.Elementary;
import java.util.Arrays;
import java.util.List;

/// Black's model: one vol for all strikes and expiries, the weighted mean of the quotes.
public record BlackFamily() implements Family {
  @Override
  public String name() {
    return "black";
  }

  @Override
  public int parameterCount(int expiryCount) {
    return 1;
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double weight = 1 / (quotes.stdDev(i) * quotes.stdDev(i));
      sum += weight * quotes.vol(i);
      weights += weight;
    }
    return new Flat(sum / weights, Math.sqrt(1 / weights));
  }

  private record Flat(double vol, double stdDev) implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      double[] vols = new double[at.size()];
      Arrays.fill(vols, vol);
      return vols;
    }

    @Override
    public Neighbourhood neighbourhood(ModelQuotes quotes) {
      double[] centre = {Elementary.log(vol)};
      return new WholeNeighbourhood(quotes, centre, y -> new Flat(Elementary.exp(y[0]), stdDev));
    }

    @Override
    public List<Estimate> estimates() {
      double half = 1.959964 * stdDev;
      return List.of(new Estimate("vol", vol, stdDev, vol - half, vol + half, true));
    }

    @Override
    public CalibrationStatus status() {
      return vol > 0
          ? new CalibrationStatus.Converged()
          : new CalibrationStatus.Rejected("no quotes");
    }

    @Override
    public String reason() {
      return "closed form: the weighted mean";
    }

    @Override
    public int evaluations() {
      return 1;
    }
  }
}
