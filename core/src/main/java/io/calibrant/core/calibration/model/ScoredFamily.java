package io.calibrant.core.calibration.model;

import java.util.Arrays;

/// A family fitted to all quotes, with its loss there and its loss on quotes that a second fit did
/// not see. The two belong together: the first alone says nothing about a model.
///
/// @param family which
/// @param fit to all quotes
/// @param quotes all of them
/// @param in loss of that fit on all quotes
/// @param out loss of the other fit on the quotes held out
/// @param heldErrors |vol error| of the other fit at each quote held out, decimal vol
public record ScoredFamily(
    Family family,
    FamilyFit fit,
    ModelQuotes quotes,
    FitLoss in,
    FitLoss out,
    HeldErrors heldErrors) {

  /// Fits and scores `family`.
  public static ScoredFamily of(Family family, ModelQuotes quotes) {
    HoldOut split = HoldOut.of(quotes);
    FamilyFit all = family.fit(quotes);
    FamilyFit some = family.fit(split.shown(), all);
    double[] held = some.vols(split.held());
    return new ScoredFamily(
        family,
        all,
        quotes,
        FitLoss.ofVols(quotes, all.vols(quotes)),
        FitLoss.ofVols(split.held(), held),
        HeldErrors.of(split.held(), held));
  }

  /// Squared errors at the quotes held out, vol points². Immutable.
  public static final class HeldErrors {
    private final double[] squares;

    private HeldErrors(double[] squares) {
      this.squares = squares;
    }

    /// The errors of `vols`, one a quote.
    public static HeldErrors of(ModelQuotes held, double[] vols) {
      double[] squares = new double[vols.length];
      for (int i = 0; i < squares.length; i++) {
        double points = 100 * (vols[i] - held.vol(i));
        squares[i] = points * points;
      }
      return new HeldErrors(squares);
    }

    /// Number of quotes held out.
    public int size() {
      return squares.length;
    }

    /// Mean square; NaN where a vol is missing.
    public double mean() {
      return Arrays.stream(squares).average().orElse(Double.NaN);
    }

    /// Standard error of the mean of the differences to `other`, quote by quote.
    public double errorOfDifference(HeldErrors other) {
      int n = squares.length;
      double mean = mean() - other.mean();
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double off = squares[i] - other.squares[i] - mean;
        sum += off * off;
      }
      return Math.sqrt(sum / (n * (double) Math.max(1, n - 1)));
    }
  }
}
