package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.Svi;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseScaleTest {
  private static final Svi SMILE = new Svi(0.01, 0.05, -0.2, 0, 0.1);
  private static final double EXPIRY = 0.1;
  private static final double STD_DEV = 0.004;

  @Test
  void of_errorsHalfAsLargeAsThought_isAboutAQuarter() {
    assertThat(mean(0.5)).isEqualTo((10 + 60 * 0.25) / (10 + 55), within(0.02));
    assertThat(mean(0.1)).isEqualTo(0.25);
  }

  @Test
  void of_errorsAsLargeOrLarger_leavesThemAsTheyAre() {
    assertThat(mean(1)).isBetween(0.9, 1.0);
    assertThat(mean(3)).isEqualTo(1);
    assertThat(NoiseScale.of(quotes(0, 1, new SplittableRandom(1)), SMILE, EXPIRY)).isEqualTo(1);
  }

  private static double mean(double share) {
    var random = new SplittableRandom(5);
    double sum = 0;
    for (int i = 0; i < 200; i++) {
      sum += NoiseScale.of(quotes(60, share, random), SMILE, EXPIRY);
    }
    return sum / 200;
  }

  private static SmileQuotes quotes(int n, double share, SplittableRandom random) {
    double[] k = new double[n];
    double[] mids = new double[n];
    double[] stdDevs = new double[n];
    for (int i = 0; i < n; i++) {
      k[i] = -0.3 + 0.6 * i / n;
      mids[i] = SMILE.impliedVol(k[i], EXPIRY) + share * STD_DEV * random.nextGaussian();
      stdDevs[i] = STD_DEV;
    }
    String[] names = new String[n];
    Arrays.fill(names, "");
    OptionType[] types = new OptionType[n];
    Arrays.fill(types, OptionType.CALL);
    ReasonCode[] reasons = new ReasonCode[n];
    Arrays.fill(reasons, ReasonCode.USED);
    return SmileQuotes.ofUnsafe(
        names, new double[n], types, k, mids.clone(), mids.clone(), mids, stdDevs, reasons);
  }
}
