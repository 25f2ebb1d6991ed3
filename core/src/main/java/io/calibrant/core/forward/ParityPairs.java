package io.calibrant.core.forward;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.surface.ExpiryQuotes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the pairs of calls and puts of one expiry.
final class ParityPairs {
  /// Farther apart than this, an index is a mistake and not the time between two reads.
  static final double MAX_SKEW = 0.01;

  private ParityPairs() {}

  /// One pair per strike that has a call and a put, by ascending strike.
  ///
  /// A sweep over a chain takes up to a minute. Where a quote tells the index at which it was read,
  /// the pair is moved to the snapshot's index: strike K at index S·q is strike K/q at index S.
  static List<ParityPair> of(ExpiryQuotes expiry, double index) {
    List<ParityPair> pairs = new ArrayList<>();
    @Nullable Quote call = null;
    for (Quote quote : expiry.quotes()) {
      if (quote.reason() == ReasonCode.DUPLICATE) {
        continue;
      }
      if (quote.instrument().type() == OptionType.CALL) {
        call = quote;
      } else if (call != null && isSameStrike(call, quote)) {
        pairs.add(pair(call, quote, index));
      }
    }
    return pairs;
  }

  private static boolean isSameStrike(Quote call, Quote put) {
    return call.instrument().strike() == put.instrument().strike()
        && call.instrument().settlement() == put.instrument().settlement();
  }

  private static ParityPair pair(Quote call, Quote put, double index) {
    double skew = 0.5 * (call.index() + put.index()) / index;
    if (!(Math.abs(skew - 1) < MAX_SKEW)) {
      skew = 1;
    }
    double unit = call.instrument().settlement() == Settlement.LINEAR ? 1 / skew : 1;
    double callBid = bid(call);
    double callAsk = ask(call);
    double putBid = bid(put);
    double putAsk = ask(put);
    return new ParityPair(
        call.instrument().strike() / skew,
        (callBid - putAsk) * unit,
        (callAsk - putBid) * unit,
        0.5 * (callBid + callAsk + putBid + putAsk) * unit);
  }

  private static double bid(Quote quote) {
    ReasonCode code = quote.reason();
    return code == ReasonCode.USED || code == ReasonCode.USED_BID_ONLY ? quote.bid() : Double.NaN;
  }

  private static double ask(Quote quote) {
    ReasonCode code = quote.reason();
    return code == ReasonCode.USED || code == ReasonCode.USED_ASK_ONLY ? quote.ask() : Double.NaN;
  }
}
