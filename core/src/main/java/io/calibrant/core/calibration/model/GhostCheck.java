package io.calibrant.core.calibration.model;

import io.calibrant.core.model.LineChecker;
import io.calibrant.core.model.LineChecker.Finding;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.TransformModel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Re-prices a fit's options with the independent integrator of [LineChecker]: an optimum that
/// exists only in the first integrator is a ghost, and must not be published.
///
/// Per expiry the outermost and the middle strikes are taken, which is where integrators go wrong.
/// A model without a characteristic function has no second integrator: nothing is said about it.
public final class GhostCheck {
  /// Frozen nodes promise 10⁻¹² of the forward at their reference and 10⁻¹⁰ near it.
  private static final double ABSOLUTE = 1e-9;

  private static final double RELATIVE = 1e-7;

  private GhostCheck() {}

  /// What is wrong with `prices`, in words; null when nothing is.
  ///
  /// @param prices undiscounted out-of-the-money values in units of the forward, in grid order
  public static @Nullable String ghost(
      Model model, double[] parameters, OptionGrid grid, double[] prices) {
    if (!(model instanceof TransformModel transform)) {
      return null;
    }
    var checker = LineChecker.of(transform);
    for (int e = 0; e < grid.expiryCount(); e++) {
      int last = grid.size(e) - 1;
      for (int j : new int[] {0, last / 2, last}) {
        double price = prices[grid.first(e) + j];
        Finding finding =
            checker.check(parameters, grid.expiry(e), grid.k(e, j), price, RELATIVE, ABSOLUTE);
        String wrong = wrong(finding, price);
        if (wrong != null) {
          return String.format(
              Locale.ROOT, "at T=%.5f, k=%.4f: %s", grid.expiry(e), grid.k(e, j), wrong);
        }
      }
    }
    return null;
  }

  private static @Nullable String wrong(Finding finding, double price) {
    return switch (finding) {
      case Finding.Confirmed confirmed -> null;
      case Finding.Ghost ghost ->
          "price %s, the second integrator says %s".formatted(ghost.first(), ghost.second());
      case Finding.Undecided undecided -> {
        double allowed = ABSOLUTE + 10 * undecided.error();
        // Without a bound of its own error the second integrator proves nothing.
        yield Math.abs(undecided.value() - price) <= allowed || !(allowed < 1)
            ? null
            : "price %s, the second integrator says %s ± %s"
                .formatted(price, undecided.value(), undecided.error());
      }
    };
  }
}
