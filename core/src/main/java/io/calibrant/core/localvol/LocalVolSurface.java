package io.calibrant.core.localvol;

import io.calibrant.core.smile.Essvi;
import io.calibrant.core.smile.SurfaceInterpolation;

/// A local variance σ²(k, T) ≥ 0, where X = S/F follows dX = σ(ln X, t) X dW and k = ln X.
///
/// One such function prices every European option as a whole implied surface does (Dupire, *Pricing
/// with a smile*, Risk 7, 1994). Carry sits in the forward, so there is no drift.
///
/// The interface is open: a surface of one's own is one lambda.
@FunctionalInterface
public interface LocalVolSurface {
  /// Largest local variance that is returned, a vol of 1000 %: just after an expiry and far from
  /// the money the true one may be larger still.
  double LARGEST = 100;

  /// σ²(k, T) a year, in [0, [#LARGEST]]; the left limit where T is an expiry.
  ///
  /// @param k ln(S/F), finite
  /// @param expiry T in years, > 0 and finite
  double variance(double k, double expiry);

  /// σ² at one T and many k; allocates nothing in the implementations of this package.
  ///
  /// @param expiry T in years, > 0 and finite
  /// @param ks log-moneynesses, not modified
  /// @param out receives the variances; another array than `ks`
  /// @param count how many, from index 0 on
  default void variances(double expiry, double[] ks, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = variance(ks[i], expiry);
    }
  }

  /// The closed form of an eSSVI surface.
  static LocalVolSurface of(Essvi surface) {
    return new EssviLocalVol(surface);
  }

  /// The local variance of a published surface between its expiries; see [MixtureLocalVol].
  static LocalVolSurface of(SurfaceInterpolation surface) {
    return new MixtureLocalVol(surface);
  }
}
