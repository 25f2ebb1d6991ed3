package io.calibrant.core.calibration;

import io.calibrant.core.calibration.ConditionLook.Neighbour;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.CurvedButterfly;
import io.calibrant.core.smile.CurvedCalendar;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import io.calibrant.core.solve.LeastSquaresSolution;
import io.calibrant.core.solve.Termination;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fits prepared slices together and gathers the evidence for each.
final class SurfaceAssembly {
  /// Strikes whose rank modulo 4 is this are held out.
  static final int FOLD = 2;

  static final int LEAST_FOR_HOLD_OUT = 8;

  private final CalibrationSettings settings;
  private final long asOfNs;
  private final List<PreparedSlice> prepared;
  private final @Nullable CalibratedSurface previous;
  private final SurfaceFit fit;
  private final List<Svi> bases;
  private final List<Smile> smiles;
  private final List<SviCalendar.Minimum> gaps = new ArrayList<>();
  private final @Nullable List<Smile> heldOut;
  private final CurvatureFit curvature = new CurvatureFit();

  /// @param previous the surface to start from; null for a cold start
  /// @param asOfNs the instant of the snapshot
  SurfaceAssembly(
      CalibrationSettings settings,
      List<PreparedSlice> prepared,
      @Nullable CalibratedSurface previous,
      long asOfNs) {
    this.asOfNs = asOfNs;
    this.settings = settings;
    this.prepared = prepared;
    this.previous = previous;
    this.fit = fit(previous);
    this.bases = SurfaceRepair.repair(fit.smiles());
    this.smiles = SurfaceCurvature.of(targets(-1), bases, settings.weighting().robustness());
    for (int i = 1; i < smiles.size(); i++) {
      gaps.add(CurvedCalendar.minimum(smiles.get(i - 1), smiles.get(i)));
    }
    this.heldOut = settings.holdOut() ? holdOutFit() : null;
  }

  /// Appends the slices to `slices` and reports on arbitrage.
  ArbitrageReport fitInto(List<CalibratedSlice> slices) {
    double[] scales = new double[smiles.size()];
    for (int i = 0; i < scales.length; i++) {
      PreparedSlice slice = prepared.get(i);
      scales[i] = NoiseScale.of(slice.quotes(), smiles.get(i), slice.forward().expiry());
    }
    SliceCovariance covariance = SliceCovariance.of(fit, scales);
    for (int i = 0; i < smiles.size(); i++) {
      Covariance base = covariance.ofSlice(i);
      slices.add(
          slice(
              i, withTerms(curvature, base, scales[i], smiles.get(i), prepared.get(i), settings)));
    }
    // The repair returns smiles only after its exact checks have passed them.
    return new ArbitrageReport(true, true, !bases.equals(fit.smiles()), repairCostVolPoints());
  }

  /// The cheap fit first; from scratch when it does not explain the quotes.
  private SurfaceFit fit(@Nullable CalibratedSurface previous) {
    List<SliceTarget> targets = targets(-1);
    double robustness = settings.weighting().robustness();
    if (previous == null) {
      return SurfaceFit.cold(targets, robustness);
    }
    SurfaceFit warm =
        SurfaceFit.warm(targets, WarmStart.of(prepared, targets, previous, robustness), robustness);
    return WarmStart.isGood(warm, prepared, targets, previous, settings.range())
        ? warm
        : warm.orBetter(SurfaceFit.cold(targets, robustness));
  }

  private List<SliceTarget> targets(int fold) {
    List<SliceTarget> targets = new ArrayList<>(prepared.size());
    for (PreparedSlice slice : prepared) {
      boolean enough = slice.quotes().twoSidedCount() >= LEAST_FOR_HOLD_OUT;
      targets.add(slice.target(settings.range(), enough ? fold : -1));
    }
    return targets;
  }

  private List<Smile> holdOutFit() {
    List<SliceTarget> seen = targets(FOLD);
    double robustness = settings.weighting().robustness();
    SurfaceFit unseen = SurfaceFit.heldOut(seen, fit.coordinates(), robustness);
    return SurfaceCurvature.of(seen, unseen.smiles(), robustness);
  }

  private CalibratedSlice slice(int i, Covariance covariance) {
    PreparedSlice slice = prepared.get(i);
    Smile smile = smiles.get(i);
    SviButterfly.Minimum butterfly = CurvedButterfly.minimum(smile);
    boolean enough = slice.quotes().twoSidedCount() >= LEAST_FOR_HOLD_OUT;
    FitQuality quality =
        QualityMeasure.of(
            slice.quotes(),
            slice.forward().expiry(),
            settings.range(),
            smile,
            heldOut == null || !enough ? null : heldOut.get(i),
            FOLD);
    if (!Double.isNaN(quality.holdOutRmseVolPoints())) {
      quality = quality.withHoldOut(quality.holdOutRmseVolPoints(), asOfNs);
    }
    LeastSquaresSolution solution = fit.solution();
    var fitted =
        new CalibratedSlice(
            slice.forward(),
            smile,
            covariance,
            status(solution.termination()),
            solution.termination(),
            fit.evaluations(),
            quality,
            butterfly.g(),
            i == 0 ? Double.POSITIVE_INFINITY : gaps.get(i - 1).gap(),
            slice.quotes());
    CalibratedSlice seen =
        fitted.after(before(slice.forward().expiryTimeNs()), slice.ageSeconds(), asOfNs);
    return seen.withCondition(
        ConditionLook.find(
            slice.target(settings.range(), -1),
            settings.weighting().robustness(),
            bases.get(i),
            butterfly,
            i == 0 ? null : new Neighbour(smiles.get(i - 1), gaps.get(i - 1)),
            i + 1 == smiles.size() ? null : new Neighbour(smiles.get(i + 1), gaps.get(i))));
  }

  private @Nullable CalibratedSlice before(long expiryTimeNs) {
    if (previous != null) {
      for (CalibratedSlice slice : previous.slices()) {
        if (slice.expiryTimeNs() == expiryTimeNs) {
          return slice;
        }
      }
    }
    return null;
  }

  /// The covariance with the errors of the curvature terms of `smile`, where it has any.
  ///
  /// @param scale of the quotes' variances ([NoiseScale]), which `covariance` has already
  static Covariance withTerms(
      CurvatureFit fit,
      Covariance covariance,
      double scale,
      Smile smile,
      PreparedSlice slice,
      CalibrationSettings settings) {
    return smile instanceof CurvedSvi curved
        ? covariance.withTerms(
            fit.termStdDevs(
                slice.target(settings.range(), -1), curved, settings.weighting().robustness()),
            Math.sqrt(scale))
        : covariance;
  }

  private static SliceStatus status(Termination termination) {
    return termination instanceof Termination.Stopped ? SliceStatus.STOPPED : SliceStatus.CONVERGED;
  }

  /// Root mean square change of the fitted vols at the used quotes by the repair.
  private double repairCostVolPoints() {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < smiles.size(); i++) {
      SmileQuotes quotes = prepared.get(i).quotes();
      double expiry = prepared.get(i).forward().expiry();
      for (int j = 0; j < quotes.size(); j++) {
        if (quotes.reason(j) == ReasonCode.USED) {
          double change =
              bases.get(i).impliedVol(quotes.k(j), expiry)
                  - fit.smiles().get(i).impliedVol(quotes.k(j), expiry);
          sum += change * change;
          count++;
        }
      }
    }
    return count == 0 ? 0 : 100 * Math.sqrt(sum / count);
  }
}
