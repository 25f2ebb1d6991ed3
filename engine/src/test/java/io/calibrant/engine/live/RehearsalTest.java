package io.calibrant.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.engine.agent.EpochNanoClock;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void play_sameNumberOfDecisions_makesTheSameOnes() {
    Rehearsal.Outcome one = Rehearsal.play(EpochNanoClock.SYSTEM, Long.MAX_VALUE, 12);
    Rehearsal.Outcome other = Rehearsal.play(EpochNanoClock.SYSTEM, Long.MAX_VALUE, 12);

    assertThat(one.decisions()).isEqualTo(12);
    assertThat(one.lastDigest()).hasSize(64).isEqualTo(other.lastDigest());
  }

  /// A rehearsal that holds would not play the fit.
  @Test
  void play_madeUpMarket_publishesEveryTime() {
    Rehearsal.Outcome outcome = Rehearsal.play(EpochNanoClock.SYSTEM, Long.MAX_VALUE, 5);

    assertThat(outcome.published()).isEqualTo(outcome.decisions());
  }

  @Test
  void play_timeIsOver_stops() {
    long[] nowNs = {0};
    Rehearsal.Outcome outcome = Rehearsal.play(() -> nowNs[0] += 100, 1_000, Integer.MAX_VALUE);

    assertThat(outcome.decisions()).isBetween(1, 10);
    assertThat(outcome.elapsedNs()).isLessThan(2_000);
  }
}
