package io.calibrant.core.calibration;

import org.jspecify.annotations.Nullable;

/// How late a slice's quotes are and how fast its vols move, for the error of what has happened
/// since.
///
/// The at-the-money vol is a random walk that is seen with an error R: a change over h seconds has
/// the variance q·h + 2R (local-level model). q is estimated by an exponential mean over changes of
/// a second or more, with at least [#LEAST_VARIANCE] of the vol's square.
///
/// @param ageSeconds from the exchange's time of the newest quote to the surface's instant, ≥ 0
/// @param vol the last at-the-money vol that q has seen
/// @param volStdDev its error
/// @param volNs its instant, ns since 1970
/// @param variancePerSecond q, squared decimal vol per second
public record Lateness(
    double ageSeconds, double vol, double volStdDev, long volNs, double variancePerSecond) {
  /// Nothing is late, nothing known of the past.
  public static final Lateness NONE = new Lateness(0, Double.NaN, Double.NaN, 0, Double.NaN);

  private static final double YEAR_SECONDS = 31_536_000;
  private static final double NS_PER_SECOND = 1e9;

  /// Changes over shorter times are noise.
  private static final double LEAST_SECONDS = 1;

  /// The weight of one change: a half-life of about 20.
  private static final double GAIN = 0.03;

  /// Relative variance per year of a vol at the money of a quiet month: (100 %)².
  private static final double LEAST_VARIANCE = 1;

  /// What is known now.
  ///
  /// @param before of the same expiry in the surface before; null when there was none
  /// @param vol at the money, with error `volStdDev`
  static Lateness after(
      @Nullable Lateness before, double ageSeconds, double vol, double volStdDev, long asOfNs) {
    double least = LEAST_VARIANCE * vol * vol / YEAR_SECONDS;
    if (before == null || !(before.variancePerSecond() >= 0)) {
      return new Lateness(ageSeconds, vol, volStdDev, asOfNs, least);
    }
    double elapsed = (asOfNs - before.volNs()) / NS_PER_SECOND;
    if (!(elapsed >= LEAST_SECONDS)) {
      return new Lateness(
          ageSeconds, before.vol(), before.volStdDev(), before.volNs(), before.variancePerSecond());
    }
    double change = vol - before.vol();
    double noise = volStdDev * volStdDev + before.volStdDev() * before.volStdDev();
    double sample = (change * change - noise) / elapsed;
    double q = before.variancePerSecond();
    double next = Double.isNaN(sample) ? q : Math.max(q + GAIN * (sample - q), least);
    return new Lateness(ageSeconds, vol, volStdDev, asOfNs, next);
  }

  /// The variance of a vol at a fixed strike from what has happened since the quotes were made: the
  /// smile's own movement, and its slope times that of the forward.
  ///
  /// @param slope ∂σ/∂k
  /// @param atmVol volatility of the forward, decimal per √year
  double variance(double slope, double atmVol) {
    if (!(ageSeconds > 0) || !(variancePerSecond >= 0)) {
      return 0;
    }
    double forward = atmVol * atmVol / YEAR_SECONDS;
    return ageSeconds * (variancePerSecond + slope * slope * forward);
  }
}
