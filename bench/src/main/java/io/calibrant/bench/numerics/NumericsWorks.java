package io.calibrant.bench.numerics;

import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Limit;
import io.calibrant.bench.work.Task;
import io.calibrant.bench.work.Work;
import io.calibrant.bench.work.WorkSet;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The set `numerics`: every kernel between quotes and a smile, beside the peers that have one.
public final class NumericsWorks {
  private static final String OPTION = "option";
  private static final String FIT = "fit";

  private NumericsWorks() {}

  /// The set.
  public static WorkSet set() {
    return new WorkSet("numerics", "Kernels beside the peers'", works(), remarks());
  }

  private static List<Work> works() {
    return List.of(
        work(
            "iv-cold-crypto",
            OPTION,
            25,
            Limits.IV_COLD,
            () -> new BatchVols(OptionColumns.crypto(), false),
            PeerVols.cold(OptionColumns::crypto)),
        work(
            "iv-cold-broad",
            OPTION,
            25,
            Limits.IV_COLD,
            () -> new BatchVols(OptionColumns.broad(), false),
            PeerVols.cold(OptionColumns::broad)),
        work(
            "iv-warm",
            OPTION,
            12,
            Limits.IV_WARM,
            () -> new BatchVols(OptionColumns.crypto(), true),
            PeerVols.warm(OptionColumns::crypto)),
        work(
            "iv-scalar",
            OPTION,
            220,
            Limits.IV_SCALAR,
            () -> new ScalarVols(OptionColumns.crypto(), NumericsWorks::scalar),
            PeerVols.cold(OptionColumns::crypto)),
        work(
            "black-greeks",
            OPTION,
            10,
            Limits.GREEKS,
            () -> new BatchGreeks(OptionColumns.crypto()),
            PeerGreeks.all()),
        work("svi-40-cold", FIT, 2_500, Limits.SVI_COLD, SviSlices::cold, SviSlices.coldPeers()),
        work("svi-40-warm", FIT, 1_000, Limits.SVI_WARM, SviSlices::warm, SviSlices.warmPeers()),
        work("sabr-40", FIT, 4_000, Limits.SABR, SabrSlices::cold, SabrSlices.peers()),
        work(
            "essvi-10x50-cold",
            FIT,
            150_000,
            Limits.ESSVI_COLD,
            () -> new EssviSurfaces(false),
            List.of()),
        work(
            "essvi-10x50-warm",
            FIT,
            40_000,
            Limits.ESSVI_WARM,
            () -> new EssviSurfaces(true),
            List.of()),
        work("tick-1000", FIT, 60_000, Limits.TICK, Tick::new, List.of()));
  }

  private static Work work(
      String name,
      String unit,
      double goalNs,
      Limit limit,
      Supplier<Task> ours,
      List<Engine> peers) {
    List<Engine> engines = new ArrayList<>();
    engines.add(new Engine.InProcess(Engine.OURS, ours));
    engines.addAll(peers);
    return new Work(name, unit, goalNs, limit, engines);
  }

  private static double scalar(
      OptionType type, double forward, double strike, double expiry, double price, double guess) {
    return ImpliedVol.impliedVol(type, forward, strike, expiry, price);
  }

  private static List<String> remarks() {
    return List.of(
        "Crypto book: 4,092 out-of-the-money options, 12 expiries from 2 h to 1 y, ATM vols 35 to"
            + " 90 %, |z| ≤ 2.6.",
        "Broad: 4,092 options, σ√T log-uniform from 0.01 to 2, call delta 0.05 to 0.95.",
        "`maxRelativeError` is against the vol behind the price and holds the rounding of the price"
            + " itself.",
        "`bytesPerCall`: heap bytes a call of the engine, least of 20 after warm-up.",
        "QuantLib runs with accuracy 1e-12 on σ√T (its default of 1e-6 is useless at 2 h);"
            + " LiRS is its faster solver. Our C++ driver is compiled with -O3 -march=native, the"
            + " library is Debian's.",
        "finmath takes about 0.1 ms an option and gets every 20th option.",
        "SVI and SABR: 40 strikes at 30 days, |z| ≤ 2.5, noise up to 0.2 vol points; warm from a"
            + " smile whose parameters are off by a few per cent.",
        "eSSVI: 10 expiries of 50 strikes, half of the surfaces with levels that contradict one"
            + " another by 30 %, so that the conditions of no arbitrage bind; no peer fits one.",
        "Tick: 1,000 quotes on 12 expiries, 64 ticks in turn, vols moving by up to 0.2 points; no"
            + " peer has such a path.",
        "LetsBeRational in C++ is not on this machine and in no Debian package: not measured"
            + " here.");
  }
}
