package io.calibrant.core.solve.route;

import io.calibrant.core.solve.SeparableProblem;
import io.calibrant.core.solve.Workspace;

/// What the router looks at before it chooses.
///
/// @param kind of the question; letters, digits and dashes
/// @param parameters number of parameters
/// @param residuals number of residuals
/// @param bounded whether any bound is finite
/// @param warm whether the start answers almost the same problem
/// @param whitened whether the residuals' noise is known
/// @param rough whether residuals jump between points 10⁻⁷ apart by more than the Jacobian says
/// @param separable whether some parameters enter linearly and none of these has bounds
/// @param level how bad the start is: ⌊log₈⌋ of 2·cost/m there; [#NO_LEVEL] if that is no number
public record Features(
    String kind,
    int parameters,
    int residuals,
    boolean bounded,
    boolean warm,
    boolean whitened,
    boolean rough,
    boolean separable,
    int level) {
  /// The level of a start without a finite cost.
  public static final int NO_LEVEL = 400;

  /// The features of a question.
  ///
  /// @param work of its solve
  /// @param rough what [Checks#isRough] found
  /// @param startCost ½‖r‖² at the start
  static Features of(Question question, Workspace work, boolean rough, double startCost) {
    return new Features(
        question.kind(),
        work.parameterCount(),
        work.residualCount(),
        !question.bounds().isNone(),
        question.warm(),
        question.noise() == Question.Noise.WHITENED,
        rough,
        isSeparable(question),
        octave(2 * startCost / work.residualCount()));
  }

  /// Variable projection cannot hold bounds.
  private static boolean isSeparable(Question question) {
    return question.problem() instanceof SeparableProblem problem
        && question.bounds().isFree(problem.linearCount());
  }

  /// ⌊log₈ value⌋; exact on every machine.
  static int octave(double value) {
    return value < Double.POSITIVE_INFINITY ? Math.floorDiv(Math.getExponent(value), 3) : NO_LEVEL;
  }
}
