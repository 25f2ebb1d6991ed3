package io.calibrant.engine.fold;

import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.journal.DecisionDigest;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalSettings;
import io.calibrant.engine.journal.JournalWriter;
import io.calibrant.engine.journal.TailRepair;
import java.io.IOException;

/// The engine's writing order without its threads: journal, fold, cycle, witness, flush.
public final class JournalledFold implements AutoCloseable {
  private final EngineState state;
  private final JournalWriter journal;
  private final DecisionDigest digest = new DecisionDigest();

  private JournalledFold(EngineState state, JournalWriter journal) {
    this.state = state;
    this.journal = journal;
  }

  /// Recovers and goes on.
  public static JournalledFold open(JournalSettings settings, Stages stages) throws IOException {
    TailRepair.Outcome repair = TailRepair.repair(settings.directory());
    Recovery.Recovered recovered = Recovery.recover(settings.directory(), stages);
    var fold =
        new JournalledFold(
            recovered.state(),
            JournalWriter.begin(settings, repair.lastSequence(), recovered.state().toBytes(), 0));
    for (var decision : recovered.unwitnessed()) {
      fold.journal.append(fold.digest.witness(decision));
    }
    fold.journal.flush();
    return fold;
  }

  public EngineState state() {
    return state;
  }

  public JournalWriter journal() {
    return journal;
  }

  public void say(VenueMessage message) throws IOException {
    journal.append(new Entry.Said(message));
    state.apply(message);
  }

  public void cycle(long asOfNs, String underlying) throws IOException {
    var cycle = new Entry.Cycle(asOfNs, "deribit", underlying, 0);
    journal.append(cycle);
    if (state.apply(cycle) instanceof CycleOutcome.Made(var decision)) {
      journal.append(digest.witness(decision));
    }
  }

  /// Makes everything so far safe from the death of the process.
  ///
  /// @return the last sequence that is safe
  public long flush() throws IOException {
    journal.flush();
    if (journal.wantsRotation()) {
      journal.rotate(state.toBytes(), 0);
    }
    return journal.committed();
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
