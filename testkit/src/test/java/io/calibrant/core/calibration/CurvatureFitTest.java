package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.CurvedButterfly;
import io.calibrant.core.smile.CurvedCalendar;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.Svi;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CurvatureFitTest {
  private static final double EXPIRY = 0.1;
  private static final int QUOTES = 30;
  private static final double NOISE = 0.003;
  private static final Svi BASE = new Svi(0.01, 0.1, -0.2, 0, 0.15);

  private static SliceTarget target(DoubleUnaryOperator vol, SplittableRandom random) {
    double[] k = new double[QUOTES];
    double[] mid = new double[QUOTES];
    double[] bid = new double[QUOTES];
    double[] ask = new double[QUOTES];
    double[] error = new double[QUOTES];
    for (int i = 0; i < QUOTES; i++) {
      k[i] = -0.35 + 0.7 * i / (QUOTES - 1);
      mid[i] = vol.applyAsDouble(k[i]) + NOISE * random.nextGaussian();
      bid[i] = mid[i] - 3 * NOISE;
      ask[i] = mid[i] + 3 * NOISE;
      error[i] = NOISE;
    }
    var types = new OptionType[QUOTES];
    Arrays.fill(types, OptionType.CALL);
    var reasons = new ReasonCode[QUOTES];
    Arrays.fill(reasons, ReasonCode.USED);
    var names = new String[QUOTES];
    Arrays.fill(names, "x");
    SmileQuotes quotes =
        SmileQuotes.ofUnsafe(names, k.clone(), types, k, bid, ask, mid, error, reasons);
    return SliceTarget.of(quotes, EXPIRY, QuoteRange.DEFAULT, -1);
  }

  private static double wave(double k) {
    return BASE.impliedVol(k, EXPIRY) + 0.012 * StrictMath.exp(-k * k / 0.005);
  }

  @Test
  void fit_sviWithNoise_keepsSvi() {
    var random = new SplittableRandom(1);
    int curved = 0;
    for (int i = 0; i < 500; i++) {
      SliceTarget target = target(k -> BASE.impliedVol(k, EXPIRY), random);
      curved += new CurvatureFit().fit(target, BASE, 11) instanceof CurvedSvi ? 1 : 0;
    }
    // One standard error one-sided would be 16 % without SVI's advantage of a prior guess.
    assertThat(curved).isLessThan(50);
  }

  @Test
  void fit_hillAtTheMoney_isFollowed() {
    var random = new SplittableRandom(2);
    double worst = 0;
    for (int i = 0; i < 100; i++) {
      Smile smile = new CurvatureFit().fit(target(CurvatureFitTest::wave, random), BASE, 11);
      assertThat(smile).isInstanceOf(CurvedSvi.class);
      double sum = 0;
      for (double k = -0.15; k <= 0.15; k += 0.01) {
        double error = smile.impliedVol(k, EXPIRY) - wave(k);
        sum += error * error / 31;
      }
      worst = Math.max(worst, Math.sqrt(sum));
    }
    assertThat(worst).isLessThan(NOISE);
  }

  @Test
  void bends_manySlicesOnOneWorkspace_allocatesNothing() {
    var random = new SplittableRandom(4);
    SliceTarget plain = target(k -> BASE.impliedVol(k, EXPIRY), random);
    SliceTarget wavy = target(CurvatureFitTest::wave, random);
    var fit = new CurvatureFit();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    int bent = 0;
    long least = Long.MAX_VALUE;
    // The first rounds load classes and compile; one clean round proves the point.
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 2_000; i++) {
        bent += fit.bends(i % 2 == 0 ? plain : wavy, BASE, 11) ? 1 : 0;
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(bent).isEqualTo(5_000);
    assertThat(least).isLessThan(100);
  }

  @Test
  void fit_workspaceUsedBefore_givesTheSameSmile() {
    var random = new SplittableRandom(5);
    var used = new CurvatureFit();
    for (int i = 0; i < 50; i++) {
      SliceTarget target = target(CurvatureFitTest::wave, random);
      assertThat(used.fit(target, BASE, 11)).isEqualTo(new CurvatureFit().fit(target, BASE, 11));
    }
  }

  @Test
  void of_hillsThatCross_keepsEveryPairFree() {
    var random = new SplittableRandom(3);
    var later = new Svi(0.0103, 0.101, -0.2, 0, 0.15);
    int shrunk = 0;
    for (int i = 0; i < 100; i++) {
      double height = random.nextDouble(0.06);
      SliceTarget one = target(k -> wave(k) + height * StrictMath.exp(-k * k / 0.002), random);
      SliceTarget two = target(k -> later.impliedVol(k, EXPIRY), random);
      List<Smile> smiles = SurfaceCurvature.of(List.of(one, two), List.of(BASE, later), 11);
      assertThat(CurvedButterfly.isFree(smiles.get(0))).isTrue();
      assertThat(CurvedButterfly.isFree(smiles.get(1))).isTrue();
      assertThat(CurvedCalendar.isFree(smiles.get(0), smiles.get(1))).isTrue();
      shrunk += smiles.get(0).equals(new CurvatureFit().fit(one, BASE, 11)) ? 0 : 1;
    }
    assertThat(shrunk).isGreaterThan(50);
  }
}
