package io.calibrant.engine.fold;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalReader;
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

  /// Is told how far a recovery has come.
  @FunctionalInterface
  public interface Progress {
    /// Nobody listens.
    Progress SILENT = (_, _) -> {};

    /// So many of the entries after the last checkpoint are taken in.
    void at(long done, long total);
  }

  /// The state after the last entry of a journal whose tail has been repaired; the empty state when
  /// there is none.
  public static Recovered recover(Path directory, Stages stages) throws IOException {
    return recover(directory, stages, Progress.SILENT);
  }

  /// The same, telling on the way.
  public static Recovered recover(Path directory, Stages stages, Progress progress)
      throws IOException {
    EngineState state = EngineState.empty(stages);
    List<Decision> pending = new ArrayList<>();
    long entries = 0;
    try (@Nullable JournalReader reader = JournalReader.openAtLastCheckpoint(directory)) {
      if (reader == null) {
        return new Recovered(state, 0, List.of());
      }
      for (var item = reader.next(); item != null; item = reader.next()) {
        switch (item) {
          case JournalReader.Item.Read read -> {
            entries++;
            state = step(state, read.entry(), stages, pending);
            progress.at(entries, reader.entryCount());
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
