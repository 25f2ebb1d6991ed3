package io.calibrant.core.solve.route;

import io.calibrant.core.solve.Termination;
import io.calibrant.core.solve.Termination.Test;
import io.calibrant.core.solve.Workspace;
import java.util.EnumSet;
import java.util.Set;

/// What speaks against an answer, from the answer alone.
final class Checks {
  /// Of √(JᵀJ)ᵢᵢ · √(1 + 2·cost): a parameter is then off by less than 10⁻³ standard deviations.
  private static final double FLAT = 1e-3;

  /// Of the cost at the start: below it, a problem of unknown noise counts as met exactly.
  private static final double MET = 1e-14;

  private static final double PROBE = 1e-7;

  /// Of the largest residual: rounding explains 10⁻¹⁵, curvature 10⁻¹⁴ times its scale.
  private static final double ROUGH = 1e-8;

  private Checks() {}

  static Set<Doubt> of(Workspace inner, Termination end, Question question, boolean rough) {
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    if (end instanceof Termination.Failed || !(inner.cost() < Double.POSITIVE_INFINITY)) {
      doubts.add(Doubt.FAILED);
      return doubts;
    }
    if (end instanceof Termination.Stopped) {
      doubts.add(Doubt.NOT_CONVERGED);
    }
    double met = question.explainedCost() < 0 ? MET * inner.startCost() : question.explainedCost();
    if (inner.cost() > met || !(inner.startCost() < Double.POSITIVE_INFINITY && met >= 0)) {
      if (!isAgreed(end)) {
        doubts.add(Doubt.ABOVE_NOISE);
        addBounds(inner, doubts);
      }
    }
    if (!rough && !(inner.slope() <= FLAT) && inner.cost() > 1e-20) {
      doubts.add(Doubt.GRADIENT);
    }
    return doubts;
  }

  static boolean isAgreed(Termination end) {
    return end instanceof Termination.Converged(Test test)
        && (test == Test.AGREEMENT || test == Test.TARGET);
  }

  static boolean isReachedAgain(Termination end) {
    return end instanceof Termination.Converged(Test test) && test == Test.AGREEMENT;
  }

  private static void addBounds(Workspace inner, Set<Doubt> doubts) {
    for (int i = 0; i < inner.parameterCount(); i++) {
      if (inner.bounds().side(i, inner.x(i)) != 0) {
        doubts.add(Doubt.AT_BOUND);
      }
    }
  }

  /// Whether residuals jump: |r(x + δ) − r(x) − Jδ| > 10⁻⁸ max |r| with δ = 10⁻⁷ max(1, |x|). One
  /// evaluation after [Workspace#evaluateStart].
  static boolean isRough(Workspace work) {
    int n = work.parameterCount();
    int m = work.residualCount();
    double[] x = work.start();
    double[] residuals = work.startResiduals();
    double[] jacobian = work.startJacobian();
    double[] moved = work.array(m);
    if (!(work.startCost() < Double.POSITIVE_INFINITY)) {
      return false;
    }
    double[] step = work.array(n);
    for (int i = 0; i < n; i++) {
      double move = PROBE * Math.max(1, Math.abs(x[i]));
      double there = work.bounds().clamp(i, x[i] + move);
      step[i] = there > x[i] ? there - x[i] : work.bounds().clamp(i, x[i] - move) - x[i];
      x[i] += step[i];
    }
    if (!(work.cost(x, moved) < Double.POSITIVE_INFINITY)) {
      return false;
    }
    double surprise = 0;
    double size = 0;
    for (int i = 0; i < m; i++) {
      double slope = 0;
      for (int j = 0; j < n; j++) {
        slope += jacobian[i * n + j] * step[j];
      }
      surprise = Math.max(surprise, Math.abs(moved[i] - residuals[i] - slope));
      size = Math.max(size, Math.abs(residuals[i]));
    }
    return surprise > ROUGH * size;
  }
}
