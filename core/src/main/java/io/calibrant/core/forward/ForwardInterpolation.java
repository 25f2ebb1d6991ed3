package io.calibrant.core.forward;

import io.calibrant.core.surface.ExpiryQuotes;
import java.util.ArrayList;
import java.util.List;

/// Forwards of expiries about which nothing is said, from those of other expiries.
///
/// The yearly basis b(T) = ln(F/S)/T is linear in T between neighbours and flat beyond them.
/// Without an index S, ln F takes the place of ln(F/S) and is linear and flat itself.
final class ForwardInterpolation {
  /// How far an interpolated ln F is off by nature, per √year away from its neighbours.
  private static final double STD_PER_ROOT_YEAR = 5e-3;

  private ForwardInterpolation() {}

  /// `known` and one interpolated forward for each of `missing`; only `known` when that is empty.
  static List<Forward> fill(List<Forward> known, List<ExpiryQuotes> missing, double index) {
    List<Forward> all = new ArrayList<>(known);
    if (!known.isEmpty()) {
      for (ExpiryQuotes expiry : missing) {
        all.add(interpolate(known, expiry, index));
      }
    }
    return all;
  }

  private static Forward interpolate(List<Forward> known, ExpiryQuotes expiry, double index) {
    Forward left = known.getFirst();
    Forward right = known.getLast();
    for (Forward forward : known) {
      left = forward.expiry() <= expiry.expiry() ? forward : left;
    }
    for (Forward forward : known.reversed()) {
      right = forward.expiry() >= expiry.expiry() ? forward : right;
    }
    double t = expiry.expiry();
    double gap = right.expiry() - left.expiry();
    double share = gap > 0 ? Math.clamp((t - left.expiry()) / gap, 0, 1) : 0;
    double value;
    if (index > 0) {
      double basis = (1 - share) * basis(left, index) + share * basis(right, index);
      value = index * StrictMath.exp(basis * t);
    } else {
      double log =
          (1 - share) * StrictMath.log(left.value()) + share * StrictMath.log(right.value());
      value = StrictMath.exp(log);
    }
    double distance = Math.min(Math.abs(t - left.expiry()), Math.abs(right.expiry() - t));
    double own = STD_PER_ROOT_YEAR * Math.sqrt(distance) * value;
    double inherited = Math.max(left.stdError(), right.stdError());
    return new Forward(
        expiry.expiryTimeNs(),
        t,
        value,
        Math.sqrt(own * own + inherited * inherited),
        discount(left, right, share),
        Math.max(left.discountFactorStdError(), right.discountFactorStdError()),
        Forward.Method.INTERPOLATED,
        Double.NaN,
        Double.NaN,
        0,
        Double.NaN,
        Double.NaN);
  }

  private static double basis(Forward forward, double index) {
    return StrictMath.log(forward.value() / index) / forward.expiry();
  }

  /// Linear in ln D: a constant rate between neighbours.
  private static double discount(Forward left, Forward right, double share) {
    return StrictMath.exp(
        (1 - share) * StrictMath.log(left.discountFactor())
            + share * StrictMath.log(right.discountFactor()));
  }
}
