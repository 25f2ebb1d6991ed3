package io.calibrant.core.calibration.sequence;

import java.util.Locale;

/// What the movement of the parameters says about a model.
///
/// @param verdict in one word
/// @param parameter the least calm one
/// @param index its median |jump| in posterior standard deviations
/// @param sentence the verdict with its numbers
public record Stability(Verdict verdict, String parameter, double index, String sentence) {
  /// What an unstable parameter means.
  public enum Verdict {
    /// Parameters move within their own uncertainty.
    STABLE,
    /// They follow noise: quotes that the fit did not see are met much worse than those it saw.
    OVERFIT,
    /// They follow what the model leaves out: quotes unseen are met as well as those seen, and the
    /// parameters move all the same.
    WRONG_ASSUMPTION,
    /// Too few updates to tell.
    TOO_EARLY
  }

  static Stability of(Verdict verdict, String parameter, double index, double ratio) {
    String moved =
        String.format(
            Locale.ROOT, "%s moves %.2f of its standard deviations a step", parameter, index);
    String sentence =
        switch (verdict) {
          case TOO_EARLY -> "too few updates to tell";
          case STABLE -> "stable: even " + moved;
          case OVERFIT ->
              moved
                  + String.format(
                      Locale.ROOT,
                      ", and quotes held out are met %.1f times worse: the model fits noise",
                      ratio);
          case WRONG_ASSUMPTION ->
              moved
                  + String.format(
                      Locale.ROOT,
                      ", though quotes held out are met as well (%.1f times): the model leaves"
                          + " something out",
                      ratio);
        };
    return new Stability(verdict, parameter, index, sentence);
  }
}
