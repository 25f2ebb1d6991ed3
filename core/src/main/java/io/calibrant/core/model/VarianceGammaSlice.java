package io.calibrant.core.model;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.model.line.NodePasses;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The options of one expiry of [VarianceGamma]. Where T/ν is small its transform decays too slowly
/// for nodes on a line, and [VarianceGammaCut] takes its place; else they are priced as in any
/// other model.
final class VarianceGammaSlice implements SlicePricer {
  private static final int PARAMETERS = 3;

  /// The largest T/ν for which the cut is integrated: beyond it more than three digits cancel.
  private static final double LARGEST_SHAPE = 3;

  private final SlicePricer others;
  private final NodePasses passes;
  private final int[] order;
  private final double[] ks;
  private final double[] parities;
  private final VarianceGammaRates rates;
  private final VarianceGammaCut above;
  private final VarianceGammaCut below;
  private final double[] powers = new double[VarianceGammaCut.NODES.length];
  private final double[] logs = new double[powers.length];
  private final double[] inverses = new double[powers.length];

  private boolean cut;
  private int split;

  /// @param others prices them where T/ν is large
  VarianceGammaSlice(NodePasses passes, SlicePricer others, double years, double[] ks) {
    this.passes = passes;
    this.others = others;
    order =
        IntStream.range(0, ks.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> ks[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.ks = Arrays.stream(order).mapToDouble(i -> ks[i]).toArray();
    parities = Arrays.stream(this.ks).map(StrictMath::expm1).toArray();
    rates = new VarianceGammaRates(years);
    above = new VarianceGammaCut(passes, 1, ks.length);
    below = new VarianceGammaCut(passes, -1, ks.length);
  }

  /// Whether the cut prices options at these parameters.
  static boolean needed(double years, double[] parameters) {
    return years / parameters[2] <= LARGEST_SHAPE;
  }

  /// Parameters with a ν so small that [#needed] is false.
  static double[] smoother(double years, double[] parameters) {
    double[] x = parameters.clone();
    x[2] = Math.min(x[2], years / LARGEST_SHAPE);
    return x;
  }

  @Override
  public boolean evaluate(double[] x, boolean gradients) {
    cut = needed(rates.years, x);
    if (!cut) {
      return others.evaluate(x, gradients);
    }
    rates.set(x);
    split = split(rates.drift);
    above.take(ks, split, ks.length, rates);
    below.take(ks, 0, split, rates);
    tabulate();
    above.evaluate(rates, offset(), powers, logs, inverses, gradients);
    below.evaluate(rates, offset(), powers, logs, inverses, gradients);
    return true;
  }

  /// How many options lie below the drift.
  private int split(double drift) {
    int at = 0;
    while (at < ks.length && ks[at] <= drift) {
      at++;
    }
    return at;
  }

  private int offset() {
    return above.length == 0
        ? below.start
        : below.length == 0 ? above.start : Math.min(above.start, below.start);
  }

  /// What both cuts have in common.
  private void tabulate() {
    int from = offset();
    int to = Math.max(above.start + above.length, below.start + below.length);
    int n = Math.min((to - from + 7) / 8 * 8, powers.length / 8 * 8);
    double width = rates.width;
    double scale = 1 / width;
    double constant = rates.logProduct - Elementary.log(width);
    for (int j = 0; j < n; j++) {
      double t = VarianceGammaCut.NODES[Math.min(from + j, powers.length - 1)];
      logs[j] = t * scale;
      inverses[j] = 1 / (t + width);
    }
    passes.log1p(logs, logs, n);
    double shape = rates.shape;
    for (int j = 0; j < n; j++) {
      double log = VarianceGammaCut.STEP * (from - VarianceGammaCut.BELOW + j);
      logs[j] = constant - log - logs[j];
      powers[j] = shape * logs[j];
    }
    passes.exp(powers, powers, n);
  }

  @Override
  public void values(double[] values, int first) {
    if (!cut) {
      others.values(values, first);
      return;
    }
    for (int i = 0; i < ks.length; i++) {
      // Right of the drift calls, left of it puts; wanted are calls right of 0 and puts left of it.
      double value =
          i < split
              ? below.value(split - 1 - i) - (ks[i] >= 0 ? parities[i] : 0)
              : above.value(i - split) + (ks[i] < 0 ? parities[i] : 0);
      values[first + order[i]] = value;
    }
  }

  @Override
  public void jacobian(double[] jacobian, int first) {
    if (!cut) {
      others.jacobian(jacobian, first);
      return;
    }
    for (int i = 0; i < ks.length; i++) {
      int row = (first + order[i]) * PARAMETERS;
      for (int c = 0; c < PARAMETERS; c++) {
        jacobian[row + c] = i < split ? below.slope(split - 1 - i, c) : above.slope(i - split, c);
      }
    }
  }
}
