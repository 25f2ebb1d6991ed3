package io.calibrant.core.solve;

/// The limited-memory BFGS method within bounds, for many parameters or a Jacobian of poor rank.
///
/// The inverse Hessian comes from the last `memory` pairs of steps and gradient changes (two-loop
/// recursion; Nocedal and Wright, algorithm 7.4), taken over the parameters that are not held at a
/// bound; the line search projects on the box and halves or interpolates until the cost falls by
/// 10⁻⁴ of what the gradient promises (Bertsekas, *Projected Newton methods*, SIAM J. Control 20
/// (1982)). It differs from Byrd, Lu, Nocedal and Zhu's L-BFGS-B in how the held set is found: by
/// sign of the gradient at the bound, not along the Cauchy path.
///
/// It stops as converged when
/// - GRADIENT: |gᵢ| / √(JᵀJ)ᵢᵢ ≤ gradientTolerance · √(1 + 2·cost) for every i that is not held, or
/// - STEP: no point of the line search lowers the cost, down to |δᵢ| ≤ stepTolerance · (|xᵢ| +
///   stepTolerance), or
/// - COST: three steps in a row each lower the cost by less than costTolerance · (cost +
///   costTolerance).
///
/// @param maxIterations accepted steps at the most, ≥ 0
/// @param memory pairs kept, ≥ 1
public record ProjectedLbfgs(
    int maxIterations,
    int memory,
    double gradientTolerance,
    double stepTolerance,
    double costTolerance)
    implements Solver {
  /// Tight tolerances, eight pairs.
  public static final ProjectedLbfgs DEFAULT = new ProjectedLbfgs(2000, 8, 1e-9, 1e-13, 1e-14);

  /// A solver with these settings.
  public ProjectedLbfgs {
    if (!(memory >= 1)) {
      throw new IllegalArgumentException("memory=%d: must be ≥ 1".formatted(memory));
    }
  }

  @Override
  public String name() {
    return "lbfgs";
  }

  @Override
  public Termination minimize(Workspace work) {
    return work.memory(LbfgsRun.class, LbfgsRun::new).run(this, work);
  }
}
