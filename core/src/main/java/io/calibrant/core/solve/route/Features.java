package io.calibrant.core.solve.route;

import io.calibrant.core.solve.SeparableProblem;

/// What the router looks at before it chooses.
///
/// @param kind of the question; letters, digits and dashes
/// @param parameters number of parameters
/// @param residuals number of residuals
/// @param bounded whether any bound is finite
/// @param warm whether the start answers almost the same problem
/// @param whitened whether the residuals' noise is known
/// @param rough whether residuals jump between points 10⁻⁷ apart by more than the Jacobian says
/// @param separable whether some parameters enter linearly
public record Features(
    String kind,
    int parameters,
    int residuals,
    boolean bounded,
    boolean warm,
    boolean whitened,
    boolean rough,
    boolean separable) {
  /// The features of a question.
  ///
  /// @param rough what [Roughness] found
  static Features of(Question question, boolean rough) {
    return new Features(
        question.kind(),
        question.problem().parameterCount(),
        question.problem().residualCount(),
        !question.bounds().isNone(),
        question.warm(),
        question.noise() == Question.Noise.WHITENED,
        rough,
        question.problem() instanceof SeparableProblem);
  }

  /// The history that counts most: problems like this in everything but the number of residuals.
  String cell() {
    return kind
        + '/'
        + parameters
        + (warm ? "/warm" : "/cold")
        + (bounded ? "/bounded" : "")
        + (whitened ? "" : "/unscaled")
        + (rough ? "/rough" : "");
  }

  /// The history that counts where that is short.
  String coarseCell() {
    return kind + (rough ? "/rough" : "");
  }
}
