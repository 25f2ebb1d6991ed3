package io.calibrant.core.calibration;

import io.calibrant.core.forward.Forward;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.SsviSlice;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.solve.Termination;
import org.jspecify.annotations.Nullable;

/// One fitted expiry with the evidence for it.
///
/// @param forward F(T), D(T) and how they were found
/// @param smile the fitted smile: raw SVI, or SVI with curvature terms
/// @param covariance of (a, b, ρ, m, σ) of its SVI smile, from the quotes' errors, which are taken
///   for smaller where the fit leaves less than them ([NoiseScale])
/// @param status the state of the fit
/// @param termination why the optimiser stopped
/// @param iterations evaluations of residuals and Jacobian
/// @param quality how well it fits
/// @param butterflyMinG min over the line of Gatheral's g(k), ≥ 0 when butterfly-free
/// @param calendarMinGap min over the line of w − w of the slice before; +∞ for the first slice
/// @param lateness of the quotes, and how fast the vols move
/// @param condition the no-arbitrage condition that the quotes push against, which bends the smile
///   when `status` is AT_BOUND; null when there is none
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
    Lateness lateness,
    @Nullable ActiveCondition condition,
    SmileQuotes quotes) {

  /// A slice of quotes that are not late and push against nothing.
  public CalibratedSlice(
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
    this(
        forward,
        smile,
        covariance,
        status,
        termination,
        iterations,
        quality,
        butterflyMinG,
        calendarMinGap,
        Lateness.NONE,
        null,
        quotes);
  }

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
        lateness,
        condition,
        quotes);
  }

  /// The same slice seen after `before` at `asOfNs`, its newest quote `ageSeconds` old.
  CalibratedSlice after(@Nullable CalibratedSlice before, double ageSeconds, long asOfNs) {
    Lateness next =
        Lateness.after(
            before == null ? null : before.lateness(),
            ageSeconds,
            impliedVol(0),
            impliedVolStdDev(0),
            asOfNs);
    return new CalibratedSlice(
        forward,
        smile,
        covariance,
        status,
        termination,
        iterations,
        quality,
        butterflyMinG,
        calendarMinGap,
        next,
        condition,
        quotes);
  }

  CalibratedSlice withoutQuotes() {
    return new CalibratedSlice(
        forward,
        smile,
        covariance,
        status,
        termination,
        iterations,
        quality,
        butterflyMinG,
        calendarMinGap,
        lateness,
        condition,
        SmileQuotes.NONE);
  }

  /// The same slice with what its quotes push against, at bound when that bends the smile.
  CalibratedSlice withCondition(@Nullable ActiveCondition found) {
    boolean bent = found != null && found.binds() && status == SliceStatus.CONVERGED;
    return found == null
        ? this
        : new CalibratedSlice(
            forward,
            smile,
            covariance,
            bent ? SliceStatus.AT_BOUND : status,
            termination,
            iterations,
            quality,
            butterflyMinG,
            calendarMinGap,
            lateness,
            found,
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

  /// One standard deviation of σ(k): √(∇σᵀΣ∇σ + s² + τ² + (σ′(k)·δF/F)² + v) with the parameters'
  /// covariance Σ, the error s of curvature terms, the shape's own error τ ([FitQuality]), the
  /// forward's standard error δF and the variance v of what has happened since the quotes were made
  /// ([Lateness]); NaN when the covariance is unknown. Σ and s are added as if independent: the
  /// terms are fitted to what the SVI smile leaves and take back part of its error, so that this is
  /// rather too wide.
  public double impliedVolStdDev(double k) {
    double fromQuotes = covariance.impliedVolStdDev(base(), k, expiry());
    double shape = quality.modelErrorVolPoints() / 100;
    double skew = smile.slope(k) / (2 * Math.sqrt(smile.totalVariance(k) * expiry()));
    double fromForward = skew * forward.stdError() / forward.value();
    double terms = smile instanceof CurvedSvi curved ? covariance.termStdDev(curved, k) : 0;
    return Math.sqrt(
        fromQuotes * fromQuotes
            + terms * terms
            + shape * shape
            + fromForward * fromForward
            + lateness.variance(skew, impliedVol(0)));
  }
}
