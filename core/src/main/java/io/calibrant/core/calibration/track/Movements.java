package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.sequence.Stability;
import io.calibrant.core.calibration.sequence.StabilityIndex;
import io.calibrant.core.calibration.track.FamilyResult.Movement;
import java.util.stream.IntStream;

/// What a [StabilityIndex] says, as a value.
final class Movements {
  private Movements() {}

  static Movement of(StabilityIndex index, int count) {
    Stability stability = index.stability();
    return new Movement(
        IntStream.range(0, count).mapToObj(index::index).toList(),
        stability.verdict().name(),
        stability.sentence());
  }
}
