package io.calibrant.engine;

import io.calibrant.core.calibration.ArbitrageReport;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.Covariance;
import io.calibrant.core.calibration.FitQuality;
import io.calibrant.core.calibration.SliceStatus;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.solve.Termination;
import io.calibrant.core.surface.ExpiryQuotes;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.engine.fold.Stages;
import java.util.ArrayList;
import java.util.List;

/// Stages that fit nothing but depend on every quote and on the surface before, so that a fold that
/// forgets anything decides otherwise.
public final class MeanStages implements Stages {
  @Override
  public SurfacePath.Step decide(SurfaceSnapshot snapshot, PathState previous) {
    List<CalibratedSlice> slices = new ArrayList<>();
    CalibratedSurface last = previous.last();
    double before =
        last == null || last.slices().isEmpty() ? 0.04 : last.slices().getFirst().base().a();
    for (ExpiryQuotes expiry : snapshot.expiries()) {
      double sum = 0;
      int used = 0;
      for (var quote : expiry.quotes()) {
        if (quote.reason().isUsed()) {
          sum += quote.ask();
          used++;
        }
      }
      if (used > 0) {
        slices.add(slice(expiry, 0.5 * before + 0.5 * sum / used));
      }
    }
    if (slices.isEmpty()) {
      var hold =
          new Decision.Hold(
              snapshot.asOfNs(),
              snapshot.underlying(),
              snapshot.hash(),
              Decision.HoldCode.NO_QUOTES,
              "no quotes",
              last);
      return new SurfacePath.Step(hold, previous);
    }
    var surface =
        new CalibratedSurface(
            snapshot.underlying(),
            snapshot.asOfNs(),
            snapshot.hash(),
            snapshot.index(),
            slices,
            List.of(),
            new ArbitrageReport(true, true, false, 0));
    return new SurfacePath.Step(new Decision.Publish(surface), new PathState(surface));
  }

  private static CalibratedSlice slice(ExpiryQuotes expiry, double a) {
    var forward =
        new Forward(
            expiry.expiryTimeNs(),
            expiry.expiry(),
            100_000,
            1,
            1,
            0,
            Forward.Method.VENUE,
            Double.NaN,
            Double.NaN,
            0,
            Double.NaN,
            100_000);
    var quotes =
        SmileQuotes.ofUnsafe(
            new String[] {"X"},
            new double[] {1},
            new OptionType[] {OptionType.CALL},
            new double[] {0},
            new double[] {0.4},
            new double[] {0.6},
            new double[] {a},
            new double[] {0.1},
            new ReasonCode[] {ReasonCode.USED});
    return new CalibratedSlice(
        forward,
        new Svi(a, 0.1, -0.3, 0, 0.1),
        Covariance.unknown(),
        SliceStatus.CONVERGED,
        new Termination.Converged(Termination.Test.COST),
        3,
        new FitQuality(1, 0.1, 0.1, 0.1, 1, 0.5, 1, 0),
        0.1,
        0.1,
        quotes);
  }
}
