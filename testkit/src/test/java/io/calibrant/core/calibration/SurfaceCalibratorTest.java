package io.calibrant.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.testkit.SyntheticChain;
import io.calibrant.testkit.TrueSlice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SurfaceCalibratorTest {
  @Test
  void calibrate_exactQuotes_recoversTheTruth() {
    double worst = 0;
    for (long seed = 1; seed <= 10; seed++) {
      var chain = SyntheticChain.builder().seed(seed).noise(0).build();
      SurfaceSnapshot exact =
          Chains.map(
              chain.snapshot(),
              quote -> {
                double vol =
                    chain.truth(quote.instrument().expiryTimeNs()).vol(quote.instrument().strike());
                double premium = Chains.premium(chain, quote, vol);
                return premium > 1e-5
                    ? Chains.withoutTick(quote, premium * (1 - 1e-9), premium * (1 + 1e-9))
                    : null;
              });
      Map<Long, Forward> forwards = new HashMap<>();
      chain.truth().forEach(slice -> forwards.put(slice.expiryTimeNs(), forward(slice)));
      CalibratedSurface surface = Chains.calibrate(exact, forwards);
      for (CalibratedSlice slice : surface.slices()) {
        TrueSlice truth = chain.truth(slice.expiryTimeNs());
        double sd = Math.sqrt(truth.smile().totalVariance(0));
        for (double z = -1.5; z <= 1.5; z += 0.25) {
          double error =
              slice.impliedVol(z * sd) - truth.smile().impliedVol(z * sd, truth.expiry());
          worst = Math.max(worst, Math.abs(error));
        }
      }
    }
    assertThat(worst).isLessThan(1e-6);
  }

  @Test
  void calibrate_spoiledChains_isFreeOfArbitrage() {
    checkFree(1, 300);
  }

  @Test
  @Tag("slow")
  void calibrate_manySpoiledChains_isFreeOfArbitrage() {
    checkFree(1000, 3000);
  }

  private static void checkFree(long from, int count) {
    for (long seed = from; seed < from + count; seed++) {
      SurfaceSnapshot snapshot = Chains.spoil(SyntheticChain.of(seed).snapshot(), seed);
      CalibratedSurface surface = Chains.calibrate(snapshot);
      assertThat(surface.arbitrage().butterflyFree()).isTrue();
      assertThat(surface.arbitrage().calendarFree()).isTrue();
      assertThat(Chains.violations(surface)).as("seed %d", seed).isEmpty();
      assertThat(surface.slices().size() + surface.thin().size())
          .isEqualTo(snapshot.expiries().size());
    }
  }

  @Test
  void decide_twice_isTheSameBitForBit() {
    for (long seed = 1; seed <= 3; seed++) {
      SurfaceSnapshot snapshot = SyntheticChain.of(seed).snapshot();
      CalibratedSurface one = Chains.fit(snapshot, null);
      CalibratedSurface two = Chains.fit(snapshot, null);
      for (int i = 0; i < one.slices().size(); i++) {
        assertThat(one.slices().get(i).smile()).isEqualTo(two.slices().get(i).smile());
        assertThat(one.slices().get(i).covariance()).isEqualTo(two.slices().get(i).covariance());
        assertThat(one.slices().get(i).quality()).isEqualTo(two.slices().get(i).quality());
      }
    }
  }

  @Test
  void decide_fromTheLastSurface_isWhatAColdStartGives() {
    double sum = 0;
    int count = 0;
    for (long seed = 1; seed <= 10; seed++) {
      var before = SyntheticChain.of(seed);
      // A move of 3 % in spot and 2 % in vol within an hour.
      List<TrueSlice> moved = new ArrayList<>();
      for (TrueSlice slice : before.truth()) {
        var s = slice.smile();
        moved.add(
            new TrueSlice(
                slice.expiryTimeNs(),
                slice.expiry(),
                slice.forward() * 1.03,
                new io.calibrant.core.smile.Svi(
                    s.a() * 1.04, s.b() * 1.04, s.rho(), s.m(), s.sigma())));
      }
      var after = SyntheticChain.builder().seed(seed + 100).spot(61_800).truth(moved).build();
      CalibratedSurface last = Chains.fit(before.snapshot(), null);
      CalibratedSurface warm = Chains.fit(after.snapshot(), last);
      CalibratedSurface cold = Chains.fit(after.snapshot(), null);
      for (int i = 0; i < cold.slices().size(); i++) {
        CalibratedSlice slice = cold.slices().get(i);
        double sd = Math.sqrt(slice.smile().totalVariance(0));
        for (double z = -2; z <= 2; z += 0.25) {
          double change =
              100 * (warm.slices().get(i).impliedVol(z * sd) - slice.impliedVol(z * sd));
          sum += change * change;
          count++;
        }
      }
    }
    assertThat(Math.sqrt(sum / count)).isLessThan(0.05);
  }

  @Test
  void decide_contaminatedQuotes_movesTheCoreLittle() {
    List<Double> moves = new ArrayList<>();
    for (long seed = 1; seed <= 15; seed++) {
      var chain = SyntheticChain.of(seed);
      var random = new SplittableRandom(seed);
      double share = random.nextDouble(0.1, 0.2);
      SurfaceSnapshot spoiled =
          Chains.map(
              chain.snapshot(),
              quote -> {
                if (!quote.isTwoSided() || random.nextDouble() >= share) {
                  return quote;
                }
                double vol =
                    chain.truth(quote.instrument().expiryTimeNs()).vol(quote.instrument().strike());
                double shift =
                    Chains.premium(chain, quote, vol + 0.3) - Chains.premium(chain, quote, vol);
                return Chains.at(quote, quote.bid() + shift, quote.ask() + shift);
              });
      CalibratedSurface clean = Chains.calibrate(chain.snapshot());
      CalibratedSurface dirty = Chains.calibrate(spoiled);
      for (int i = 0; i < clean.slices().size(); i++) {
        CalibratedSlice slice = clean.slices().get(i);
        double sd = Math.sqrt(slice.smile().totalVariance(0));
        for (double z = -1.5; z <= 1.5; z += 0.25) {
          double k = z * sd;
          moves.add(100 * Math.abs(dirty.slices().get(i).impliedVol(k) - slice.impliedVol(k)));
        }
      }
    }
    Collections.sort(moves);
    assertThat(moves.get(moves.size() / 2)).isLessThan(0.3);
  }

  @Test
  void impliedVolStdDev_sviTruth_coversIt() {
    assertThat(coverage(0.15, false)).isGreaterThan(0.9);
    assertThat(coverage(0.1, false)).isGreaterThan(0.9);
  }

  @Test
  void impliedVolStdDev_mixtureTruth_coversIt() {
    assertThat(coverage(0.15, true)).isGreaterThan(0.85);
  }

  private static double coverage(double noise, boolean mixture) {
    int inside = 0;
    int count = 0;
    for (long seed = 201; seed <= 220; seed++) {
      var chain = SyntheticChain.builder().seed(seed).noise(noise).build();
      SurfaceSnapshot snapshot =
          !mixture
              ? chain.snapshot()
              : Chains.map(
                  chain.snapshot(),
                  quote -> {
                    TrueSlice truth = chain.truth(quote.instrument().expiryTimeNs());
                    double k = StrictMath.log(quote.instrument().strike() / truth.forward());
                    double shift =
                        Chains.premium(chain, quote, mixtureVol(truth, k))
                            - Chains.premium(chain, quote, truth.vol(quote.instrument().strike()));
                    return Chains.at(quote, quote.bid() + shift, quote.ask() + shift);
                  });
      for (CalibratedSlice slice : Chains.fit(snapshot, null).slices()) {
        TrueSlice truth = chain.truth(slice.expiryTimeNs());
        double sd = Math.sqrt(truth.smile().totalVariance(0));
        for (double z = -1.5; z <= 1.5; z += 0.25) {
          // A fixed strike: the forward's error is part of the band.
          double strike = truth.forward() * StrictMath.exp(z * sd);
          double k = StrictMath.log(strike / slice.forward().value());
          double vol = mixture ? mixtureVol(truth, z * sd) : truth.vol(strike);
          double band = 1.96 * slice.impliedVolStdDev(k);
          inside += Math.abs(slice.impliedVol(k) - vol) <= band ? 1 : 0;
          count++;
        }
      }
    }
    return inside / (double) count;
  }

  /// The vol of a mixture of two lognormals, which no SVI smile equals: a calm one and, with
  /// probability 0.3, a wild one that is centred lower.
  private static double mixtureVol(TrueSlice truth, double k) {
    double sd = Math.sqrt(truth.smile().totalVariance(0));
    double wild = StrictMath.exp(-0.3 * sd);
    double calm = (1 - 0.3 * wild) / 0.7;
    double strike = StrictMath.exp(k);
    double price =
        0.7 * Black76.call(calm, strike, 0.75 * sd, 1)
            + 0.3 * Black76.call(wild, strike, 1.6 * sd, 1);
    return ImpliedVol.impliedVol(OptionType.CALL, 1, strike, truth.expiry(), price);
  }

  private static Forward forward(TrueSlice slice) {
    return new Forward(
        slice.expiryTimeNs(),
        slice.expiry(),
        slice.forward(),
        0,
        1,
        0,
        Forward.Method.FUTURE,
        Double.NaN,
        Double.NaN,
        0,
        slice.forward(),
        Double.NaN);
  }
}
