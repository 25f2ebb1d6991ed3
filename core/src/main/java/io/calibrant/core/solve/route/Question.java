package io.calibrant.core.solve.route;

import io.calibrant.core.solve.Bounds;
import io.calibrant.core.solve.LeastSquaresProblem;
import io.calibrant.core.solve.Workspace;

/// A problem with everything the router may know about it.
///
/// @param problem what to minimise
/// @param start where to begin
/// @param bounds the box
/// @param kind what sort of problem it is, such as `heston`: history is kept by kind
/// @param warm whether the start is the answer to almost the same problem
/// @param noise what is known of the residuals
/// @param jacobianWork what a Jacobian costs beyond its residuals, in evaluations of residuals
/// @param workLimit what the deadline allows, in evaluations of residuals; > 0
public record Question(
    LeastSquaresProblem problem,
    Start start,
    Bounds bounds,
    String kind,
    boolean warm,
    Noise noise,
    double jacobianWork,
    double workLimit) {
  /// What the residuals are measured in.
  public enum Noise {
    /// Residuals are misfits over their standard deviations: noise alone costs about ½(m − n).
    WHITENED,
    /// Their unit is arbitrary.
    UNKNOWN
  }

  /// A cold, whitened problem without a deadline, whose Jacobian costs as much as its residuals.
  public static Question of(
      LeastSquaresProblem problem, double[] start, Bounds bounds, String kind) {
    return new Question(
        problem, Start.of(start), bounds, kind, false, Noise.WHITENED, 1, Double.POSITIVE_INFINITY);
  }

  /// The same with a start near the answer.
  public Question warmed() {
    return new Question(problem, start, bounds, kind, true, noise, jacobianWork, workLimit);
  }

  /// The same with residuals of this kind.
  public Question withNoise(Noise noise) {
    return new Question(problem, start, bounds, kind, warm, noise, jacobianWork, workLimit);
  }

  /// The same with this price of a Jacobian.
  public Question withJacobianWork(double work) {
    return new Question(problem, start, bounds, kind, warm, noise, work, workLimit);
  }

  /// The same with a deadline, in evaluations of residuals.
  public Question within(double work) {
    return new Question(problem, start, bounds, kind, warm, noise, jacobianWork, work);
  }

  /// The largest cost that noise alone explains: ½(ν + 4√(2ν)) of ν = m − n degrees of freedom,
  /// four standard deviations above the mean of χ²; 10⁻²⁰ where there are none; −1 if the noise is
  /// unknown.
  public double explainedCost() {
    int freedom = problem.residualCount() - problem.parameterCount();
    if (noise == Noise.UNKNOWN) {
      return -1;
    }
    return freedom <= 0 ? 1e-20 : 0.5 * (freedom + 4 * Math.sqrt(2.0 * freedom));
  }

  /// What has been spent: evaluations, Jacobians at their price.
  double work(Workspace counted) {
    return counted.evaluations() + jacobianWork * counted.jacobianEvaluations();
  }

  /// How many evaluations with a Jacobian that work is, at least one.
  int evaluations(double work) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, work / (1 + jacobianWork)));
  }

  /// A point; immutable.
  public static final class Start {
    private final double[] x;

    private Start(double[] x) {
      this.x = x;
    }

    /// A start; copies its argument.
    public static Start of(double... x) {
      return new Start(x.clone());
    }

    /// The point itself; read only.
    double[] x() {
      return x;
    }

    /// The point; a copy.
    public double[] toArray() {
      return x.clone();
    }
  }
}
