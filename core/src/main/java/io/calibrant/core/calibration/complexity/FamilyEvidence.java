package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Neighbourhood;
import io.calibrant.core.calibration.model.ScoredFamily;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Everything that speaks for or against one family: its errors on quotes held out, information
/// criteria, and leave-one-out densities.
///
/// @param scored fitted, with its losses in and out of sample
/// @param criteria of the fit to all quotes, whose whitened residuals are told in units of their
///   own scale: n ln s² stands for the sum of squares
/// @param loo leave-one-out densities of all quotes; null where the fit has no posterior
public record FamilyEvidence(
    ScoredFamily scored, InformationCriteria criteria, @Nullable PsisLoo loo) {
  private static final long SEED = 20_150_707;

  /// The evidence on a family that was scored.
  public static FamilyEvidence of(ScoredFamily scored) {
    ModelQuotes quotes = scored.quotes();
    int parameters = scored.family().parameterCount(quotes.grid().expiryCount());
    double[] vols = scored.fit().vols(quotes);
    double scale = PosteriorDraws.scale(quotes, vols, parameters);
    double[] residuals = new double[vols.length];
    Arrays.setAll(residuals, i -> (vols[i] - quotes.vol(i)) / quotes.stdDev(i));
    Neighbourhood near = scored.fit().neighbourhood(quotes);
    PsisLoo loo =
        near == null || !(scale > 0 && scale < Double.POSITIVE_INFINITY)
            ? null
            : PosteriorDraws.loo(quotes, near, scale, SEED);
    return new FamilyEvidence(
        scored, InformationCriteria.ofUnknownScale(residuals, parameters), loo);
  }

  /// Number of parameters on the surface that was scored.
  public int complexity() {
    return scored.family().parameterCount(scored.quotes().grid().expiryCount());
  }

  /// Whether its leave-one-out densities may be believed.
  public boolean isLooReliable() {
    return loo != null && loo.isReliable();
  }
}
