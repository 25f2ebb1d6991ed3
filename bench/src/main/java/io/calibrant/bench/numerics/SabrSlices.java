package io.calibrant.bench.numerics;

import com.opengamma.strata.collect.array.DoubleArray;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrFormulaData;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganVolatilityFunctionProvider;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrModelFitter;
import com.opengamma.strata.pricer.model.SabrVolatilityFormula;
import io.calibrant.bench.peer.PeerVersions;
import io.calibrant.bench.peer.QuantLib;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Task;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.calibration.slice.SabrFit;
import io.calibrant.core.smile.Sabr;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// SABR on 40 strikes, β = 1: ours from nothing, the peers from one near start.
final class SabrSlices {
  private static final double START_ALPHA = 0.55;
  private static final double START_RHO = -0.1;
  private static final double START_NU = 1;

  private SabrSlices() {}

  static Task cold() {
    return new Ours();
  }

  static List<Engine> peers() {
    return List.of(
        QuantLib.engine(
            "from a near smile",
            "sabr",
            () -> new Strip().rows(START_ALPHA, 1, START_NU, START_RHO)),
        new Engine.InProcess(PeerVersions.STRATA, Strata::new));
  }

  private static final class Ours implements Task {
    private final Strip strip = new Strip();
    private final QuoteColumns quotes = new QuoteColumns(Strip.COUNT);
    private final SabrFit fit = new SabrFit(1);

    Ours() {
      for (int i = 0; i < Strip.COUNT; i++) {
        quotes.add(strip.k[i], strip.vols[i], 0.002);
      }
    }

    @Override
    public double run() {
      fit.fit(quotes, Strip.EXPIRY);
      return fit.alpha();
    }

    @Override
    public int unitCount() {
      return 1;
    }

    @Override
    public Map<String, Double> figures() {
      Sabr sabr = fit.sabr();
      return Map.of("rmseVolPoints", strip.rmse(sabr::impliedVol), "passes", (double) fit.passes());
    }
  }

  private static final class Strata implements Task {
    private final Strip strip = new Strip();
    private final DoubleArray strikes = DoubleArray.copyOf(strip.strikes);
    private final DoubleArray vols = DoubleArray.copyOf(strip.vols);
    private final DoubleArray errors;
    private final DoubleArray start = DoubleArray.of(START_ALPHA, 1, START_RHO, START_NU);
    private final BitSet betaOnly = new BitSet();
    private double[] fitted = new double[4];

    Strata() {
      double[] equal = new double[Strip.COUNT];
      Arrays.fill(equal, 0.002);
      errors = DoubleArray.copyOf(equal);
      betaOnly.set(1);
    }

    @Override
    public double run() {
      var fitter =
          new SabrModelFitter(
              Strip.FORWARD, strikes, Strip.EXPIRY, vols, errors, SabrVolatilityFormula.hagan());
      fitted = fitter.solve(start, betaOnly).getModelParameters().toArray();
      return fitted[0];
    }

    @Override
    public int unitCount() {
      return 1;
    }

    @Override
    public Map<String, Double> figures() {
      var model = SabrFormulaData.of(fitted);
      return Map.of(
          "rmseVolPoints",
          strip.rmse(
              k ->
                  SabrHaganVolatilityFunctionProvider.DEFAULT.volatility(
                      Strip.FORWARD, Strip.FORWARD * Math.exp(k), Strip.EXPIRY, model)));
    }
  }
}
