package io.calibrant.core.model;

import io.calibrant.core.model.line.NodePasses;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The options of one expiry of [VarianceGamma]. Where T/ν is small its transform decays too slowly
/// for nodes on a line, and [VarianceGammaCut] takes its place; else they are priced as in any
/// other model.
final class VarianceGammaSlice implements SlicePricer {
  private static final int PARAMETERS = 3;

  /// The largest T/ν for which the cut is always integrated, and the largest for which it is where
  /// few digits cancel.
  private static final double SMALL_SHAPE = 3;

  private static final double LARGEST_SHAPE = 5.2;

  /// ln of what may cancel.
  private static final double MOST_LOSS = 14;

  private final SlicePricer others;
  private final NodePasses passes;
  private final int[] order;
  private final int count;
  private final double[] rising;
  private final double[] falling;
  private final double[] parities;
  private final VarianceGammaRates rates;
  private final VarianceGammaCut above;
  private final VarianceGammaCut below;
  private final double[] powers = new double[VarianceGammaCut.NODES.length + NodePasses.LANES];
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
    count = ks.length;
    rising = new double[count + NodePasses.LANES];
    falling = new double[rising.length];
    for (int i = 0; i < rising.length; i++) {
      rising[i] = count == 0 ? 0 : ks[order[Math.min(i, count - 1)]];
      falling[i] = count == 0 ? 0 : ks[order[Math.max(count - 1 - i, 0)]];
    }
    parities = Arrays.stream(rising).map(StrictMath::expm1).toArray();
    rates = new VarianceGammaRates(years);
    above = new VarianceGammaCut(passes, 1, ks.length);
    below = new VarianceGammaCut(passes, -1, ks.length);
  }

  /// Whether the cut prices options at these parameters whatever the strikes.
  static boolean needed(double years, double[] parameters) {
    return years / parameters[2] <= SMALL_SHAPE;
  }

  /// Parameters with a ν so small that [#needed] is false.
  static double[] smoother(double years, double[] parameters) {
    double[] x = parameters.clone();
    x[2] = Math.min(x[2], years / SMALL_SHAPE);
    return x;
  }

  @Override
  public boolean evaluate(double[] x, boolean gradients) {
    cut = takesCut(x);
    if (!cut) {
      return others.evaluate(x, gradients);
    }
    split = split(rates.drift);
    above.take(rising, split, count - split, rates);
    below.take(falling, count - split, split, rates);
    tabulate();
    above.evaluate(rates, offset(), powers, logs, inverses, gradients);
    below.evaluate(rates, offset(), powers, logs, inverses, gradients);
    return true;
  }

  /// Sets the rates and tells whether the cut prices the options.
  private boolean takesCut(double[] x) {
    if (count == 0 || !(rates.years / x[2] <= LARGEST_SHAPE)) {
      return false;
    }
    rates.set(x);
    return needed(rates.years, x)
        || (above.loss(rising[count - 1] - rates.drift, rates) < MOST_LOSS
            && below.loss(rates.drift - rising[0], rates) < MOST_LOSS);
  }

  /// How many options lie below the drift.
  private int split(double drift) {
    int at = 0;
    while (at < count && rising[at] <= drift) {
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
    int n = (to - from + NodePasses.LANES - 1) / NodePasses.LANES * NodePasses.LANES;
    double width = rates.width;
    double scale = 1 / width;
    double constant = rates.logRatio;
    for (int j = 0; j < n; j++) {
      double t = VarianceGammaCut.NODES[from + j];
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
    // Right of the drift calls, left of it puts; wanted are calls right of 0 and puts left of it.
    for (int i = 0; i < split; i++) {
      double parity = rising[i] >= 0 ? parities[i] : 0;
      values[first + order[i]] = below.value(split - 1 - i) - parity;
    }
    for (int i = split; i < count; i++) {
      double parity = rising[i] < 0 ? parities[i] : 0;
      values[first + order[i]] = above.value(i - split) + parity;
    }
  }

  @Override
  public void jacobian(double[] jacobian, int first) {
    if (!cut) {
      others.jacobian(jacobian, first);
      return;
    }
    for (int i = 0; i < split; i++) {
      below.slopes(split - 1 - i, jacobian, (first + order[i]) * PARAMETERS);
    }
    for (int i = split; i < count; i++) {
      above.slopes(i - split, jacobian, (first + order[i]) * PARAMETERS);
    }
  }
}
