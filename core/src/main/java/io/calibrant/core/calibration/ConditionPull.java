package io.calibrant.core.calibration;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.solve.NormalEquations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far one slice's quotes would move its smile if no condition held it: one Gauss–Newton step
/// of quotes and prior alone, δ = −H⁻¹g, from the fitted smile.
///
/// Where no condition bends the fit, g = 0 and so δ; where one does, its multiplier is what g is.
/// The step is exact for small changes, and a change that is not small is beyond the error anyway.
final class ConditionPull {
  private static final int N = SviCoordinates.N;
  private static final double MAX_STEP = 0.5;

  /// 5 bp of vol, the least error of a quote.
  private static final double LEAST_ERROR = 0.0005;

  /// Stands for an infinite k, in ATM standard deviations.
  private static final double FAR_STD_DEVS = 100;

  private final SliceTarget target;
  private final Svi fitted;
  private final Svi lifted;
  private final double[] inverse;
  private final double[] raw;
  private final double[] derivative;
  private final double[] slope = new double[N];
  private final double[] gradient = new double[N];

  private ConditionPull(
      SliceTarget target,
      Svi fitted,
      Svi lifted,
      double[] inverse,
      double[] raw,
      double[] derivative) {
    this.target = target;
    this.fitted = fitted;
    this.lifted = lifted;
    this.inverse = inverse;
    this.raw = raw;
    this.derivative = derivative;
  }

  /// The pull on `fitted`; null when quotes and prior do not determine it.
  static @Nullable ConditionPull of(SliceTarget target, double robustness, Svi fitted) {
    if (!(fitted.b() > 0)) {
      return null;
    }
    double stdDev = target.atmVol * Math.sqrt(target.expiry);
    var points = new ConditionPoints(new double[] {stdDev});
    var problem = new SurfaceProblem(List.of(target), points, robustness);
    problem.setPenalty(0);
    double[] x = new double[N];
    SviCoordinates.fromSvi(fitted, x, 0);
    double[] raw = new double[N];
    var equations = new NormalEquations(N, N - 1);
    equations.clear();
    if (!SviCoordinates.toRaw(x, 0, raw, 0)) {
      return null;
    }
    problem.linearize(x, equations);
    double[] inverse = equations.inverse(Double.MIN_NORMAL);
    if (inverse == null) {
      return null;
    }
    double[] derivative = new double[N * N];
    SviCoordinates.derivative(x, 0, raw, 0, derivative, 0);
    step(equations, inverse, x);
    double[] moved = new double[N];
    return SviCoordinates.toRaw(x, 0, moved, 0)
        ? new ConditionPull(
            target, fitted, SviCoordinates.toSvi(moved, 0), inverse, raw, derivative)
        : null;
  }

  private static void step(NormalEquations equations, double[] inverse, double[] x) {
    double[] step = new double[N];
    double largest = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        step[i] -= inverse[N * i + j] * equations.gradient(j);
      }
      largest = Math.max(largest, Math.abs(step[i]));
    }
    double share = largest > MAX_STEP ? MAX_STEP / largest : 1;
    for (int i = 0; i < N; i++) {
      x[i] += share * step[i];
    }
  }

  /// How far the step lowers g at k: > 0 where the butterfly condition stands in its way.
  double fallOfG(double k) {
    double at = place(k);
    return SviButterfly.g(fitted, at) - SviButterfly.g(lifted, at);
  }

  /// How far the step lowers w at k, relative to it: > 0 where a smile below stands in its way.
  double fallOfVariance(double k) {
    double at = place(k);
    return 1 - lifted.totalVariance(at) / fitted.totalVariance(at);
  }

  private double place(double k) {
    double far = FAR_STD_DEVS * target.atmVol * Math.sqrt(target.expiry);
    return Math.min(Math.max(k, -far), far);
  }

  /// The condition with the place in the quoted range at which the change is largest against the
  /// error of the vol: that of quotes and prior alone, and at least [#LEAST_ERROR]. The published
  /// error will not do, since it holds the misfit that a condition causes.
  ActiveCondition strongest(ActiveCondition.Kind kind, double k) {
    double bestK = 0;
    double bestChange = 0;
    double best = 0;
    for (int j = 0; j < target.size; j++) {
      if (target.lower[j] != target.upper[j]) {
        continue;
      }
      double at = target.k[j];
      double change = lifted.impliedVol(at, target.expiry) - fitted.impliedVol(at, target.expiry);
      if (!(Math.abs(change) / LEAST_ERROR > best)) {
        continue; // whatever the error is
      }
      double stdDevs = Math.abs(change) / Math.max(stdDev(at), LEAST_ERROR);
      if (stdDevs > best) {
        best = stdDevs;
        bestK = at;
        bestChange = change;
      }
    }
    return new ActiveCondition(kind, k, bestK, 100 * bestChange, best);
  }

  /// √(∇σᵀH⁻¹∇σ) at k.
  private double stdDev(double k) {
    double d = k - raw[3];
    double s = Math.sqrt(d * d + raw[4] * raw[4]);
    slope[0] = 1;
    slope[1] = s;
    slope[2] = d;
    slope[3] = -(raw[2] + raw[1] * d / s);
    slope[4] = raw[1] * raw[4] / s;
    for (int j = 0; j < N; j++) {
      double sum = 0;
      for (int i = 0; i < N; i++) {
        sum += slope[i] * derivative[N * i + j];
      }
      gradient[j] = sum;
    }
    double variance = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        variance += gradient[i] * inverse[N * i + j] * gradient[j];
      }
    }
    double scale = 2 * Math.sqrt(fitted.totalVariance(k) * target.expiry);
    return Math.sqrt(Math.max(variance, 0)) / scale;
  }
}
