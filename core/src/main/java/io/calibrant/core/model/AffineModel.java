package io.calibrant.core.model;

/// A [JetModel] that says how its state moves in the next instant: ln S with variances vᵢ, all
/// affine.
///
/// ```
/// E[(S_dt/S)ᵖ e^(Σ uᵢ(vᵢ,dt − vᵢ))] = 1 + Θ(p, u) dt,     ∂L/∂T = Θ(p, ∂L/∂v)
/// ```
///
/// A Lévy model has no variances, and Θ(p) = L(p)/T. What an option and the price have in common at
/// jumps as well as between them follows ([HedgePricer]).
public interface AffineModel extends JetModel {
  /// Number of variances.
  default int varianceCount() {
    return 0;
  }

  /// Where variance `i` stands among the parameters.
  default int variance(int i) {
    throw new IndexOutOfBoundsException(name() + " has no variance " + i);
  }

  /// The formula of Θ(p, u).
  ///
  /// @param j registers that hold the parameters
  /// @param p the register of p, not always [Jets#p]
  /// @param firstSlope the register of u₀; those of the others follow
  /// @return the register of Θ
  int rate(Jets j, int p, int firstSlope);

  /// Whether Θ(power + 1, ∂L/∂v(power)) is finite at a real power, where [#momentExists] holds.
  default boolean rateExists(double[] parameters, double expiry, double power) {
    return momentExists(parameters, expiry, power + 1);
  }
}
