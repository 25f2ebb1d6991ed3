package io.calibrant.core.model;

/// Prices and their exact Jacobian for all options of an [OptionGrid], again and again.
///
/// A pricer owns its work arrays: one thread at a time; a call allocates nothing.
public interface SurfacePricer {
  /// Prices all options.
  ///
  /// @param parameters a parameter set of the model, not modified
  /// @param values receives the out-of-the-money values in units of the forward, undiscounted (a
  ///   call where k ≥ 0, else a put), one per option
  /// @return false, with unspecified values, where the parameters lie outside the domain
  boolean price(double[] parameters, double[] values);

  /// Prices all options with gradients.
  ///
  /// @param values as above
  /// @param jacobian receives ∂valueᵢ/∂parameterⱼ at i·n + j
  /// @return as above
  boolean price(double[] parameters, double[] values, double[] jacobian);

  /// Chooses nodes anew for the neighbourhood of `reference`, in the memory at hand.
  ///
  /// @return false where this pricer cannot: ask the model for another one
  default boolean renew(double[] reference) {
    return false;
  }

  /// Whether some option is priced for itself, which takes a hundred times as long: where no nodes
  /// on a line serve all strikes.
  default boolean isSlow() {
    return false;
  }
}
