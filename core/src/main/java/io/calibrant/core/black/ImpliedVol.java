package io.calibrant.core.black;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.math.Elementary;

/// The Black-76 vol that explains an option price, over the whole domain of doubles, with an
/// explicit status where none exists.
///
/// Prices are undiscounted and in quote currency: a coin premium times the forward, or a present
/// value divided by the discount factor. The vol is a decimal per √year. In-the-money prices are
/// projected on the out-of-the-money side by parity, without rounding beyond the input's own; the
/// rest is [NormalizedVol]. Pure, allocation-free (but for [#solve]) and bit-identical everywhere.
public final class ImpliedVol {
  private ImpliedVol() {}

  /// A vol and its status.
  ///
  /// @param vol decimal per √year; NaN unless `status` is [VolStatus#OK]
  /// @param status why the vol exists or not
  public record Solution(double vol, VolStatus status) {}

  /// The implied vol, or NaN where [#status] is not [VolStatus#OK]. A vol below the least double is
  /// given as the least double.
  ///
  /// @param forward quote currency, > 0
  /// @param strike quote currency, > 0
  /// @param expiry years, > 0
  /// @param undiscountedPrice quote currency per coin
  public static double impliedVol(
      OptionType type, double forward, double strike, double expiry, double undiscountedPrice) {
    if (status(type, forward, strike, expiry, undiscountedPrice) != VolStatus.OK) {
      return Double.NaN;
    }
    double supremum = type == OptionType.CALL ? forward : strike;
    double other = type == OptionType.CALL ? strike : forward;
    double vol = totalStdDev(supremum, other, undiscountedPrice) / Math.sqrt(expiry);
    return Math.max(vol, Double.MIN_VALUE);
  }

  /// The implied vol together with its status.
  public static Solution solve(
      OptionType type, double forward, double strike, double expiry, double undiscountedPrice) {
    VolStatus status = status(type, forward, strike, expiry, undiscountedPrice);
    double vol = impliedVol(type, forward, strike, expiry, undiscountedPrice);
    return new Solution(vol, status);
  }

  /// Whether an implied vol exists, and if not, why; arguments are checked in the order forward,
  /// strike, expiry, price.
  public static VolStatus status(
      OptionType type, double forward, double strike, double expiry, double undiscountedPrice) {
    if (!isPositiveFinite(forward)) {
      return VolStatus.BAD_FORWARD;
    }
    if (!isPositiveFinite(strike)) {
      return VolStatus.BAD_STRIKE;
    }
    if (!isPositiveFinite(expiry)) {
      return VolStatus.BAD_EXPIRY;
    }
    if (!Double.isFinite(undiscountedPrice)) {
      return VolStatus.NOT_FINITE;
    }
    if (undiscountedPrice <= 0) {
      return undiscountedPrice < 0 ? VolStatus.NEGATIVE_PRICE : VolStatus.ZERO_PRICE;
    }
    double supremum = type == OptionType.CALL ? forward : strike;
    double other = type == OptionType.CALL ? strike : forward;
    if (undiscountedPrice >= supremum) {
      return VolStatus.AT_OR_ABOVE_MAXIMUM;
    }
    double timeValue = timeValue(supremum, other, undiscountedPrice);
    if (timeValue <= 0) {
      return timeValue < 0 ? VolStatus.BELOW_INTRINSIC : VolStatus.AT_INTRINSIC;
    }
    return VolStatus.OK;
  }

  /// Implied vols of columns of equal length.
  ///
  /// @param types length n, not modified, like the next four
  /// @param vols receives the vols, NaN where the status is not OK; length n
  /// @param statuses receives [VolStatus#code]; length n
  public static void imply(
      OptionType[] types,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] undiscountedPrices,
      double[] vols,
      byte[] statuses) {
    int n = types.length;
    if (forwards.length != n
        || strikes.length != n
        || expiries.length != n
        || undiscountedPrices.length != n
        || vols.length != n
        || statuses.length != n) {
      throw new IllegalArgumentException(
          "column lengths types=%d forwards=%d strikes=%d expiries=%d prices=%d vols=%d statuses=%d: must be equal"
              .formatted(
                  n,
                  forwards.length,
                  strikes.length,
                  expiries.length,
                  undiscountedPrices.length,
                  vols.length,
                  statuses.length));
    }
    for (int i = 0; i < n; i++) {
      VolStatus status =
          status(types[i], forwards[i], strikes[i], expiries[i], undiscountedPrices[i]);
      statuses[i] = status.code();
      vols[i] = impliedVol(types[i], forwards[i], strikes[i], expiries[i], undiscountedPrices[i]);
    }
  }

  /// v = σ√T of an option whose price lies strictly between intrinsic value and supremum.
  ///
  /// @param supremum F for a call, K for a put
  /// @param other K for a call, F for a put
  private static double totalStdDev(double supremum, double other, double price) {
    double unit = Math.min(supremum, other);
    double timeValue = timeValue(supremum, other, price);
    double h = NormalizedBlack.absLogMoneyness(supremum, other);
    double c = timeValue / unit;
    double logC =
        c >= Double.MIN_NORMAL
            ? Elementary.log(c)
            : Elementary.log(timeValue) - Elementary.log(unit);
    // supremum − price = unit − time value, and rounds once only.
    return NormalizedVol.of(h, c, logC, (supremum - price) / unit);
  }

  /// The out-of-the-money price: price − (supremum − other)⁺, its sign exact.
  private static double timeValue(double supremum, double other, double price) {
    if (supremum <= other) {
      return price;
    }
    // Knuth's two-sum, twice: (price − supremum) + other with both rounding errors.
    double sum = price - supremum;
    double part = sum - price;
    double error = (price - (sum - part)) - (supremum + part);
    double total = sum + other;
    part = total - sum;
    error += (sum - (total - part)) + (other - part);
    return total + error;
  }

  private static boolean isPositiveFinite(double x) {
    return x > 0 && x < Double.POSITIVE_INFINITY;
  }
}
