package io.calibrant.core.model;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;

/// A model whose characteristic function is known: L(p) = ln E[(S_T/F)ᵖ] at complex p = iz, where
/// φ(z) = E exp(iz ln(S_T/F)) and E S_T = F.
///
/// The function is asked for in batches at one expiry, so a model that must solve an equation over
/// time for all of them (rough volatility) fits as well as a closed form.
public interface TransformModel extends Model {
  /// Writes L and, if `nodes` asks for them, its derivatives at all of the nodes' points.
  ///
  /// @param parameters a parameter set of this model, not modified
  /// @param expiry years > 0
  /// @param nodes points to read and values to write; allocate nothing
  void evaluate(double[] parameters, double expiry, TransformNodes nodes);

  /// Whether E[(S_T/F)^power] is finite at a real power outside [0, 1]. The default knows of none:
  /// then far wings are only absolutely accurate.
  default boolean momentExists(double[] parameters, double expiry, double power) {
    return power >= 0 && power <= 1;
  }

  /// How far the contour of integration may lean from the vertical at infinity, in radians: L must
  /// be analytic off the real axis and φ must decay within this angle. 0 where that is not known.
  default double lean() {
    return 0;
  }

  /// Where on the vertical line through `re`, above `im`, |M| next comes back, from however little:
  /// near multiples of 2π/|size| where many jumps are of almost one size, since there they are all
  /// in step again. +∞ where it does not come back by a factor of e; the default knows of none.
  default double revival(double[] parameters, double expiry, double re, double im) {
    return Double.POSITIVE_INFINITY;
  }

  /// Index of the parameter that sets the level of volatility now: v₀, or σ where there is no v₀.
  /// Vega, vanna and volga are derivatives in it.
  default int level() {
    return 0;
  }

  /// The direction of a parallel shift of volatility by one unit.
  ///
  /// @param parameters a parameter set
  /// @param direction receives d(parameter)/d(shift); all zero on entry
  default void parallel(double[] parameters, double[] direction) {
    direction[level()] = 1;
  }

  /// What evaluates L and its gradient for a surface; the default asks [#evaluate], a model in a
  /// hurry has one by columns.
  ///
  /// @param passes elementary functions to use
  /// @param points all of one expiry
  default LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return new NodeLine(this, points);
  }

  @Override
  default SurfacePricer pricer(OptionGrid grid, double[] reference) {
    return LewisPricer.of(this, grid, reference);
  }

  @Override
  default SurfacePricer sketch(OptionGrid grid, double[] reference) {
    return LewisPricer.sketch(this, grid, reference);
  }
}
