package io.calibrant.core.calibration;

import io.calibrant.core.forward.Forward;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.SsviSlice;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.solve.Termination;

/// One fitted expiry with the evidence for it.
///
/// @param forward F(T), D(T) and how they were found
/// @param smile the fitted smile: raw SVI, or SVI with curvature terms
/// @param covariance of (a, b, ρ, m, σ) of its SVI smile, whitened by the quotes' errors and the
///   misfit
/// @param status the state of the fit
/// @param termination why the optimiser stopped
/// @param iterations evaluations of residuals and Jacobian
/// @param quality how well it fits
/// @param butterflyMinG min over the line of Gatheral's g(k), ≥ 0 when butterfly-free
/// @param calendarMinGap min over the line of w − w of the slice before; +∞ for the first slice
/// @param quotes every quote of the expiry with its vols, error and reason code
public record CalibratedSlice(
    Forward forward,
    Smile smile,
    Covariance covariance,
    SliceStatus status,
    Termination termination,
    int iterations,
    FitQuality quality,
    double butterflyMinG,
    double calendarMinGap,
    SmileQuotes quotes) {

  /// The same slice beside another one before it.
  CalibratedSlice withCalendarMinGap(double gap) {
    return new CalibratedSlice(
        forward,
        smile,
        covariance,
        status,
        termination,
        iterations,
        quality,
        butterflyMinG,
        gap,
        quotes);
  }

  /// Instant of expiry, ns since 1970-01-01 UTC.
  public long expiryTimeNs() {
    return forward.expiryTimeNs();
  }

  /// The fitted SVI smile, without the curvature terms of a [CurvedSvi].
  public Svi base() {
    return switch (smile) {
      case Svi svi -> svi;
      case SsviSlice slice -> slice.toSvi();
      case CurvedSvi curved -> curved.base();
    };
  }

  /// T in years.
  public double expiry() {
    return forward.expiry();
  }

  /// σ(k), decimal per √year.
  public double impliedVol(double k) {
    return smile.impliedVol(k, expiry());
  }

  /// One standard deviation of σ(k): √(∇σᵀΣ∇σ + τ² + (σ′(k)·δF/F)²) with the parameters' covariance
  /// Σ, the shape's own error τ ([FitQuality]) and the forward's standard error δF; NaN when the
  /// covariance is unknown.
  public double impliedVolStdDev(double k) {
    double fromQuotes = covariance.impliedVolStdDev(base(), k, expiry());
    double shape = quality.modelErrorVolPoints() / 100;
    double skew = smile.slope(k) / (2 * Math.sqrt(smile.totalVariance(k) * expiry()));
    double fromForward = skew * forward.stdError() / forward.value();
    return Math.sqrt(fromQuotes * fromQuotes + shape * shape + fromForward * fromForward);
  }
}
