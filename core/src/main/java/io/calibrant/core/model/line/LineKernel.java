package io.calibrant.core.model.line;

/// L(p) = ln E[(S_T/F)ᵖ] and its gradient in the parameters at frozen points of the Lewis line.
///
/// A kernel owns its work arrays: one thread at a time; a call allocates nothing.
@FunctionalInterface
public interface LineKernel {
  /// Writes the columns.
  ///
  /// @param parameters a parameter set of the model
  /// @param gradients whether the columns after the first are wanted
  /// @param re real parts: column 0 is L, column 1 + i is ∂L/∂parameterᵢ
  /// @param im imaginary parts
  void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im);
}
