package io.calibrant.core.forward;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.surface.ExpiryQuotes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the pairs of calls and puts of one expiry.
final class ParityPairs {
  private ParityPairs() {}

  /// One pair per strike that has a call and a put, by ascending strike.
  ///
  /// The index or venue forward beside a quote does not place it better in time: moving pairs by
  /// either widened the error on recorded sweeps (5 bp share 0.919 → 0.893 by the index).
  static List<ParityPair> of(ExpiryQuotes expiry) {
    List<ParityPair> pairs = new ArrayList<>();
    @Nullable Quote call = null;
    for (Quote quote : expiry.quotes()) {
      if (quote.reason() == ReasonCode.DUPLICATE) {
        continue;
      }
      if (quote.instrument().type() == OptionType.CALL) {
        call = quote;
      } else if (call != null && isSameStrike(call, quote)) {
        pairs.add(pair(call, quote));
      }
    }
    return pairs;
  }

  private static boolean isSameStrike(Quote call, Quote put) {
    return call.instrument().strike() == put.instrument().strike()
        && call.instrument().settlement() == put.instrument().settlement();
  }

  private static ParityPair pair(Quote call, Quote put) {
    double callBid = bid(call);
    double callAsk = ask(call);
    double putBid = bid(put);
    double putAsk = ask(put);
    return new ParityPair(
        call.instrument().strike(),
        (callBid - putAsk),
        (callAsk - putBid),
        0.5 * (callBid + callAsk + putBid + putAsk));
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
