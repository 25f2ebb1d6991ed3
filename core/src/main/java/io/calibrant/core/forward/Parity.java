package io.calibrant.core.forward;

import io.calibrant.core.market.Settlement;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Medians;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Put–call parity of one expiry: by regression near the money, else by bounds.
final class Parity {
  private static final int ROUGH_PAIRS = 7;
  private static final int STRADDLES = 3;
  private static final int FEW_PAIRS = 4;

  /// Pairs within this many ATM standard deviations of the forward enter: farther ones have one
  /// dear side with a wide spread (share within 5 bp of the venue: 1.5 → 0.919, 1.0 → 0.922).
  private static final double WINDOW = 1.0;

  /// When there are few, so many nearest ones enter, up to this distance.
  private static final int NEAREST = 8;

  private static final double WIDE_WINDOW = 4;

  /// A straddle at the money is worth 2 φ(0) standard deviations: √(π/2) turns it back.
  private static final double STRADDLE_TO_STD = 1.2533141373155;

  private Parity() {}

  /// What parity says; null when it says nothing.
  static @Nullable ParityFit fit(
      List<ParityPair> pairs, Settlement settlement, boolean discountFree) {
    List<ParityPair> complete = new ArrayList<>(pairs.size());
    for (ParityPair pair : pairs) {
      if (pair.isComplete()) {
        complete.add(pair);
      }
    }
    double rough = rough(complete, settlement);
    if (rough > 0 && rough < Double.POSITIVE_INFINITY) {
      List<ParityPair> near = nearTheMoney(complete, rough, settlement);
      ParityFit fit = ParityRegression.fit(near, rough, settlement, discountFree);
      if (fit != null) {
        return fit;
      }
    }
    return ParityBounds.fit(pairs, settlement);
  }

  /// The median forward implied by the pairs closest to the money, where an unknown D hardly
  /// matters; NaN without pairs.
  private static double rough(List<ParityPair> complete, Settlement settlement) {
    double[] distances = new double[complete.size()];
    for (int i = 0; i < distances.length; i++) {
      ParityPair pair = complete.get(i);
      double difference = Math.abs(pair.mid());
      distances[i] = settlement == Settlement.INVERSE ? difference : difference / pair.strike();
    }
    List<ParityPair> nearest = nearest(complete, distances, ROUGH_PAIRS);
    double[] implied = new double[nearest.size()];
    int count = 0;
    for (ParityPair pair : nearest) {
      double forward = ParityBounds.implied(pair.strike(), pair.mid(), settlement);
      if (forward > 0 && forward < Double.POSITIVE_INFINITY) {
        implied[count++] = forward;
      }
    }
    return Medians.median(Arrays.copyOf(implied, count));
  }

  private static List<ParityPair> nearTheMoney(
      List<ParityPair> complete, double rough, Settlement settlement) {
    double[] distances = new double[complete.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = distance(complete.get(i), rough);
    }
    List<ParityPair> nearest = nearest(complete, distances, STRADDLES);
    double[] straddles = new double[nearest.size()];
    for (int i = 0; i < straddles.length; i++) {
      straddles[i] = nearest.get(i).straddle() * (settlement == Settlement.INVERSE ? 1 : 1 / rough);
    }
    double std = STRADDLE_TO_STD * Medians.median(straddles);
    List<ParityPair> near = new ArrayList<>(complete.size());
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] <= WINDOW * std) {
        near.add(complete.get(i));
      }
    }
    if (near.size() >= FEW_PAIRS) {
      return near;
    }
    List<ParityPair> few = nearest(complete, distances, NEAREST);
    few.removeIf(pair -> !(distance(pair, rough) <= WIDE_WINDOW * std));
    return few;
  }

  private static double distance(ParityPair pair, double rough) {
    return Math.abs(Elementary.log(pair.strike() / rough));
  }

  /// The `count` pairs of the least distances, of equal ones the first, in the order of `pairs`.
  private static List<ParityPair> nearest(List<ParityPair> pairs, double[] distances, int count) {
    boolean[] taken = new boolean[distances.length];
    int wanted = Math.min(count, distances.length);
    for (int n = 0; n < wanted; n++) {
      int best = -1;
      for (int i = 0; i < distances.length; i++) {
        if (!taken[i] && (best < 0 || distances[i] < distances[best])) {
          best = i;
        }
      }
      taken[best] = true;
    }
    List<ParityPair> nearest = new ArrayList<>(wanted);
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        nearest.add(pairs.get(i));
      }
    }
    return nearest;
  }
}
