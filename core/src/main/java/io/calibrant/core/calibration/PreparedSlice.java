package io.calibrant.core.calibration;

import io.calibrant.core.forward.Forward;

/// An expiry with enough quotes and a forward, ready to be fitted.
///
/// @param ageSeconds of its newest quote
record PreparedSlice(Forward forward, SmileQuotes quotes, double ageSeconds) {
  /// The quotes that the fit sees; `fold` as in [SliceTarget#of].
  SliceTarget target(QuoteRange range, int fold) {
    return SliceTarget.of(quotes, forward.expiry(), range, fold);
  }
}
