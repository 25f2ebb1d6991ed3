package io.calibrant.cli.fit;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.CalibrationSettings;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.SurfaceCalibration;
import io.calibrant.core.calibration.SurfaceCalibrator;
import io.calibrant.core.calibration.model.CalibrationStatus;
import io.calibrant.core.calibration.model.Family;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.SurfaceQuotes;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.Quote;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The surface that is published, as a family among others: all expiries jointly, free of
/// arbitrage, curved where that pays. Held-out quotes are taken out of the snapshot, and the whole
/// fit is done again with the same forwards.
///
/// @param snapshot all quotes
/// @param surface what was fitted to them
record PublishedFamily(SurfaceSnapshot snapshot, CalibratedSurface surface) implements Family {
  static final String NAME = "curved-svi";

  private static final CalibrationSettings SETTINGS =
      new CalibrationSettings(
          CalibrationSettings.DEFAULT.range(),
          CalibrationSettings.DEFAULT.weighting(),
          false,
          false);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int parameterCount(int expiryCount) {
    return 5 * surface.slices().size()
        + surface.slices().stream().mapToInt(PublishedFamily::termCount).sum();
  }

  private static int termCount(CalibratedSlice slice) {
    return slice.smile() instanceof CurvedSvi curved ? curved.coefficients().length : 0;
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes) {
    Set<String> unseen = unseen(quotes);
    if (unseen.isEmpty()) {
      return new Fit(surface);
    }
    Map<Long, Forward> forwards = new HashMap<>();
    surface.slices().forEach(slice -> forwards.put(slice.expiryTimeNs(), slice.forward()));
    return switch (new SurfaceCalibrator(SETTINGS).calibrate(without(unseen), forwards, null)) {
      case SurfaceCalibration.Fitted(CalibratedSurface fitted) -> new Fit(fitted);
      case SurfaceCalibration.Unfitted _ -> new Fit(null);
    };
  }

  /// Names of the core quotes that are not among `quotes`.
  private Set<String> unseen(ModelQuotes quotes) {
    Set<List<Double>> shown = new HashSet<>();
    for (int i = 0; i < quotes.size(); i++) {
      shown.add(List.of(quotes.expiry(i), quotes.k(i)));
    }
    ModelQuotes all = SurfaceQuotes.STANDARD.of(surface);
    Set<List<Double>> hidden = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      List<Double> key = List.of(all.expiry(i), all.k(i));
      if (!shown.contains(key)) {
        hidden.add(key);
      }
    }
    Set<String> names = new HashSet<>();
    for (CalibratedSlice slice : surface.slices()) {
      SmileQuotes own = slice.quotes();
      for (int i = 0; i < own.size(); i++) {
        if (hidden.contains(List.of(slice.expiry(), own.k(i))) && own.reason(i).isUsed()) {
          names.add(own.name(i));
        }
      }
    }
    return names;
  }

  private SurfaceSnapshot without(Set<String> names) {
    List<Quote> kept =
        snapshot.expiries().stream()
            .flatMap(expiry -> expiry.quotes().stream())
            .filter(quote -> !names.contains(quote.instrument().name()))
            .toList();
    return SurfaceSnapshot.of(
        snapshot.venue(),
        snapshot.underlying(),
        snapshot.asOfNs(),
        snapshot.index(),
        kept,
        snapshot.futures());
  }

  /// The smiles of one fit.
  ///
  /// @param fitted null when no expiry could be fitted
  private record Fit(@Nullable CalibratedSurface fitted) implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      double[] vols = new double[at.size()];
      for (int i = 0; i < vols.length; i++) {
        vols[i] = vol(at.expiry(i), at.k(i));
      }
      return vols;
    }

    private double vol(double years, double k) {
      if (fitted != null) {
        for (CalibratedSlice slice : fitted.slices()) {
          if (slice.expiry() == years) {
            return slice.impliedVol(k);
          }
        }
      }
      return Double.NaN;
    }

    @Override
    public List<Estimate> estimates() {
      return List.of();
    }

    @Override
    public CalibrationStatus status() {
      return fitted == null
          ? new CalibrationStatus.Rejected("no expiry could be fitted")
          : new CalibrationStatus.Converged();
    }

    @Override
    public String reason() {
      return "the published surface: all expiries jointly, free of arbitrage";
    }

    @Override
    public int evaluations() {
      return fitted == null
          ? 0
          : fitted.slices().stream().mapToInt(CalibratedSlice::iterations).sum();
    }
  }
}
