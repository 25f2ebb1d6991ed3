package io.calibrant.core.calibration.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fitted [Family].
public interface FamilyFit {
  /// Vols of this fit at other quotes, whose expiries must be among those that were fitted; NaN
  /// where it has none.
  double[] vols(ModelQuotes at);

  /// The parameters with their errors.
  List<Estimate> estimates();

  /// What it is worth.
  CalibrationStatus status();

  /// How it was solved and why so, one sentence.
  String reason();

  /// Surface evaluations, or passes over all slices.
  int evaluations();

  /// This fit as a function of its coordinates, for `quotes`, whose expiries must be those that
  /// were fitted; null where none is known.
  default @Nullable Neighbourhood neighbourhood(ModelQuotes quotes) {
    return null;
  }

  /// A parameter with what is known about it.
  ///
  /// @param name with the expiry's number after a `#` where each has its own
  /// @param value NaN where nothing was found
  /// @param stdDev NaN where it is not known
  /// @param lower end of the 95 % interval; NaN where it is not known
  /// @param upper end of the 95 % interval; NaN where it is not known
  /// @param identified whether the quotes tell it
  record Estimate(
      String name, double value, double stdDev, double lower, double upper, boolean identified) {
    /// A parameter whose error is not known.
    static Estimate bare(String name, double value) {
      return new Estimate(name, value, Double.NaN, Double.NaN, Double.NaN, true);
    }
  }
}
