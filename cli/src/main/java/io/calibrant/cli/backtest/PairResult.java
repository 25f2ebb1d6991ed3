package io.calibrant.cli.backtest;

import io.calibrant.core.calibration.complexity.ComplexityControl;
import java.util.List;

/// What became of one pair of snapshots.
///
/// @param asOfNs the instant of the first
/// @param quoteCount quotes fitted
/// @param scores one a family
/// @param persistenceOutVp interpolation between the shown strikes, on those held out, vol points
/// @param persistenceForwardVp the first snapshot's mids, on the second, vol points
/// @param inSampleHash of the quotes that the scored fits saw
/// @param choice what complexity control says
record PairResult(
    long asOfNs,
    int quoteCount,
    List<ModelScore> scores,
    double persistenceOutVp,
    double persistenceForwardVp,
    String inSampleHash,
    ComplexityControl.Step choice) {

  /// The score of family `name`.
  ModelScore score(String name) {
    return scores.stream().filter(score -> score.name().equals(name)).findFirst().orElseThrow();
  }
}
