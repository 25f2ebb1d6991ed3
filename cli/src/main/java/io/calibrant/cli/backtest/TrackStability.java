package io.calibrant.cli.backtest;

import io.calibrant.cli.fit.Samples;
import io.calibrant.core.calibration.sequence.SmileBelief;
import io.calibrant.core.calibration.sequence.Stability;
import io.calibrant.core.calibration.sequence.Stability.Verdict;
import io.calibrant.core.calibration.sequence.StabilityIndex;
import io.calibrant.core.calibration.sequence.SviCoordinate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The stability index of every expiry's smile along a track, and what it said how often.
final class TrackStability {
  /// The index of each parameter at every update that was not too early.
  final Samples[] indices = new Samples[SmileTrack.NAMES.size()];

  /// One instant: the median over expiries of the least calm parameter's index.
  ///
  /// @param index NaN where it is too early for every expiry
  record Point(long asOfNs, double index) {}

  final List<Point> points = new ArrayList<>();
  private final Map<Long, StabilityIndex> byExpiry = new HashMap<>();
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private final Samples worst = new Samples();
  private Samples now = new Samples();

  TrackStability() {
    Arrays.setAll(indices, _ -> new Samples());
  }

  /// Takes one update of the smile that expires at `time`.
  ///
  /// @param lossIn on the quotes fitted
  /// @param lossOut on quotes held out; NaN where there are none
  void take(long time, SmileBelief belief, double lossIn, double lossOut) {
    double[] stdDevs = new double[SviCoordinate.COUNT];
    for (SviCoordinate coordinate : SviCoordinate.values()) {
      stdDevs[coordinate.index()] = belief.stdDev(coordinate);
    }
    StabilityIndex index =
        byExpiry.computeIfAbsent(time, _ -> new StabilityIndex(SmileTrack.NAMES));
    index.accept(belief.means(), stdDevs, lossIn, Double.isNaN(lossOut) ? lossIn : lossOut);
    Stability said = index.stability();
    verdicts.merge(said.verdict(), 1, Integer::sum);
    if (said.verdict() != Verdict.TOO_EARLY) {
      for (int j = 0; j < indices.length; j++) {
        indices[j].add(index.index(j));
      }
      worst.add(said.index());
      now.add(said.index());
    }
  }

  /// The snapshot as of `asOfNs` is over; expiries that it did not have are forgotten.
  void end(long asOfNs, Collection<Long> expiries) {
    points.add(new Point(asOfNs, now.median()));
    now = new Samples();
    byExpiry.keySet().retainAll(expiries);
  }

  /// The median of the least calm parameter's index.
  double worst() {
    return worst.median();
  }

  /// Share of the updates that were not too early which said `verdict`, percent; NaN of none.
  double share(Verdict verdict) {
    int told =
        verdicts.entrySet().stream()
            .filter(entry -> entry.getKey() != Verdict.TOO_EARLY)
            .mapToInt(Map.Entry::getValue)
            .sum();
    return 100.0 * verdicts.getOrDefault(verdict, 0) / told;
  }
}
