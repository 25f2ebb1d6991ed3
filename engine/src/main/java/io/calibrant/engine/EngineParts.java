package io.calibrant.engine;

import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.connection.JdkTransport;
import io.calibrant.engine.connection.Transport;
import io.calibrant.engine.fold.Stages;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What an engine takes from outside, so that tests can put their own in: time, chance, network and
/// the stages.
///
/// @param transports gives each connection a transport of its own
public record EngineParts(
    EpochNanoClock clock, RandomGenerator random, Supplier<Transport> transports, Stages stages) {
  /// The machine's clock, real sockets and the standard stages.
  public static EngineParts standard() {
    return new EngineParts(
        EpochNanoClock.SYSTEM, new SplittableRandom(), JdkTransport::new, Stages.STANDARD);
  }
}
