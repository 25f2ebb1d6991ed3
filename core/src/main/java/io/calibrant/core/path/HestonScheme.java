package io.calibrant.core.path;

import io.calibrant.core.math.Elementary;
import io.calibrant.core.math.Normal;
import io.calibrant.core.model.Heston;
import java.util.Arrays;

/// L. Andersen's quadratic-exponential scheme for Heston's model with his martingale correction,
/// *Simple and efficient simulation of the Heston stochastic volatility model*, J. Comput. Finance
/// 11 (2008), sections 3.2 and 4.3 with γ₁ = γ₂ = ½ and ψ_c = 1.5.
///
/// The variance's mean and variance over a step are exact, also where the Feller condition fails;
/// with ψ = s²/m²
///
/// ```
/// ψ ≤ 1.5:  v′ = a(b + Z)²                                       quadratic
/// ψ > 1.5:  v′ = 0 with probability p, else exponential          exponential
/// x′ = x + K₀* + K₁v + K₂v′ + √(K₃v + K₄v′)·Z₂
/// ```
///
/// K₀* makes E[e^x′] = e^x exactly where that expectation is finite (it may fail for ρ > 0 and long
/// steps; then K₀ is taken). Weak error O(dt) and small. Columns: x, v.
public final class HestonScheme implements PathScheme {
  private static final double SWITCH = 1.5;

  private final double v0;
  private final double kappa;
  private final double theta;
  private final double xi;
  private final double rho;

  private HestonScheme(double[] p) {
    v0 = p[0];
    kappa = p[1];
    theta = p[2];
    xi = p[3];
    rho = p[4];
  }

  /// The scheme of a parameter set.
  ///
  /// @param parameters v0, kappa, theta, volOfVol, rho as in [Heston]; further ones are ignored
  public static HestonScheme of(double... parameters) {
    double[] five = Arrays.copyOf(parameters, 5);
    Schemes.check(Heston.MODEL, five);
    return new HestonScheme(five);
  }

  @Override
  public int normals() {
    return 2;
  }

  @Override
  public int columns() {
    return 2;
  }

  @Override
  public void start(double[][] state, int count) {
    start(state[1], count);
  }

  void start(double[] vs, int count) {
    Arrays.fill(vs, 0, count, v0);
  }

  @Override
  public void step(
      double t, double dt, double[][] normals, double[][] state, Jumps jumps, int count) {
    move(dt, normals[0], normals[1], state[0], state[1], count);
  }

  /// Moves x and v by dt with normals of v and of what v leaves of x.
  void move(double dt, double[] z1, double[] z2, double[] x, double[] vs, int count) {
    double decay = Elementary.exp(-kappa * dt);
    double g = kappa * dt > 1e-8 ? (1 - decay) / kappa : dt;
    double fromV = xi * xi * decay * g;
    double fromTheta = 0.5 * theta * xi * xi * kappa * g * g;
    double pull = theta * kappa * g;
    double share = 0.5 * dt * (kappa * rho / xi - 0.5);
    double k1 = share - rho / xi;
    double k2 = share + rho / xi;
    double k3 = 0.5 * dt * (1 - rho * rho);
    double a = k2 + 0.5 * k3;
    double own = k1 + 0.5 * k3;
    double plain = -rho * kappa * theta * dt / xi;
    for (int i = 0; i < count; i++) {
      double v = vs[i];
      double m = pull + v * decay;
      double s2 = v * fromV + fromTheta;
      double drift = plain;
      double next = 0;
      if (s2 <= SWITCH * m * m && m > 0) {
        double inverse = 2 * m * m / s2;
        double b2 = inverse - 1 + Math.sqrt(inverse * (inverse - 1));
        double scale = m / (1 + b2);
        double root = Math.sqrt(b2) + z1[i];
        next = scale * root * root;
        double rest = 1 - 2 * a * scale;
        if (rest > 0) {
          drift = -a * b2 * scale / rest + 0.5 * Elementary.log(rest) - own * v;
        }
      } else if (m > 0) {
        double psi = s2 / (m * m);
        double p = (psi - 1) / (psi + 1);
        double beta = (1 - p) / m;
        double above = Normal.survival(z1[i]);
        next = above < 1 - p ? Elementary.log((1 - p) / above) / beta : 0;
        if (a < beta) {
          drift = -Elementary.log(p + beta * (1 - p) / (beta - a)) - own * v;
        }
      }
      x[i] += drift + k1 * v + k2 * next + Math.sqrt(k3 * (v + next)) * z2[i];
      vs[i] = next;
    }
  }
}
