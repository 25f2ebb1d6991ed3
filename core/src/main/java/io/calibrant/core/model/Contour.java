package io.calibrant.core.model;

import io.calibrant.core.math.SineCosine;

/// The path of integration of one option: it crosses the real axis at the saddle point of the
/// integrand and leaves it along a hyperbola.
///
/// ```
/// p(y) = a + B (sin ω (cosh y − 1) + i cos ω sinh y)
/// ```
///
/// a minimises ψ(a) = L(a) − ak − ln|a(a − 1)| on the option's own side of the poles at 0 and 1 (a
/// > 1: a call, a < 0: a put; Lord and Kahl, *Optimal Fourier inversion in semi-analytical option
/// pricing*, 2007), where the integrand is positive and nothing cancels; B = ψ″(a)^(−½); the lean ω
/// is the one of five within the model's bounds that decays fastest (S. Boyarchenko and S.
/// Levendorskii, *Sinh-acceleration*, 2019).
final class Contour {
  private static final double GOLDEN = 0.6180339887498949;
  private static final double NEAREST = -18;
  private static final double FARTHEST = 16;
  private static final int SEARCH_STEPS = 16;
  private static final int BISECTIONS = 40;

  /// What a retreat from the saddle point may cost: digits of ln, e² = 7.4 in cancellation.
  private static final double AFFORDABLE = 2;

  /// Far enough out that even a drift over an hour tells the leans apart.
  private static final double PROBE = 25;

  private final TransformModel model;
  private final Moments moments;
  private final TransformNodes nodes;

  double a;
  double scale;
  double sin;
  double cos;

  /// ψ(a), by which the integrand is scaled.
  double peak;

  /// Whether a lies between the poles for want of moments: then the value is off by the payoff.
  boolean covered;

  /// @param moments where the path may cross the real axis beyond the poles
  Contour(TransformModel model, Moments moments) {
    this.model = model;
    this.moments = moments;
    nodes = TransformNodes.of(model, 1);
  }

  /// Which powers of the price have the moments that an integrand asks for.
  interface Moments {
    boolean exist(double[] parameters, double years, double power);
  }

  /// Chooses the path.
  void choose(double[] x, double years, double k) {
    double t = saddle(x, years, k);
    covered = psi(x, years, k, t) == Double.POSITIVE_INFINITY;
    if (covered) {
      between(x, years, k);
    } else {
      double bound = bound(x, years, k, t);
      t = retreat(x, years, k, t, bound);
      double distance = StrictMath.exp(t);
      a = k >= 0 ? 1 + distance : -distance;
      peak = psi(x, years, k, t);
      double e = 0.05;
      double bend =
          psi(x, years, k, t + StrictMath.log1p(e))
              - 2 * peak
              + psi(x, years, k, t + StrictMath.log1p(-e));
      scale = bend > 0 && bend < 1e6 ? e * distance / Math.sqrt(bend) : distance;
      scale = Math.max(0.01 * distance, Math.min(distance, scale));
      // No singularity nearer than about 1 in y.
      scale = Math.min(scale, bound - distance);
    }
    lean(x, years, k);
  }

  /// Chooses the path between the poles instead: the value is then the payoff less what is left.
  void cover(double[] x, double years, double k) {
    covered = true;
    between(x, years, k);
    lean(x, years, k);
  }

  private void between(double[] x, double years, double k) {
    a = 0.5;
    scale = 0.5;
    peak = logSize(x, years, k, 0.5, 0);
  }

  /// Whether moments end so near the pole that the path keeps few digits of its distance to it.
  boolean hugsPole() {
    return !covered && Math.min(Math.abs(a), Math.abs(a - 1)) < 1e-3;
  }

  /// ln of the distance between a and its pole at which ψ is least.
  private double saddle(double[] x, double years, double k) {
    double low = NEAREST;
    double high = FARTHEST;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = psi(x, years, k, left);
    double atRight = psi(x, years, k, right);
    for (int i = 0; i < SEARCH_STEPS; i++) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = psi(x, years, k, left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = psi(x, years, k, right);
      }
    }
    return atLeft <= atRight ? left : right;
  }

  /// The distance from the pole at which moments end, +∞ where they do not.
  private double bound(double[] x, double years, double k, double t) {
    if (exists(x, years, k, FARTHEST)) {
      return Double.POSITIVE_INFINITY;
    }
    double low = t;
    double high = FARTHEST;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (low + high);
      if (exists(x, years, k, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return StrictMath.exp(high);
  }

  private boolean exists(double[] x, double years, double k, double t) {
    double distance = StrictMath.exp(t);
    return moments.exist(x, years, k >= 0 ? 1 + distance : -distance);
  }

  /// Where ψ is flat towards the end of the moments (jumps near expiry), a place well before it:
  /// the singularity there would call for steps as short as the distance to it.
  private double retreat(double[] x, double years, double k, double t, double bound) {
    double least = psi(x, years, k, t);
    for (double share = 0.5; share < 1 - 1e-3; share = 0.5 * (1 + share)) {
      double candidate = StrictMath.log(share * bound);
      if (!(candidate < t)) {
        break;
      }
      if (psi(x, years, k, candidate) <= least + AFFORDABLE) {
        return candidate;
      }
    }
    return t;
  }

  private double psi(double[] x, double years, double k, double t) {
    double distance = StrictMath.exp(t);
    double power = k >= 0 ? 1 + distance : -distance;
    if (!moments.exist(x, years, power)) {
      return Double.POSITIVE_INFINITY;
    }
    nodes.reset(false);
    nodes.add(power, 0);
    model.evaluate(x, years, nodes);
    double psi = nodes.re(0, 0) - power * k - t - StrictMath.log1p(distance);
    return Double.isNaN(psi) ? Double.POSITIVE_INFINITY : psi;
  }

  private void lean(double[] x, double years, double k) {
    sin = 0;
    cos = 1;
    if (model.lean() == 0) {
      return;
    }
    boolean mayGrow = model.revival(x, years, a, 0) < Double.POSITIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    double bestSin = 0;
    double bestCos = 1;
    for (int i = -2; i <= 2; i++) {
      sin = SineCosine.sin(0.5 * i * model.lean());
      cos = SineCosine.cos(0.5 * i * model.lean());
      double size = logSize(x, years, k, PROBE);
      if (size < least && !(mayGrow && i != 0 && grows(x, years, k))) {
        least = size;
        bestSin = sin;
        bestCos = cos;
      }
    }
    sin = bestSin;
    cos = bestCos;
  }

  /// Whether the integrand grows along the path: jumps of almost one size do so, on one side of the
  /// vertical, beyond all bounds before they vanish.
  private boolean grows(double[] x, double years, double k) {
    for (double y = 2; y < PROBE; y += 2) {
      if (!(logSize(x, years, k, y) <= peak + AFFORDABLE)) {
        return true;
      }
    }
    return false;
  }

  private double logSize(double[] x, double years, double k, double y) {
    double re = a + scale * sin * (StrictMath.cosh(y) - 1);
    return logSize(x, years, k, re, scale * cos * StrictMath.sinh(y));
  }

  /// ln |e^(−pk) M(p)/(p(p − 1))|.
  private double logSize(double[] x, double years, double k, double re, double im) {
    nodes.reset(false);
    nodes.add(re, im);
    model.evaluate(x, years, nodes);
    double poles = (re * re + im * im) * ((re - 1) * (re - 1) + im * im);
    return nodes.re(0, 0) - re * k - 0.5 * StrictMath.log(poles);
  }
}
