package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.calibration.TickPath.Outcome;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.calibration.slice.SviFit;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TickPathTest {
  private static final int SLICES = 12;
  private static final int PER_SLICE = 83;
  private static final int COUNT = SLICES * PER_SLICE;
  private static final double[] DAYS = {1, 2, 3, 7, 14, 21, 30, 60, 90, 180, 270, 365};

  /// Both paths stop near the same minimum, each by the fit's own rule; this is a hundredth of the
  /// quotes' noise (0.002/0.6 of the vol, twice that of w).
  private static final double RELATIVE_W = 5e-5;

  private final OptionType[] types = new OptionType[COUNT];
  private final double[] strikes = new double[COUNT];
  private final int[] offsets = new int[SLICES + 1];
  private final double[] forwards = new double[SLICES];
  private final double[] expiries = new double[SLICES];
  private final double[] prices = new double[COUNT];
  private final double[] stdDevs = new double[COUNT];
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void refresh_movingMarket_equalsThePlainPath() {
    TickPath path = market();
    for (int tick = 0; tick < 20; tick++) {
      move(tick);
      Outcome outcome = path.refresh(forwards, expiries, prices, stdDevs, TickPathTest::never);
      assertThat(path.refreshedCount()).isEqualTo(SLICES);
      Svi[] plain = plain();
      assertThat(outcome == Outcome.FREE).as("tick %d", tick).isEqualTo(isFree(plain));
      for (int i = 0; i < COUNT; i++) {
        int slice = i / PER_SLICE;
        double k = Math.log(strikes[i] / forwards[slice]);
        double w = plain[slice].totalVariance(k);
        assertThat(path.totalVariance(slice, k) / w)
            .as("tick %d slice %d k %s", tick, slice, k)
            .isCloseTo(1, within(RELATIVE_W));
      }
    }
    assertThat(path.breachSlice()).isEqualTo(-1);
  }

  @Test
  void refresh_crossingSmiles_namesTheLaterSlice() {
    TickPath path = market();
    move(0);
    for (int i = 5 * PER_SLICE; i < 6 * PER_SLICE; i++) {
      prices[i] =
          Black76.outOfTheMoney(forwards[5], strikes[i], 0.2, expiries[5]); // all others near 0.6
    }
    assertThat(path.refresh(forwards, expiries, prices, stdDevs, TickPathTest::never))
        .isEqualTo(Outcome.CALENDAR);
    assertThat(path.breachSlice()).isEqualTo(5);
    assertThat(isFree(plain())).isFalse();
  }

  @Test
  void refresh_stopped_tellsWhatItDidAndGoesOnThereNextTime() {
    TickPath path = market();
    move(0);
    assertThat(path.refresh(forwards, expiries, prices, stdDevs, TickPathTest::never))
        .isEqualTo(Outcome.FREE);
    Svi before = path.smile(7);
    move(1);
    int[] asked = {0};
    Outcome outcome = path.refresh(forwards, expiries, prices, stdDevs, () -> ++asked[0] > 6);
    assertThat(outcome).isEqualTo(Outcome.FREE);
    assertThat(path.refreshedCount()).isEqualTo(5);
    assertThat(path.isRefreshed(4)).isTrue();
    assertThat(path.isRefreshed(5)).isFalse();
    assertThat(path.smile(7)).isEqualTo(before);
    asked[0] = 0;
    path.refresh(forwards, expiries, prices, stdDevs, () -> ++asked[0] > 8);
    assertThat(path.isRefreshed(4)).isFalse();
    assertThat(path.isRefreshed(5)).isTrue();
    assertThat(path.isRefreshed(11)).isTrue();
    assertThat(path.smile(7)).isNotEqualTo(before);
  }

  @Test
  void refresh_stoppedAtOnce_keepsEverySmile() {
    TickPath path = market();
    move(0);
    assertThat(path.refresh(forwards, expiries, prices, stdDevs, () -> true))
        .as("nothing was ever fitted")
        .isEqualTo(Outcome.NO_SMILE);
    path.refresh(forwards, expiries, prices, stdDevs, TickPathTest::never);
    assertThat(path.refresh(forwards, expiries, prices, stdDevs, () -> true))
        .isEqualTo(Outcome.FREE);
    assertThat(path.refreshedCount()).isZero();
  }

  @Test
  void refresh_impossiblePrices_areLeftOut() {
    TickPath path = market();
    move(0);
    for (int i = 0; i < COUNT; i += 7) {
      prices[i] = i % 2 == 0 ? -1 : Double.NaN;
    }
    assertThat(path.refresh(forwards, expiries, prices, stdDevs, TickPathTest::never))
        .isEqualTo(Outcome.FREE);
    for (int i = 0; i < PER_SLICE; i++) {
      prices[i] = 0;
    }
    assertThat(path.refresh(forwards, expiries, prices, stdDevs, TickPathTest::never))
        .isEqualTo(Outcome.NO_SMILE);
    assertThat(path.breachSlice()).isZero();
  }

  @Test
  void refresh_wrongLengths_areNamed() {
    TickPath path = market();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> path.refresh(forwards, expiries, new double[3], stdDevs, TickPathTest::never))
        .withMessageContaining("prices=3")
        .withMessageContaining("12 slices and 996 quotes");
  }

  @Test
  void refresh_warm_allocatesNothing() {
    TickPath path = market();
    double[][] ticks = new double[50][];
    for (int t = 0; t < ticks.length; t++) {
      move(t);
      ticks[t] = prices.clone();
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 30; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (double[] tick : ticks) {
        path.refresh(forwards, expiries, tick, stdDevs, TickPathTest::never);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  private TickPath market() {
    for (int s = 0; s < SLICES; s++) {
      expiries[s] = DAYS[s] / 365;
      forwards[s] = 60_000 * Math.exp(0.04 * expiries[s]);
      offsets[s + 1] = (s + 1) * PER_SLICE;
      for (int j = 0; j < PER_SLICE; j++) {
        int i = s * PER_SLICE + j;
        double z = -2.4 + 4.8 * j / (PER_SLICE - 1);
        strikes[i] = forwards[s] * Math.exp(z * 0.6 * Math.sqrt(expiries[s]));
        types[i] = strikes[i] >= forwards[s] ? OptionType.CALL : OptionType.PUT;
        stdDevs[i] = 0.002 * (1 + 0.3 * z * z);
      }
    }
    return new TickPath(TickPath.Inversion.SCALAR, types, strikes, offsets);
  }

  /// Prices of an arbitrage-free surface whose level and tilt wander, with noise in vol.
  private void move(int tick) {
    double level = 0.6 + 0.002 * Math.sin(0.7 * tick);
    for (int s = 0; s < SLICES; s++) {
      Svi truth = truth(level, expiries[s]);
      for (int i = offsets[s]; i < offsets[s + 1]; i++) {
        double k = Math.log(strikes[i] / forwards[s]);
        double vol = Math.sqrt(truth.totalVariance(k) / expiries[s]);
        double shift = stdDevs[i] * 0.5 * random.nextDouble(-1, 1);
        prices[i] = Black76.outOfTheMoney(forwards[s], strikes[i], vol + shift, expiries[s]);
      }
    }
  }

  private static Svi truth(double level, double expiry) {
    double root = level * Math.sqrt(expiry);
    double sigma = 1.1 * root;
    double b = 0.32 * root;
    return new Svi(level * level * expiry - b * sigma * 0.96, b, -0.25, 0.1 * root, sigma);
  }

  private Svi[] plain() {
    Svi[] smiles = new Svi[SLICES];
    for (int s = 0; s < SLICES; s++) {
      var quotes = new QuoteColumns(PER_SLICE);
      for (int i = offsets[s]; i < offsets[s + 1]; i++) {
        double vol =
            ImpliedVol.impliedVol(types[i], forwards[s], strikes[i], expiries[s], prices[i]);
        quotes.add(
            StrictMath.log(strikes[i] / forwards[s]),
            vol * vol * expiries[s],
            2 * vol * expiries[s] * stdDevs[i]);
      }
      var fit = new SviFit(PER_SLICE);
      fit.fit(quotes);
      smiles[s] = fit.svi();
    }
    return smiles;
  }

  private static boolean isFree(Svi[] smiles) {
    boolean free = Arrays.stream(smiles).allMatch(SviButterfly::isFree);
    for (int s = 1; s < smiles.length; s++) {
      free &= SviCalendar.isFree(smiles[s - 1], smiles[s]);
    }
    return free;
  }

  private static boolean never() {
    return false;
  }
}
