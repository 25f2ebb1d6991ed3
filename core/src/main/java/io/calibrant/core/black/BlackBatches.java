package io.calibrant.core.black;

import java.util.ServiceLoader;

/// The choice between the plain and the vectorised [BlackBatch]; both give the same bits.
public final class BlackBatches {
  private BlackBatches() {}

  /// A batch of the first provider without an obstacle, else the plain one, whose reason says what
  /// stood in the way.
  public static BlackBatch fastest() {
    String reason = "no vector kernel on the class path";
    for (BlackBatchProvider provider : ServiceLoader.load(BlackBatchProvider.class)) {
      String obstacle = provider.obstacle();
      if (obstacle.isEmpty()) {
        return provider.create();
      }
      reason = obstacle;
    }
    return new PlainBlack(reason);
  }

  /// A batch whose [BlackBatch#impliedVols] are plain until one of its kind has been warmed up in
  /// this process, and those of [#fastest] from then on.
  ///
  /// For whoever computes now and then: vectors are interpreted until they are compiled, which a
  /// process of a second never earns back; one that runs on calls [BlackBatch#warmUpVols] on a
  /// thread that nobody waits for.
  public static BlackBatch patient() {
    BlackBatch fastest = fastest();
    return fastest instanceof PlainBlack ? fastest : new PatientBlack(fastest);
  }
}
