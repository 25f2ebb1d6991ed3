package io.calibrant.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.engine.MeanStages;
import io.calibrant.engine.SyntheticFeed;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalSettings;
import io.calibrant.engine.journal.Segment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final Stages STAGES = new MeanStages();

  @TempDir Path directory;

  @Test
  void run_wholeJournal_recomputesEveryDecisionBitForBit() throws IOException {
    String hash = write(1, 20_000);

    ReplayReport report = Replay.run(directory, STAGES, _ -> {});

    assertThat(report.firstMismatch()).isEmpty();
    assertThat(report.isIdentical()).isTrue();
    assertThat(report.matched()).isGreaterThan(200);
    assertThat(report.counts().published()).isGreaterThan(100);
    assertThat(report.checkpointsEqual()).isGreaterThan(3);
    assertThat(report.stateHash()).isEqualTo(hash);
  }

  @Test
  void run_stoppedOnTheWay_countsWhatWasCompared() throws IOException {
    write(1, 20_000);
    List<ReplayEvent> begun = new ArrayList<>();

    ReplayReport report =
        Replay.run(
            directory,
            STAGES,
            event -> {
              if (event instanceof ReplayEvent.SegmentBegun) {
                begun.add(event);
              }
            },
            () -> begun.size() < 2);

    assertThat(begun).hasSize(2).hasSizeLessThan(Segment.list(directory).size());
    assertThat(report.entries())
        .isEqualTo(Segment.list(directory).get(1).firstSequence() - firstSequence() + 1);
    assertThat(report.matched()).isPositive();
    assertThat(report.isIdentical()).isTrue();
  }

  private long firstSequence() throws IOException {
    return Segment.list(directory).getFirst().firstSequence();
  }

  @Test
  void run_otherStages_reportsTheFirstMismatch() throws IOException {
    write(2, 5_000);
    Stages other =
        (snapshot, previous) -> {
          var step = STAGES.decide(snapshot, previous);
          return snapshot.quoteCount() % 2 == 0 && previous.last() != null
              ? STAGES.decide(snapshot, io.calibrant.core.decision.PathState.EMPTY)
              : step;
        };

    ReplayReport report = Replay.run(directory, other, _ -> {});

    assertThat(report.isIdentical()).isFalse();
    assertThat(report.mismatched()).isPositive();
    assertThat(report.firstMismatch().orElseThrow()).contains("computed again");
  }

  @Test
  void run_damageInTheMiddle_goesOnFromTheNextCheckpoint() throws IOException {
    String hash = write(3, 20_000);
    Segment middle = Segment.list(directory).get(2);
    try (var raw = new RandomAccessFile(middle.file().toFile(), "rw")) {
      raw.seek(raw.length() / 2);
      raw.write(raw.read() ^ 0x10);
    }

    ReplayReport report = Replay.run(directory, STAGES, _ -> {});

    assertThat(report.damages()).hasSize(1);
    assertThat(report.mismatched()).isZero();
    assertThat(report.checkpointsDifferent()).isZero();
    assertThat(report.stateHash()).isEqualTo(hash);
  }

  /// Checkpoints within a segment keep a restart short.
  @Test
  void recover_checkpointInsideASegment_isTheFoldOfAllAndReadsOnlyTheRest() throws IOException {
    var settings = new JournalSettings(directory, 1 << 30, 1L << 32, "test");
    var feed = new SyntheticFeed(new SplittableRandom(9), 5, 1_000_000);
    String hash;
    try (JournalledFold fold = JournalledFold.open(settings, STAGES)) {
      for (int i = 0; i < 9_000; i++) {
        fold.say(feed.next());
        if (i % 50 == 0) {
          fold.cycle(feed.nowNs(), i % 100 == 0 ? "BTC" : "ETH");
        }
        if (i % 4_000 == 3_999) {
          fold.journal().checkpoint(fold.state().toBytes());
        }
      }
      fold.flush();
      hash = fold.state().toBytes().sha256();
    }
    List<Long> told = new ArrayList<>();
    Recovery.Recovered recovered =
        Recovery.recover(directory, STAGES, (done, total) -> told.add(total - done));

    assertThat(recovered.state().toBytes().sha256()).isEqualTo(hash);
    assertThat(recovered.entries()).isBetween(1_000L, 1_100L);
    assertThat(told.getLast()).isZero();
    ReplayReport report = Replay.run(directory, STAGES, _ -> {});
    assertThat(report.isIdentical()).isTrue();
    assertThat(report.checkpointsEqual()).isEqualTo(2);
    assertThat(report.stateHash()).isEqualTo(hash);
  }

  @Test
  void of_stateThatAPersonFroze_stillSaysWhoAndWhy() {
    EngineState state = EngineState.empty(STAGES);
    var freeze = new Entry.Operator(77, Entry.Command.FREEZE, "", "desk: index looks wrong");
    state.apply(freeze);
    EngineState again = EngineState.of(state.toBytes(), STAGES);
    assertThat(again.isFrozen("BTC")).isTrue();
    assertThat(again.freezes()).containsExactly(freeze);
  }

  @Test
  void of_checkpointBytes_goesOnExactlyLikeTheStateItWasTakenFrom() {
    var feed = new SyntheticFeed(new SplittableRandom(4), 5, 1_000_000);
    EngineState whole = EngineState.empty(STAGES);
    EngineState resumed = EngineState.empty(STAGES);
    for (int i = 0; i < 6_000; i++) {
      var message = feed.next();
      whole.apply(message);
      resumed.apply(message);
      if (i % 37 == 0) {
        var cycle =
            new Entry.Cycle(feed.nowNs(), SyntheticFeed.VENUE, i % 2 == 0 ? "BTC" : "ETH", 0);
        assertThat(resumed.apply(cycle).getClass()).isEqualTo(whole.apply(cycle).getClass());
      }
      if (i % 211 == 0) {
        resumed = EngineState.of(resumed.toBytes(), STAGES);
      }
    }
    assertThat(resumed.toBytes()).isEqualTo(whole.toBytes());
    assertThat(whole.counts().published()).isPositive();
  }

  @Test
  void apply_stageThatThrows_leavesThePathAsItWasAndCountsIt() {
    EngineState state =
        EngineState.empty(
            (_, _) -> {
              throw new IllegalStateException("broken on purpose");
            });
    var feed = new SyntheticFeed(new SplittableRandom(4), 2, 1_000_000);
    for (int i = 0; i < feed.instrumentCount(); i++) {
      state.apply(feed.next());
    }
    CycleOutcome outcome =
        state.apply(new Entry.Cycle(feed.nowNs(), SyntheticFeed.VENUE, "BTC", 0));

    assertThat(outcome).isInstanceOf(CycleOutcome.Broken.class);
    assertThat(state.paths()).isEmpty();
    assertThat(state.counts().broken()).isEqualTo(1);
  }

  private String write(long seed, int messages) throws IOException {
    var settings = new JournalSettings(directory, 400_000, 1 << 30, "test");
    var feed = new SyntheticFeed(new SplittableRandom(seed), 5, 1_000_000);
    try (JournalledFold fold = JournalledFold.open(settings, STAGES)) {
      for (int i = 0; i < messages; i++) {
        fold.say(feed.next());
        if (i % 50 == 0) {
          fold.cycle(feed.nowNs(), i % 100 == 0 ? "BTC" : "ETH");
          fold.flush();
        }
      }
      fold.flush();
      return fold.state().toBytes().sha256();
    }
  }
}
