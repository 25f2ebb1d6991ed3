package io.calibrant.core.calibration;

import io.calibrant.core.forward.Forward;
import org.jspecify.annotations.Nullable;

/// An expiry without a smile, and why.
///
/// @param expiryTimeNs instant of expiry
/// @param expiry T in years
/// @param forward null when none could be found
/// @param quotes every quote of the expiry with its reason code
/// @param reason one sentence that names the numbers
public record UnfittedSlice(
    long expiryTimeNs,
    double expiry,
    @Nullable Forward forward,
    SmileQuotes quotes,
    String reason) {
  UnfittedSlice withoutQuotes() {
    return new UnfittedSlice(expiryTimeNs, expiry, forward, SmileQuotes.NONE, reason);
  }
}
