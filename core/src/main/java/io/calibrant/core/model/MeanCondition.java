package io.calibrant.core.model;

import java.util.List;

/// A [JetModel] whose price has a mean only under a condition on several parameters at once.
interface MeanCondition extends JetModel {
  /// Whether parameters inside their single domains give the price a mean.
  boolean hasMean(double[] parameters);

  /// What to say where they do not.
  Refusal withoutMean(double[] parameters);

  @Override
  default List<Refusal> refusals(double[] x) {
    List<Refusal> refusals = JetModel.super.refusals(x);
    return refusals.isEmpty() && !hasMean(x) ? List.of(withoutMean(x)) : refusals;
  }

  @Override
  default boolean admits(double[] x) {
    return JetModel.super.admits(x) && hasMean(x);
  }
}
