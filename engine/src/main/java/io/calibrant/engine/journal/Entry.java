package io.calibrant.engine.journal;

import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.VenueMessage;
import java.util.List;

/// One entry of the journal; the engine's state is a fold over these and nothing else.
public sealed interface Entry {
  /// The first entry of a segment: who wrote it.
  ///
  /// @param formatVersion [FrameFormat#VERSION] of the writer
  /// @param codeVersion the writer's own version; decisions are recomputed bit for bit by equal
  ///   code
  /// @param createdNs when the segment was begun
  record SegmentHeader(int formatVersion, String codeVersion, long createdNs) implements Entry {}

  /// The second entry of a segment: the whole state after all entries before it, so that a fold can
  /// begin here.
  record Checkpoint(StateBytes state) implements Entry {}

  /// A venue said something.
  record Said(VenueMessage message) implements Entry {}

  /// The stages ran for one underlying.
  ///
  /// @param asOfNs the time the stages were given
  /// @param venue whose quotes they were given
  /// @param iterationLimit the limit they were given; 0 when it was the standard one
  record Cycle(long asOfNs, String venue, String underlying, int iterationLimit) implements Entry {}

  /// What the cycle just before decided: a witness for replay and the source of as-of queries. The
  /// fold does not read it; it computes the decision again from the cycle.
  ///
  /// @param digest SHA-256 of the canonical bytes of the decision with all its quotes
  /// @param decision without quotes
  record Decided(String digest, Decision decision) implements Entry {}

  /// A person told the engine something.
  ///
  /// @param underlying empty when the command concerns all
  /// @param by who, as far as known
  record Operator(long timeNs, Command command, String underlying, String by) implements Entry {}

  /// A step of an underlying's models began, with the surface that was published last.
  ///
  /// @param snapshotHash of that surface
  /// @param families that are fitted
  record ModelBegun(long asOfNs, String underlying, String snapshotHash, List<String> families)
      implements Entry {
    public ModelBegun {
      families = List.copyOf(families);
    }
  }

  /// The step of the models that began last for its underlying has ended. The fold makes it again
  /// from its quotes, what was known then, and the cuts.
  ///
  /// @param digest SHA-256 of the canonical bytes of the decision
  /// @param cuts where deadlines cut its fits, see `Cuts`: the only thing a clock decided
  /// @param elapsedNs wall time of each family; nothing rests on it
  /// @param decision what came out
  record Modelled(String digest, List<Integer> cuts, List<Long> elapsedNs, ModelDecision decision)
      implements Entry {
    public Modelled {
      cuts = List.copyOf(cuts);
      elapsedNs = List.copyOf(elapsedNs);
    }
  }

  /// What a person may tell the engine.
  enum Command {
    /// Publish nothing until [#UNFREEZE].
    FREEZE,
    /// Publish again.
    UNFREEZE
  }
}
