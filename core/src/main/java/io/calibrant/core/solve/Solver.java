package io.calibrant.core.solve;

/// A method that minimises ½‖r(x)‖², as a value.
///
/// Every solver is deterministic: the same problem, start, bounds and settings (a seed among them)
/// give the same bits. It evaluates only through the [Workspace], which counts, keeps the best
/// point, turns evaluations that are not finite into a cost of +∞ and carries the stop signal. So
/// whatever stops it, the result is the best point seen.
public interface Solver {
  /// Its name as in a record, such as `levenberg-marquardt`.
  String name();

  /// Minimises in `work`, which [Workspace#begin] has prepared; the result is there.
  ///
  /// @return why it stopped; the inequality of each test is documented at the solver
  Termination minimize(Workspace work);

  /// Minimises from `start` without bounds.
  default LeastSquaresSolution solve(LeastSquaresProblem problem, double[] start) {
    return solve(problem, start, Bounds.NONE);
  }

  /// Minimises from `start` within `bounds`.
  default LeastSquaresSolution solve(LeastSquaresProblem problem, double[] start, Bounds bounds) {
    return solve(problem, start, bounds, StopSignal.NEVER, new Workspace());
  }

  /// Minimises from `start` within `bounds`, or until `stop` is raised.
  ///
  /// @param start length n, read only; moved to the nearest point of the box if it lies outside
  /// @param work memory that is reused from solve to solve; one thread at a time
  default LeastSquaresSolution solve(
      LeastSquaresProblem problem, double[] start, Bounds bounds, StopSignal stop, Workspace work) {
    work.begin(problem, start, bounds, stop);
    return work.solution(minimize(work));
  }
}
