package io.calibrant.core.path;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Normal;
import io.calibrant.core.math.Philox;

/// The law of a jump of ln S.
public sealed interface JumpLaw {
  /// E[e^J] − 1, what a jump adds to the price on average.
  double mean();

  /// The sum of `count` independent jumps.
  double sum(int count, Philox random);

  /// Normal with mean μ and deviation δ (Merton 1976): the sum is normal too, and takes one draw.
  record LogNormal(double mu, double sigma) implements JumpLaw {
    @Override
    public double mean() {
      return StrictMath.expm1(mu + 0.5 * sigma * sigma);
    }

    @Override
    public double sum(int count, Philox random) {
      double z = Normal.inverseCdf(random.nextDouble());
      return count * mu + Math.sqrt(count) * sigma * z;
    }
  }

  /// Up with probability p, exponential with rates η₁ > 1 up and η₂ > 0 down (Kou 2002).
  record DoubleExponential(double p, double eta1, double eta2) implements JumpLaw {
    @Override
    public double mean() {
      return p / (eta1 - 1) - (1 - p) / (eta2 + 1);
    }

    @Override
    public double sum(int count, Philox random) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        double size = -Elementary.log(random.nextDouble());
        sum += random.nextDouble() < p ? size / eta1 : -size / eta2;
      }
      return sum;
    }
  }
}
