package io.calibrant.bench.numerics;

import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import io.calibrant.bench.peer.PeerVersions;
import io.calibrant.bench.peer.QuantLib;
import io.calibrant.bench.work.Engine;
import io.calibrant.core.market.OptionType;
import java.util.List;
import java.util.function.Supplier;
import net.finmath.functions.AnalyticFormulas;

/// The peers at implied vols. None has a batch call that is more than a loop.
final class PeerVols {
  /// finmath takes about 0.1 ms an option.
  private static final int FINMATH_STRIDE = 20;

  private PeerVols() {}

  /// Without a previous vol.
  static List<Engine> cold(Supplier<OptionColumns> options) {
    return List.of(
        QuantLib.engine("LiRS 1e-12", "iv-lirs", () -> options.get().volRows()),
        QuantLib.engine("1e-12", "iv", () -> options.get().volRows()),
        new Engine.InProcess(
            PeerVersions.STRATA, () -> new ScalarVols(options.get(), PeerVols::strata)),
        new Engine.InProcess(
            PeerVersions.FINMATH,
            () -> new ScalarVols(options.get().sample(FINMATH_STRIDE), PeerVols::finmath)));
  }

  /// From the previous vol, where the peer takes one.
  static List<Engine> warm(Supplier<OptionColumns> options) {
    return List.of(
        QuantLib.engine("1e-12", "iv-warm", () -> options.get().volRows()),
        new Engine.InProcess(
            PeerVersions.STRATA, () -> new ScalarVols(options.get(), PeerVols::strataWarm)));
  }

  private static double strata(
      OptionType type, double forward, double strike, double expiry, double price, double guess) {
    return BlackFormulaRepository.impliedVolatility(
        price, forward, strike, expiry, type == OptionType.CALL);
  }

  /// Strata's call with a guess is for out-of-the-money prices, as all of these are.
  private static double strataWarm(
      OptionType type, double forward, double strike, double expiry, double price, double guess) {
    return BlackFormulaRepository.impliedVolatility(price, forward, strike, expiry, guess);
  }

  /// finmath inverts calls only: a put on (F, K) is a call on (K, F).
  private static double finmath(
      OptionType type, double forward, double strike, double expiry, double price, double guess) {
    return type == OptionType.CALL
        ? AnalyticFormulas.blackScholesOptionImpliedVolatility(forward, expiry, strike, 1, price)
        : AnalyticFormulas.blackScholesOptionImpliedVolatility(strike, expiry, forward, 1, price);
  }
}
