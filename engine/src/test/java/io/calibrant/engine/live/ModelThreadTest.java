package io.calibrant.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.solve.StopSignal;
import io.calibrant.engine.agent.EpochNanoClock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ModelThreadTest {
  private static final long LONG_NS = 10_000_000_000L;

  private final AtomicBoolean deciding = new AtomicBoolean(true);

  @Test
  void deadline_decisionsTakeAllCores_standsStillUntilTheyEnd() throws InterruptedException {
    try (var thread = thread(LONG_NS)) {
      Thread decisions =
          Thread.ofPlatform()
              .start(
                  () -> {
                    LockSupport.parkNanos(100_000_000L);
                    deciding.set(false);
                  });
      StopSignal signal = thread.deadline(false);
      assertThat(signal.isRaised(0)).isFalse();
      assertThat(deciding).isFalse();
      decisions.join();
    }
  }

  @Test
  void deadline_urgent_doesNotStandBack() {
    try (var thread = thread(LONG_NS)) {
      assertThat(thread.deadline(true).isRaised(0)).isFalse();
      assertThat(deciding).isTrue();
    }
  }

  @Test
  void deadline_decisionsNeverEnd_stopsTheFit() {
    try (var thread = thread(2_000_000L)) {
      assertThat(thread.deadline(false).isRaised(0)).isTrue();
      assertThat(deciding).isTrue();
    }
  }

  private ModelThread thread(long deadlineNs) {
    return new ModelThread(EpochNanoClock.SYSTEM, deadlineNs, deciding::get, () -> {});
  }
}
