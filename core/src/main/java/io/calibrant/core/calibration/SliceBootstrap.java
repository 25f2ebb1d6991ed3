package io.calibrant.core.calibration;

import java.util.Locale;

/// How far the standard errors of one slice may be believed: the delta method beside a bootstrap of
/// its residuals, for three figures at the money.
///
/// @param expiryTimeNs instant of expiry, ns since 1970-01-01 UTC
/// @param refits how often the surface was fitted again
/// @param failed how many of them gave no smile
/// @param atmVol σ(0), decimal vol
/// @param skew σ′(0), decimal vol per unit of log-moneyness
/// @param smileDelta N(d₁) − n(d₁)√T σ′(0), the call's delta in the forward at the money with the
///   smile moving along
/// @param bound whether a no-arbitrage condition is active in the fit
/// @param quotes points that have a residual
public record SliceBootstrap(
    long expiryTimeNs,
    int refits,
    int failed,
    BootstrapError atmVol,
    BootstrapError skew,
    BootstrapError smileDelta,
    boolean bound,
    int quotes) {
  /// Fewer residuals than this tell no distribution to draw from.
  static final int LEAST_QUOTES = 8;

  private static final double MOST_FAILED = 0.05;

  /// Whether the delta method is confirmed: each figure's two errors within
  /// [BootstrapError#TOLERANCE], from enough quotes and without failures.
  public boolean agrees() {
    return isTold() && atmVol.agrees() && skew.agrees() && smileDelta.agrees();
  }

  private boolean isTold() {
    return quotes >= LEAST_QUOTES && failed <= MOST_FAILED * refits;
  }

  /// Why the delta method is not confirmed; empty where it is.
  public String reason() {
    if (quotes < LEAST_QUOTES) {
      return "%d residuals are too few to resample: needs %d".formatted(quotes, LEAST_QUOTES);
    }
    if (!isTold()) {
      return "%d of %d refits gave no smile".formatted(failed, refits);
    }
    var words = new StringBuilder();
    append(words, "ATM vol", atmVol);
    append(words, "skew", skew);
    append(words, "smile delta", smileDelta);
    if (!words.isEmpty()) {
      words.append(cause());
    }
    return words.toString();
  }

  private static void append(StringBuilder words, String name, BootstrapError error) {
    if (!error.agrees()) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append(String.format(Locale.ROOT, "%s: %.2f of the delta method", name, error.ratio()));
    }
  }

  private String cause() {
    if (atmVol.agreesCentrally() && skew.agreesCentrally() && smileDelta.agreesCentrally()) {
      return "; but for a few refits that went astray they agree";
    }
    return bound
        ? "; a no-arbitrage condition binds, and is linear only near the fit"
        : "; the smile is not linear in its parameters within their errors";
  }
}
