package io.calibrant.core.solve;

/// Gauss–Newton within a trust region, by Powell's dogleg.
///
/// Each iteration minimises the Gauss–Newton model along the path from the point over its minimum
/// on the scaled steepest descent to its minimum, not farther than the radius Δ in the norm ‖δ‖² =
/// Σ (JᵀJ)ᵢᵢ δᵢ². With the gain ϱ = (actual fall)/(predicted fall), ϱ < ¼ makes Δ = ‖δ‖/4, ϱ > ¾
/// makes Δ at least 3‖δ‖; steps with ϱ > 10⁻⁴ are accepted. Nocedal and Wright, *Numerical
/// optimization*, 2nd edition (2006), chapter 4. Bounds are kept as by [LevenbergMarquardt].
///
/// It stops as converged when
/// - GRADIENT: |gᵢ| / √(JᵀJ)ᵢᵢ ≤ gradientTolerance · √(1 + 2·cost) for every i that is not held, or
/// - STEP: |δᵢ| ≤ stepTolerance · (|xᵢ| + stepTolerance) for every i, or
/// - COST: an accepted step lowers the cost by less than costTolerance · (cost + costTolerance).
///
/// @param maxIterations accepted steps at the most, ≥ 0
public record TrustRegion(
    int maxIterations, double gradientTolerance, double stepTolerance, double costTolerance)
    implements Solver {
  /// Tight tolerances.
  public static final TrustRegion DEFAULT = new TrustRegion(200, 1e-10, 1e-10, 1e-12);

  @Override
  public String name() {
    return "trust-region";
  }

  @Override
  public Termination minimize(Workspace work) {
    return work.memory(DoglegRun.class, DoglegRun::new).run(this, work);
  }
}
