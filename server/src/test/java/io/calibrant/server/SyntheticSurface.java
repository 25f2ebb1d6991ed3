package io.calibrant.server;

import io.calibrant.core.calibration.ArbitrageReport;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.Covariance;
import io.calibrant.core.calibration.FitQuality;
import io.calibrant.core.calibration.SliceStatus;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.SsviSlice;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.surface.YearFraction;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A made-up surface without arbitrage (SSVI with a power law) and quotes around it.
///
/// @param level ATM vol of the long end
/// @param hump what the short end has on top
/// @param rho tilt
record SyntheticSurface(
    String underlying, long asOfNs, double spot, double level, double hump, double rho) {
  private static final BigInteger HASH_FACTOR = BigInteger.valueOf(7).pow(101);
  private static final BigInteger HASH_MODULUS = BigInteger.TWO.pow(256);
  private static final double CARRY = 0.06;
  private static final int[] EXPIRY_DAYS = {0, 1, 2, 3, 7, 14, 28, 35, 63, 98, 126, 217, 308};
  private static final double[] EXPIRY_STDEVS = {
    1.9, 2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3, 3, 2.8, 2.8, 2.6, 2.5
  };

  CalibratedSurface calibrated(RandomGenerator random) {
    List<CalibratedSlice> slices = new ArrayList<>();
    List<UnfittedSlice> thin = new ArrayList<>();
    @Nullable Svi last = null;
    Instant base =
        Instant.ofEpochSecond(asOfNs / 1_000_000_000L)
            .truncatedTo(ChronoUnit.DAYS)
            .plus(8, ChronoUnit.HOURS);
    for (int i = 0; i < EXPIRY_DAYS.length; i++) {
      long expiryNs =
          base.plus(EXPIRY_DAYS[i] + 1, ChronoUnit.DAYS).getEpochSecond() * 1_000_000_000L;
      double years = YearFraction.between(asOfNs, expiryNs);
      Svi smile = smile(years);
      Forward forward = forward(expiryNs, years);
      SmileQuotes quotes = quotes(i, forward, smile, EXPIRY_STDEVS[i], random);
      if (i == 3) {
        thin.add(
            new UnfittedSlice(expiryNs, years, forward, quotes, "3 usable quotes; a fit needs 5"));
        continue;
      }
      slices.add(slice(forward, smile, last, quotes, i));
      last = smile;
    }
    return new CalibratedSurface(
        underlying,
        asOfNs,
        "%064x"
            .formatted(
                new BigInteger(Long.toString(asOfNs)).multiply(HASH_FACTOR).mod(HASH_MODULUS)),
        spot,
        slices,
        thin,
        new ArbitrageReport(true, true, asOfNs % 5 == 0, asOfNs % 5 == 0 ? 0.012 : 0));
  }

  /// SSVI: θ(T) = σ²T, φ(θ) = η/(θ^½ (1 + θ)^½), free of arbitrage for η(1 + |ρ|) ≤ 2.
  private Svi smile(double years) {
    double vol = level + hump * StrictMath.exp(-years * 6);
    double theta = vol * vol * years;
    double phi = 0.95 / StrictMath.sqrt(theta * (1 + theta));
    return new SsviSlice(theta, rho, theta * phi).toSvi();
  }

  private Forward forward(long expiryNs, double years) {
    double value = spot * StrictMath.exp(CARRY * years);
    double error = value * (1e-5 + 2e-5 * years);
    return new Forward(
        expiryNs,
        years,
        value,
        error,
        1,
        0,
        Forward.Method.BLENDED,
        value * 1.00002,
        error * 2,
        14,
        value * 0.99999,
        value);
  }

  private static CalibratedSlice slice(
      Forward forward, Svi smile, @Nullable Svi last, SmileQuotes quotes, int i) {
    double[] covariance = new double[25];
    double scale = smile.totalVariance(0);
    double[] stdDevs = {
      0.002 * scale, 0.004 * smile.b(), 0.01, 0.004 * smile.sigma(), 0.02 * smile.sigma()
    };
    for (int j = 0; j < 5; j++) {
      covariance[6 * j] = stdDevs[j] * stdDevs[j] * (i == 0 ? 25 : 1);
    }
    double gap =
        last == null
            ? Double.POSITIVE_INFINITY
            : smile.minTotalVariance() - last.minTotalVariance();
    int used = 0;
    double sum = 0;
    int inside = 0;
    int twoSided = 0;
    for (int q = 0; q < quotes.size(); q++) {
      if (quotes.reason(q).isUsed()) {
        used++;
        double model = smile.impliedVol(quotes.k(q), forward.expiry());
        if (!Double.isNaN(quotes.midVol(q))) {
          twoSided++;
          double miss = 100 * (model - quotes.midVol(q));
          sum += miss * miss;
          inside += model >= quotes.bidVol(q) && model <= quotes.askVol(q) ? 1 : 0;
        }
      }
    }
    double rmse = Math.sqrt(sum / twoSided);
    return new CalibratedSlice(
        forward,
        smile,
        i == 1 ? Covariance.unknown() : Covariance.copyOf(covariance),
        i == 2 ? SliceStatus.AT_BOUND : i == 11 ? SliceStatus.DEGENERATE : SliceStatus.CONVERGED,
        new Termination.Converged(Termination.Test.COST),
        7 + i,
        new FitQuality(used, rmse, rmse * 1.1, rmse * 1.2, (double) inside / twoSided, 0.4, 1.3, 0),
        0.12,
        gap,
        quotes);
  }

  private SmileQuotes quotes(
      int expiry, Forward forward, Svi smile, double reach, RandomGenerator random) {
    double stdev = Math.sqrt(smile.totalVariance(0));
    double step = niceStep(forward.value() * stdev / 5);
    double low = Math.ceil(forward.value() * StrictMath.exp(-reach * stdev * 1.2) / step) * step;
    int strikes = (int) ((forward.value() * StrictMath.exp(reach * stdev) - low) / step);
    strikes = Math.max(6, Math.min(expiry == 3 ? 3 : 40, strikes));
    int n = 2 * strikes;
    var names = new String[n];
    var strike = new double[n];
    var types = new OptionType[n];
    var k = new double[n];
    var bid = new double[n];
    var ask = new double[n];
    var mid = new double[n];
    var std = new double[n];
    var reasons = new ReasonCode[n];
    for (int i = 0; i < n; i++) {
      int place = i / 2;
      strike[i] = low + step * place;
      types[i] = i % 2 == 0 ? OptionType.CALL : OptionType.PUT;
      k[i] = StrictMath.log(strike[i] / forward.value());
      names[i] =
          "%s-%d-%.0f-%s".formatted(underlying, expiry, strike[i], types[i].name().charAt(0));
      double z = k[i] / stdev;
      double half = (0.004 + 0.0025 * z * z) * (expiry < 3 ? 1.6 : 1);
      double model = smile.impliedVol(k[i], forward.expiry());
      double centre = model + half * 0.55 * (random.nextDouble() + random.nextDouble() - 1);
      bid[i] = Math.max(0.01, centre - half);
      ask[i] = centre + half;
      mid[i] = centre;
      std[i] = half / 2;
      boolean outOfTheMoney = types[i].sign() * k[i] >= 0;
      reasons[i] = reason(expiry, i, outOfTheMoney, strikes);
      switch (reasons[i]) {
        case USED_ASK_ONLY -> {
          bid[i] = Double.NaN;
          mid[i] = Double.NaN;
        }
        case EMPTY -> {
          bid[i] = Double.NaN;
          ask[i] = Double.NaN;
          mid[i] = Double.NaN;
        }
        case WIDE -> {
          bid[i] = Math.max(0.01, centre - 8 * half);
          ask[i] = centre + 6 * half;
        }
        case OUTLIER -> {
          bid[i] += 6 * half;
          ask[i] += 6 * half;
          mid[i] += 6 * half;
        }
        default -> {}
      }
      if (!reasons[i].isUsed()) {
        std[i] = Double.NaN;
      }
    }
    return SmileQuotes.ofUnsafe(names, strike, types, k, bid, ask, mid, std, reasons)
        .withTimesUnsafe(stamps(n));
  }

  /// Most quotes are a few hundred ms old, every ninth some seconds, every twentieth a minute.
  private long[] stamps(int n) {
    var times = new long[n];
    for (int i = 0; i < n; i++) {
      long ageMs = i % 20 == 7 ? 64_000 + 700L * i : i % 9 == 4 ? 4_000 + 300L * i : 40 + 17L * i;
      times[i] = asOfNs - ageMs * 1_000_000L;
    }
    return times;
  }

  private static ReasonCode reason(int expiry, int i, boolean outOfTheMoney, int strikes) {
    if (!outOfTheMoney) {
      return ReasonCode.IN_THE_MONEY;
    }
    if (expiry == 3) {
      return ReasonCode.THIN_EXPIRY;
    }
    int place = i / 2;
    if (place == 0) {
      return ReasonCode.USED_ASK_ONLY;
    }
    if (place == strikes - 1) {
      return ReasonCode.FAR_WING;
    }
    return switch ((place * 7 + expiry * 3) % 23) {
      case 4 -> ReasonCode.WIDE;
      case 9 -> ReasonCode.STALE;
      case 15 -> expiry % 3 == 0 ? ReasonCode.OUTLIER : ReasonCode.USED;
      case 19 -> ReasonCode.EMPTY;
      default -> ReasonCode.USED;
    };
  }

  private static double niceStep(double step) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(step)));
    double lead = step / power;
    return power * (lead < 2 ? 1 : lead < 5 ? 2 : 5);
  }
}
