package io.calibrant.engine.fold;

import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.DecisionDigest;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalReader;
import io.calibrant.engine.journal.ModelCodec;
import io.calibrant.engine.journal.StateBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Walks through a journal, computes every decision again and compares it, bit for bit, with the
/// digest written when it was made.
public final class Replay {
  /// Cycles that may wait for their witness; the writer leaves at most one an underlying.
  private static final int MAX_WAITING = 1024;

  private final Stages stages;
  private final Consumer<ReplayEvent> events;
  private final ReplayReport.Tally tally = new ReplayReport.Tally();
  private final BinaryWriter scratch = BinaryWriter.ofHeap(1 << 13);
  private final DecisionDigest digests = new DecisionDigest();
  private final Deque<ReplayEvent.Recomputed> waiting = new ArrayDeque<>();
  private EngineState state;
  private boolean whole;

  private Replay(Stages stages, Consumer<ReplayEvent> events) {
    this.stages = stages;
    this.events = events;
    this.state = EngineState.empty(stages);
  }

  /// Compares every decision in `directory` silently.
  public static ReplayReport verify(Path directory) throws IOException {
    return run(directory, Stages.STANDARD, _ -> {});
  }

  /// Compares the decisions in `directory` and tells what happens on the way.
  ///
  /// @param goesOn asked before every entry; after a no the report counts what was compared so far
  public static ReplayReport run(
      Path directory, Consumer<ReplayEvent> events, BooleanSupplier goesOn) throws IOException {
    return run(directory, Stages.STANDARD, events, goesOn);
  }

  /// Compares every decision in `directory`, made with other stages than the standard ones.
  public static ReplayReport run(Path directory, Stages stages, Consumer<ReplayEvent> events)
      throws IOException {
    return run(directory, stages, events, () -> true);
  }

  static ReplayReport run(
      Path directory, Stages stages, Consumer<ReplayEvent> events, BooleanSupplier goesOn)
      throws IOException {
    var replay = new Replay(stages, events);
    try (JournalReader reader = JournalReader.open(directory)) {
      for (var item = reader.next(); item != null && goesOn.getAsBoolean(); item = reader.next()) {
        switch (item) {
          case JournalReader.Item.Read read -> replay.step(read.sequence(), read.entry());
          case JournalReader.Item.Damaged damaged -> replay.damaged(damaged);
        }
      }
    }
    return replay.tally.report(replay.waiting.size(), replay.state);
  }

  private void damaged(JournalReader.Item.Damaged damaged) {
    whole = false;
    waiting.clear();
    tally.damaged(damaged);
    events.accept(
        new ReplayEvent.Damaged(
            "%s at byte %d: %s".formatted(damaged.file(), damaged.offset(), damaged.reason())));
  }

  private void step(long sequence, Entry entry) {
    tally.entry(sequence, entry);
    switch (entry) {
      case Entry.SegmentHeader _ -> events.accept(new ReplayEvent.SegmentBegun(sequence));
      case Entry.Checkpoint(var bytes) -> checkpoint(sequence, bytes);
      case Entry.Decided decided -> compare(sequence, decided);
      case Entry.Modelled modelled -> {
        if (whole) {
          remodel(sequence, modelled);
        }
      }
      case Entry.Said _, Entry.Cycle _, Entry.Operator _, Entry.ModelBegun _ -> {
        if (whole) {
          apply(sequence, entry);
        }
      }
    }
  }

  private void apply(long sequence, Entry entry) {
    @Nullable CycleOutcome outcome = state.apply(entry).orElse(null);
    if (outcome == null) {
      return;
    }
    switch (outcome) {
      case CycleOutcome.Made(Decision decision) -> {
        if (waiting.size() >= MAX_WAITING) {
          waiting.removeFirst();
        }
        waiting.addLast(
            new ReplayEvent.Recomputed(sequence, decision, digests.of(decision), Optional.empty()));
      }
      case CycleOutcome.Broken broken ->
          events.accept(
              new ReplayEvent.Broken(sequence, broken.underlying(), broken.cause().toString()));
    }
  }

  private void remodel(long sequence, Entry.Modelled modelled) {
    ModelDecision decision = state.apply(modelled).orElse(null);
    if (decision == null) {
      tally.unverifiable();
      return;
    }
    var event =
        new ReplayEvent.Remodelled(
            sequence, decision, ModelCodec.digest(decision, scratch), modelled.digest());
    tally.compared(sequence, event);
    events.accept(event);
  }

  private void checkpoint(long sequence, StateBytes bytes) {
    if (!whole) {
      // The first segment, or the first after damage: begin here.
      state = EngineState.of(bytes, stages);
      whole = true;
    } else {
      tally.checkpoint(sequence, state.toBytes().equals(bytes));
    }
  }

  private void compare(long sequence, Entry.Decided decided) {
    ReplayEvent.Recomputed made = takeWaiting(decided.decision().underlying());
    if (made == null) {
      tally.unverifiable();
      return;
    }
    var event =
        new ReplayEvent.Recomputed(
            made.sequence(), made.decision(), made.digest(), Optional.of(decided.digest()));
    tally.compared(sequence, event);
    events.accept(event);
  }

  /// The oldest decision of `underlying` that has no witness yet: the underlyings' stages run side
  /// by side, so their witnesses come in any order.
  private ReplayEvent.@Nullable Recomputed takeWaiting(String underlying) {
    for (var each = waiting.iterator(); each.hasNext(); ) {
      ReplayEvent.Recomputed made = each.next();
      if (made.decision().underlying().equals(underlying)) {
        each.remove();
        return made;
      }
    }
    return null;
  }
}
