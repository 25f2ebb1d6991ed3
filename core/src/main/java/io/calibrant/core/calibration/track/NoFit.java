package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.model.CalibrationStatus;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.ModelQuotes;
import java.util.Arrays;
import java.util.List;

/// A family that could not be fitted.
///
/// @param reason one sentence
record NoFit(String reason) implements FamilyFit {
  @Override
  public double[] vols(ModelQuotes at) {
    double[] none = new double[at.size()];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  @Override
  public List<Estimate> estimates() {
    return List.of();
  }

  @Override
  public CalibrationStatus status() {
    return new CalibrationStatus.Rejected(reason);
  }

  @Override
  public int evaluations() {
    return 0;
  }
}
