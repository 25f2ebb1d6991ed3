package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import org.junit.jupiter.api.Test;

class QuoteAgeingTest {
  /// N(−z)/φ(z) from tables of the normal law (Abramowitz and Stegun, table 26.1).
  @Test
  void mills_isTheMillsRatio() {
    assertThat(QuoteAgeing.mills(0)).isEqualTo(1.2533141, within(1e-6));
    assertThat(QuoteAgeing.mills(1)).isEqualTo(0.6556795, within(0.01));
    assertThat(QuoteAgeing.mills(2)).isEqualTo(0.4213692, within(0.005));
    assertThat(QuoteAgeing.mills(-0.5)).isEqualTo(1.9639, within(0.05));
  }

  /// A coin premium that stands while the forward moves by ε is off by M(z)·ε/√T in vol.
  @Test
  void mills_isTheLeverageOfAStandingPremium() {
    double forward = 60_000;
    double moved = forward * (1 + 1e-5);
    double expiry = 0.02;
    double vol = 0.5;
    double stdDev = vol * Math.sqrt(expiry);
    for (double strike : new double[] {56_000, 59_000, 61_000, 65_000}) {
      OptionType type = strike >= forward ? OptionType.CALL : OptionType.PUT;
      double premium = Black76.coinValue(type, forward, strike, vol, expiry);
      double implied = ImpliedVol.impliedVol(type, moved, strike, expiry, premium * moved);
      double k = StrictMath.log(strike / forward);
      double z = type == OptionType.CALL ? k / stdDev + stdDev / 2 : -k / stdDev - stdDev / 2;
      double expected = QuoteAgeing.mills(z) * 1e-5 / Math.sqrt(expiry);
      assertThat(Math.abs(implied - vol))
          .as("%s", strike)
          .isBetween(0.97 * expected, 1.03 * expected);
    }
  }
}
