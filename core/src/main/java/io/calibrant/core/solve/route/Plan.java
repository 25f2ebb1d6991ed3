package io.calibrant.core.solve.route;

import java.util.List;

/// What to do with problems of one cell: kept until the history learns, so that a history restored
/// from its text chooses as the one it was written by.
///
/// @param candidates what was chosen among
/// @param predictions of those that suit, in their order
/// @param first index in `candidates` of the one with the least expected work, where no deadline
///   presses
/// @param patience work after which the first attempt is handed on; +∞ if it never is
/// @param successor index in `candidates` of the one that then goes on from the best point; −1
/// @param version of the history when it was made
/// @param code of the cell within its kind
/// @param separable whether the problems are
record Plan(
    List<Candidate> candidates,
    List<Prediction> predictions,
    int first,
    double patience,
    int successor,
    int version,
    int code,
    boolean separable) {
  /// How many evaluations the first attempt at `question` may take.
  int patience(Question question) {
    return patience < Double.POSITIVE_INFINITY ? question.evaluations(patience) : Integer.MAX_VALUE;
  }

  /// Whether it is what the history of this version says of these features of its kind.
  @SuppressWarnings("ReferenceEquality") // an equal list gives an equal plan, only later
  boolean isFor(Features features, List<Candidate> candidates, int version) {
    return this.version == version
        && this.candidates == candidates
        && separable == features.separable()
        && code == CellKey.startCode(features);
  }
}
