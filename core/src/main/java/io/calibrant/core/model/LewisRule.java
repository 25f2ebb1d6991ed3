package io.calibrant.core.model;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.GaussLegendre;
import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import org.jspecify.annotations.Nullable;

/// Nodes and weights of one expiry: Gauss-Legendre on [0, U], even or clustered towards 0.
///
/// U ends where the characteristic function and the control variate's are negligible. The rule is
/// the smallest of a list whose prices at the reference agree with the next larger one's at the
/// outermost and the middle strikes.
final class LewisRule {
  private static final double NEGLIGIBLE = 1e-15;
  private static final double ACCURACY = 1e-11;
  private static final int PROBES = 80;
  private static final double GROWTH = 1.2;

  private static final int FIRST_CLUSTERED = 48;
  private static final int[] SIZES = {24, 32, 40, 48, 64, 96, 128, 192, 256, 384};
  private static final GaussLegendre[] RULES = new GaussLegendre[SIZES.length];

  static {
    for (int i = 0; i < SIZES.length; i++) {
      RULES[i] = GaussLegendre.of(SIZES[i]);
    }
  }

  /// On the Lewis line.
  final LinePoints points;

  /// With 1/(πm), negative: a product adds up to −∫.
  final double[] weights;

  /// v of the control variate.
  final double deviation;

  private LewisRule(LinePoints points, double[] weights, double deviation) {
    this.points = points;
    this.weights = weights;
    this.deviation = deviation;
  }

  /// The rule for these strikes, or null where even the largest has not converged.
  static @Nullable LewisRule of(
      TransformModel model, NodePasses passes, double years, double[] ks, double[] reference) {
    double v = Math.sqrt(-8 * centre(model, years, reference));
    double u = end(model, passes, years, reference, v);
    if (!(v > 0 && u < Double.POSITIVE_INFINITY)) {
      return null;
    }
    double[] some = some(ks);
    double[][] before = new double[2][];
    for (int i = 0; i < SIZES.length; i++) {
      for (int c = 0; c < (SIZES[i] < FIRST_CLUSTERED ? 1 : 2); c++) {
        double[] values = values(of(i, years, u, v, c == 1), model, passes, some, reference);
        double[] coarse = before[c];
        if (coarse != null && agree(values, coarse)) {
          return of(i - 1, years, u, v, c == 1);
        }
        before[c] = values;
      }
    }
    return null;
  }

  private static double[] values(
      LewisRule rule, TransformModel model, NodePasses passes, double[] ks, double[] reference) {
    LewisSlice slice = new LewisSlice(model, passes, rule, ks);
    double[] values = new double[ks.length];
    slice.evaluate(reference, false);
    slice.values(values, 0);
    return values;
  }

  private static LewisRule of(int index, double years, double u, double v, boolean cluster) {
    GaussLegendre rule = RULES[index];
    int n = rule.size();
    double[] us = new double[n];
    double[] weights = new double[n];
    for (int j = 0; j < n; j++) {
      double h = rule.node(j);
      us[j] = cluster ? u * h * h : u * h;
      double slope = cluster ? 2 * u * h : u;
      weights[j] = -rule.weight(j) * slope / (Math.PI * (us[j] * us[j] + 0.25));
    }
    return new LewisRule(points(us, years), weights, v);
  }

  private static LinePoints points(double[] us, double years) {
    double[] squares = new double[us.length];
    double[] times = new double[us.length];
    for (int j = 0; j < us.length; j++) {
      squares[j] = us[j] * us[j] + 0.25;
      times[j] = years;
    }
    return new LinePoints(us, squares, times);
  }

  private static boolean agree(double[] values, double[] others) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i] - others[i]) <= ACCURACY)) {
        return false;
      }
    }
    return true;
  }

  private static double[] some(double[] ks) {
    double least = ks[0];
    double most = ks[0];
    for (double k : ks) {
      least = Math.min(least, k);
      most = Math.max(most, k);
    }
    return new double[] {least, ks[ks.length / 2], most};
  }

  /// L(½).
  private static double centre(TransformModel model, double years, double[] x) {
    TransformNodes probe = TransformNodes.of(model, 1);
    probe.reset(false);
    probe.add(0.5, 0);
    model.evaluate(x, years, probe);
    return probe.re(0, 0);
  }

  /// The least probed U beyond which everything is negligible, +∞ where there is none.
  private static double end(
      TransformModel model, NodePasses passes, double years, double[] x, double v) {
    double[] us = new double[PROBES];
    double u = 1 / v;
    for (int i = 0; i < PROBES; i++) {
      us[i] = u;
      u *= GROWTH;
    }
    LinePoints points = points(us, years);
    LineKernel kernel = model.lineKernel(passes, points);
    double[][] re = new double[1 + model.parameterCount()][PROBES];
    double[][] im = new double[re.length][PROBES];
    kernel.evaluate(x, false, re, im);
    int i = PROBES - 1;
    for (; i >= 0; i--) {
      double size = Math.max(re[0][i], -0.5 * v * v * points.squares()[i]);
      if (!(Elementary.exp(size) / us[i] < NEGLIGIBLE)) {
        break;
      }
    }
    return i == PROBES - 1 ? Double.POSITIVE_INFINITY : us[i + 1];
  }
}
