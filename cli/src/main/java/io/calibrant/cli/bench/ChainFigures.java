package io.calibrant.cli.bench;

import io.calibrant.cli.fit.FitSummary;
import io.calibrant.cli.fit.FittedSnapshot;
import io.calibrant.cli.fit.Samples;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.FitQuality;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.forward.Forward;

/// The figures of one underlying, or of all, over a set of recorded chains.
final class ChainFigures {
  /// Expiries beyond this compare the parity forward with the venue's.
  private static final double FORWARD_YEARS = 3 / 365.0;

  /// The core range in which root mean square errors are told, in ATM standard deviations.
  private static final double CORE_STD_DEVS = 2.1;

  private static final double BASIS_POINTS = 1e4;

  final String name;
  final FitSummary summary = new FitSummary();
  final Samples snapshotRmse = new Samples();
  final Samples snapshotHoldOutRmse = new Samples();
  final Samples forwardErrorBp = new Samples();
  final Samples forwardDistanceBp = new Samples();
  final Samples repairCost = new Samples();
  DenseCheck.Violations violations = DenseCheck.NONE;
  private double forwardErrorSum;

  ChainFigures(String name) {
    this.name = name;
  }

  void add(FittedSnapshot fitted) {
    summary.add(fitted);
    if (fitted.decision() instanceof Decision.Publish(CalibratedSurface surface)) {
      add(surface);
    }
  }

  /// Mean of parity/venue − 1 in basis points; NaN of none.
  double forwardBiasBp() {
    return forwardErrorSum / forwardErrorBp.count();
  }

  /// Share of expiries whose parity forward lies within `limitBp` of the venue's.
  double forwardWithin(double limitBp) {
    return forwardDistanceBp.shareAtMost(limitBp);
  }

  private void add(CalibratedSurface surface) {
    violations = violations.plus(DenseCheck.of(surface));
    if (surface.arbitrage().repaired()) {
      repairCost.add(surface.arbitrage().repairCostVolPoints());
    }
    double inSample = 0;
    double inSampleWeight = 0;
    double holdOut = 0;
    double holdOutWeight = 0;
    for (CalibratedSlice slice : surface.slices()) {
      forward(slice.forward());
      FitQuality quality = slice.quality();
      int core = coreCount(slice);
      if (slice.expiry() < FitSummary.SHORT_YEARS || core == 0) {
        continue;
      }
      if (Double.isFinite(quality.rmseVolPoints())) {
        inSample += core * quality.rmseVolPoints() * quality.rmseVolPoints();
        inSampleWeight += core;
      }
      if (Double.isFinite(quality.holdOutRmseVolPoints())) {
        holdOut += core * quality.holdOutRmseVolPoints() * quality.holdOutRmseVolPoints();
        holdOutWeight += core;
      }
    }
    snapshotRmse.add(Math.sqrt(inSample / inSampleWeight));
    snapshotHoldOutRmse.add(Math.sqrt(holdOut / holdOutWeight));
  }

  private void forward(Forward forward) {
    boolean both = forward.parity() > 0 && forward.venue() > 0;
    if (both && forward.expiry() > FORWARD_YEARS) {
      double error = BASIS_POINTS * (forward.parity() / forward.venue() - 1);
      forwardErrorSum += error;
      forwardErrorBp.add(error);
      forwardDistanceBp.add(Math.abs(error));
    }
  }

  private static int coreCount(CalibratedSlice slice) {
    double limit = CORE_STD_DEVS * Math.sqrt(slice.smile().totalVariance(0));
    SmileQuotes quotes = slice.quotes();
    int count = 0;
    for (int i = 0; i < quotes.size(); i++) {
      boolean twoSided = quotes.bidVol(i) > 0 && quotes.askVol(i) > 0;
      count += quotes.reason(i).isUsed() && twoSided && Math.abs(quotes.k(i)) < limit ? 1 : 0;
    }
    return count;
  }
}
