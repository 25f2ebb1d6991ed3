package io.calibrant.core.model;

/// A [TransformModel] written as one formula; exact gradients come by forward differentiation.
public interface JetModel extends TransformModel {
  /// The formula of L(p).
  ///
  /// @param j registers that hold the parameters ([Jets#parameter]), p ([Jets#p]) and T
  ///   ([Jets#expiry])
  /// @return the register of L
  int formula(Jets j);

  @Override
  default void evaluate(double[] parameters, double expiry, TransformNodes nodes) {
    Jets jets = nodes.jets();
    for (int j = 0; j < nodes.size(); j++) {
      jets.start(parameters, expiry, nodes.pRe(j), nodes.pIm(j), nodes.gradients());
      jets.copyTo(formula(jets), nodes, j);
    }
  }
}
