package io.calibrant.engine.fold;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.track.Cuts;
import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.core.calibration.track.ModelInput;
import io.calibrant.core.calibration.track.ModelTrack;
import io.calibrant.core.calibration.track.TrackState;
import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The models' share of the state: what is remembered of each underlying, and the quotes of the
/// steps that have begun and not ended.
final class ModelFold {
  private final SortedMap<String, TrackState> states = new TreeMap<>();
  private final SortedMap<String, Pending> pending = new TreeMap<>();

  /// A step that has begun.
  private record Pending(ModelTrack track, ModelInput input) {}

  SortedMap<String, TrackState> states() {
    return Collections.unmodifiableSortedMap(states);
  }

  /// Takes out what a step rests on; a step of the same underlying that never ended is forgotten.
  ///
  /// @param last the surface published last; null when there is none
  Optional<ModelRun> begin(Entry.ModelBegun begun, @Nullable CalibratedSurface last) {
    String underlying = begun.underlying();
    if (last == null || !last.snapshotHash().equals(begun.snapshotHash())) {
      pending.remove(underlying);
      return Optional.empty();
    }
    var next = new Pending(new ModelTrack(begun.families()), ModelInput.of(last));
    pending.put(underlying, next);
    return Optional.of(run(underlying, next));
  }

  private ModelRun run(String underlying, Pending next) {
    TrackState before = states.getOrDefault(underlying, TrackState.EMPTY);
    return new ModelRun(next.track(), before, next.input());
  }

  /// Takes in what a step came to.
  void finish(ModelTrack.Step step) {
    String underlying = step.decision().underlying();
    pending.remove(underlying);
    states.put(underlying, step.after());
  }

  /// Makes the step again that ended with `modelled`; empty when its beginning is not known.
  Optional<ModelDecision> again(Entry.Modelled modelled) {
    String underlying = modelled.decision().underlying();
    Pending next = pending.get(underlying);
    if (next == null) {
      return Optional.empty();
    }
    ModelTrack.Step step = run(underlying, next).run(Cuts.again(modelled.cuts()), _ -> {});
    finish(step);
    return Optional.of(step.decision());
  }

  /// Appends everything; nothing at all when nothing is known, as before there were models.
  void write(BinaryWriter out) {
    if (states.isEmpty() && pending.isEmpty()) {
      return;
    }
    out.putInt(states.size());
    states.forEach(
        (underlying, state) -> {
          out.putString(underlying);
          TrackCodec.write(state, out);
        });
    out.putInt(pending.size());
    pending.forEach(
        (underlying, next) -> {
          out.putString(underlying);
          out.putInt(next.track().names().size());
          next.track().names().forEach(out::putString);
          TrackCodec.write(next.input(), out);
        });
  }

  /// Reads what [#write] wrote.
  void read(BinaryReader in) {
    if (in.remaining() == 0) {
      return;
    }
    int stateCount = in.getLength(16);
    for (int i = 0; i < stateCount; i++) {
      states.put(in.getString(), TrackCodec.readState(in));
    }
    int pendingCount = in.getLength(16);
    for (int i = 0; i < pendingCount; i++) {
      String underlying = in.getString();
      List<String> names = new ArrayList<>();
      int nameCount = in.getLength(4);
      for (int j = 0; j < nameCount; j++) {
        names.add(in.getString());
      }
      pending.put(underlying, new Pending(track(names), TrackCodec.readInput(in)));
    }
  }

  private static ModelTrack track(List<String> names) {
    try {
      return new ModelTrack(names);
    } catch (IllegalArgumentException e) {
      throw new JournalFormatException("families of a model fit: " + e.getMessage(), e);
    }
  }
}
