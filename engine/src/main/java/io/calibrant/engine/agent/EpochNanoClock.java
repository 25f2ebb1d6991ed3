package io.calibrant.engine.agent;

import java.time.Instant;

/// The time, ns since 1970-01-01 UTC.
@FunctionalInterface
public interface EpochNanoClock {
  /// The machine's clock.
  EpochNanoClock SYSTEM =
      () -> {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
      };

  /// Now.
  long nowNs();
}
