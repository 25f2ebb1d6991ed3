package io.calibrant.core.model;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.GaussLegendre;
import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import org.jspecify.annotations.Nullable;

/// Chooses the nodes of one expiry after another: Gauss-Legendre on [0, U], even or clustered
/// towards 0. Mutable; it keeps its memory, so that a second choice allocates nothing.
///
/// U ends where the characteristic function and the control variate's are negligible, revivals
/// ([TransformModel#revival]) included. The rule is the smallest of a list, from the size that U ·
/// v usually asks for, whose prices at the reference agree with the next larger one's at the
/// outermost and the middle strikes.
final class LewisRule {
  private static final double NEGLIGIBLE = 1e-15;
  private static final double ACCURACY = 1e-11;
  private static final int PROBES = 80;

  /// Of the probes, those that suffice where the transform has long vanished at the last of them.
  private static final int FEW_PROBES = 24;

  /// Probes that must be negligible at the end of the few.
  private static final int TAIL = 6;

  private static final double GROWTH = 1.2;

  /// Most revivals of the characteristic function that are looked at.
  private static final int REVIVALS = 100;

  /// How far apart, in units of 1/|k|, nodes for NIG may lie: its transform decays evenly, and of
  /// 6,000 random slices none was met by fewer.
  private static final double SPACING = 4;

  /// Up to which U · v a size usually suffices.
  private static final double[] REACHES = {12, 17, 24, 34, 50, 75, 110, 170, 250};

  /// The same where errors of 10⁻⁵ of the forward do not matter.
  private static final double[] ROUGH_REACHES = {34, 42, 50, 60, 75, 110, 170, 250, 400};

  /// U · v from which clustered nodes do better.
  private static final double CLUSTERED_REACH = 60;

  /// The last few serve transforms that hardly decay, such as those of a variance that all but
  /// vanishes beside many small jumps: a hundred times quicker than a contour for each option.
  private static final int[] SIZES = {24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 768, 1536, 3072};

  /// The largest that can be chosen: the last only confirms it.
  private static final int FINEST = SIZES[SIZES.length - 2];

  /// How many of them are made at once; the others when they are asked for.
  private static final int SMALL = 10;

  private static final GaussLegendre[] RULES = new GaussLegendre[SMALL];

  static {
    for (int i = 0; i < SMALL; i++) {
      RULES[i] = GaussLegendre.of(SIZES[i]);
    }
  }

  /// The rules that few ever need.
  private static final class Large {
    static final GaussLegendre[] RULES = new GaussLegendre[SIZES.length - SMALL];

    static {
      for (int i = 0; i < RULES.length; i++) {
        RULES[i] = GaussLegendre.of(SIZES[SMALL + i]);
      }
    }
  }

  private static GaussLegendre rule(int i) {
    return i < SMALL ? RULES[i] : Large.RULES[i - SMALL];
  }

  private final TransformModel model;
  private final NodePasses passes;
  private final TransformNodes centre;
  private final Probes few;
  private @Nullable Probes many;
  private final @Nullable LewisSlice[] trials = new LewisSlice[SIZES.length];
  private final double[] some = new double[3];
  private final double[] values = new double[3];
  private final double[] before = new double[3];

  private int index;
  private boolean clustered;
  private double end;
  private double deviation;

  /// Points far out.
  private static final class Probes {
    private final LinePoints points;
    private final LineKernel kernel;
    private final double[][] re;
    private final double[][] im;

    Probes(TransformModel model, NodePasses passes, int count) {
      points = new LinePoints(new double[count], new double[count], new double[count]);
      kernel = model.lineKernel(passes, points);
      re = new double[1 + model.parameterCount()][count];
      im = new double[re.length][count];
    }

    /// Index of the least probe from which on everything is negligible; the count if there is none.
    int end(double years, double v, double[] x) {
      double[] us = points.us();
      double u = 1 / v;
      for (int i = 0; i < us.length; i++) {
        us[i] = u;
        points.squares()[i] = u * u + 0.25;
        points.years()[i] = years;
        u *= GROWTH;
      }
      kernel.evaluate(x, false, re, im);
      int i = us.length;
      for (; i > 0; i--) {
        double size = Math.max(re[0][i - 1], -0.5 * v * v * points.squares()[i - 1]);
        if (!(Elementary.exp(size) / us[i - 1] < NEGLIGIBLE)) {
          break;
        }
      }
      return i;
    }
  }

  LewisRule(TransformModel model, NodePasses passes) {
    this.model = model;
    this.passes = passes;
    centre = TransformNodes.of(model, 1);
    few = new Probes(model, passes, FEW_PROBES);
  }

  /// Chooses for these strikes; false where even the largest rule has not converged.
  boolean choose(double years, double[] ks, double[] reference) {
    if (!measure(years, reference)) {
      return false;
    }
    span(ks);
    if (model instanceof NormalInverseGaussian && end * reach() > SPACING * FINEST) {
      return false; // it would be tried in vain
    }
    clustered = end * deviation > CLUSTERED_REACH;
    for (int i = usual(REACHES), tried = 0; i < SIZES.length; i++, tried++) {
      price(i, years, reference);
      if (tried > 0 && agree(values, before)) {
        index = i - 1;
        return true;
      }
      System.arraycopy(values, 0, before, 0, values.length);
    }
    return false;
  }

  /// Takes few nodes untested, for first steps that need no more than some 10⁻⁴ of the forward;
  /// false where not even the end of the integral is known.
  boolean guess(double years, double[] reference) {
    if (!measure(years, reference)) {
      return false;
    }
    clustered = end * deviation > CLUSTERED_REACH;
    index = usual(ROUGH_REACHES);
    return true;
  }

  private int usual(double[] reaches) {
    int i = 0;
    while (i < SMALL - 2 && end * deviation > reaches[i]) {
      i++;
    }
    return i;
  }

  /// Finds v and U; false where there is no U.
  private boolean measure(double years, double[] reference) {
    deviation = Math.sqrt(-8 * size(years, reference, 0));
    end = deviation > 0 ? end(years, reference) : Double.POSITIVE_INFINITY;
    end = revived(years, reference);
    return end < Double.POSITIVE_INFINITY;
  }

  private void price(int i, double years, double[] reference) {
    LewisSlice trial = trials[i];
    if (trial == null) {
      trial = new LewisSlice(model, passes, SIZES[i], some);
      trials[i] = trial;
    }
    trial.aim(some);
    trial.place(rule(i), clustered, end, deviation, years);
    trial.evaluate(reference, false);
    trial.values(values, 0);
  }

  /// Which of the sizes was chosen.
  int index() {
    return index;
  }

  /// How many sizes there are.
  static int sizeCount() {
    return SIZES.length;
  }

  /// Number of nodes chosen.
  int size() {
    return SIZES[index];
  }

  /// Gives a slice of that size the nodes chosen.
  void place(LewisSlice slice, double years) {
    slice.place(rule(index), clustered, end, deviation, years);
  }

  private static boolean agree(double[] values, double[] others) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i] - others[i]) <= ACCURACY)) {
        return false;
      }
    }
    return true;
  }

  private void span(double[] ks) {
    double least = ks[0];
    double most = ks[0];
    for (double k : ks) {
      least = Math.min(least, k);
      most = Math.max(most, k);
    }
    some[0] = least;
    some[1] = ks[ks.length / 2];
    some[2] = most;
  }

  private double reach() {
    return Math.max(Math.abs(some[0]), Math.abs(some[2]));
  }

  /// Re L(½ + iu).
  private double size(double years, double[] x, double u) {
    centre.reset(false);
    centre.add(0.5, u);
    model.evaluate(x, years, centre);
    return centre.re(0, 0);
  }

  /// U, or the end of the last revival beyond it that is not negligible: probes pass them over. +∞
  /// where there is no end to them.
  private double revived(double years, double[] x) {
    double last = end;
    double u = model.revival(x, years, 0.5, end);
    double half = u < Double.POSITIVE_INFINITY ? 0.5 * model.revival(x, years, 0.5, 0) : 0;
    for (int i = 0; u < Double.POSITIVE_INFINITY; i++) {
      if (Elementary.exp(size(years, x, u)) < NEGLIGIBLE * u) {
        return last;
      }
      if (i == REVIVALS) {
        return Double.POSITIVE_INFINITY;
      }
      // The further out, the fewer are looked at.
      last = Math.max(u + half, GROWTH * u);
      u = model.revival(x, years, 0.5, Math.max(u, last - half));
    }
    return last;
  }

  /// The least probed U beyond which everything is negligible, +∞ where there is none.
  private double end(double years, double[] x) {
    int last = few.end(years, deviation, x);
    if (last < FEW_PROBES - TAIL) {
      return few.points.us()[last];
    }
    Probes all = many;
    if (all == null) {
      all = new Probes(model, passes, PROBES);
      many = all;
    }
    last = all.end(years, deviation, x);
    return last == PROBES ? Double.POSITIVE_INFINITY : all.points.us()[last];
  }
}
