package io.calibrant.bench.numerics;

import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import io.calibrant.bench.peer.PeerVersions;
import io.calibrant.bench.peer.QuantLib;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Task;
import io.calibrant.core.market.OptionType;
import java.util.List;
import java.util.Map;
import net.finmath.functions.AnalyticFormulas;

/// The peers at Black values and Greeks: one call for each number.
final class PeerGreeks {
  private PeerGreeks() {}

  static List<Engine> all() {
    return List.of(
        QuantLib.engine("BlackCalculator", "greeks", () -> OptionColumns.crypto().greekRows()),
        new Engine.InProcess(
            PeerVersions.STRATA, () -> new Loop(OptionColumns.crypto(), PeerGreeks::strata, true)),
        new Engine.InProcess(
            PeerVersions.FINMATH,
            () -> new Loop(OptionColumns.crypto(), PeerGreeks::finmath, false)));
  }

  private static void strata(OptionColumns o, int i, double[][] out) {
    boolean call = o.types[i] == OptionType.CALL;
    double f = o.forwards[i];
    double k = o.strikes[i];
    double t = o.expiries[i];
    double vol = o.vols[i];
    out[0][i] = BlackFormulaRepository.price(f, k, t, vol, call);
    out[1][i] = BlackFormulaRepository.delta(f, k, t, vol, call);
    out[2][i] = BlackFormulaRepository.gamma(f, k, t, vol);
    out[3][i] = BlackFormulaRepository.vega(f, k, t, vol);
    out[4][i] = BlackFormulaRepository.driftlessTheta(f, k, t, vol);
  }

  /// finmath has calls only, with the rate zero here; its value of an out-of-the-money put is a
  /// difference, so that its errors are not shown.
  private static void finmath(OptionColumns o, int i, double[][] out) {
    double f = o.forwards[i];
    double k = o.strikes[i];
    double t = o.expiries[i];
    double vol = o.vols[i];
    out[0][i] = AnalyticFormulas.blackScholesOptionValue(f, 0, vol, t, k);
    out[1][i] = AnalyticFormulas.blackScholesOptionDelta(f, 0, vol, t, k);
    out[2][i] = AnalyticFormulas.blackScholesOptionGamma(f, 0, vol, t, k);
    out[3][i] = AnalyticFormulas.blackScholesOptionVega(f, 0, vol, t, k);
    out[4][i] = AnalyticFormulas.blackScholesOptionTheta(f, 0, vol, t, k);
  }

  /// One peer's five numbers of one option.
  private interface Row {
    void fill(OptionColumns options, int i, double[][] out);
  }

  private static final class Loop implements Task {
    private final OptionColumns options;
    private final Row row;
    private final boolean compared;
    private final double[][] out;

    Loop(OptionColumns options, Row row, boolean compared) {
      this.options = options;
      this.row = row;
      this.compared = compared;
      out = new double[5][options.count()];
    }

    @Override
    public double run() {
      for (int i = 0; i < options.count(); i++) {
        row.fill(options, i, out);
      }
      return out[0][0] + out[4][options.count() - 1];
    }

    @Override
    public int unitCount() {
      return options.count();
    }

    @Override
    public Map<String, Double> figures() {
      return compared ? Map.of("maxRelativeError", GreekErrors.worst(options, out)) : Map.of();
    }
  }
}
