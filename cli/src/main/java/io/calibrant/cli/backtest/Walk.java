package io.calibrant.cli.backtest;

import io.calibrant.core.calibration.complexity.ComplexityControl;
import io.calibrant.core.calibration.complexity.ForwardScore;
import io.calibrant.core.calibration.complexity.Ladder;
import io.calibrant.core.calibration.complexity.LadderSnapshot;
import io.calibrant.core.calibration.complexity.QuoteRegistry;
import io.calibrant.core.calibration.model.HoldOut;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.calibration.sequence.ProcessNoise;
import io.calibrant.core.calibration.sequence.SequentialSmile;
import io.calibrant.core.calibration.sequence.UpdateRule;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Walks forward through snapshots: fits at one, scores at the next, and never the other way round.
///
/// Only two snapshots are in memory.
final class Walk {
  private static final double NS_PER_MS = 1e6;

  /// The published pairs are those of snapshots 10, 28, 46 …, counted from 0: only these give its
  /// figures for persistence, which depend on no model (0.815, 90 % quantile 1.41).
  private static final int PUBLISHED_FIRST = 10;

  private static final long LONGEST_GAP_NS = 13L * 3600 * 1_000_000_000L;

  final List<PairResult> pairs = new ArrayList<>();
  final List<SmileTrack> tracks;
  private final List<String> models;
  private final int every;
  private final int limit;
  private final LadderSnapshot.Core core;
  private final ComplexityControl control = new ComplexityControl();
  private @Nullable LadderSnapshot before;
  private int count;
  private int gaps;

  Walk(List<String> models, int every, int limit) {
    this(models, every, limit, LadderSnapshot.Core.AT_THE_MONEY);
  }

  private Walk(List<String> models, int every, int limit, LadderSnapshot.Core core) {
    this.core = core;
    this.models =
        core == LadderSnapshot.Core.OWN
            ? models.stream().flatMap(PublishedProtocol::variants).toList()
            : models;
    this.every = every;
    this.limit = limit;
    if (core == LadderSnapshot.Core.OWN) {
      tracks = List.of();
      return;
    }
    tracks =
        List.of(
            track("independent", UpdateRule.INDEPENDENT, 1),
            track("prior 64Q", UpdateRule.PRIOR, 64),
            track("prior 16Q", UpdateRule.PRIOR, 16),
            track("prior 4Q", UpdateRule.PRIOR, 4),
            track("prior Q", UpdateRule.PRIOR, 1),
            track("prior Q/4", UpdateRule.PRIOR, 0.25));
  }

  /// A walk by the protocol of the published ladder: each quote's own vol bounds the core, only
  /// expiries count that both snapshots of a pair have, and one fit, which has not seen the strikes
  /// held out, stands for all three figures ([PublishedProtocol]).
  static Walk asPublished(List<String> models, int every, int limit) {
    return new Walk(models, every, limit, LadderSnapshot.Core.OWN);
  }

  private static SmileTrack track(String name, UpdateRule rule, double share) {
    return new SmileTrack(name, new SequentialSmile(rule, new ProcessNoise(share)));
  }

  /// Takes the next snapshot in time; the pair that it completes, or null where none is due.
  @Nullable PairResult accept(SurfaceSnapshot snapshot) {
    return accept(snapshot, _ -> false);
  }

  /// The same without the expiries, by their instants, that `leftOut` names.
  @Nullable PairResult accept(SurfaceSnapshot snapshot, LongPredicate leftOut) {
    LadderSnapshot next = LadderSnapshot.of(snapshot, core).without(leftOut);
    LadderSnapshot last = before;
    if (last != null && next.asOfNs() <= last.asOfNs()) {
      throw new IllegalArgumentException(
          "a snapshot as of %d after one as of %d: name the files in the order of time"
              .formatted(next.asOfNs(), last.asOfNs()));
    }
    before = next;
    tracks.parallelStream().forEach(track -> track.accept(next));
    int first = core == LadderSnapshot.Core.OWN ? PUBLISHED_FIRST : 0;
    boolean due = last != null && (count - 1 - first) % every == 0 && pairs.size() < limit;
    due &= count > first;
    count++;
    if (!due || last == null || last.quotes().size() == 0) {
      return null;
    }
    ForwardScore forward = ForwardScore.of(last, next);
    if (next.asOfNs() - last.asOfNs() > LONGEST_GAP_NS || forward.next().size() == 0) {
      gaps++;
      return null;
    }
    LadderSnapshot seen = core == LadderSnapshot.Core.OWN ? last.commonWith(next) : last;
    PairResult pair = pair(seen, next, seen.equals(last) ? forward : ForwardScore.of(seen, next));
    pairs.add(pair);
    return pair;
  }

  private PairResult pair(LadderSnapshot last, LadderSnapshot next, ForwardScore forward) {
    HoldOut split = HoldOut.of(last.quotes());
    var registry = new QuoteRegistry();
    registry.see(last.asOfNs(), split.shown());
    registry.checkDisjoint(last.asOfNs(), split.held());
    registry.checkFuture(next.asOfNs());
    List<ModelScore> scores =
        models.parallelStream()
            .map(
                name ->
                    core == LadderSnapshot.Core.OWN
                        ? PublishedProtocol.score(name, split, forward)
                        : score(name, last.quotes(), forward))
            .toList();
    return new PairResult(
        last.asOfNs(),
        last.quotes().size(),
        scores,
        interpolation(split),
        forward.rmse(forward.persistence()),
        registry.hash(),
        core == LadderSnapshot.Core.OWN
            ? PublishedProtocol.NO_CHOICE
            : control.accept(scores.stream().map(ModelScore::scored).toList()));
  }

  private static ModelScore score(String name, ModelQuotes quotes, ForwardScore forward) {
    long startNs = System.nanoTime();
    ScoredFamily scored = ScoredFamily.of(Ladder.named(name).orElseThrow(), quotes);
    double elapsedMs = (System.nanoTime() - startNs) / NS_PER_MS;
    return new ModelScore(name, scored, forward.rmse(forward.vols(scored.fit())), elapsedMs);
  }

  private static double interpolation(HoldOut split) {
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

  /// Whether all pairs asked for are done.
  boolean isDone() {
    return pairs.size() >= limit;
  }

  /// Snapshots seen.
  int snapshotCount() {
    return count;
  }

  /// Pairs left out because they lie too far apart or share no expiry.
  int gapCount() {
    return gaps;
  }

  List<String> models() {
    return models;
  }

  /// A column over the pairs.
  double[] column(java.util.function.ToDoubleFunction<PairResult> value) {
    return pairs.stream().mapToDouble(value).toArray();
  }
}
