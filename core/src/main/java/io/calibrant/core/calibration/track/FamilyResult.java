package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.calibration.model.FitLoss;
import java.util.List;

/// What became of one family in one step.
///
/// @param name of the family
/// @param parameterCount on all expiries
/// @param status one word, such as `UNIDENTIFIED`
/// @param detail of the status in words; empty where there is nothing to add
/// @param published whether the parameters may be used: a ghost, or no fit at all, may not
/// @param subject what the estimates are of where they are not the whole family: an expiry's label
///   in ns since 1970, 0 for all expiries
/// @param estimates the parameters; their errors are those of these quotes alone, without the prior
/// @param stability how the parameters have moved
/// @param in loss on the quotes fitted
/// @param out loss of a second fit on quotes that it did not see
/// @param nextVolPoints root mean square error of the parameters before on these quotes, vol
///   points; NaN at the first step
/// @param solve how it was solved
public record FamilyResult(
    String name,
    int parameterCount,
    String status,
    String detail,
    boolean published,
    long subject,
    List<Estimate> estimates,
    Movement stability,
    FitLoss in,
    FitLoss out,
    double nextVolPoints,
    Solve solve) {
  public FamilyResult {
    estimates = List.copyOf(estimates);
  }

  /// How the parameters have moved over the last updates.
  ///
  /// @param indices median |jump| of each in standard deviations, aligned with the estimates
  /// @param verdict `STABLE`, `OVERFIT`, `WRONG_ASSUMPTION` or `TOO_EARLY`
  /// @param sentence the verdict with its numbers
  public record Movement(List<Double> indices, String verdict, String sentence) {
    /// Nothing is known.
    public static final Movement UNKNOWN =
        new Movement(List.of(), "TOO_EARLY", "too few updates to tell");

    public Movement {
      indices = List.copyOf(indices);
    }
  }

  /// What the prior of a fit was.
  public enum Prior {
    /// None: the first fit, or the last one was cut short.
    NONE,
    /// The last fit, widened by what may have moved since.
    LAST_FIT,
    /// The quotes contradicted it: it was dropped and the fit made afresh.
    CONTRADICTED
  }

  /// How a fit was solved.
  ///
  /// @param reason one sentence
  /// @param evaluations of the whole surface, or passes over all slices
  /// @param cut whether a deadline cut it
  /// @param prior what it began with
  /// @param priorChiSquare how far the quotes moved it, in χ²; NaN without a prior
  /// @param misfit s = √s²: residuals in units of the quotes' errors; NaN where unknown
  /// @param condition of the quotes' information; NaN where unknown
  /// @param weakest the direction that the quotes tell least, in words
  /// @param route the router's record as `RouteRecord.toText` writes it; empty where none was asked
  public record Solve(
      String reason,
      int evaluations,
      boolean cut,
      Prior prior,
      double priorChiSquare,
      double misfit,
      double condition,
      String weakest,
      String route) {
    /// A fit with a method of its own.
    static Solve direct(String reason, int evaluations, Prior prior) {
      return new Solve(
          reason, evaluations, false, prior, Double.NaN, Double.NaN, Double.NaN, "", "");
    }
  }
}
