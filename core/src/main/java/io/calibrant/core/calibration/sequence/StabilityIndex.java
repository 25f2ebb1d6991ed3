package io.calibrant.core.calibration.sequence;

import java.util.Arrays;
import java.util.List;

/// The stability of parameters on line: the median |jump| of each in its posterior standard
/// deviations over the last [#WINDOW] updates, and what it means.
///
/// A parameter is unstable when the median exceeds 1. Then the ratio of the losses out of and in
/// sample says why: above [#OVERFIT_RATIO] the fit follows noise, else the model is wrong. One
/// thread at a time; memory is bounded.
public final class StabilityIndex {
  /// Updates that count.
  public static final int WINDOW = 28;

  /// Median jump above which a parameter is unstable, in posterior standard deviations.
  public static final double LIMIT = 1;

  /// Loss out of sample over loss in sample, above which instability is over-fit.
  public static final double OVERFIT_RATIO = 1.5;

  private static final int LEAST = 5;

  private final List<String> names;
  private final double[][] jumps;
  private final double[] ratios = new double[WINDOW];
  private final double[] last;
  private int updates = -1;

  /// An index of the parameters `names`.
  public StabilityIndex(List<String> names) {
    this.names = List.copyOf(names);
    this.jumps = new double[names.size()][WINDOW];
    this.last = new double[names.size()];
  }

  /// An index that goes on where another stopped.
  ///
  /// @param state its [#state]
  public static StabilityIndex resumed(List<String> names, double[] state) {
    var index = new StabilityIndex(names);
    int n = index.names.size();
    if (state.length != 1 + n + (n + 1) * WINDOW) {
      throw new IllegalArgumentException(
          "a state of %d numbers for %d parameters: take one of the same parameters"
              .formatted(state.length, n));
    }
    index.updates = (int) state[0];
    System.arraycopy(state, 1, index.last, 0, n);
    System.arraycopy(state, 1 + n, index.ratios, 0, WINDOW);
    for (int j = 0; j < n; j++) {
      System.arraycopy(state, 1 + n + (j + 1) * WINDOW, index.jumps[j], 0, WINDOW);
    }
    return index;
  }

  /// Everything it knows, for [#resumed].
  public double[] state() {
    int n = names.size();
    double[] state = new double[1 + n + (n + 1) * WINDOW];
    state[0] = updates;
    System.arraycopy(last, 0, state, 1, n);
    System.arraycopy(ratios, 0, state, 1 + n, WINDOW);
    for (int j = 0; j < n; j++) {
      System.arraycopy(jumps[j], 0, state, 1 + n + (j + 1) * WINDOW, WINDOW);
    }
    return state;
  }

  /// The last values; NaN before the first update.
  public double last(int j) {
    return updates < 0 ? Double.NaN : last[j];
  }

  /// Takes one update.
  ///
  /// @param values the parameters, or better their coordinates, where a Gaussian fits
  /// @param stdDevs posterior; one that is not positive and finite gives no jump
  /// @param lossIn root mean square loss on the quotes fitted, > 0
  /// @param lossOut the same on quotes held out, ≥ 0
  public void accept(double[] values, double[] stdDevs, double lossIn, double lossOut) {
    if (values.length != names.size() || stdDevs.length != names.size()) {
      throw new IllegalArgumentException(
          "%d values and %d stdDevs for %d parameters: give one each"
              .formatted(values.length, stdDevs.length, names.size()));
    }
    if (updates >= 0) {
      int at = updates % WINDOW;
      for (int j = 0; j < last.length; j++) {
        double jump = Math.abs(values[j] - last[j]) / stdDevs[j];
        jumps[j][at] = stdDevs[j] > 0 && Double.isFinite(jump) ? jump : 0;
      }
      double ratio = lossOut / lossIn;
      ratios[at] = Double.isFinite(ratio) ? ratio : 1;
    }
    System.arraycopy(values, 0, last, 0, last.length);
    updates++;
  }

  /// The median |jump| of parameter `j`, in posterior standard deviations; 0 before two updates.
  public double index(int j) {
    return median(jumps[j]);
  }

  /// What all of it says.
  public Stability stability() {
    int worst = 0;
    for (int j = 1; j < names.size(); j++) {
      worst = index(j) > index(worst) ? j : worst;
    }
    double ratio = median(ratios);
    Stability.Verdict verdict =
        updates < LEAST
            ? Stability.Verdict.TOO_EARLY
            : index(worst) <= LIMIT
                ? Stability.Verdict.STABLE
                : ratio > OVERFIT_RATIO
                    ? Stability.Verdict.OVERFIT
                    : Stability.Verdict.WRONG_ASSUMPTION;
    return Stability.of(verdict, names.get(worst), index(worst), ratio);
  }

  private double median(double[] window) {
    int count = Math.max(0, Math.min(updates, WINDOW));
    if (count == 0) {
      return 0;
    }
    double[] sorted = Arrays.copyOf(window, count);
    Arrays.sort(sorted);
    int middle = count / 2;
    return count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
  }
}
