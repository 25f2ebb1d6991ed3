package io.calibrant.bench.localvol;

import io.calibrant.bench.peer.QuantLib;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Limit;
import io.calibrant.bench.work.Work;
import java.util.List;

/// Local volatility in the set `models`: Dupire's formula on a grid, and Andreasen and Huge's fit.
public final class LocalVolWorks {
  private LocalVolWorks() {}

  /// The works.
  public static List<Work> works() {
    return List.of(
        new Work(
            "dupire-20000",
            "grid",
            150_000,
            new Limit(
                24_000,
                "20,000 points of 0.54 ns root, two divisions of 0.31 ns and 40 operations at 16 a"
                    + " cycle"),
            List.of(new Engine.InProcess(Engine.OURS, DupireGrid::new))),
        new Work(
            "andreasen-huge-500",
            "fit",
            5_000_000,
            new Limit(
                600_000,
                "10 expiries × 4 iterations: adjoint and Jacobian 40,000, normal equations 64,000"
                    + " FMA at 16 a cycle, 201 dependent eliminations and a 50 × 50 Cholesky"
                    + " factorisation at 4 cycles a step"),
            List.of(
                new Engine.InProcess(Engine.OURS, QuoteFit::new),
                QuantLib.engine(
                    "calls and puts, piecewise linear", "andreasen-huge", QuoteFit::rows))));
  }

  /// Remarks on input and settings.
  public static List<String> remarks() {
    return List.of(
        "Dupire: 100 expiries × 200 log-moneynesses in [−2, 2] on an eSSVI surface of six"
            + " expiries.",
        "Andreasen–Huge: 10 expiries from a week to nine months, 50 quotes each, |z| ≤ 2.5, 60 %"
            + " at the money; ours on 200 intervals, QuantLib on its default of 500.");
  }
}
