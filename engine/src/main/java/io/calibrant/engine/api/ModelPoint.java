package io.calibrant.engine.api;

import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.calibration.track.FamilyResult;
import io.calibrant.core.calibration.track.FamilyResult.Prior;
import io.calibrant.core.calibration.track.ModelDecision;
import java.util.List;

/// One model decision as a point of a history.
///
/// @param inUse the family in use from then on
/// @param target what its quotes alone asked for
public record ModelPoint(
    long asOfNs, String inUse, String target, boolean switched, List<FamilyPoint> families) {
  public ModelPoint {
    families = List.copyOf(families);
  }

  /// The point of `decision`.
  public static ModelPoint of(ModelDecision decision) {
    return new ModelPoint(
        decision.asOfNs(),
        decision.choice().family(),
        decision.choice().target(),
        decision.choice().switched(),
        decision.families().stream().map(FamilyPoint::of).toList());
  }

  /// One family of it.
  ///
  /// @param subject see [FamilyResult#subject]
  /// @param afresh whether the quotes contradicted its prior
  /// @param in loss on the quotes fitted, vol points
  /// @param out loss on quotes held out, vol points
  /// @param next loss of the parameters before on these quotes, vol points; NaN at the first
  public record FamilyPoint(
      String name,
      String status,
      long subject,
      boolean afresh,
      List<Estimate> estimates,
      List<Double> indices,
      double in,
      double out,
      double next) {
    public FamilyPoint {
      estimates = List.copyOf(estimates);
      indices = List.copyOf(indices);
    }

    private static FamilyPoint of(FamilyResult family) {
      return new FamilyPoint(
          family.name(),
          family.status(),
          family.subject(),
          family.solve().prior() == Prior.CONTRADICTED,
          family.estimates(),
          family.stability().indices(),
          family.in().rmseVolPoints(),
          family.out().rmseVolPoints(),
          family.nextVolPoints());
    }
  }
}
