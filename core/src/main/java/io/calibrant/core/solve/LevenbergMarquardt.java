package io.calibrant.core.solve;

import java.util.function.BooleanSupplier;

/// The Levenberg–Marquardt method with Marquardt scaling and Nielsen's damping update.
///
/// Each iteration solves (JᵀJ + μD) δ = −Jᵀr, where D is diag JᵀJ (in a dense problem the largest
/// seen, after Moré), and accepts δ when the cost falls. With the gain ϱ = (actual fall)/(predicted
/// fall), an accepted step multiplies μ by max(1/9, 1 − (2ϱ − 1)³); a rejected one by 2, 4, 8 …
/// Madsen, Nielsen and Tingleff, *Methods for non-linear least squares problems*, 2nd edition
/// (2004), section 3.2.
///
/// It stops as converged when
/// - GRADIENT: maxᵢ |gᵢ| / √(JᵀJ)ᵢᵢ ≤ gradientTolerance · √(1 + 2·cost), or
/// - STEP: maxᵢ |δᵢ| ≤ stepTolerance · (|xᵢ| + stepTolerance) for every i, or
/// - COST: an accepted step lowers the cost by less than costTolerance · (cost + costTolerance).
///
/// In a dense problem |gᵢ| counts for parameters that are not held at a bound, and with
/// `acceleration` each step is bent by the second derivative along it (Transtrum and Sethna,
/// arXiv:1201.5885): one more evaluation of the residuals an iteration, which pays in curved
/// valleys.
///
/// @param maxIterations accepted steps at the most, ≥ 0
/// @param maxStep no component of x moves by more than this in one step; > 0
/// @param acceleration whether steps follow the curvature of r; dense problems only
public record LevenbergMarquardt(
    int maxIterations,
    double gradientTolerance,
    double stepTolerance,
    double costTolerance,
    double maxStep,
    boolean acceleration)
    implements Solver {
  /// Tight tolerances for problems that are solved once.
  public static final LevenbergMarquardt DEFAULT =
      new LevenbergMarquardt(100, 1e-10, 1e-10, 1e-12, Double.POSITIVE_INFINITY);

  /// A solver with these limits, without acceleration.
  public LevenbergMarquardt(
      int maxIterations,
      double gradientTolerance,
      double stepTolerance,
      double costTolerance,
      double maxStep) {
    this(maxIterations, gradientTolerance, stepTolerance, costTolerance, maxStep, false);
  }

  /// A solver with another limit on iterations.
  public LevenbergMarquardt withMaxIterations(int iterations) {
    return new LevenbergMarquardt(
        iterations, gradientTolerance, stepTolerance, costTolerance, maxStep, acceleration);
  }

  /// A solver with another tolerance on the gradient.
  public LevenbergMarquardt withGradientTolerance(double tolerance) {
    return new LevenbergMarquardt(
        maxIterations, tolerance, stepTolerance, costTolerance, maxStep, acceleration);
  }

  /// A solver with another tolerance on the fall of the cost.
  public LevenbergMarquardt withCostTolerance(double tolerance) {
    return new LevenbergMarquardt(
        maxIterations, gradientTolerance, stepTolerance, tolerance, maxStep, acceleration);
  }

  /// A solver with another limit on the largest component of a step.
  public LevenbergMarquardt withMaxStep(double step) {
    return new LevenbergMarquardt(
        maxIterations, gradientTolerance, stepTolerance, costTolerance, step, acceleration);
  }

  /// A solver that follows the curvature of the residuals, or not.
  public LevenbergMarquardt withAcceleration(boolean on) {
    return new LevenbergMarquardt(
        maxIterations, gradientTolerance, stepTolerance, costTolerance, maxStep, on);
  }

  @Override
  public String name() {
    return acceleration ? "levenberg-marquardt-accelerated" : "levenberg-marquardt";
  }

  @Override
  public Termination minimize(Workspace work) {
    return work.memory(DenseRun.class, DenseRun::new).run(this, work);
  }

  /// Minimises the problem's cost from `start`; the solution carries no covariance, which a
  /// structured problem's owner takes from its own [NormalEquations].
  public LeastSquaresSolution solve(StructuredProblem problem, double[] start) {
    return solve(problem, start, () -> false);
  }

  /// Minimises the problem's cost from `start` until done or `stop` says true.
  ///
  /// @param start length n; read only
  /// @param stop asked once an iteration; when true the best point so far is returned with
  ///   [Limit#DEADLINE]
  public LeastSquaresSolution solve(
      StructuredProblem problem, double[] start, BooleanSupplier stop) {
    return new BandedRun(this, problem, start).go(stop);
  }
}
