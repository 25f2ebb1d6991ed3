package io.calibrant.core.model;

import io.calibrant.core.model.line.NodePasses;
import org.jspecify.annotations.Nullable;

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
  private final NodePasses passes;
  private final OptionGrid grid;
  private final double[][] ks;
  private final SlicePricer[] slices;

  /// Of each expiry by size, so that going back to a size allocates nothing.
  private final @Nullable LewisSlice[][] kept;

  private final LewisRule rule;
  private final boolean rough;

  private LewisPricer(TransformModel model, NodePasses passes, OptionGrid grid, boolean rough) {
    this.model = model;
    this.rough = rough;
    this.passes = passes;
    this.grid = grid;
    slices = new SlicePricer[grid.expiryCount()];
    kept = new LewisSlice[slices.length][LewisRule.sizeCount()];
    ks = new double[slices.length][];
    for (int i = 0; i < ks.length; i++) {
      ks[i] = grid.ks(i);
    }
    rule = new LewisRule(model, passes);
  }

  static LewisPricer of(TransformModel model, OptionGrid grid, double[] reference) {
    return of(model, grid, reference, false);
  }

  /// One on few nodes, chosen untested.
  static LewisPricer sketch(TransformModel model, OptionGrid grid, double[] reference) {
    return of(model, grid, reference, true);
  }

  private static LewisPricer of(
      TransformModel model, OptionGrid grid, double[] reference, boolean rough) {
    var pricer = new LewisPricer(model, NodePasses.fastest(), grid, rough);
    pricer.renew(reference);
    return pricer;
  }

  @Override
  public boolean renew(double[] reference) {
    if (!model.admits(reference)) {
      throw new IllegalArgumentException(
          "reference parameters: " + model.refusals(reference).getFirst());
    }
    for (int i = 0; i < slices.length; i++) {
      slices[i] = slice(i, reference);
    }
    return true;
  }

  @Override
  public boolean isSlow() {
    for (SlicePricer slice : slices) {
      if (slice instanceof ContourSlice) {
        return true;
      }
    }
    return false;
  }

  private boolean hasRule(double years, double[] strikes, double[] reference) {
    return (rough && rule.guess(years, reference)) || rule.choose(years, strikes, reference);
  }

  private SlicePricer slice(int expiry, double[] reference) {
    if (!(model instanceof VarianceGamma)) {
      return onLine(expiry, reference);
    }
    double years = grid.expiry(expiry);
    double[] smooth =
        VarianceGammaSlice.needed(years, reference)
            ? VarianceGammaSlice.smoother(years, reference)
            : reference;
    return new VarianceGammaSlice(passes, onLine(expiry, smooth), years, ks[expiry]);
  }

  private SlicePricer onLine(int expiry, double[] reference) {
    double years = grid.expiry(expiry);
    if (ks[expiry].length > 0 && hasRule(years, ks[expiry], reference)) {
      LewisSlice slice = kept[expiry][rule.index()];
      if (slice == null) {
        slice = new LewisSlice(model, passes, rule.size(), ks[expiry]);
        kept[expiry][rule.index()] = slice;
      }
      rule.place(slice, years);
      return slice;
    }
    return model instanceof NormalInverseGaussian
        ? new NormalInverseGaussianSlice(years, ks[expiry])
        : new ContourSlice(model, years, ks[expiry]);
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
      slices[i].values(values, grid.first(i));
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
      slices[i].values(values, grid.first(i));
      slices[i].jacobian(jacobian, grid.first(i));
    }
    return true;
  }
}
