package io.calibrant.core.calibration;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.surface.ExpiryQuotes;
import org.jspecify.annotations.Nullable;

/// What the age of a quote adds to the variance of its vol, so that stale quotes count less.
///
/// A quote made Δt before the newest one of its expiry was right for the market of then. Since, the
/// smile has moved with variance q·Δt ([Lateness]), and the forward with σ²F²·Δt, which the price
/// of then does not know:
///
/// ```
/// Var = Δt·(q + (M(z)/√T)²·σ²)        M(z) = N(−z)/φ(z), the Mills ratio
/// ```
///
/// z = ∓d₂ for a call or put paid in coin, whose price moves with the forward, and ∓d₁ otherwise: a
/// relative error ε of the forward changes the implied vol of an out-of-the-money option by
/// M(z)·ε/√T. The age of the newest quote itself is not weighed here, since all share it; it widens
/// the band.
final class QuoteAgeing {
  /// Nothing is known of the past, or ages mean nothing.
  static final QuoteAgeing NONE = new QuoteAgeing(0, 0, 0);

  private static final double YEAR_SECONDS = 31_536_000;
  private static final double NS_PER_SECOND = 1e9;

  private final long newestNs;
  private final double vol;
  private final double variancePerSecond;

  private QuoteAgeing(long newestNs, double vol, double variancePerSecond) {
    this.newestNs = newestNs;
    this.vol = vol;
    this.variancePerSecond = variancePerSecond;
  }

  /// The ageing of `quotes` in a market that moves as `last` did; none without it.
  static QuoteAgeing of(ExpiryQuotes quotes, @Nullable CalibratedSlice last) {
    return last == null || !(last.lateness().variancePerSecond() >= 0)
        ? NONE
        : new QuoteAgeing(
            newestNs(quotes), last.impliedVol(0), last.lateness().variancePerSecond());
  }

  /// The exchange's time of the newest quote; 0 when no time is known.
  static long newestNs(ExpiryQuotes quotes) {
    long newest = 0;
    for (Quote quote : quotes.quotes()) {
      newest = Math.max(newest, quote.exchangeTimeNs());
    }
    return newest;
  }

  /// The variance that its age adds to a quote's vol.
  ///
  /// @param k log-moneyness of an out-of-the-money quote
  /// @param quoteVol its vol
  double variance(Quote quote, double k, double quoteVol, double expiry) {
    double seconds = (newestNs - quote.exchangeTimeNs()) / NS_PER_SECOND;
    if (!(seconds > 0) || quote.exchangeTimeNs() <= 0 || !(quoteVol > 0)) {
      return 0;
    }
    double stdDev = quoteVol * Math.sqrt(expiry);
    double half = quote.instrument().settlement() == Settlement.INVERSE ? stdDev / 2 : -stdDev / 2;
    double z = k >= 0 ? k / stdDev + half : -k / stdDev - half;
    double leverage = mills(Math.max(z, -1));
    return seconds
        * (variancePerSecond + leverage * leverage * vol * vol / (expiry * YEAR_SECONDS));
  }

  /// N(−z)/φ(z) by Boyd's bound (1959), within 1 % for z ≥ −0.5; a scale of error needs no more.
  static double mills(double z) {
    double two = Math.PI - 2;
    return Math.PI / (2 * z + Math.sqrt(two * two * z * z + 2 * Math.PI));
  }
}
