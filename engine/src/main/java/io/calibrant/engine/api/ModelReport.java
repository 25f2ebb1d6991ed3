package io.calibrant.engine.api;

import io.calibrant.core.calibration.track.ModelDecision;
import java.util.List;

/// A model decision with what it took.
///
/// @param elapsedNs wall time of each family, aligned with the decision's; empty when not known
public record ModelReport(ModelDecision decision, List<Long> elapsedNs) {
  public ModelReport {
    elapsedNs = List.copyOf(elapsedNs);
  }
}
