package io.calibrant.core.calibration.slice;

/// The quadratic program of one Gauss–Newton step over all slices: the domain of arbitrage-free
/// eSSVI surfaces is a polyhedron in (ω, A, B) = (θ/ψ, ψ(1 + ρ), ψ(1 − ρ)).
///
/// No calendar spread between neighbours: ω, A and B do not fall (ω is 1/φ). No butterfly: A ≤ 4ω
/// and B ≤ 4ω, which is ψ²(1 + |ρ|) ≤ 4θ, and A ≤ 4, B ≤ 4. It is the domain that Mingone
/// (arXiv:2204.00312) parametrises, but flat, so that its faces have no kinks. Conditions couple
/// neighbours only, by one number a coordinate: the system is block tridiagonal with diagonal
/// off-diagonal blocks. Solved by Mehrotra's primal–dual predictor–corrector; every point it
/// returns lies strictly inside.
final class EssviProgram {
  private static final int N = 3;
  private static final int PER_SLICE = 5;
  private static final int LIMIT = 50;

  /// By how much, relatively, conditions hold more than just so: rounding of θ, ρ, ψ stays inside.
  private static final double MARGIN = 1e-10;

  /// How far, relatively, a condition may be from its slack.
  private static final double ROUNDING = 1e-9;

  /// Twice the cost of moving a coordinate by its own size, far below that of any quote.
  private static final double STAY = 1e-9;

  private static final double STEEPEST = 4 * (1 - MARGIN);

  /// Points that the step starts from, 3 a slice.
  final double[] x;

  /// Lower triangles (ωω, ωA, AA, ωB, AB, BB) a slice, and −gradient, 3 a slice.
  final double[] gram;

  final double[] right;

  private final double[] least = new double[N];

  /// Where the step ends.
  final double[] next;

  private final int slices;
  private final int conditions;
  private final double[] step;
  private final double[] s;
  private final double[] lambda;
  private final double[] ds;
  private final double[] dl;
  private final double[] inverse;
  private final double[] link;
  private final double[] product = new double[N];
  private final double[] rhs;
  private final double[] residual;

  EssviProgram(int slices) {
    this.slices = slices;
    conditions = PER_SLICE * slices + 2;
    x = new double[N * slices];
    next = new double[N * slices];
    right = new double[N * slices];
    rhs = new double[N * slices];
    residual = new double[N * slices];
    step = new double[N * slices];
    gram = new double[6 * slices];
    inverse = new double[6 * slices];
    link = new double[6 * slices];
    s = new double[conditions];
    lambda = new double[conditions];
    ds = new double[conditions];
    dl = new double[conditions];
  }

  /// The value of condition j at a point; with `constant` false its linear part only.
  private double value(int j, double[] at, boolean constant) {
    int last = N * (slices - 1);
    if (j >= PER_SLICE * slices) {
      double v = at[last + 1 + j - PER_SLICE * slices];
      return constant ? STEEPEST - v : -v;
    }
    int i = j / PER_SLICE;
    int c = j - PER_SLICE * i;
    int row = N * i;
    if (c < N) {
      double before = i == 0 ? 0 : at[row - N + c];
      return at[row + c] - before - (constant ? least[c] : 0);
    }
    return STEEPEST * at[row] - at[row + c - 2];
  }

  /// Adds f times the gradient of condition j.
  private void addGradient(int j, double f, double[] to) {
    int last = N * (slices - 1);
    if (j >= PER_SLICE * slices) {
      to[last + 1 + j - PER_SLICE * slices] -= f;
      return;
    }
    int i = j / PER_SLICE;
    int c = j - PER_SLICE * i;
    int row = N * i;
    if (c < N) {
      to[row + c] += f;
      if (i > 0) {
        to[row - N + c] -= f;
      }
    } else {
      to[row] += STEEPEST * f;
      to[row + c - 2] -= f;
    }
  }

  /// Whether every condition holds at a point, with a margin.
  boolean holds(double[] at) {
    margins(at);
    for (int j = 0; j < conditions; j++) {
      if (!(value(j, at, true) >= 0)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a condition holds with no room to speak of.
  boolean binds(double[] at) {
    for (int j = 0; j < conditions; j++) {
      if (value(j, at, true) < 1e-6 * size(j)) {
        return true;
      }
    }
    return false;
  }

  private void margins(double[] at) {
    int last = N * (slices - 1);
    for (int c = 0; c < N; c++) {
      least[c] = MARGIN * Math.max(at[last + c], at[c]);
    }
  }

  private double size(int j) {
    if (j >= PER_SLICE * slices) {
      return 4;
    }
    int i = j / PER_SLICE;
    int c = j - PER_SLICE * i;
    return Math.abs(x[N * i + (c < N ? c : c - 2)]) + least[0];
  }

  /// Solves for the point of least quadratic model in the domain; writes [#next].
  ///
  /// @param damping Marquardt's, relative to the diagonal
  /// @param gap the duality gap at which to stop
  /// @return false if the system broke down
  boolean solve(double damping, double gap) {
    margins(x);
    double mu = begin(gap);
    for (int round = 0; round < LIMIT; round++) {
      double off = 0;
      double apart = 0;
      for (int j = 0; j < conditions; j++) {
        // Here `ds` is how far the slack is from its condition.
        ds[j] = value(j, step, false) + value(j, x, true) - s[j];
        off = Math.max(off, Math.abs(ds[j]) * lambda[j]);
        apart = Math.max(apart, Math.abs(ds[j]) / size(j));
      }
      if (mu * conditions <= gap && off <= gap && apart <= ROUNDING) {
        break;
      }
      if (!factor(damping)) {
        return false;
      }
      mu = advance(damping, mu);
    }
    for (int i = 0; i < N * slices; i++) {
      next[i] = x[i] + step[i];
    }
    return repair();
  }

  /// Slacks and multipliers to start from.
  private double begin(double gap) {
    java.util.Arrays.fill(step, 0);
    double scale = gap;
    for (int i = 0; i < slices; i++) {
      for (int c = 0; c < N; c++) {
        double diagonal = gram[6 * i + c * (c + 3) / 2];
        double r = right[N * i + c];
        scale += r * r / (diagonal + Double.MIN_NORMAL);
      }
    }
    for (int j = 0; j < conditions; j++) {
      double at = value(j, x, true);
      if (at < 0) {
        scale += at * at * stiffness(j);
      }
      s[j] = Math.max(at, 0.05 * size(j));
    }
    double mu = 0.1 * scale / conditions;
    for (int j = 0; j < conditions; j++) {
      lambda[j] = mu / s[j];
    }
    return mu;
  }

  private double stiffness(int j) {
    if (j >= PER_SLICE * slices) {
      int c = 1 + j - PER_SLICE * slices;
      return gram[6 * (slices - 1) + c * (c + 3) / 2];
    }
    int i = j / PER_SLICE;
    int c = j - PER_SLICE * i;
    c = c < N ? c : c - 2;
    return gram[6 * i + c * (c + 3) / 2];
  }

  /// Predictor, then corrector; the new mean of s·λ.
  private double advance(double damping, double mu) {
    gradient(damping);
    direction(0, false);
    double reach = reach();
    double ahead = 0;
    for (int j = 0; j < conditions; j++) {
      ahead += (s[j] + reach * ds[j]) * (lambda[j] + reach * dl[j]);
    }
    double share = ahead / (conditions * mu);
    direction(share * share * share * mu, true);
    double along = Math.min(1, 0.995 * reach());
    double sum = 0;
    for (int i = 0; i < N * slices; i++) {
      step[i] += along * rhs[i];
    }
    for (int j = 0; j < conditions; j++) {
      s[j] += along * ds[j];
      lambda[j] += along * dl[j];
      sum += s[j] * lambda[j];
    }
    return sum / conditions;
  }

  /// r − (G + damping)·step + Σλa.
  private void gradient(double damping) {
    for (int i = 0; i < slices; i++) {
      int g = 6 * i;
      int r = N * i;
      double a = step[r];
      double b = step[r + 1];
      double c = step[r + 2];
      double da = diagonal(i, 0, damping);
      double db = diagonal(i, 1, damping);
      double dc = diagonal(i, 2, damping);
      residual[r] = right[r] - da * a - gram[g + 1] * b - gram[g + 3] * c;
      residual[r + 1] = right[r + 1] - gram[g + 1] * a - db * b - gram[g + 4] * c;
      residual[r + 2] = right[r + 2] - gram[g + 3] * a - gram[g + 4] * b - dc * c;
    }
    for (int j = 0; j < conditions; j++) {
      addGradient(j, lambda[j], residual);
    }
  }

  /// A damped diagonal element; a coordinate that no quote sees stays where it is.
  private double diagonal(int i, int c, double damping) {
    double at = x[N * i + c];
    return gram[6 * i + c * (c + 3) / 2] * (1 + damping) + STAY / (at * at + least[c]);
  }

  /// The Newton direction for s·λ = target, in `rhs`, `ds`, `dl`.
  private void direction(double target, boolean corrected) {
    System.arraycopy(residual, 0, rhs, 0, N * slices);
    for (int j = 0; j < conditions; j++) {
      double primal = value(j, step, false) + value(j, x, true) - s[j];
      // Mehrotra's second-order term is the product of the predictor's changes.
      double second = corrected ? ds[j] * dl[j] : 0;
      dl[j] = (target - second) / s[j] - lambda[j] - lambda[j] / s[j] * primal;
      ds[j] = primal;
      addGradient(j, dl[j], rhs);
    }
    substitute();
    for (int j = 0; j < conditions; j++) {
      double along = value(j, rhs, false);
      dl[j] -= lambda[j] / s[j] * along;
      ds[j] += along;
    }
  }

  /// The longest step ≤ 1 that keeps slacks and multipliers positive.
  private double reach() {
    double most = 1;
    for (int j = 0; j < conditions; j++) {
      if (ds[j] < 0) {
        most = Math.min(most, -s[j] / ds[j]);
      }
      if (dl[j] < 0) {
        most = Math.min(most, -lambda[j] / dl[j]);
      }
    }
    return most;
  }

  /// Eliminates slice by slice. Where λ/s of a link between two slices is W and K what has been
  /// gathered so far, the next slice receives P = (K⁻¹ + W⁻¹)⁻¹: the form of W − W(K + W)⁻¹W that
  /// keeps its digits when a link is stiff.
  private boolean factor(double damping) {
    for (int i = 0; i < slices; i++) {
      int g = 6 * i;
      int j = PER_SLICE * i;
      double p = lambda[j + 3] / s[j + 3];
      double q = lambda[j + 4] / s[j + 4];
      boolean last = i == slices - 1;
      double a = last ? lambda[j + 5] / s[j + 5] : 0;
      double b = last ? lambda[j + 6] / s[j + 6] : 0;
      inverse[g] = diagonal(i, 0, damping) + STEEPEST * STEEPEST * (p + q);
      inverse[g + 1] = gram[g + 1] - STEEPEST * p;
      inverse[g + 2] = diagonal(i, 1, damping) + a + p;
      inverse[g + 3] = gram[g + 3] - STEEPEST * q;
      inverse[g + 4] = gram[g + 4];
      inverse[g + 5] = diagonal(i, 2, damping) + b + q;
      if (i == 0) {
        for (int c = 0; c < N; c++) {
          inverse[c * (c + 3) / 2] += lambda[c] / s[c];
        }
      } else {
        System.arraycopy(inverse, g - 6, link, g, 6);
        for (int c = 0; c < N; c++) {
          link[g + c * (c + 3) / 2] += s[j + c] / lambda[j + c];
        }
        if (!invert(link, g)) {
          return false;
        }
        for (int c = 0; c < 6; c++) {
          inverse[g + c] += link[g + c];
        }
      }
      if (!invert(inverse, g)) {
        return false;
      }
    }
    return true;
  }

  /// Replaces a symmetric 3×3 block by its inverse, by L·D·Lᵀ.
  private static boolean invert(double[] block, int g) {
    double a = block[g];
    double b = block[g + 1];
    double d = block[g + 3];
    double l = b / a;
    double m = d / a;
    double d1 = block[g + 2] - l * b;
    double o = (block[g + 4] - l * d) / d1;
    double d2 = block[g + 5] - m * d - o * (block[g + 4] - l * d);
    if (!(a > 0 && d1 > 0 && d2 > 0)) {
      return false;
    }
    double i2 = 1 / d2;
    double n = l * o - m;
    double x02 = n * i2;
    block[g] = 1 / a + l * l / d1 + n * x02;
    block[g + 1] = -l / d1 - o * x02;
    block[g + 2] = 1 / d1 + o * o * i2;
    block[g + 3] = x02;
    block[g + 4] = -o * i2;
    block[g + 5] = i2;
    return true;
  }

  /// Solves the factored system for `rhs`, in place.
  private void substitute() {
    for (int i = 1; i < slices; i++) {
      int r = N * i;
      multiply(inverse, 6 * (i - 1), rhs[r - 3], rhs[r - 2], rhs[r - 1]);
      multiply(link, 6 * i, product[0], product[1], product[2]);
      rhs[r] += product[0];
      rhs[r + 1] += product[1];
      rhs[r + 2] += product[2];
    }
    for (int i = slices - 1; i >= 0; i--) {
      int r = N * i;
      double a = rhs[r];
      double b = rhs[r + 1];
      double c = rhs[r + 2];
      multiply(inverse, 6 * i, a, b, c);
      if (i < slices - 1) {
        double u = rhs[r + 3] - product[0];
        double v = rhs[r + 4] - product[1];
        double w = rhs[r + 5] - product[2];
        multiply(link, 6 * i + 6, u, v, w);
        multiply(inverse, 6 * i, a + product[0], b + product[1], c + product[2]);
      }
      rhs[r] = product[0];
      rhs[r + 1] = product[1];
      rhs[r + 2] = product[2];
    }
  }

  /// Writes a symmetric block times (a, b, c) to `product`.
  private void multiply(double[] m, int g, double a, double b, double c) {
    product[0] = m[g] * a + m[g + 1] * b + m[g + 3] * c;
    product[1] = m[g + 1] * a + m[g + 2] * b + m[g + 4] * c;
    product[2] = m[g + 3] * a + m[g + 4] * b + m[g + 5] * c;
  }

  /// Moves [#next] by what the interior point left of rounding, so that every condition holds.
  private boolean repair() {
    for (int r = 0; r < N * slices; r += N) {
      for (int c = 1; c < N; c++) {
        double before = r == 0 ? 0 : next[r - N + c];
        double most = STEEPEST - (slices - r / N) * 2 * least[c];
        next[r + c] = Math.min(most, Math.max(next[r + c], before + least[c]));
      }
      double before = r == 0 ? 0 : next[r - N];
      double steepest = Math.max(next[r + 1], next[r + 2]) / STEEPEST * (1 + MARGIN);
      next[r] = Math.max(Math.max(next[r], before + least[0]), steepest);
    }
    for (int j = 0; j < conditions; j++) {
      if (!(value(j, next, true) > -1e-3 * MARGIN * size(j))) {
        return false;
      }
    }
    return true;
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
    repair();
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
