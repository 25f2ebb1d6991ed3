package io.calibrant.core.model;

import io.calibrant.core.black.Black76;
import io.calibrant.core.math.GaussLegendre;
import io.calibrant.core.math.SineCosine;

/// The frozen nodes and tables of one expiry of a [LewisPricer].
///
/// The range [0, U] ends where both characteristic functions are negligible; the rule is the
/// smallest of a list, even or clustered towards 0, whose prices at the reference agree with
/// [ContourPricer] at the outermost and the middle strikes. Where none does (slow decay: variance
/// gamma near expiry) the expiry is priced option by option ([ContourSlice]).
final class LewisSlice implements SlicePricer {
  private static final double NEGLIGIBLE = 1e-17;
  private static final double ACCURACY = 1e-12;
  private static final double LARGEST_U = 1e8;
  private static final int[] SIZES = {32, 48, 64, 96, 128, 192, 256};

  private final TransformModel model;
  private final double years;
  private final double[] weights;
  private final double[] us;
  private final double[] cosines;
  private final double[] sines;
  private final double[] base;
  private final TransformNodes nodes;
  private final double[] re;
  private final double[] im;

  private LewisSlice(
      TransformModel model, double years, double[] ks, double v, double u, int n, boolean cluster) {
    this.model = model;
    this.years = years;
    us = new double[n];
    weights = new double[n];
    base = new double[ks.length];
    cosines = new double[ks.length * n];
    sines = new double[ks.length * n];
    nodes = TransformNodes.of(model, n);
    re = new double[n * (1 + model.parameterCount())];
    im = new double[re.length];
    GaussLegendre rule = GaussLegendre.of(n);
    for (int j = 0; j < n; j++) {
      double h = rule.node(j);
      us[j] = cluster ? u * h * h : u * h;
      double slope = cluster ? 2 * u * h : u;
      weights[j] = rule.weight(j) * slope / (StrictMath.PI * (us[j] * us[j] + 0.25));
    }
    for (int i = 0; i < ks.length; i++) {
      fill(i, ks[i], v);
    }
  }

  static SlicePricer of(TransformModel model, double years, double[] ks, double[] reference) {
    TransformNodes probe = TransformNodes.of(model, 1);
    double v = Math.sqrt(-8 * logSize(model, years, reference, probe, 0));
    double u = 1 / v;
    while (u < LARGEST_U && !negligible(model, years, reference, probe, v, u)) {
      u *= 1.25;
    }
    double[] some = ks.length < 3 ? ks : new double[] {least(ks), ks[ks.length / 2], most(ks)};
    double[] truth = new double[some.length];
    var pricer = ContourPricer.of(model);
    for (int i = 0; i < some.length; i++) {
      pricer.price(reference, years, some[i]);
      truth[i] = pricer.value();
    }
    double[] values = new double[some.length];
    for (int size : SIZES) {
      for (boolean cluster : new boolean[] {false, true}) {
        LewisSlice trial = new LewisSlice(model, years, some, v, u, size, cluster);
        trial.evaluate(reference, false);
        trial.values(values, 0);
        if (agree(values, truth)) {
          return new LewisSlice(model, years, ks, v, u, size, cluster);
        }
      }
    }
    return new ContourSlice(model, years, ks);
  }

  private static boolean agree(double[] values, double[] truth) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i] - truth[i]) <= ACCURACY)) {
        return false;
      }
    }
    return true;
  }

  private static double least(double[] ks) {
    double least = ks[0];
    for (double k : ks) {
      least = Math.min(least, k);
    }
    return least;
  }

  private static double most(double[] ks) {
    double most = ks[0];
    for (double k : ks) {
      most = Math.max(most, k);
    }
    return most;
  }

  private static double logSize(
      TransformModel model, double years, double[] x, TransformNodes probe, double u) {
    probe.reset(false);
    probe.add(0.5, u);
    model.evaluate(x, years, probe);
    return probe.re(0, 0);
  }

  private static boolean negligible(
      TransformModel model, double years, double[] x, TransformNodes probe, double v, double u) {
    double size = Math.max(logSize(model, years, x, probe, u), -0.5 * v * v * (u * u + 0.25));
    return StrictMath.exp(size) / u < NEGLIGIBLE;
  }

  private void fill(int i, double k, double v) {
    double scale = StrictMath.exp(0.5 * k);
    double sum = 0;
    for (int j = 0; j < us.length; j++) {
      int at = i * us.length + j;
      cosines[at] = scale * SineCosine.cos(us[j] * k);
      sines[at] = scale * SineCosine.sin(us[j] * k);
      double gauss = StrictMath.exp(-0.5 * v * v * (us[j] * us[j] + 0.25));
      sum += weights[j] * gauss * cosines[at];
    }
    base[i] = sum + (k >= 0 ? Black76.normalizedCall(k, v) : Black76.normalizedPut(k, v));
  }

  @Override
  public boolean evaluate(double[] x, boolean gradients) {
    nodes.reset(gradients);
    for (double u : us) {
      nodes.add(0.5, u);
    }
    model.evaluate(x, years, nodes);
    int n = us.length;
    int columns = gradients ? model.parameterCount() : 0;
    for (int j = 0; j < n; j++) {
      double size = weights[j] * StrictMath.exp(nodes.re(j, 0));
      double fr = size * SineCosine.cos(nodes.im(j, 0));
      double fi = size * SineCosine.sin(nodes.im(j, 0));
      re[j] = fr;
      im[j] = fi;
      for (int c = 1; c <= columns; c++) {
        re[c * n + j] = fr * nodes.re(j, c) - fi * nodes.im(j, c);
        im[c * n + j] = fr * nodes.im(j, c) + fi * nodes.re(j, c);
      }
    }
    return true;
  }

  @Override
  public void values(double[] values, int first) {
    for (int i = 0; i < base.length; i++) {
      values[first + i] = base[i] - product(i, 0);
    }
  }

  @Override
  public void jacobian(double[] jacobian, int first) {
    int columns = model.parameterCount();
    for (int i = 0; i < base.length; i++) {
      for (int c = 0; c < columns; c++) {
        jacobian[(first + i) * columns + c] = -product(i, c + 1);
      }
    }
  }

  private double product(int i, int c) {
    int n = us.length;
    double even = 0;
    double odd = 0;
    for (int j = 0; j < n; j++) {
      even = Math.fma(re[c * n + j], cosines[i * n + j], even);
      odd = Math.fma(im[c * n + j], sines[i * n + j], odd);
    }
    return even + odd;
  }
}
