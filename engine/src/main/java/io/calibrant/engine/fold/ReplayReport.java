package io.calibrant.engine.fold;

import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a replay found.
///
/// @param modelsMatched decisions on models equal bit for bit to those made then; a different one
///   counts as mismatched
/// @param matched decisions equal bit for bit to those made then
/// @param mismatched decisions that differ
/// @param unverifiable decisions whose cycle is not in the journal any more
/// @param unwitnessed cycles at the very end whose decision was never written
/// @param checkpointsEqual checkpoints equal to the state the fold had there
/// @param checkpointsDifferent checkpoints that differ
/// @param firstMismatch where the first difference is; empty when all is equal
/// @param damages parts that could not be read
/// @param codeVersions of the programs that wrote the journal
/// @param stateHash SHA-256 of the state at the end
public record ReplayReport(
    long entries,
    long messages,
    long cycles,
    long modelsMatched,
    long matched,
    long mismatched,
    long unverifiable,
    long unwitnessed,
    long checkpointsEqual,
    long checkpointsDifferent,
    Optional<String> firstMismatch,
    List<String> damages,
    SortedSet<String> codeVersions,
    EngineCounts counts,
    String stateHash) {

  /// Whether every decision and checkpoint that could be compared is equal and nothing was damaged.
  public boolean isIdentical() {
    return mismatched == 0 && checkpointsDifferent == 0 && damages.isEmpty();
  }

  /// Counts while a replay runs.
  static final class Tally {
    private final List<String> damages = new ArrayList<>();
    private final SortedSet<String> codeVersions = new TreeSet<>();
    private Optional<String> firstMismatch = Optional.empty();
    private long entries;
    private long messages;
    private long cycles;
    private long modelsMatched;
    private long matched;
    private long mismatched;
    private long unverifiable;
    private long checkpointsEqual;
    private long checkpointsDifferent;

    void entry(long sequence, Entry entry) {
      entries++;
      switch (entry) {
        case Entry.Said _ -> messages++;
        case Entry.Cycle _ -> cycles++;
        case Entry.SegmentHeader header -> codeVersions.add(header.codeVersion());
        case Entry.Checkpoint _,
            Entry.Decided _,
            Entry.Operator _,
            Entry.ModelBegun _,
            Entry.Modelled _ -> {}
      }
    }

    void damaged(JournalReader.Item.Damaged damaged) {
      damages.add(
          "%s at byte %d: %s".formatted(damaged.file(), damaged.offset(), damaged.reason()));
    }

    void unverifiable() {
      unverifiable++;
    }

    void checkpoint(long sequence, boolean equal) {
      if (equal) {
        checkpointsEqual++;
      } else {
        checkpointsDifferent++;
        first("the checkpoint at sequence %d differs from the fold".formatted(sequence));
      }
    }

    void compared(long sequence, ReplayEvent.Recomputed event) {
      if (event.matches()) {
        matched++;
      } else {
        mismatched++;
        first(
            "the decision on %s as of %d at sequence %d has digest %s, computed again %s"
                .formatted(
                    event.decision().underlying(),
                    event.decision().asOfNs(),
                    sequence,
                    event.journalled().orElse("none"),
                    event.digest()));
      }
    }

    void compared(long sequence, ReplayEvent.Remodelled event) {
      if (event.matches()) {
        modelsMatched++;
      } else {
        mismatched++;
        first(
            "the decision on %s's models as of %d at sequence %d has digest %s, computed again %s"
                .formatted(
                    event.decision().underlying(),
                    event.decision().asOfNs(),
                    sequence,
                    event.journalled(),
                    event.digest()));
      }
    }

    private void first(String text) {
      if (firstMismatch.isEmpty()) {
        firstMismatch = Optional.of(text);
      }
    }

    ReplayReport report(long unwitnessed, EngineState state) {
      return new ReplayReport(
          entries,
          messages,
          cycles,
          modelsMatched,
          matched,
          mismatched,
          unverifiable,
          unwitnessed,
          checkpointsEqual,
          checkpointsDifferent,
          firstMismatch,
          List.copyOf(damages),
          codeVersions,
          state.counts(),
          state.toBytes().sha256());
    }
  }
}
