package io.calibrant.engine.live;

import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.fold.CycleOutcome;
import io.calibrant.engine.fold.EngineState;
import io.calibrant.engine.fold.Stages;
import io.calibrant.engine.journal.DecisionDigest;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.FrameBatch;

/// The live path played through on a [MadeUpMarket] before the first quotes come, so that the
/// compiler knows it by then: fold, stages, digest and the journal's encoding.
///
/// Everything it makes is its own and is thrown away; it shares no state with an engine, writes no
/// file and tells nobody, so that no decision and no journal hangs on whether it ran or how far it
/// got. Played on another thread it takes one core for at most the time it is given.
public final class Rehearsal {
  /// What a start gives away for it: a core for a second and a half.
  public static final long BUDGET_NS = 1_500_000_000L;

  /// After so many decisions the compiler has seen enough.
  public static final int MAX_DECISIONS = 2_000;

  private static final long STEP_NS = 5_000_000L;
  private static final int TICKERS_PER_DECISION = 5;
  private static final int DECISIONS_PER_CHECKPOINT = 200;
  private static final int BATCH_BYTES = 1 << 20;

  private final EpochNanoClock clock;
  private final MadeUpMarket market = new MadeUpMarket();
  private final EngineState state = EngineState.empty(Stages.STANDARD);
  private final FrameBatch frames = new FrameBatch(2 * BATCH_BYTES);
  private final DecisionDigest digest = new DecisionDigest();
  private long sequence;
  private long nowNs = MadeUpMarket.START_NS;
  private String lastDigest = "";

  private Rehearsal(EpochNanoClock clock) {
    this.clock = clock;
  }

  /// What a rehearsal came to.
  ///
  /// @param published of `decisions`
  /// @param firstNs what the first decision took
  /// @param lastNs what the last one took
  /// @param lastDigest of the last decision
  public record Outcome(
      int decisions, int published, long elapsedNs, long firstNs, long lastNs, String lastDigest) {}

  /// Plays until `budgetNs` are over or `maxDecisions` are made, whichever comes first, and at
  /// least one decision.
  public static Outcome play(EpochNanoClock clock, long budgetNs, int maxDecisions) {
    return new Rehearsal(clock).play(budgetNs, maxDecisions);
  }

  private Outcome play(long budgetNs, int maxDecisions) {
    long beganNs = clock.nowNs();
    market.opening().forEach(this::hear);
    for (int i = 0; i < market.size(); i++) {
      hear(market.ticker(i, nowNs));
    }
    int decisions = 0;
    int published = 0;
    long firstNs = 0;
    long lastNs = 0;
    long beforeNs = clock.nowNs();
    do {
      published += decide() ? 1 : 0;
      long afterNs = clock.nowNs();
      lastNs = afterNs - beforeNs;
      firstNs = decisions == 0 ? lastNs : firstNs;
      decisions++;
      for (int i = 0; i < TICKERS_PER_DECISION; i++) {
        // A step that is prime to the number of options, so that all of them have their turn.
        int option = (int) ((long) (decisions * TICKERS_PER_DECISION + i) * 101 % market.size());
        hear(market.ticker(option, nowNs));
      }
      if (decisions % DECISIONS_PER_CHECKPOINT == 0) {
        append(new Entry.Checkpoint(state.toBytes()));
        frames.restart();
      }
      frames.clear();
      nowNs += STEP_NS;
      beforeNs = clock.nowNs();
    } while (decisions < maxDecisions && beforeNs - beganNs < budgetNs);
    return new Outcome(decisions, published, beforeNs - beganNs, firstNs, lastNs, lastDigest);
  }

  private void hear(VenueMessage message) {
    append(new Entry.Said(message));
    state.apply(message);
    if (frames.size() > BATCH_BYTES) {
      frames.clear();
    }
  }

  private boolean decide() {
    var cycle = new Entry.Cycle(nowNs, MadeUpMarket.VENUE, MadeUpMarket.UNDERLYING, 0);
    append(cycle);
    if (!(state.apply(cycle) instanceof CycleOutcome.Made(Decision decision))) {
      return false;
    }
    Entry.Decided witness = digest.witness(decision);
    append(witness);
    lastDigest = witness.digest();
    return decision instanceof Decision.Publish;
  }

  private void append(Entry entry) {
    frames.append(entry, ++sequence, 0);
  }
}
