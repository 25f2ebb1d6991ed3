package io.calibrant.engine.fold;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalReader;
import io.calibrant.engine.journal.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the state at the end of a journal by a fold from its last checkpoint.
public final class Recovery {
  private Recovery() {}

  /// Where a journal ends.
  ///
  /// @param unwitnessed decisions of cycles that were under way when the process died: computed
  ///   again, not written before; at most one an underlying
  public record Recovered(EngineState state, long entries, List<Decision> unwitnessed) {
    public Recovered {
      unwitnessed = List.copyOf(unwitnessed);
    }
  }

  /// The state after the last entry of a journal whose tail has been repaired; the empty state when
  /// there is none.
  public static Recovered recover(Path directory, Stages stages) throws IOException {
    List<Segment> segments = Segment.list(directory);
    EngineState state = EngineState.empty(stages);
    if (segments.isEmpty()) {
      return new Recovered(state, 0, List.of());
    }
    List<Decision> pending = new ArrayList<>();
    long entries = 0;
    long from = segments.getLast().firstSequence();
    try (JournalReader reader = JournalReader.open(directory, from, () -> Long.MAX_VALUE)) {
      for (var item = reader.next(); item != null; item = reader.next()) {
        switch (item) {
          case JournalReader.Item.Read read -> {
            entries++;
            state = step(state, read.entry(), stages, pending);
          }
          case JournalReader.Item.Damaged damaged ->
              throw new IOException("the journal must be repaired first: " + damaged);
        }
      }
    }
    return new Recovered(state, entries, pending);
  }

  private static EngineState step(
      EngineState state, Entry entry, Stages stages, List<Decision> pending) {
    if (entry instanceof Entry.Checkpoint(var bytes)) {
      return EngineState.of(bytes, stages);
    }
    if (entry instanceof Entry.Decided(var _, var decision)) {
      pending.removeIf(made -> made.underlying().equals(decision.underlying()));
    }
    @Nullable CycleOutcome outcome = state.apply(entry).orElse(null);
    if (outcome instanceof CycleOutcome.Made(var decision)) {
      pending.removeIf(made -> made.underlying().equals(decision.underlying()));
      pending.add(decision);
    }
    return state;
  }
}
