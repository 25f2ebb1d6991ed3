package io.calibrant.engine.fold;

import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.core.decision.Decision;
import java.util.Optional;

/// What a replay meets on its way.
public sealed interface ReplayEvent {
  /// A decision was computed again.
  ///
  /// @param sequence of its cycle
  /// @param digest of the decision computed now
  /// @param journalled digest of the decision made then; empty when none was written
  record Recomputed(long sequence, Decision decision, String digest, Optional<String> journalled)
      implements ReplayEvent {
    /// Whether both are equal, bit for bit.
    public boolean matches() {
      return journalled.filter(digest::equals).isPresent();
    }
  }

  /// A step of the models was made again.
  ///
  /// @param sequence of its entry
  /// @param digest of the decision computed now
  /// @param journalled digest of the decision made then
  record Remodelled(long sequence, ModelDecision decision, String digest, String journalled)
      implements ReplayEvent {
    /// Whether both are equal, bit for bit.
    public boolean matches() {
      return digest.equals(journalled);
    }
  }

  /// A stage broke, as it did then.
  record Broken(long sequence, String underlying, String cause) implements ReplayEvent {}

  /// A file of the journal begins.
  ///
  /// @param firstSequence of its first entry
  record SegmentBegun(long firstSequence) implements ReplayEvent {}

  /// Part of the journal cannot be trusted and was passed over.
  record Damaged(String text) implements ReplayEvent {}
}
