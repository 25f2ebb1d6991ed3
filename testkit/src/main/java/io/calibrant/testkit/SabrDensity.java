package io.calibrant.testkit;

import io.calibrant.core.math.Tridiagonal;
import io.calibrant.core.smile.Sabr;

/// The arbitrage-free SABR law of the forward at an expiry, by finite differences of its density:
/// the reference for [Sabr]'s expansion.
///
/// Q_T = ½∂²(MQ)/∂F² with M = D²e^{ρναΓT}, D = F^β√(α² + 2αρνY + ν²Y²), Y = (F^(1−β) − 1)/(1 − β),
/// Γ = (F^β − 1)/(F − 1), the forward scaled to 1, absorbed at both ends (Hagan, Kumar, Lesniewski
/// and Woodward, *Arbitrage-free SABR*, 2014). Nodes are even in ζ = ∫dF/D (Le Floc'h and Kennedy,
/// *Finite difference techniques for arbitrage-free SABR*, 2014). Here the equation is that of a
/// Markov chain on the nodes whose jumps have mean 0 and variance M: every scheme in time keeps
/// mass and mean, to rounding, and order 2 holds on uneven nodes. Time goes by four half steps of
/// implicit Euler (Rannacher), then TR-BDF2.
public final class SabrDensity {
  private static final double STAGE = 1 - Math.sqrt(0.5);

  private final Sabr sabr;
  private final int size;
  private final int forward;
  private final double[] nodes;
  private final double[] mass;

  // D² and ρναΓ by node; the chain's rates to the left and to the right at one time.
  private final double[] squares;
  private final double[] growth;
  private final double[] left;
  private final double[] right;
  private final double[] lower;
  private final double[] diagonal;
  private final double[] upper;
  private final double[] work;
  private final double[] before;

  private SabrDensity(Sabr sabr, int spaceSteps, double stdDevs) {
    this.sabr = sabr;
    double reach = stdDevs * Math.sqrt(sabr.expiry());
    double lowest = Math.max(-reach, zero(sabr));
    // The forward and the lowest end are nodes, the upper end gives way.
    forward = (int) Math.max(2, StrictMath.rint(spaceSteps * -lowest / (reach - lowest)));
    double spacing = -lowest / forward;
    size = forward + 1 + (int) Math.max(2, StrictMath.ceil(reach / spacing - 1e-9));
    nodes = new double[size];
    mass = new double[size];
    squares = new double[size];
    growth = new double[size];
    left = new double[size];
    right = new double[size];
    lower = new double[size];
    diagonal = new double[size];
    upper = new double[size];
    work = new double[size];
    before = new double[size];
    for (int i = 0; i < size; i++) {
      place(i, (i - forward) * spacing);
    }
    if (lowest > -reach) {
      nodes[0] = 0;
    }
    mass[forward] = 1;
  }

  /// The law at `sabr`'s expiry.
  ///
  /// @param spaceSteps about so many intervals, ≥ 8
  /// @param timeSteps ≥ 2
  /// @param stdDevs where the nodes end, in √T of ζ, > 0; below at F = 0 if that comes first
  public static SabrDensity of(Sabr sabr, int spaceSteps, int timeSteps, double stdDevs) {
    if (!(spaceSteps >= 8 && timeSteps >= 2 && stdDevs > 0 && stdDevs < 50)) {
      throw new IllegalArgumentException(
          "spaceSteps=%d timeSteps=%d stdDevs=%s: need ≥ 8, ≥ 2, and > 0 and < 50"
              .formatted(spaceSteps, timeSteps, stdDevs));
    }
    var density = new SabrDensity(sabr, spaceSteps, stdDevs);
    double dt = sabr.expiry() / timeSteps;
    for (int i = 0; i < timeSteps; i++) {
      density.step(i * dt, dt);
    }
    return density;
  }

  /// ζ of F = 0, −∞ for β = 1.
  private static double zero(Sabr sabr) {
    if (sabr.beta() == 1) {
      return Double.NEGATIVE_INFINITY;
    }
    double v = -sabr.volOfVol() / (sabr.alpha() * (1 - sabr.beta()));
    double rho = sabr.rho();
    double q = Math.sqrt(1 + 2 * rho * v + v * v);
    return StrictMath.log((1 - rho) / (q - v - rho)) / sabr.volOfVol();
  }

  private void place(int i, double zeta) {
    double nu = sabr.volOfVol();
    double beta = sabr.beta();
    double sinh = StrictMath.sinh(nu * zeta);
    double cosh = StrictMath.cosh(nu * zeta);
    double half = StrictMath.sinh(0.5 * nu * zeta);
    double y = sabr.alpha() / nu * (sinh + sabr.rho() * 2 * half * half);
    double f =
        beta == 1
            ? StrictMath.exp(y)
            : StrictMath.pow(Math.max(0, 1 + (1 - beta) * y), 1 / (1 - beta));
    double power = StrictMath.pow(f, beta);
    double d = sabr.alpha() * (cosh + sabr.rho() * sinh) * power;
    nodes[i] = i == forward ? 1 : f;
    squares[i] = d * d;
    double gamma = i == forward ? beta : (power - 1) / (f - 1);
    growth[i] = sabr.rho() * nu * sabr.alpha() * gamma;
  }

  /// The chain's rates at `time`; the ends absorb.
  private void rates(double time) {
    for (int i = 1; i < size - 1; i++) {
      double below = nodes[i] - nodes[i - 1];
      double above = nodes[i + 1] - nodes[i];
      double variance = squares[i] * StrictMath.exp(growth[i] * time) / (below + above);
      left[i] = variance / below;
      right[i] = variance / above;
    }
  }

  /// Solves (I − c·Aᵀ)·mass = mass with the rates at hand: an M-matrix.
  private void solve(double c) {
    for (int i = 0; i < size; i++) {
      diagonal[i] = 1 + c * (left[i] + right[i]);
      lower[i] = i == 0 ? 0 : -c * right[i - 1];
      upper[i] = i == size - 1 ? 0 : -c * left[i + 1];
    }
    Tridiagonal.solve(lower, diagonal, upper, mass, work, size);
  }

  /// Lawson and Swayne's step: two of implicit Euler, extrapolated; L-stable, of order 2.
  private void step(double from, double dt) {
    implicit(from + STAGE * dt, STAGE * dt);
    System.arraycopy(mass, 0, before, 0, size);
    implicit(from + 2 * STAGE * dt, STAGE * dt);
    double root = Math.sqrt(2);
    for (int i = 0; i < size; i++) {
      mass[i] = (root + 1) * mass[i] - root * before[i];
    }
  }

  private void implicit(double end, double dt) {
    rates(end);
    solve(dt);
  }

  /// Number of nodes.
  public int size() {
    return size;
  }

  /// Index of the node at the forward.
  public int forwardIndex() {
    return forward;
  }

  /// F/f of node i, ascending.
  public double strike(int i) {
    return nodes[i];
  }

  /// Probability of node i; at the ends what was absorbed there.
  public double mass(int i) {
    return mass[i];
  }

  /// Probability per F/f at node i, the ends excluded.
  public double density(int i) {
    if (!(i > 0 && i < size - 1)) {
      throw new IllegalArgumentException("i=%d: inner nodes are 1 to %d".formatted(i, size - 2));
    }
    return 2 * mass[i] / (nodes[i + 1] - nodes[i - 1]);
  }

  /// The out-of-the-money option struck at node i: the put below the forward, the call from it on.
  public double otmPrice(int i) {
    double sum = 0;
    if (i < forward) {
      for (int j = 0; j < i; j++) {
        sum += mass[j] * (nodes[i] - nodes[j]);
      }
    } else {
      for (int j = size - 1; j > i; j--) {
        sum += mass[j] * (nodes[j] - nodes[i]);
      }
    }
    return sum;
  }

  /// The node nearest to the strike e^k.
  public int nearest(double k) {
    double strike = StrictMath.exp(k);
    int best = 0;
    for (int i = 1; i < size; i++) {
      if (Math.abs(nodes[i] - strike) < Math.abs(nodes[best] - strike)) {
        best = i;
      }
    }
    return best;
  }
}
