package io.calibrant.core.path;

import io.calibrant.core.model.Bates;
import io.calibrant.core.model.DoubleHeston;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.Kou;
import io.calibrant.core.model.Merton;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.NormalInverseGaussian;
import io.calibrant.core.model.Svcj;
import io.calibrant.core.model.VarianceGamma;
import java.util.Arrays;
import java.util.List;

/// The schemes of the library's models, from their parameter arrays.
public final class Schemes {
  private Schemes() {}

  /// The scheme of one of the library's transform models.
  ///
  /// @param parameters in the model's order, inside its domain
  public static PathScheme of(Model model, double... parameters) {
    check(model, parameters);
    double[] p = parameters;
    if (model == Heston.MODEL) {
      return HestonScheme.of(p);
    }
    if (model == Bates.MODEL) {
      return new JumpScheme(HestonScheme.of(p), p[5], new JumpLaw.LogNormal(p[6], p[7]));
    }
    if (model == Merton.MODEL) {
      return new JumpScheme(new BlackScheme(p[0]), p[1], new JumpLaw.LogNormal(p[2], p[3]));
    }
    if (model == Kou.MODEL) {
      return new JumpScheme(
          new BlackScheme(p[0]), p[1], new JumpLaw.DoubleExponential(p[2], p[3], p[4]));
    }
    if (model == Svcj.MODEL) {
      return SvcjScheme.of(p);
    }
    if (model == DoubleHeston.MODEL) {
      return DoubleHestonScheme.of(p);
    }
    if (model == VarianceGamma.MODEL) {
      return VarianceGammaScheme.of(p);
    }
    if (model == NormalInverseGaussian.MODEL) {
      return NormalInverseGaussianScheme.of(p);
    }
    throw new IllegalArgumentException(
        "no path scheme for model %s: write a PathScheme".formatted(model.name()));
  }

  static void check(Model model, double[] parameters) {
    List<Model.Refusal> refusals = model.refusals(parameters);
    if (!refusals.isEmpty()) {
      throw new IllegalArgumentException(
          "%s with %s: %s".formatted(model.name(), Arrays.toString(parameters), refusals));
    }
  }
}
