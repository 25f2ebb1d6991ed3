package io.calibrant.core.calibration;

import io.calibrant.core.calibration.ConditionLook.Neighbour;
import io.calibrant.core.smile.CurvedButterfly;
import io.calibrant.core.smile.CurvedCalendar;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import io.calibrant.core.solve.Termination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The incremental twin of [SurfaceAssembly]: only slices whose quotes changed are fitted, each
/// between its neighbours as they stand, from the shortest expiry on.
///
/// The smiles of the last surface are free of arbitrage, and each slice is replaced by one that
/// lies between its neighbours: so the smiles in hand are free at every moment. A slice that its
/// later neighbour held back is fitted once more when that one has moved. Where a slice does not
/// explain its quotes in the end, the update gives up and everything is fitted together.
final class SurfaceUpdate {
  private static final int SWEEPS = 2;

  /// A hold-out figure is renewed so often at most: it costs a fit of its own.
  private static final long HOLD_OUT_NS = 500_000_000L;

  /// Scratch memory only: a thread makes one update after the other, and nothing of one is read by
  /// the next.
  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  private final CalibrationSettings settings;
  private final double robustness;
  private final long asOfNs;
  private final List<PreparedSlice> prepared;
  private final int size;
  private final @Nullable CalibratedSlice[] last;
  private final @Nullable SliceTarget[] targets;
  private final @Nullable SliceBetween[] fits;
  private final Svi[] bases;
  private final Smile[] smiles;
  private final SviCalendar.@Nullable Minimum[] gaps;
  private final boolean usable;
  private final CurvatureFit curvature;
  private final CalendarRows.Scratch scratch;

  /// @param kept for each prepared slice what it was, when nothing was said about it since
  /// @param known the last surface's slices by instant of expiry
  SurfaceUpdate(
      CalibrationSettings settings,
      List<PreparedSlice> prepared,
      List<@Nullable CalibratedSlice> kept,
      Map<Long, CalibratedSlice> known,
      long asOfNs) {
    this.settings = settings;
    this.robustness = settings.weighting().robustness();
    this.curvature = WORKSPACE.get().curvature;
    this.scratch = WORKSPACE.get().scratch;
    this.prepared = prepared;
    this.asOfNs = asOfNs;
    this.size = prepared.size();
    this.last = new CalibratedSlice[size];
    this.targets = new SliceTarget[size];
    this.fits = new SliceBetween[size];
    this.bases = new Svi[size];
    this.smiles = new Smile[size];
    this.gaps = new SviCalendar.Minimum[size];
    boolean complete = true;
    for (int i = 0; i < size; i++) {
      CalibratedSlice slice = known.get(prepared.get(i).forward().expiryTimeNs());
      if (slice == null || !(slice.base().b() > 0)) {
        complete = false;
        continue;
      }
      last[i] = slice;
      bases[i] = slice.base();
      smiles[i] = slice.smile();
      if (kept.get(i) == null) {
        targets[i] = prepared.get(i).target(settings.range(), -1);
      }
    }
    this.usable = complete;
  }

  private static final class Workspace {
    private final CurvatureFit curvature = new CurvatureFit();
    private final CalendarRows.Scratch scratch = new CalendarRows.Scratch();
  }

  /// Appends the slices to `slices`; null when everything has to be fitted together.
  @Nullable ArbitrageReport fitInto(List<CalibratedSlice> slices) {
    if (!usable || !fitBases()) {
      return null;
    }
    if (!bend()) {
      bendAll();
    }
    int rotated = longestUnheld();
    for (int i = 1; i < size; i++) {
      gaps[i] = gap(i);
    }
    for (int i = 0; i < size; i++) {
      slices.add(slice(i, i == rotated));
    }
    return new ArbitrageReport(true, true, false, 0);
  }

  private boolean fitBases() {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < size; i++) {
        SliceTarget target = targets[i];
        if (target != null && (sweep == 0 || wasHeldBack(i))) {
          fit(i, target);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      SliceTarget target = targets[i];
      if (target != null && !WarmStart.isGood(bases[i], target, last[i], settings.range())) {
        return false;
      }
    }
    return true;
  }

  private boolean wasHeldBack(int i) {
    SliceBetween fit = fits[i];
    return i + 1 < size && targets[i + 1] != null && fit != null && fit.touchesAfter();
  }

  private void fit(int i, SliceTarget target) {
    double[] start = new double[SviCoordinates.N];
    if (WarmStart.meanSquare(bases[i], target) <= WarmStart.START_LIMIT) {
      SviCoordinates.fromSvi(bases[i], start, 0);
    } else {
      start = SliceStart.of(target, robustness);
    }
    var fit =
        new SliceBetween(
            target,
            robustness,
            i == 0 ? null : bases[i - 1],
            i + 1 < size ? bases[i + 1] : null,
            scratch);
    boolean found = fit.fit(start);
    Svi smile = fit.smile();
    fits[i] = fit;
    if (found && smile != null) {
      bases[i] = smile;
    }
  }

  /// Gives changed slices their curvature terms and leaves the others theirs; false when some pair
  /// could not be proved free then.
  private boolean bend() {
    for (int i = 0; i < size; i++) {
      SliceTarget target = targets[i];
      if (target != null) {
        Smile before = i == 0 ? null : smiles[i - 1];
        Smile after = i + 1 == size ? null : targets[i + 1] == null ? smiles[i + 1] : bases[i + 1];
        smiles[i] = SurfaceCurvature.of(curvature, target, bases[i], robustness, before, after);
      }
      if (i > 0 && (target != null || targets[i - 1] != null) && !isFree(i)) {
        return false;
      }
    }
    return true;
  }

  /// Between the bases the condition is known to hold.
  private boolean isFree(int i) {
    boolean straight = !(smiles[i] instanceof CurvedSvi || smiles[i - 1] instanceof CurvedSvi);
    return straight || Double.isNaN(CurvedCalendar.unprovenPlace(smiles[i - 1], smiles[i]));
  }

  private void bendAll() {
    List<SliceTarget> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      SliceTarget target = targets[i];
      all.add(target == null ? prepared.get(i).target(settings.range(), -1) : target);
    }
    List<Smile> bent = SurfaceCurvature.of(all, List.of(bases), robustness);
    for (int i = 0; i < size; i++) {
      // The same terms again are the same smile.
      smiles[i] = bent.get(i).equals(smiles[i]) ? smiles[i] : bent.get(i);
    }
  }

  /// The changed slice whose hold-out figure is the oldest, and older than [#HOLD_OUT_NS]; −1 when
  /// there is none.
  private int longestUnheld() {
    int oldest = -1;
    long since = asOfNs - HOLD_OUT_NS;
    for (int i = 0; i < size; i++) {
      CalibratedSlice slice = last[i];
      if (settings.holdOut()
          && fits[i] != null
          && slice != null
          && slice.quality().holdOutAsOfNs() < since
          && prepared.get(i).quotes().twoSidedCount() >= SurfaceAssembly.LEAST_FOR_HOLD_OUT) {
        oldest = i;
        since = slice.quality().holdOutAsOfNs();
      }
    }
    return oldest;
  }

  private SviCalendar.@Nullable Minimum gap(int i) {
    return isAsBefore(i) && isAsBefore(i - 1) && wereNeighbours(i)
        ? null
        : CurvedCalendar.minimum(smiles[i - 1], smiles[i]);
  }

  /// A finite gap was measured against a slice before; an expiry between the two that is gone makes
  /// it too small, never too large.
  private boolean wereNeighbours(int i) {
    CalibratedSlice slice = last[i];
    return slice != null && slice.calendarMinGap() < Double.POSITIVE_INFINITY;
  }

  @SuppressWarnings("ReferenceEquality") // the same object is what was checked before
  private boolean isAsBefore(int i) {
    CalibratedSlice slice = last[i];
    return slice != null && smiles[i] == slice.smile();
  }

  private CalibratedSlice slice(int i, boolean withHoldOut) {
    SviCalendar.@Nullable Minimum gap = gaps[i];
    CalibratedSlice was = java.util.Objects.requireNonNull(last[i]);
    double least =
        i == 0 ? Double.POSITIVE_INFINITY : gap == null ? was.calendarMinGap() : gap.gap();
    SliceBetween fit = fits[i];
    if (fit == null && isAsBefore(i)) {
      return least == was.calendarMinGap() ? was : was.withCalendarMinGap(least);
    }
    PreparedSlice slice = prepared.get(i);
    SviButterfly.Minimum butterfly = CurvedButterfly.minimum(smiles[i]);
    FitQuality before = was.quality();
    FitQuality quality =
        quality(slice, smiles[i], null)
            .withHoldOut(before.holdOutRmseVolPoints(), before.holdOutAsOfNs());
    if (withHoldOut) {
      double unseen = quality(slice, smiles[i], heldOut(i)).holdOutRmseVolPoints();
      quality = quality.withHoldOut(unseen, asOfNs);
    }
    double scale = NoiseScale.of(slice.quotes(), smiles[i], slice.forward().expiry());
    Covariance covariance =
        SurfaceAssembly.withTerms(
            curvature,
            fit == null ? was.covariance() : SliceCovariance.of(fit, scale).ofSlice(0),
            scale,
            smiles[i],
            slice,
            settings);
    var fitted =
        new CalibratedSlice(
            slice.forward(),
            smiles[i],
            covariance,
            fit == null ? was.status() : status(fit),
            fit == null ? was.termination() : termination(fit),
            fit == null ? was.iterations() : fit.evaluations(),
            quality,
            butterfly.g(),
            least,
            slice.quotes());
    CalibratedSlice seen = fitted.after(was, slice.ageSeconds(), asOfNs);
    return seen.withCondition(fit == null ? was.condition() : condition(i, butterfly));
  }

  private @Nullable ActiveCondition condition(int i, SviButterfly.Minimum butterfly) {
    SliceTarget target = targets[i];
    return target == null
        ? null
        : ConditionLook.find(
            target,
            robustness,
            bases[i],
            butterfly,
            neighbour(i - 1, gaps[i]),
            i + 1 < size ? neighbour(i + 1, gaps[i + 1]) : null);
  }

  private @Nullable Neighbour neighbour(int i, SviCalendar.@Nullable Minimum gap) {
    return gap == null ? null : new Neighbour(smiles[i], gap);
  }

  private FitQuality quality(PreparedSlice slice, Smile smile, @Nullable Smile heldOut) {
    return QualityMeasure.of(
        slice.quotes(),
        slice.forward().expiry(),
        settings.range(),
        smile,
        heldOut,
        SurfaceAssembly.FOLD);
  }

  private Smile heldOut(int i) {
    SliceTarget seen = prepared.get(i).target(settings.range(), SurfaceAssembly.FOLD);
    Svi before = i == 0 ? null : bases[i - 1];
    Svi after = i + 1 < size ? bases[i + 1] : null;
    var fit = new SliceBetween(seen, robustness, before, after, scratch);
    double[] start = new double[SviCoordinates.N];
    SviCoordinates.fromSvi(bases[i], start, 0);
    Svi found = fit.fit(start) ? fit.smile() : null;
    Svi base = found == null ? bases[i] : found;
    return SurfaceCurvature.of(curvature, seen, base, robustness, before, after);
  }

  private static Termination termination(SliceBetween fit) {
    return fit.isConverged()
        ? new Termination.Converged(Termination.Test.COST)
        : new Termination.Stopped(Termination.Limit.ITERATIONS);
  }

  private static SliceStatus status(SliceBetween fit) {
    return fit.isConverged() ? SliceStatus.CONVERGED : SliceStatus.STOPPED;
  }
}
