package io.calibrant.core.solve.route;

import java.util.List;

/// What to do with problems of one cell: kept until the history learns, so that a history restored
/// from its text chooses as the one it was written by.
///
/// @param candidates what was chosen among
/// @param predictions of those that suit, in their order
/// @param first index in `candidates` of the one with the least expected work, where no deadline
///   presses
/// @param version of the history when it was made
record Plan(List<Candidate> candidates, List<Prediction> predictions, int first, int version) {}
