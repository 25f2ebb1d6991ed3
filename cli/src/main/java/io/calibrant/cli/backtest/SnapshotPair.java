package io.calibrant.cli.backtest;

import io.calibrant.core.calibration.complexity.FamilyEvidence;
import io.calibrant.core.calibration.complexity.ForwardScore;
import io.calibrant.core.calibration.complexity.Ladder;
import io.calibrant.core.calibration.complexity.LadderSnapshot;
import io.calibrant.core.calibration.complexity.QuoteRegistry;
import io.calibrant.core.calibration.model.HoldOut;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.ScoredFamily;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Two snapshots of which the first is fitted and the second foretold. Read by several threads.
///
/// @param seen the first, as far as it counts
/// @param split of its quotes
/// @param forward the second
/// @param hash of the quotes that the scored fits see
record SnapshotPair(LadderSnapshot seen, HoldOut split, ForwardScore forward, String hash) {
  private static final long LONGEST_GAP_NS = 13L * 3600 * 1_000_000_000L;
  private static final double NS_PER_MS = 1e6;

  /// What a family gives: its figures, and the evidence on it where a choice is to be made.
  record Weighed(ModelScore score, Optional<FamilyEvidence> evidence) {}

  /// The pair of two snapshots; null where they lie too far apart or share no expiry.
  static @Nullable SnapshotPair of(
      LadderSnapshot last, LadderSnapshot next, LadderSnapshot.Core core) {
    ForwardScore forward = ForwardScore.of(last, next);
    if (next.asOfNs() - last.asOfNs() > LONGEST_GAP_NS || forward.next().size() == 0) {
      return null;
    }
    LadderSnapshot seen = core == LadderSnapshot.Core.OWN ? last.commonWith(next) : last;
    HoldOut split = HoldOut.of(seen.quotes());
    var registry = new QuoteRegistry();
    registry.see(seen.asOfNs(), split.shown());
    registry.checkDisjoint(seen.asOfNs(), split.held());
    registry.checkFuture(next.asOfNs());
    return new SnapshotPair(
        seen, split, seen.equals(last) ? forward : ForwardScore.of(seen, next), registry.hash());
  }

  /// Fits and scores family `name`; with evidence by our own protocol, without by the published.
  Weighed weigh(String name, LadderSnapshot.Core core) {
    if (core == LadderSnapshot.Core.OWN) {
      return new Weighed(PublishedProtocol.score(name, split, forward), Optional.empty());
    }
    long startNs = System.nanoTime();
    ScoredFamily scored = ScoredFamily.of(Ladder.named(name).orElseThrow(), seen.quotes());
    long fittedNs = System.nanoTime();
    FamilyEvidence evidence = FamilyEvidence.of(scored);
    double densitiesMs = (System.nanoTime() - fittedNs) / NS_PER_MS;
    return new Weighed(
        ModelScore.of(
            name,
            scored,
            forward.rmse(forward.vols(scored.fit())),
            (fittedNs - startNs) / NS_PER_MS,
            densitiesMs),
        Optional.of(evidence));
  }

  /// Root mean square error of an interpolation between the shown strikes on those held out, vol
  /// points.
  double interpolation() {
    ModelQuotes held = split.held();
    ModelQuotes shown = split.shown();
    double[] vols = new double[held.size()];
    Arrays.setAll(
        vols,
        i -> {
          for (int e = 0; e < shown.grid().expiryCount(); e++) {
            if (shown.grid().expiry(e) == held.expiry(i)) {
              return ForwardScore.interpolated(shown, e, held.k(i), _ -> false);
            }
          }
          return Double.NaN;
        });
    return ForwardScore.rmse(held, vols);
  }
}
