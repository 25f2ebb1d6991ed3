package io.calibrant.cli.backtest;

import io.calibrant.cli.backtest.SnapshotPair.Weighed;
import io.calibrant.core.calibration.complexity.ComplexityControl;
import io.calibrant.core.calibration.complexity.FamilyEvidence;
import io.calibrant.core.calibration.complexity.LadderSnapshot;
import io.calibrant.core.calibration.sequence.ProcessNoise;
import io.calibrant.core.calibration.sequence.SequentialSmile;
import io.calibrant.core.calibration.sequence.UpdateRule;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Walks forward through snapshots: fits at one, scores at the next, and never the other way round.
///
/// Only two snapshots are in memory, and of what became of a pair only the figures. Families, their
/// densities and the tracks of one pair run side by side.
final class Walk implements AutoCloseable {
  /// The published pairs are those of snapshots 10, 28, 46 …, counted from 0: only these give its
  /// figures for persistence, which depend on no model (0.815, 90 % quantile 1.41).
  private static final int PUBLISHED_FIRST = 10;

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
  private final SideBySide sideBySide = new SideBySide();
  private volatile boolean stopped;

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
    SnapshotPair pair = last == null ? null : due(last, next);
    count++;
    List<SideBySide.Task<Optional<Weighed>>> tasks = new ArrayList<>();
    if (pair != null) {
      for (String name : models) {
        tasks.add(new SideBySide.Task<>(name, () -> Optional.of(pair.weigh(name, core))));
      }
    }
    for (SmileTrack track : tracks) {
      tasks.add(new SideBySide.Task<>(track.name, () -> followed(track, next)));
    }
    List<Weighed> weighed = sideBySide.run(tasks).stream().flatMap(Optional::stream).toList();
    if (pair == null) {
      return null;
    }
    PairResult result = result(pair, weighed);
    pairs.add(result);
    return result;
  }

  /// The pair that `next` completes; null where none is due or the two lie too far apart.
  private @Nullable SnapshotPair due(LadderSnapshot last, LadderSnapshot next) {
    int first = core == LadderSnapshot.Core.OWN ? PUBLISHED_FIRST : 0;
    int at = count - 1 - first;
    if (at < 0 || at % every != 0 || pairs.size() >= limit || last.quotes().size() == 0) {
      return null;
    }
    SnapshotPair pair = SnapshotPair.of(last, next, core);
    gaps += pair == null ? 1 : 0;
    return pair;
  }

  private PairResult result(SnapshotPair pair, List<Weighed> weighed) {
    List<FamilyEvidence> evidence =
        weighed.stream().map(Weighed::evidence).flatMap(Optional::stream).toList();
    return new PairResult(
        pair.seen().asOfNs(),
        pair.seen().quotes().size(),
        weighed.stream().map(Weighed::score).toList(),
        pair.interpolation(),
        pair.forward().rmse(pair.forward().persistence()),
        pair.hash(),
        evidence.isEmpty() ? PublishedProtocol.NO_CHOICE : control.weigh(evidence));
  }

  private static Optional<Weighed> followed(SmileTrack track, LadderSnapshot next) {
    track.accept(next);
    return Optional.empty();
  }

  /// Whether all pairs asked for are done, or no more are wanted.
  boolean isDone() {
    return stopped || pairs.size() >= limit;
  }

  /// From any thread: the pair in hand is the last.
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  @Override
  public void close() {
    sideBySide.close();
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
