package io.calibrant.core.calibration;

import io.calibrant.core.math.Cholesky;
import io.calibrant.core.smile.ButterflyCertificate;
import io.calibrant.core.smile.CalendarCertificate;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.solve.NormalEquations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The calendar conditions of one slice against fixed neighbours, as rows of a quadratic programme.
///
/// With the scale f = 1/(v(v + |k|)), v = σ_ATM·√T, a condition is c = f·(w(k) − (1 + ε)w₋(k)) ≥ 0
/// or f·(w₊(k) − (1 + ε)w(k)) ≥ 0 at points k, and the same for the wing slopes over v. Of the
/// points only those where c is least among their neighbours and small enter a step, and where it
/// is nearly 0 every point, because the least would otherwise move back and forth between them.
final class CalendarRows {
  private static final int N = SviCoordinates.N;

  /// ε: far above rounding, and small beside what the joint fit leaves between two slices, so that
  /// a start between fixed neighbours has room.
  private static final double MARGIN = 1e-5;

  private static final double NEAR = 0.1;
  private static final double BESIDE = 1e-4;
  private static final int MAX_ROWS = 24;
  private static final int MAX_CHANGES = 40;
  private static final double RIDGE = 1e-9;
  private static final double TINY = 1e-14;
  private static final double[] FAR = {1.5, 2.2, 3.3, 5, 8, 12, 20, 40, 100, 400};
  private static final double STILL = 1e-10;

  private final double stdDev;
  private final Side below;
  private final Side above;
  private final double[] raw = new double[N];
  private final double[] derivative = new double[N * N];
  private final double[] conditions = new double[MAX_ROWS];
  private final double[] gradients;
  private final double[] carried;
  private final double[] gram;
  private final double[] trial;
  private final double[] missing;
  private final double[] lower;
  private final double[] multipliers = new double[MAX_ROWS];
  private final int[] index = new int[MAX_ROWS];
  private final boolean[] active = new boolean[MAX_ROWS];
  private final boolean[] ofAfter = new boolean[MAX_ROWS];
  private int count;
  private double violation;

  /// What a step needs until it is made; slices that are fitted one after the other share it.
  static final class Scratch {
    final SurfaceProblem.Columns columns = new SurfaceProblem.Columns();
    final OneSidedCovariance.Conditions conditions = new OneSidedCovariance.Conditions();
    final ButterflyCertificate butterfly = new ButterflyCertificate();
    final CalendarCertificate calendar = new CalendarCertificate();
    private final double[] gradients = new double[MAX_ROWS * N];
    private final double[] carried = new double[MAX_ROWS * N];
    private final double[] gram = new double[MAX_ROWS * MAX_ROWS];
    private final double[] trial = new double[MAX_ROWS];
    private final double[] missing = new double[MAX_ROWS];
    private final double[] lower = new double[MAX_ROWS * MAX_ROWS];
  }

  /// @param near values of k about the money, ascending and symmetric
  CalendarRows(
      double[] near, double stdDev, @Nullable Svi before, @Nullable Svi after, Scratch scratch) {
    this.stdDev = stdDev;
    this.gradients = scratch.gradients;
    this.carried = scratch.carried;
    this.gram = scratch.gram;
    this.trial = scratch.trial;
    this.missing = scratch.missing;
    this.lower = scratch.lower;
    double[] points = withFarPoints(near);
    this.below = new Side(points, before, 1);
    this.above = new Side(points, after, -1);
  }

  /// Hyperbolas with wide vertices reach their asymptotes far outside the quotes.
  private static double[] withFarPoints(double[] near) {
    int n = near.length;
    double[] points = new double[n + 2 * FAR.length];
    System.arraycopy(near, 0, points, FAR.length, n);
    for (int i = 0; i < FAR.length; i++) {
      points[FAR.length - 1 - i] = near[0] * FAR[i];
      points[FAR.length + n + i] = near[n - 1] * FAR[i];
    }
    return points;
  }

  /// One neighbour: w·sign ≥ its own value·sign, with the margin on the earlier of the two.
  private final class Side {
    private final @Nullable Svi neighbour;
    private final int sign;
    private final double own;
    private final double other;
    private double[] k;
    private double[] bound;
    private double[] values;

    Side(double[] points, @Nullable Svi neighbour, int sign) {
      this.neighbour = neighbour;
      this.sign = sign;
      this.own = sign > 0 ? 1 : 1 + MARGIN;
      this.other = sign > 0 ? 1 + MARGIN : 1;
      this.k = points;
      this.bound = new double[points.length];
      this.values = new double[points.length];
      for (int i = 0; neighbour != null && i < k.length; i++) {
        bound[i] = other * neighbour.totalVariance(k[i]);
      }
    }

    void add(double point) {
      if (neighbour != null && Double.isFinite(point)) {
        int at = 0;
        while (at < k.length && k[at] < point) {
          at++;
        }
        k = inserted(k, at, point);
        bound = inserted(bound, at, other * neighbour.totalVariance(point));
        values = new double[k.length];
      }
    }

    /// Fills the values and adds the rows that are near.
    void look() {
      if (neighbour == null) {
        return;
      }
      evaluate(raw, sign, own, stdDev, k, bound, values);
      int n = k.length;
      for (int i = 0; i < n; i++) {
        boolean least =
            (i == 0 || values[i] <= values[i - 1]) && (i == n - 1 || values[i] < values[i + 1]);
        if (values[i] < (least ? NEAR : BESIDE)) {
          addPoint(i);
        }
      }
      for (int side = -1; side <= 1; side += 2) {
        double slope = raw[1] + side * raw[2];
        double theirs = neighbour.b() * (1 + side * neighbour.rho());
        double value = sign * (own * slope - other * theirs) / stdDev;
        if (value < NEAR && count < MAX_ROWS) {
          // The slopes are e^x of the last two coordinates.
          Arrays.fill(gradients, N * count, N * count + N, 0);
          gradients[N * count + (side < 0 ? 3 : 4)] = sign * own * slope / stdDev;
          put(value);
        }
      }
    }

    private void addPoint(int i) {
      if (count == MAX_ROWS) {
        violation += Math.max(0, -values[i]);
        return;
      }
      double d = k[i] - raw[3];
      double s = Math.sqrt(d * d + raw[4] * raw[4]);
      double f = sign * own / (stdDev * (stdDev + Math.abs(k[i])));
      for (int j = 0; j < N; j++) {
        gradients[N * count + j] =
            f
                * (derivative[j]
                    + s * derivative[N + j]
                    + d * derivative[2 * N + j]
                    - (raw[2] + raw[1] * d / s) * derivative[3 * N + j]
                    + raw[1] * raw[4] / s * derivative[4 * N + j]);
      }
      put(values[i]);
    }

    private void put(double value) {
      conditions[count] = value;
      ofAfter[count] = sign < 0;
      violation += Math.max(0, -value);
      count++;
    }
  }

  /// The conditions of one side at its points. Everything in locals, so that the compiler knows
  /// that no store changes it and takes several points at a time.
  private static void evaluate(
      double[] raw,
      double sign,
      double own,
      double stdDev,
      double[] k,
      double[] bound,
      double[] values) {
    double a = raw[0];
    double b = raw[1];
    double c = raw[2];
    double m = raw[3];
    double square = raw[4] * raw[4];
    for (int i = 0; i < k.length; i++) {
      double d = k[i] - m;
      double w = a + c * d + b * Math.sqrt(d * d + square);
      values[i] = sign * (own * w - bound[i]) / (stdDev * (stdDev + Math.abs(k[i])));
    }
  }

  private static double[] inserted(double[] values, int at, double value) {
    double[] longer = new double[values.length + 1];
    System.arraycopy(values, 0, longer, 0, at);
    longer[at] = value;
    System.arraycopy(values, at, longer, at + 1, values.length - at);
    return longer;
  }

  void addBefore(double k) {
    below.add(k);
  }

  void addAfter(double k) {
    above.add(k);
  }

  /// Looks at all conditions at x; false when x is no smile.
  boolean look(double[] x) {
    if (!SviCoordinates.toRaw(x, 0, raw, 0)) {
      return false;
    }
    SviCoordinates.derivative(x, 0, raw, 0, derivative, 0);
    count = 0;
    violation = 0;
    below.look();
    above.look();
    return true;
  }

  /// Sum of the violations at the last look.
  double violation() {
    return violation;
  }

  /// The smile at x; null when there is none.
  @Nullable Svi smile(double[] x) {
    return SviCoordinates.toRaw(x, 0, raw, 0) ? SviCoordinates.toSvi(raw, 0) : null;
  }

  /// Solves min ½δᵀHδ + gᵀδ under c + aᵀδ ≥ 0 on the dual.
  ///
  /// @param inverse H⁻¹
  /// @param step receives δ
  /// @return the fall of the model, −gᵀδ − ½δᵀHδ
  double step(NormalEquations equations, double[] inverse, double[] step) {
    double unconstrained = 0;
    for (int i = 0; i < N; i++) {
      double sum = 0;
      for (int j = 0; j < N; j++) {
        sum -= inverse[N * i + j] * equations.gradient(j);
      }
      step[i] = sum;
      unconstrained -= 0.5 * sum * equations.gradient(i);
    }
    boolean free = true;
    for (int r = 0; r < count; r++) {
      double value = conditions[r];
      for (int i = 0; i < N; i++) {
        value += gradients[N * r + i] * step[i];
      }
      conditions[r] = value;
      multipliers[r] = 0;
      free &= value >= 0;
    }
    return free ? unconstrained : unconstrained - hold(inverse, step);
  }

  /// Holds the free step within the conditions.
  ///
  /// @return what of the fall that costs
  private double hold(double[] inverse, double[] step) {
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < N; i++) {
        double sum = 0;
        for (int j = 0; j < N; j++) {
          sum += inverse[N * i + j] * gradients[N * r + j];
        }
        carried[N * r + i] = sum;
      }
    }
    for (int r = 0; r < count; r++) {
      for (int s = 0; s < count; s++) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
          sum += gradients[N * r + i] * carried[N * s + i];
        }
        gram[MAX_ROWS * r + s] = sum;
      }
    }
    ascend();
    double lost = 0;
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < N; i++) {
        step[i] += multipliers[r] * carried[N * r + i];
      }
      for (int s = 0; s < count; s++) {
        lost += 0.5 * multipliers[r] * gram[MAX_ROWS * r + s] * multipliers[s];
      }
    }
    return lost;
  }

  /// Finds λ ≥ 0 that minimises ½λᵀMλ + dᵀλ by Lawson and Hanson's active set: M = A·H⁻¹·Aᵀ, d the
  /// conditions after the free step. At most five rows can be active without depending on each
  /// other; a ridge of 1e-10 of the diagonal keeps the rest solvable.
  private void ascend() {
    Arrays.fill(active, 0, count, false);
    for (int change = 0; change < MAX_CHANGES; change++) {
      int entering = -1;
      double most = STILL;
      for (int r = 0; r < count; r++) {
        double value = conditions[r];
        for (int s = 0; s < count; s++) {
          value += gram[MAX_ROWS * r + s] * multipliers[s];
        }
        double lacking = -value / Math.sqrt(gram[MAX_ROWS * r + r]);
        if (!active[r] && lacking > most) {
          most = lacking;
          entering = r;
        }
      }
      if (entering < 0) {
        return;
      }
      active[entering] = true;
      if (!settle()) {
        return;
      }
    }
  }

  /// Solves for the active rows; those that would turn negative leave. False when not solvable.
  private boolean settle() {
    for (int change = 0; change < MAX_CHANGES; change++) {
      int n = 0;
      for (int r = 0; r < count; r++) {
        if (active[r]) {
          index[n++] = r;
        }
      }
      if (n == 0) {
        return true;
      }
      for (int i = 0; i < n; i++) {
        trial[i] = -conditions[index[i]];
        for (int j = 0; j <= i; j++) {
          lower[n * i + j] = gram[MAX_ROWS * index[i] + index[j]] * (i == j ? 1 + RIDGE : 1);
        }
      }
      if (!Cholesky.factor(lower, n)) {
        return false;
      }
      Cholesky.solve(lower, n, trial);
      refine(n);
      double share = 1;
      for (int i = 0; i < n; i++) {
        double old = multipliers[index[i]];
        if (!(trial[i] > 0)) {
          share = Math.min(share, old / (old - trial[i]));
        }
      }
      for (int i = 0; i < n; i++) {
        int r = index[i];
        multipliers[r] += share * (trial[i] - multipliers[r]);
        if (share < 1 && !(multipliers[r] > TINY)) {
          multipliers[r] = 0;
          active[r] = false;
        }
      }
      if (share >= 1) {
        return true;
      }
    }
    return false;
  }

  /// Takes the ridge's part out of `trial`: with large multipliers it would leave violations of
  /// 1e-7 that no further step can mend.
  private void refine(int n) {
    for (int i = 0; i < n; i++) {
      double sum = -conditions[index[i]];
      for (int j = 0; j < n; j++) {
        sum -= gram[MAX_ROWS * index[i] + index[j]] * trial[j];
      }
      missing[i] = sum;
    }
    Cholesky.solve(lower, n, missing);
    for (int i = 0; i < n; i++) {
      trial[i] += missing[i];
    }
  }

  /// The largest multiplier of the last step.
  double largestMultiplier() {
    double largest = 0;
    for (int r = 0; r < count; r++) {
      largest = Math.max(largest, multipliers[r]);
    }
    return largest;
  }

  /// Whether a condition against the smile after was active in the last step.
  boolean touchesAfter() {
    for (int r = 0; r < count; r++) {
      if (ofAfter[r] && multipliers[r] > 0) {
        return true;
      }
    }
    return false;
  }
}
