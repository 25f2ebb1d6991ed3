package io.calibrant.cli.live;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.sim.market.TrueSurface;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How often the truth lies within a surface's 95 % bands, by time to expiry.
///
/// Vols are compared at the same strike, so that an error of the forward counts as one of the vol.
final class TruthCoverage {
  private static final double BAND = 1.96;
  private static final double NODE_STEP = 0.25;
  private static final double WRONG_BANDS = 4;
  private static final double WRONG_VOL = 0.03;

  private final double reach;
  private final Map<String, Tally> tallies = new TreeMap<>();
  private int wrong;

  /// @param reach nodes lie at |k| ≤ reach·σ√T, every quarter, between the outermost used strikes
  TruthCoverage(double reach) {
    this.reach = reach;
  }

  /// Compares every node of `surface` with `truth`.
  void add(CalibratedSurface surface, TrueSurface truth) {
    for (CalibratedSlice slice : surface.slices()) {
      truth.slice(slice.expiryTimeNs()).ifPresent(known -> add(slice, known));
    }
  }

  private void add(CalibratedSlice slice, TrueSurface.Slice truth) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < slice.quotes().size(); i++) {
      if (slice.quotes().reason(i) == ReasonCode.USED) {
        low = Math.min(low, slice.quotes().k(i));
        high = Math.max(high, slice.quotes().k(i));
      }
    }
    double sd = slice.impliedVol(0) * Math.sqrt(slice.expiry());
    for (double z = -reach; z <= reach + 1e-9; z += NODE_STEP) {
      double k = z * sd;
      if (k < low || k > high) {
        continue;
      }
      double strike = slice.forward().value() * StrictMath.exp(k);
      double error = slice.impliedVol(k) - truth.vol(strike);
      double band = BAND * slice.impliedVolStdDev(k);
      wrong += Math.abs(error) > Math.max(WRONG_BANDS * band, WRONG_VOL) ? 1 : 0;
      tally("all").add(error, band);
      tally(bucket(slice.expiry() * 365)).add(error, band);
    }
  }

  /// Share of nodes within the band; NaN when nothing was compared.
  double share() {
    return tally("all").share();
  }

  int nodes() {
    return tally("all").bands.size();
  }

  /// Nodes that no reader should have been shown: off by four bands and by three vol points.
  int wrong() {
    return wrong;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    tallies.forEach((bucket, tally) -> text.append(bucket).append(' ').append(tally).append('\n'));
    return text.toString();
  }

  private Tally tally(String bucket) {
    return tallies.computeIfAbsent(bucket, _ -> new Tally());
  }

  private static String bucket(double days) {
    if (days < 2) {
      return "< 2 d";
    }
    return days < 14 ? "2-14 d" : days < 60 ? "14-60 d" : "> 60 d";
  }

  private static final class Tally {
    private int inside;
    private final List<Double> bands = new ArrayList<>();
    private final List<Double> errors = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private double bias;

    void add(double error, double band) {
      inside += Math.abs(error) <= band ? 1 : 0;
      bands.add(100 * band);
      errors.add(100 * Math.abs(error));
      ratios.add(Math.abs(error) / band);
      bias += 100 * error;
    }

    double share() {
      return bands.isEmpty() ? Double.NaN : inside / (double) bands.size();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "nodes %d, inside %.2f %%, mean band %.4f vp, median band %.4f vp, median |error| %.4f"
              + " vp, bias %+.4f vp, |error|/band p50 %.2f p95 %.2f max %.2f",
          bands.size(),
          100 * share(),
          bands.stream().mapToDouble(band -> band).average().orElse(Double.NaN),
          quantile(bands, 0.5),
          quantile(errors, 0.5),
          bias / bands.size(),
          quantile(ratios, 0.5),
          quantile(ratios, 0.95),
          quantile(ratios, 1));
    }

    private static double quantile(List<Double> values, double p) {
      List<Double> sorted = values.stream().sorted().toList();
      return sorted.isEmpty() ? Double.NaN : sorted.get((int) (p * (sorted.size() - 1)));
    }
  }
}
