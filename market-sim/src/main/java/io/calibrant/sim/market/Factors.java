package io.calibrant.sim.market;

import io.calibrant.sim.model.Bates;
import java.util.SplittableRandom;

/// The moving state of one coin: spot with jumps, variance by a CIR path, correlation by a slow
/// mean-reverting walk. Given the seed, the path is a function of the number of steps taken.
final class Factors {
  private static final double RHO_REVERSION = 50;
  private static final double RHO_VOL = 1.2;
  private static final double MAX_RHO = 0.7;
  private static final double MIN_VARIANCE = 0.01;

  private final Bates model;
  private final SplittableRandom random;
  private double spot;
  private double variance;
  private double rho;
  private boolean jumped;

  Factors(Underlying underlying, SplittableRandom random) {
    this.model = underlying.model();
    this.random = random;
    this.spot = underlying.spot();
    this.variance = model.v0();
    this.rho = model.rho();
  }

  /// Moves on by `years`.
  void step(double years) {
    double w = random.nextGaussian();
    double own = random.nextGaussian();
    double root = Math.sqrt(variance * years);
    double z = rho * w + Math.sqrt(1 - rho * rho) * own;
    double x = -variance * years / 2 + root * z;
    variance += model.kappa() * (model.theta() - variance) * years + model.volOfVol() * root * w;
    variance = Math.max(variance, MIN_VARIANCE);
    rho +=
        RHO_REVERSION * (model.rho() - rho) * years
            + RHO_VOL * Math.sqrt(years) * random.nextGaussian();
    rho = Math.clamp(rho, -MAX_RHO, MAX_RHO);
    jumped = random.nextDouble() < model.jumpRate() * years;
    if (jumped) {
      x += model.jumpMean() + model.jumpStdDev() * random.nextGaussian();
    }
    spot *= StrictMath.exp(x);
  }

  double spot() {
    return spot;
  }

  double variance() {
    return variance;
  }

  double rho() {
    return rho;
  }

  /// Whether the last step jumped: makers then quote anew.
  boolean jumped() {
    return jumped;
  }

  /// The model that holds now.
  Bates model() {
    return model.at(variance, rho);
  }
}
