package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.model.Family;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.FitLoss;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.calibration.track.FamilyResult.Movement;
import io.calibrant.core.calibration.track.FamilyResult.Prior;
import io.calibrant.core.calibration.track.FamilyResult.Solve;
import io.calibrant.core.solve.route.History;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A family that remembers nothing: every fit stands for itself.
///
/// @param family which
record FollowedOther(Family family) implements FollowedFamily {
  /// Of more parameters, as smiles per expiry have, none are told.
  private static final int MOST_ESTIMATES = 12;

  @Override
  public Fitted fit(ModelInput input, @Nullable FamilyState before, History history, Cuts cuts) {
    ScoredFamily scored = ScoredFamily.of(family, input.quotes());
    FamilyFit fit = scored.fit();
    List<FamilyFit.Estimate> estimates = fit.estimates();
    FitLoss in = scored.in();
    var result =
        new FamilyResult(
            family.name(),
            family.parameterCount(input.quotes().grid().expiryCount()),
            fit.status().word(),
            StatusText.of(fit.status()),
            fit.status().isPublishable(),
            0,
            estimates.size() > MOST_ESTIMATES ? List.of() : estimates,
            Movement.UNKNOWN,
            in,
            scored.out(),
            Double.NaN,
            Solve.direct(fit.reason(), fit.evaluations(), Prior.NONE));
    return new Fitted(scored, result, null);
  }
}
