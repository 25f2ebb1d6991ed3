package io.calibrant.core.forward;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.math.Medians;
import io.calibrant.core.surface.ExpiryQuotes;
import io.calibrant.core.surface.FutureQuote;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the forward and discount factor of every expiry of a snapshot.
///
/// Sources per expiry: put–call parity of its options, the dated future, the venue's own forward;
/// blended by [ForwardBlend]. Expiries without any are interpolated from their neighbours.
///
/// Undiscounted premium = native premium · F / D for coin-settled contracts, native premium / D for
/// others.
public final class ForwardEstimator {
  /// Crypto venues quote undiscounted premiums (Black 76 with r = 0): D is 1 by convention.
  private static final Set<String> UNDISCOUNTED_VENUES =
      Set.of("deribit", "okx", "bybit", "binance", "derive", "aevo", "consensus", "sim");

  /// A venue's forward wanders by 1.8 bp inside one expiry and poll (p95, Deribit 2026).
  private static final double VENUE_STD = 1.8e-4;

  /// A future's mid is not known better than this.
  private static final double FUTURE_STD = 1e-4;

  /// Parity errors that all pairs of an expiry share, which residuals cannot show: 1 bp, and 4 bp
  /// per √year, where makers disagree with the future on the financing (measured, Deribit 2026).
  private static final double PARITY_STD = 1e-4;

  private static final double PARITY_STD_PER_ROOT_YEAR = 4e-4;

  private static final double MAD_TO_STD = 1.4826;

  private ForwardEstimator() {}

  /// The forwards of all expiries that lie ahead of the snapshot.
  public static ForwardCurve estimate(SurfaceSnapshot snapshot) {
    return estimate(snapshot, Map.of());
  }

  /// The same where some are known already.
  ///
  /// @param known by instant of expiry; none of them interpolated
  public static ForwardCurve estimate(SurfaceSnapshot snapshot, Map<Long, Forward> known) {
    List<Forward> forwards = new ArrayList<>();
    List<ExpiryQuotes> missing = new ArrayList<>();
    for (ExpiryQuotes expiry : snapshot.expiries()) {
      Forward forward = known.get(expiry.expiryTimeNs());
      if (forward == null && expiry.expiry() > 0) {
        forward = estimate(expiry, snapshot);
      }
      if (forward != null) {
        forwards.add(forward);
      } else if (expiry.expiry() > 0) {
        missing.add(expiry);
      }
    }
    return new ForwardCurve(ForwardInterpolation.fill(forwards, missing, snapshot.index()));
  }

  private static @Nullable Forward estimate(ExpiryQuotes expiry, SurfaceSnapshot snapshot) {
    Settlement settlement = expiry.quotes().getFirst().instrument().settlement();
    boolean discountFree =
        settlement == Settlement.LINEAR && !UNDISCOUNTED_VENUES.contains(snapshot.venue());
    List<ParityPair> pairs = ParityPairs.of(expiry);
    ParityFit parity = Parity.fit(pairs, settlement, discountFree);
    ForwardSource future = future(expiry.expiryTimeNs(), snapshot.futures());
    ForwardSource venue = venue(expiry);
    List<ForwardSource> sources = new ArrayList<>(3);
    if (parity != null) {
      sources.add(source(parity, expiry.expiry()));
    }
    if (future != null) {
      sources.add(future);
    }
    if (venue != null) {
      sources.add(venue);
    }
    if (sources.isEmpty()) {
      return null;
    }
    ForwardBlend blend = ForwardBlend.of(sources);
    // What all strikes have in common widens the error and leaves the weights alone: the forward
    // is the better one with the weights that were measured.
    double shared = parity == null ? 0 : blend.firstShare() * parity.sharedStdError();
    return new Forward(
        expiry.expiryTimeNs(),
        expiry.expiry(),
        blend.value(),
        Math.sqrt(blend.stdError() * blend.stdError() + shared * shared),
        parity == null ? 1 : parity.discountFactor(),
        parity == null ? 0 : parity.discountFactorStdError(),
        blend.method(),
        parity == null ? Double.NaN : parity.forward(),
        parity == null ? Double.NaN : parity.fullStdError(),
        parity == null ? 0 : parity.pairCount(),
        future == null ? Double.NaN : future.value(),
        venue == null ? Double.NaN : venue.value());
  }

  private static ForwardSource source(ParityFit parity, double expiry) {
    double relative = parity.stdError() / parity.forward();
    double variance =
        relative * relative
            + PARITY_STD * PARITY_STD
            + PARITY_STD_PER_ROOT_YEAR * PARITY_STD_PER_ROOT_YEAR * expiry;
    return new ForwardSource(
        Forward.Method.PARITY, parity.forward(), parity.forward() * Math.sqrt(variance));
  }

  private static @Nullable ForwardSource future(long expiryTimeNs, List<FutureQuote> futures) {
    for (FutureQuote future : futures) {
      if (future.expiryTimeNs() == expiryTimeNs
          && future.bid() > 0
          && future.ask() >= future.bid()) {
        double mid = 0.5 * (future.bid() + future.ask());
        double std = Math.max(0.5 * (future.ask() - future.bid()), FUTURE_STD * mid);
        return new ForwardSource(Forward.Method.FUTURE, mid, std);
      }
    }
    return null;
  }

  /// The median of the forwards beside the quotes.
  private static @Nullable ForwardSource venue(ExpiryQuotes expiry) {
    double[] values = new double[expiry.quotes().size()];
    int count = 0;
    for (Quote quote : expiry.quotes()) {
      double value = quote.venueForward();
      if (value > 0 && value < Double.POSITIVE_INFINITY) {
        values[count++] = value;
      }
    }
    if (count == 0) {
      return null;
    }
    double median = Medians.median(values, count);
    double spread = MAD_TO_STD * Medians.deviation(values, count, median);
    return new ForwardSource(Forward.Method.VENUE, median, Math.max(spread, VENUE_STD * median));
  }
}
