package io.calibrant.core.forward;

import io.calibrant.core.market.Settlement;
import java.util.ArrayList;
import java.util.Comparator;
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
    List<ParityPair> complete = pairs.stream().filter(ParityPair::isComplete).toList();
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
    double[] implied =
        complete.stream()
            .sorted(Comparator.comparingDouble(p -> moneyness(p, settlement)))
            .limit(ROUGH_PAIRS)
            .mapToDouble(p -> ParityBounds.implied(p.strike(), p.mid(), settlement))
            .filter(f -> f > 0 && f < Double.POSITIVE_INFINITY)
            .toArray();
    return Medians.median(implied);
  }

  private static double moneyness(ParityPair pair, Settlement settlement) {
    double distance = Math.abs(pair.mid());
    return settlement == Settlement.INVERSE ? distance : distance / pair.strike();
  }

  private static List<ParityPair> nearTheMoney(
      List<ParityPair> complete, double rough, Settlement settlement) {
    List<ParityPair> byDistance = new ArrayList<>(complete);
    byDistance.sort(Comparator.comparingDouble(p -> distance(p, rough)));
    double unit = settlement == Settlement.INVERSE ? 1 : 1 / rough;
    double straddle =
        Medians.median(
            byDistance.stream().limit(STRADDLES).mapToDouble(p -> p.straddle() * unit).toArray());
    double std = STRADDLE_TO_STD * straddle;
    List<ParityPair> near =
        byDistance.stream().filter(p -> distance(p, rough) <= WINDOW * std).toList();
    if (near.size() >= FEW_PAIRS) {
      return near;
    }
    return byDistance.stream()
        .limit(NEAREST)
        .filter(p -> distance(p, rough) <= WIDE_WINDOW * std)
        .toList();
  }

  private static double distance(ParityPair pair, double rough) {
    return Math.abs(StrictMath.log(pair.strike() / rough));
  }
}
