package io.calibrant.core.calibration;

import io.calibrant.core.black.Black76;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.forward.ForwardEstimator;
import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.testkit.ArbitrageChecker;
import io.calibrant.testkit.SyntheticChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Chains changed quote by quote, and their surfaces.
public final class Chains {
  private Chains() {}

  /// The published surface of a snapshot.
  public static CalibratedSurface fit(SurfaceSnapshot snapshot, @Nullable CalibratedSurface last) {
    Decision decision = SurfacePath.DEFAULT.decide(snapshot, new PathState(last)).decision();
    if (decision instanceof Decision.Publish(CalibratedSurface surface)) {
      return surface;
    }
    throw new AssertionError("not published: " + decision);
  }

  /// The surface of a snapshot before the checks that may hold it.
  public static CalibratedSurface calibrate(SurfaceSnapshot snapshot) {
    Map<Long, Forward> forwards = new HashMap<>();
    for (Forward forward : ForwardEstimator.estimate(snapshot).forwards()) {
      forwards.put(forward.expiryTimeNs(), forward);
    }
    return calibrate(snapshot, forwards);
  }

  /// The surface of a snapshot with given forwards.
  public static CalibratedSurface calibrate(SurfaceSnapshot snapshot, Map<Long, Forward> forwards) {
    return switch (SurfaceCalibrator.DEFAULT.calibrate(snapshot, forwards, null)) {
      case SurfaceCalibration.Fitted(CalibratedSurface surface) -> surface;
      case SurfaceCalibration.Unfitted(var _, String reason) -> throw new AssertionError(reason);
    };
  }

  /// The same quote of a contract without ticks.
  public static Quote withoutTick(Quote quote, double bid, double ask) {
    var o = quote.instrument();
    var option =
        new Instrument.Option(
            o.venue(),
            o.name(),
            o.underlying(),
            o.settlement(),
            o.expiryTimeNs(),
            o.strike(),
            o.type(),
            TickSize.uniform(1e-12),
            1);
    return new Quote(
        option,
        bid,
        ask,
        1,
        1,
        quote.mark(),
        quote.markVol(),
        quote.venueForward(),
        quote.index(),
        0,
        0,
        quote.exchangeTimeNs(),
        quote.receiptTimeNs(),
        quote.unchangedSinceNs(),
        ReasonCode.USED);
  }

  /// A snapshot with every quote replaced; null leaves it out.
  public static SurfaceSnapshot map(SurfaceSnapshot from, Function<Quote, @Nullable Quote> change) {
    List<Quote> quotes = new ArrayList<>();
    for (var expiry : from.expiries()) {
      for (Quote quote : expiry.quotes()) {
        Quote changed = change.apply(quote);
        if (changed != null) {
          quotes.add(changed);
        }
      }
    }
    return SurfaceSnapshot.of(
        from.venue(), from.underlying(), from.asOfNs(), from.index(), quotes, from.futures());
  }

  /// The same quote at other prices, with the reason code that its sides call for.
  public static Quote at(Quote quote, double bid, double ask) {
    ReasonCode reason = ReasonCode.EMPTY;
    if (ask > 0) {
      reason = bid > 0 ? ReasonCode.USED : ReasonCode.USED_ASK_ONLY;
    } else if (bid > 0) {
      reason = ReasonCode.USED_BID_ONLY;
    }
    return new Quote(
        quote.instrument(),
        bid,
        ask,
        quote.bidSize(),
        quote.askSize(),
        quote.mark(),
        quote.markVol(),
        quote.venueForward(),
        quote.index(),
        quote.openInterest(),
        quote.volume(),
        quote.exchangeTimeNs(),
        quote.receiptTimeNs(),
        quote.unchangedSinceNs(),
        reason);
  }

  /// The coin premium of a quote's contract at `vol`.
  public static double premium(SyntheticChain chain, Quote quote, double vol) {
    var option = quote.instrument();
    var truth = chain.truth(option.expiryTimeNs());
    return Black76.value(option.type(), truth.forward(), option.strike(), vol, truth.expiry())
        / truth.forward();
  }

  /// Makes a share of a chain's quotes wrong in one of many ways, by its seed.
  public static SurfaceSnapshot spoil(SurfaceSnapshot from, long seed) {
    var random = new SplittableRandom(seed);
    int kind = (int) (seed % 6);
    double share = random.nextDouble(0.05, 0.5);
    double tilt = random.nextDouble(0.6, 1.6);
    return map(
        from,
        quote -> {
          double bid = quote.bid();
          double ask = quote.ask();
          boolean hit = random.nextDouble() < share;
          return switch (kind) {
            case 0 -> hit ? at(quote, ask, bid) : quote;
            case 1 -> hit ? at(quote, Double.NaN, ask) : quote;
            case 2 -> random.nextDouble() < 0.85 ? null : quote;
            case 3 -> hit ? at(quote, bid * 3, ask * 3) : quote;
            // Each expiry at another level: neighbours contradict one another.
            case 4 -> {
              boolean odd = (quote.instrument().expiryTimeNs() / 86_400_000_000_000L) % 2 == 0;
              yield odd ? at(quote, bid * tilt, ask * tilt) : quote;
            }
            default -> {
              double noise = StrictMath.exp(0.4 * random.nextGaussian());
              yield at(quote, bid * noise, ask * noise);
            }
          };
        });
  }

  /// What the dense check finds in a surface.
  public static List<ArbitrageChecker.Violation> violations(CalibratedSurface surface) {
    List<ArbitrageChecker.Slice> slices = new ArrayList<>();
    for (CalibratedSlice slice : surface.slices()) {
      slices.add(
          new ArbitrageChecker.Slice(
              slice.expiry(), -0.5, 0.5, k -> slice.smile().totalVariance(k)));
    }
    return ArbitrageChecker.check(slices);
  }
}
