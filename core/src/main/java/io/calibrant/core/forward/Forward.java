package io.calibrant.core.forward;

/// The forward and discount factor of one expiry with their standard errors, and how they were
/// found.
///
/// @param expiryTimeNs instant of expiry, ns since 1970-01-01 UTC
/// @param expiry years (ACT/365 fixed), > 0
/// @param value F(T), quote currency, > 0
/// @param stdError standard error of F, quote currency, ≥ 0
/// @param discountFactor D(T): value now of 1 unit of the settlement currency at T
/// @param discountFactorStdError standard error of D; 0 when D is a convention of the venue
/// @param method which sources entered
/// @param parity forward by put–call parity, quote currency; NaN when there is none
/// @param parityStdError standard error of `parity`; NaN when there is none
/// @param parityPairCount number of strikes in the regression
/// @param future the dated future's mid, quote currency; NaN when none is listed
/// @param venue the venue's own forward, quote currency; NaN when not given
public record Forward(
    long expiryTimeNs,
    double expiry,
    double value,
    double stdError,
    double discountFactor,
    double discountFactorStdError,
    Method method,
    double parity,
    double parityStdError,
    int parityPairCount,
    double future,
    double venue) {

  /// Which sources entered a forward.
  public enum Method {
    /// Put–call parity alone.
    PARITY,
    /// The dated future alone.
    FUTURE,
    /// The venue's own forward alone.
    VENUE,
    /// Two or more sources, weighted by the inverse of their variance.
    BLENDED,
    /// Interpolated in ln(F/S)/T between other expiries.
    INTERPOLATED
  }
}
