package io.calibrant.core.calibration.slice;

/// The quadratic program of one Gauss–Newton step over all slices: the domain of arbitrage-free
/// eSSVI surfaces is a polyhedron in (ω, A, B) = (θ/ψ, ψ(1 + ρ), ψ(1 − ρ)) ([EssviConditions]).
///
/// It is the domain that Mingone (arXiv:2204.00312) parametrises, but flat, so that its faces have
/// no kinks. Conditions couple neighbours only, by one number a coordinate: the system is block
/// tridiagonal with diagonal off-diagonal blocks ([EssviChain]). Solved by Mehrotra's primal–dual
/// predictor–corrector; every point it returns lies strictly inside.
final class EssviProgram {
  private static final int N = 3;
  private static final int LIMIT = 50;

  /// How far, relatively, a condition may be from its slack.
  private static final double ROUNDING = 1e-9;

  /// Twice the cost of moving a coordinate by its own size, far below that of any quote.
  private static final double STAY = 1e-9;

  /// Points that the step starts from, 3 a slice.
  final double[] x;

  /// Lower triangles (ωω, ωA, AA, ωB, AB, BB) a slice, and −gradient, 3 a slice.
  final double[] gram;

  final double[] right;

  /// Where the step ends.
  final double[] next;

  private final int slices;
  private final EssviConditions conditions;
  private final EssviChain chain;
  private final int count;
  private final double[] damped;
  private final double[] step;
  private final double[] residual;
  private final double[] direction;

  // One a condition: its value at x and the size of what it compares; slack s, multiplier λ, how
  // far the slack is from its condition, and what a direction changes in them; 1/s, 1/λ, λ/s, s/λ.
  private final double[] room;
  private final double[] size;
  private final double[] s;
  private final double[] lambda;
  private final double[] primal;
  private final double[] slope;
  private final double[] ds;
  private final double[] dl;
  private final double[] inverseS;
  private final double[] inverseL;
  private final double[] weight;
  private final double[] flex;

  EssviProgram(int slices) {
    this.slices = slices;
    conditions = new EssviConditions(slices);
    chain = new EssviChain(slices);
    count = conditions.count;
    x = new double[N * slices];
    next = new double[N * slices];
    right = new double[N * slices];
    residual = new double[N * slices];
    direction = new double[N * slices];
    step = new double[N * slices];
    gram = new double[6 * slices];
    damped = new double[6 * slices];
    room = new double[count];
    size = new double[count];
    s = new double[count];
    lambda = new double[count];
    primal = new double[count];
    slope = new double[count];
    ds = new double[count];
    dl = new double[count];
    inverseS = new double[count];
    inverseL = new double[count];
    weight = new double[count];
    flex = new double[count];
  }

  /// Whether every condition holds at a point, with a margin.
  boolean holds(double[] at) {
    return conditions.hold(at);
  }

  /// Whether a condition holds with no room to speak of.
  boolean binds(double[] at) {
    return conditions.bind(at, x);
  }

  /// Solves for the point of least quadratic model in the domain; writes [#next].
  ///
  /// @param damping Marquardt's, relative to the diagonal
  /// @param gap the duality gap at which to stop
  /// @return false if the system broke down
  boolean solve(double damping, double gap) {
    conditions.scale(x);
    conditions.values(x, room);
    conditions.sizes(x, size);
    damp(damping);
    double mu = begin(gap);
    for (int round = 0; round < LIMIT; round++) {
      double off = 0;
      double apart = 0;
      conditions.slopes(step, slope);
      for (int j = 0; j < count; j++) {
        primal[j] = slope[j] + room[j] - s[j];
        double distance = Math.abs(primal[j]);
        off = Math.max(off, distance * lambda[j]);
        apart = Math.max(apart, distance - ROUNDING * size[j]);
      }
      if (mu * count <= gap && off <= gap && apart <= 0) {
        break;
      }
      weigh();
      if (!chain.factor(damped, weight, flex)) {
        return false;
      }
      mu = advance(mu);
    }
    for (int i = 0; i < N * slices; i++) {
      next[i] = x[i] + step[i];
    }
    return conditions.repair(next, x);
  }

  /// The model with damped diagonals; a coordinate that no quote sees stays where it is.
  private void damp(double damping) {
    System.arraycopy(gram, 0, damped, 0, 6 * slices);
    for (int i = 0; i < slices; i++) {
      for (int c = 0; c < N; c++) {
        double at = x[N * i + c];
        int d = 6 * i + c * (c + 3) / 2;
        damped[d] = gram[d] * (1 + damping) + STAY / (at * at + conditions.least[c]);
      }
    }
  }

  /// Slacks and multipliers to start from.
  private double begin(double gap) {
    java.util.Arrays.fill(step, 0);
    double scale = gap;
    for (int r = 0; r < N * slices; r++) {
      scale += right[r] * right[r] / (curvature(r) + Double.MIN_NORMAL);
    }
    for (int j = 0; j < count; j++) {
      double at = room[j];
      if (at < 0) {
        scale += at * at * curvature(conditions.coordinate(j));
      }
      s[j] = Math.max(at, 0.05 * size[j]);
    }
    double mu = 0.1 * scale / count;
    for (int j = 0; j < count; j++) {
      lambda[j] = mu / s[j];
    }
    return mu;
  }

  private double curvature(int coordinate) {
    int c = coordinate % N;
    return gram[6 * (coordinate / N) + c * (c + 3) / 2];
  }

  private void weigh() {
    for (int j = 0; j < count; j++) {
      double both = 1 / (s[j] * lambda[j]);
      inverseS[j] = lambda[j] * both;
      inverseL[j] = s[j] * both;
      weight[j] = lambda[j] * inverseS[j];
      flex[j] = s[j] * inverseL[j];
    }
  }

  /// Predictor, then corrector; the new mean of s·λ.
  private double advance(double mu) {
    gradient();
    for (int j = 0; j < count; j++) {
      dl[j] = -lambda[j] - weight[j] * primal[j];
    }
    newton();
    double reach = reach();
    double ahead = 0;
    for (int j = 0; j < count; j++) {
      ahead += (s[j] + reach * ds[j]) * (lambda[j] + reach * dl[j]);
    }
    double share = ahead / (count * mu);
    double target = share * share * share * mu;
    for (int j = 0; j < count; j++) {
      // Mehrotra's second-order term is the product of the predictor's changes.
      dl[j] = (target - ds[j] * dl[j]) * inverseS[j] - lambda[j] - weight[j] * primal[j];
    }
    newton();
    double along = Math.min(1, 0.995 * reach());
    for (int r = 0; r < N * slices; r++) {
      step[r] += along * direction[r];
    }
    double sum = 0;
    for (int j = 0; j < count; j++) {
      s[j] += along * ds[j];
      lambda[j] += along * dl[j];
      sum += s[j] * lambda[j];
    }
    return sum / count;
  }

  /// r − (G + damping)·step + Σλa.
  private void gradient() {
    for (int i = 0; i < slices; i++) {
      int g = 6 * i;
      int r = N * i;
      double a = step[r];
      double b = step[r + 1];
      double c = step[r + 2];
      residual[r] = right[r] - damped[g] * a - damped[g + 1] * b - damped[g + 3] * c;
      residual[r + 1] = right[r + 1] - damped[g + 1] * a - damped[g + 2] * b - damped[g + 4] * c;
      residual[r + 2] = right[r + 2] - damped[g + 3] * a - damped[g + 4] * b - damped[g + 5] * c;
    }
    conditions.addGradients(lambda, residual);
  }

  /// The Newton direction, from what `dl` would be if the point stayed; in `direction`, `ds`, `dl`.
  private void newton() {
    System.arraycopy(residual, 0, direction, 0, N * slices);
    conditions.addGradients(dl, direction);
    chain.solve(direction);
    conditions.slopes(direction, slope);
    for (int j = 0; j < count; j++) {
      dl[j] -= weight[j] * slope[j];
      ds[j] = primal[j] + slope[j];
    }
  }

  /// The longest step ≤ 1 that keeps slacks and multipliers positive.
  private double reach() {
    double least = -1;
    for (int j = 0; j < count; j++) {
      least = Math.min(least, Math.min(ds[j] * inverseS[j], dl[j] * inverseL[j]));
    }
    return -1 / least;
  }

  /// Moves [#next] to where θ and ψ, not ω, have changed by the linear step, then ω up to the
  /// nearest that satisfies the conditions: θ is what quotes know best, and θ = ωψ is not linear.
  void bend() {
    for (int i = 0; i < slices; i++) {
      int r = N * i;
      double psi = 0.5 * (x[r + 1] + x[r + 2]);
      double change = 0.5 * (step[r + 1] + step[r + 2]);
      double theta = psi * (x[r] + step[r]) + x[r] * change;
      next[r] = theta / (psi + change);
    }
    conditions.repair(next, x);
  }

  /// What the quadratic model promises for the step to [#next].
  double predicted() {
    double sum = 0;
    for (int i = 0; i < slices; i++) {
      int g = 6 * i;
      int r = N * i;
      double a = step[r];
      double b = step[r + 1];
      double c = step[r + 2];
      sum += a * right[r] + b * right[r + 1] + c * right[r + 2];
      sum -= 0.5 * (gram[g] * a * a + gram[g + 2] * b * b + gram[g + 5] * c * c);
      sum -= gram[g + 1] * a * b + gram[g + 3] * a * c + gram[g + 4] * b * c;
    }
    return sum;
  }
}
