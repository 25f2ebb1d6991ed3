package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Model;
import io.calibrant.core.model.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Three times as many normal jumps, or a third, with the same variance and skewness a year: where
/// the other minimum of a jump model lies, if it has one.
///
/// What short smiles tell of jumps first is λ(μ² + σ²) and λ(μ³ + 3μσ²): few jumps of nearly one
/// size and many of all sizes may both be a minimum. From (λ, μ, σ) to cλ: with v = (μ² + σ²)/c and
/// s = (μ³ + 3μσ²)/c of one jump, 3vm − 2m³ = s has one root m of s's sign below √(v/2), which is
/// taken where the skewness is beyond reach.
final class OtherJumps {
  /// Times as many jumps.
  static final double[] SHARES = {3, 1.0 / 3};

  private static final int BISECTIONS = 60;

  private OtherJumps() {}

  /// `x` with `share` times as many jumps; null for a model that has no normal jumps.
  static double @Nullable [] of(Model model, double[] x, double share) {
    List<String> names = model.parameters().stream().map(Parameter::name).toList();
    int rate = names.indexOf("lambda");
    int mean = names.indexOf("muJ");
    int width = names.indexOf("sigmaJ");
    if (rate < 0 || mean < 0 || width < 0) {
      return null;
    }
    double m = x[mean];
    double s = x[width];
    double variance = (m * m + s * s) / share;
    double third = Math.abs(m * m * m + 3 * m * s * s) / share;
    double size = root(variance, third);
    double[] other = x.clone();
    other[rate] = share * x[rate];
    other[mean] = Math.copySign(size, m);
    other[width] = Math.sqrt(variance - size * size);
    return other;
  }

  private static double root(double variance, double third) {
    double low = 0;
    double high = Math.sqrt(0.5 * variance);
    for (int i = 0; i < BISECTIONS; i++) {
      double m = 0.5 * (low + high);
      if (3 * variance * m - 2 * m * m * m < third) {
        low = m;
      } else {
        high = m;
      }
    }
    return low;
  }
}
