package io.calibrant.examples;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.venues.chainfile.ChainFormatException;
import io.calibrant.venues.chainfile.ChainReader;
import java.nio.file.Path;

/// Fits every snapshot of a chain file, each from the one before, and prints the decisions.
public final class FitChain {
  private FitChain() {}

  /// Prints one line an expiry, or the reason why nothing may be published.
  public static void main(String[] args) throws ChainFormatException {
    fit(Path.of(args[0]));
  }

  static void fit(Path file) throws ChainFormatException {
    // README begin
    PathState state = PathState.EMPTY;
    for (SurfaceSnapshot snapshot : ChainReader.read(file).snapshots()) {
      SurfacePath.Step step = SurfacePath.DEFAULT.decide(snapshot, state);
      state = step.state(); // the next fit starts where this one ended
      switch (step.decision()) {
        case Decision.Publish(var surface) -> {
          for (CalibratedSlice slice : surface.slices()) {
            System.out.printf(
                "T=%.4f F=%.2f ATM vol %.2f%% ± %.2f%%, 10%% lower strike %.2f%%%n",
                slice.expiry(),
                slice.forward().value(),
                100 * slice.impliedVol(0),
                100 * slice.impliedVolStdDev(0),
                100 * slice.impliedVol(Math.log(0.9)));
          }
        }
        case Decision.Hold hold -> System.out.println(hold.code() + ": " + hold.reason());
      }
    }
    // README end
  }
}
