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
/// @param startDamping μ of the first step, > 0; small where the start is known to be near the end
/// @param lastByValues whether a step that is expected to be the last is confirmed by residuals
///   alone, which then end the solve where the cost differs from the one predicted by less than the
///   cost tolerance allows a step to lower it; dense problems only
public record LevenbergMarquardt(
    int maxIterations,
    double gradientTolerance,
    double stepTolerance,
    double costTolerance,
    double maxStep,
    boolean acceleration,
    double startDamping,
    boolean lastByValues)
    implements Solver {
  private static final double START_DAMPING = 1e-4;
  private static final double FINISHING_DAMPING = 1e-12;

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
    this(
        maxIterations,
        gradientTolerance,
        stepTolerance,
        costTolerance,
        maxStep,
        false,
        START_DAMPING,
        false);
  }

  /// A solver with another limit on iterations.
  public LevenbergMarquardt withMaxIterations(int iterations) {
    return new LevenbergMarquardt(
        iterations,
        gradientTolerance,
        stepTolerance,
        costTolerance,
        maxStep,
        acceleration,
        startDamping,
        lastByValues);
  }

  /// A solver with another tolerance on the gradient.
  public LevenbergMarquardt withGradientTolerance(double tolerance) {
    return new LevenbergMarquardt(
        maxIterations,
        tolerance,
        stepTolerance,
        costTolerance,
        maxStep,
        acceleration,
        startDamping,
        lastByValues);
  }

  /// A solver with another tolerance on the fall of the cost.
  public LevenbergMarquardt withCostTolerance(double tolerance) {
    return new LevenbergMarquardt(
        maxIterations,
        gradientTolerance,
        stepTolerance,
        tolerance,
        maxStep,
        acceleration,
        startDamping,
        lastByValues);
  }

  /// A solver with another limit on the largest component of a step.
  public LevenbergMarquardt withMaxStep(double step) {
    return new LevenbergMarquardt(
        maxIterations,
        gradientTolerance,
        stepTolerance,
        costTolerance,
        step,
        acceleration,
        startDamping,
        lastByValues);
  }

  /// A solver that follows the curvature of the residuals, or not.
  public LevenbergMarquardt withAcceleration(boolean on) {
    return new LevenbergMarquardt(
        maxIterations,
        gradientTolerance,
        stepTolerance,
        costTolerance,
        maxStep,
        on,
        startDamping,
        lastByValues);
  }

  /// A solver for starts near the end: hardly damped, its last step confirmed by residuals alone.
  public LevenbergMarquardt finishing() {
    return new LevenbergMarquardt(
        maxIterations,
        gradientTolerance,
        stepTolerance,
        costTolerance,
        maxStep,
        acceleration,
        FINISHING_DAMPING,
        true);
  }

  @Override
  public String name() {
    return acceleration ? "levenberg-marquardt-accelerated" : "levenberg-marquardt";
  }

  @Override
  public Termination minimize(Workspace work) {
    return work.memory(DenseRun.class, DenseRun::new).run(this, work);
  }

  /// Minimises only as far as it takes to begin well on a dense problem like this one: where a step
  /// is predicted to lower the cost by no more than COST allows, that step is taken and not
  /// evaluated.
  ///
  /// @param worth where a step is predicted to lower the cost by less than this share, the solve
  ///   ends without it
  /// @param beyond receives the point, length n; where nothing was usable, the start
  public Termination approach(Workspace work, double worth, double[] beyond) {
    return work.memory(DenseRun.class, DenseRun::new).approach(this, work, worth, beyond);
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
