package io.calibrant.core.calibration.sequence;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.smile.Svi;

/// What is believed of one expiry's smile: a Gaussian in the coordinates of [SviCoordinate].
/// Immutable.
public final class SmileBelief {
  private final double[] mean;
  private final double[] covariance;
  private final double years;
  private final double cost;
  private final boolean limited;

  SmileBelief(double[] mean, double[] covariance, double years, double cost, boolean limited) {
    this.mean = mean;
    this.covariance = covariance;
    this.years = years;
    this.cost = cost;
    this.limited = limited;
  }

  /// A belief that was kept.
  ///
  /// @param means five coordinates
  /// @param covariance theirs, row-major
  public static SmileBelief of(double[] means, double[] covariance, double years) {
    int n = SviCoordinate.COUNT;
    if (means.length != n || covariance.length != n * n || !(years > 0)) {
      throw new IllegalArgumentException(
          "%d means, %d covariances, years=%s: give %d, %d and a positive time"
              .formatted(means.length, covariance.length, years, n, n * n));
    }
    return new SmileBelief(means.clone(), covariance.clone(), years, 0, false);
  }

  /// The covariance, row-major; a copy.
  public double[] covariances() {
    return covariance.clone();
  }

  /// The smile at the mean.
  public Svi svi() {
    return SviCoordinate.smile(mean);
  }

  /// Coordinate `j` of the mean.
  public double mean(SviCoordinate j) {
    return mean[j.index()];
  }

  /// All coordinates; a copy.
  public double[] means() {
    return mean.clone();
  }

  /// Standard deviation of coordinate `j`.
  public double stdDev(SviCoordinate j) {
    return Math.sqrt(covariance[j.index() * (SviCoordinate.COUNT + 1)]);
  }

  /// Covariance of coordinates `i` and `j`.
  public double covariance(int i, int j) {
    return covariance[i * SviCoordinate.COUNT + j];
  }

  /// Years to the expiry when it was fitted.
  public double years() {
    return years;
  }

  /// ½ the sum of squared whitened residuals, the prior's with them.
  public double cost() {
    return cost;
  }

  /// Whether the bound or the shrinkage of [UpdateRule] changed the update.
  public boolean isLimited() {
    return limited;
  }

  /// The implied vol at log-moneyness `k`.
  public double impliedVol(double k) {
    return Math.sqrt(svi().totalVariance(k) / years);
  }

  /// Variance of the implied vol at `k` by the delta method, `noise` having moved since.
  ///
  /// @param noise variances to add, one a coordinate
  public double volVariance(double k, double[] noise) {
    double[] gradient = gradient(k);
    double sum = 0;
    for (int i = 0; i < SviCoordinate.COUNT; i++) {
      sum += gradient[i] * gradient[i] * noise[i];
      for (int j = 0; j < SviCoordinate.COUNT; j++) {
        sum += gradient[i] * gradient[j] * covariance(i, j);
      }
    }
    return sum;
  }

  /// ∂σ(k)/∂x.
  private double[] gradient(double k) {
    Svi svi = svi();
    double d = k - svi.m();
    double root = Math.sqrt(d * d + svi.sigma() * svi.sigma());
    double slope = 1 / (2 * impliedVol(k) * years);
    return new double[] {
      slope,
      slope * svi.b() * (svi.rho() * d + root),
      slope * svi.b() * d * (1 - svi.rho() * svi.rho()),
      -slope * svi.b() * (svi.rho() + d / root),
      slope * svi.b() * svi.sigma() * svi.sigma() / root
    };
  }

  /// Mean and covariance carried to `otherYears` at the same implied vols: w = σ²T moves with T, so
  /// a and b do.
  SmileBelief carriedTo(double otherYears) {
    double ratio = otherYears / years;
    double[] moved = mean.clone();
    moved[SviCoordinate.A.index()] *= ratio;
    moved[SviCoordinate.LN_B.index()] += Elementary.log(ratio);
    double[] spread = covariance.clone();
    for (int j = 0; j < SviCoordinate.COUNT; j++) {
      spread[j] *= ratio;
      spread[j * SviCoordinate.COUNT] *= ratio;
    }
    return new SmileBelief(moved, spread, otherYears, cost, limited);
  }
}
