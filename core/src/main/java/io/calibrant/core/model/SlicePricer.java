package io.calibrant.core.model;

/// The options of one expiry, priced together.
sealed interface SlicePricer
    permits LewisSlice, ContourSlice, VarianceGammaSlice, NormalInverseGaussianSlice {
  /// Does the work that all options share.
  ///
  /// @return false where an integral does not converge
  boolean evaluate(double[] parameters, boolean gradients);

  /// Writes the values from index `first` on.
  void values(double[] values, int first);

  /// Writes the rows of the Jacobian from row `first` on; after an evaluation with gradients.
  void jacobian(double[] jacobian, int first);
}
