package io.calibrant.core.model;

import io.calibrant.core.model.line.NodePasses;

/// All options of a grid on the Lewis line with a Black-76 control variate and Gauss-Legendre nodes
/// that stay frozen, so that one evaluation of the characteristic function serves all strikes of an
/// expiry and the Jacobian is the exact derivative of the values.
///
/// A. L. Lewis, *A simple option formula for general jump-diffusion and other exponential Lévy
/// processes*, 2001; p = ½ + iu, m = u² + ¼:
///
/// ```
/// c(k) = c_Black(k, v) + (e^(k/2)/π) ∫₀^∞ Re[e^(−iuk) (e^(−v²m/2) − e^(L(p)))]/m du,  v² = −8 L(½)
/// ```
///
/// Values are absolutely accurate (1e-12 of the forward at the reference, [LewisRule]), which is
/// what a calibration needs; a single far option is for [ContourPricer].
final class LewisPricer implements SurfacePricer {
  private final TransformModel model;
  private final SlicePricer[] slices;
  private final int[] firsts;

  private LewisPricer(TransformModel model, SlicePricer[] slices, int[] firsts) {
    this.model = model;
    this.slices = slices;
    this.firsts = firsts;
  }

  static LewisPricer of(TransformModel model, OptionGrid grid, double[] reference) {
    var refusals = model.refusals(reference);
    if (!refusals.isEmpty()) {
      throw new IllegalArgumentException("reference parameters: " + refusals.getFirst());
    }
    NodePasses passes = NodePasses.fastest();
    SlicePricer[] slices = new SlicePricer[grid.expiryCount()];
    int[] firsts = new int[slices.length];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = slice(model, passes, grid.expiry(i), grid.ks(i), reference);
      firsts[i] = grid.first(i);
    }
    return new LewisPricer(model, slices, firsts);
  }

  private static SlicePricer slice(
      TransformModel model, NodePasses passes, double years, double[] ks, double[] reference) {
    if (!(model instanceof VarianceGamma)) {
      return onLine(model, passes, years, ks, reference);
    }
    double[] smooth =
        VarianceGammaSlice.needed(years, reference)
            ? VarianceGammaSlice.smoother(years, reference)
            : reference;
    return new VarianceGammaSlice(passes, onLine(model, passes, years, ks, smooth), years, ks);
  }

  private static SlicePricer onLine(
      TransformModel model, NodePasses passes, double years, double[] ks, double[] reference) {
    LewisRule rule = ks.length == 0 ? null : LewisRule.of(model, passes, years, ks, reference);
    return rule == null
        ? new ContourSlice(model, years, ks)
        : new LewisSlice(model, passes, rule, ks);
  }

  @Override
  public boolean price(double[] parameters, double[] values) {
    if (!model.admits(parameters)) {
      return false;
    }
    for (int i = 0; i < slices.length; i++) {
      if (!slices[i].evaluate(parameters, false)) {
        return false;
      }
      slices[i].values(values, firsts[i]);
    }
    return true;
  }

  @Override
  public boolean price(double[] parameters, double[] values, double[] jacobian) {
    if (!model.admits(parameters)) {
      return false;
    }
    for (int i = 0; i < slices.length; i++) {
      if (!slices[i].evaluate(parameters, true)) {
        return false;
      }
      slices[i].values(values, firsts[i]);
      slices[i].jacobian(jacobian, firsts[i]);
    }
    return true;
  }
}
