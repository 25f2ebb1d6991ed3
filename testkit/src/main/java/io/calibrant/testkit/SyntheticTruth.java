package io.calibrant.testkit;

import io.calibrant.core.smile.SsviSlice;
import io.calibrant.core.surface.YearFraction;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws a surface without butterfly or calendar arbitrage: SSVI with the power law φ(θ) = η/√(θ(1
/// + θ)), η(1 + |ρ|) ≤ 2 and θ = w(0) rising in T (Gatheral and Jacquier 2014, remark 4.4), over
///   crypto-like levels of vol, skew and carry.
final class SyntheticTruth {
  private static final LocalTime EXPIRY_TIME = LocalTime.of(8, 0);

  private SyntheticTruth() {}

  static List<TrueSlice> draw(RandomGenerator random, long asOfNs, double spot, int[] expiryDays) {
    double longVol = random.nextDouble(0.4, 0.7);
    double shortExtra = random.nextDouble(-0.15, 0.25);
    double decay = random.nextDouble(4, 15);
    double rho = random.nextDouble(-0.4, 0.1);
    double eta = random.nextDouble(0.5, 0.9) * 2 / (1 + Math.abs(rho));
    double carry = random.nextDouble(-0.02, 0.09);
    List<TrueSlice> slices = new ArrayList<>(expiryDays.length);
    for (int days : expiryDays) {
      long expiryTimeNs = expiryTimeNs(asOfNs, days);
      double expiry = YearFraction.between(asOfNs, expiryTimeNs);
      if (!(expiry > 0)) {
        throw new IllegalArgumentException(
            "expiryDays=%d: 08:00 UTC of that day is not after the snapshot".formatted(days));
      }
      // ∫₀ᵀ of an instantaneous variance that is positive, so that θ rises with T.
      double extra = 2 * longVol * shortExtra + shortExtra * shortExtra;
      double theta = longVol * longVol * expiry - extra * StrictMath.expm1(-decay * expiry) / decay;
      double phi = eta / Math.sqrt(theta * (1 + theta));
      double forward = spot * StrictMath.exp(carry * expiry);
      var smile = new SsviSlice(theta, rho, theta * phi).toSvi();
      slices.add(new TrueSlice(expiryTimeNs, expiry, forward, smile));
    }
    return slices;
  }

  /// 08:00 UTC `days` days after the day of `asOfNs`.
  static long expiryTimeNs(long asOfNs, int days) {
    var day =
        Instant.EPOCH.plusNanos(asOfNs).truncatedTo(ChronoUnit.DAYS).plus(days, ChronoUnit.DAYS);
    var at = day.atOffset(ZoneOffset.UTC).with(EXPIRY_TIME).toInstant();
    return Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L);
  }
}
