package io.calibrant.core.model;

import java.util.Arrays;

/// One option at a time, as accurate as doubles allow: the transform integral on a [Contour] by the
/// trapezoidal rule in y, which converges exponentially, halved until two levels agree.
///
/// ```
/// V/F = (eᵏ/π) ∫₀^∞ Re[e^(−pk) M(p)/(p(p − 1)) p′(y)/i] dy,    M = e^L
/// ```
///
/// is the call where the contour crosses right of 1 and the put where it crosses left of 0: always
/// the out-of-the-money option, relatively accurate however small. Greeks are the derivatives of
/// this same sum. A pricer owns its work arrays: one thread at a time, no allocation per call.
public final class ContourPricer {
  /// Index of the out-of-the-money value in units of the forward.
  public static final int VALUE = 0;

  /// Index of F ∂/∂F of the value V, per F: the option's forward delta.
  public static final int DELTA = 1;

  /// Index of F·gamma.
  public static final int GAMMA = 2;

  /// Index of ∂(V/F)/∂T.
  public static final int SLOPE_IN_T = 3;

  /// Index of ∂²V/∂F∂level.
  public static final int VANNA = 4;

  /// Index of ∂²(V/F)/∂level².
  public static final int VOLGA = 5;

  /// Index of ∂(V/F)/∂parameter₀; the others follow.
  public static final int FIRST_PARAMETER = 6;

  private static final double FIRST_STEP = 0.25;
  private static final double LAST_Y = 60;
  private static final int MAX_LEVELS = 11;
  private static final double NEGLIGIBLE = 1e-18;
  private static final double AGREEMENT = 1e-10;

  /// In units of the forward: far below any price that a market knows. Smaller ones need not agree
  /// after so many levels.
  private static final double ABSOLUTE = 1e-26;

  private static final int PATIENCE = 6;

  /// A value of this size, in units of the forward, keeps ten digits as the payoff less an
  /// integral.
  private static final double DIRECT = 1e-5;

  private final TransformModel model;
  private final Contour contour;
  private final ContourNodes path;
  private final TransformNodes nodes;
  private final double[] derivatives;

  private double k;
  private double sum;
  private double sumOfSizes;
  private double step;

  private ContourPricer(TransformModel model) {
    this.model = model;
    contour = new Contour(model, model::momentExists);
    path = new ContourNodes(model, contour);
    nodes = path.nodes;
    derivatives = new double[FIRST_PARAMETER + model.parameterCount()];
  }

  /// A pricer of `model`.
  public static ContourPricer of(TransformModel model) {
    return new ContourPricer(model);
  }

  /// Prices one option; [#value] has the result.
  ///
  /// @param parameters a parameter set of the model
  /// @param years to expiry, > 0
  /// @param logMoneyness k = ln(K/F), finite
  public PriceStatus price(double[] parameters, double years, double logMoneyness) {
    if (!model.admits(parameters)) {
      return PriceStatus.OUTSIDE_DOMAIN;
    }
    check(years, logMoneyness);
    k = logMoneyness;
    contour.choose(parameters, years, k);
    if (contour.hugsPole()) {
      contour.cover(parameters, years, k);
      if (integrate(parameters, years) == PriceStatus.OK && value() > DIRECT) {
        return PriceStatus.OK;
      }
      contour.choose(parameters, years, k);
    }
    return integrate(parameters, years);
  }

  /// The out-of-the-money value V/F of the last call of [#price].
  public double value() {
    double integral = step * sum * factor();
    if (!contour.covered) {
      return integral;
    }
    return Math.max(0, integral + (k >= 0 ? 1 : StrictMath.exp(k)));
  }

  /// Prices one option with its Greeks.
  ///
  /// @param out receives value and derivatives at the indices above, length ≥ [#FIRST_PARAMETER] +
  ///   parameter count
  public PriceStatus greeks(double[] parameters, double years, double logMoneyness, double[] out) {
    PriceStatus status = price(parameters, years, logMoneyness);
    if (status == PriceStatus.OUTSIDE_DOMAIN) {
      return status;
    }
    differentiate(parameters, years);
    double factor = step * factor();
    for (int i = 1; i < derivatives.length; i++) {
      out[i] = factor * derivatives[i];
    }
    out[VALUE] = value();
    if (contour.covered && k >= 0) {
      out[DELTA] += 1;
    }
    return status;
  }

  private double factor() {
    return StrictMath.exp(contour.peak + k) / Math.PI;
  }

  static void check(double years, double k) {
    if (!(years > 0 && years < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("years=" + years + ": must be finite and > 0");
    }
    if (!Double.isFinite(k)) {
      throw new IllegalArgumentException("k=" + k + ": must be finite");
    }
  }

  private PriceStatus integrate(double[] x, double years) {
    path.start(k, LAST_Y);
    step = FIRST_STEP;
    sum = 0;
    sumOfSizes = 0;
    firstLevel(x, years);
    for (int level = 1; level < MAX_LEVELS; level++) {
      double coarse = sum;
      double half = 0.5 * step;
      addPoints(x, years, half, step);
      step = half;
      // Sums count points: a coarse sum stands for half as many.
      double change = Math.abs(sum - 2 * coarse);
      if (step > path.coarsest) {
        continue;
      }
      if (change <= AGREEMENT * Math.abs(sum)
          || change <= 1e-15 * sumOfSizes
          || (level >= PATIENCE && change * half * factor() <= ABSOLUTE)) {
        return PriceStatus.OK;
      }
    }
    return PriceStatus.NOT_CONVERGED;
  }

  /// All points of the first level, which also finds where the integrand ends.
  private void firstLevel(double[] x, double years) {
    double quiet = 0;
    for (double y = 0; y < LAST_Y; y += ContourNodes.CHUNK * step) {
      path.fill(y, step);
      evaluate(x, years, false);
      for (int j = 0; j < nodes.size(); j++) {
        double size = addPoint(j);
        quiet = size < NEGLIGIBLE * sumOfSizes ? quiet + step : 0;
        if (quiet >= 1) {
          double last = path.ys[j];
          path.finish(x, years, j, last - 1, NEGLIGIBLE * sumOfSizes);
          // A revival may have moved the end outwards.
          addPoints(x, years, last + step, step);
          return;
        }
      }
    }
  }

  private void addPoints(double[] x, double years, double first, double spacing) {
    for (double y = first; y < path.end; y += ContourNodes.CHUNK * spacing) {
      path.fill(y, spacing);
      evaluate(x, years, false);
      for (int j = 0; j < nodes.size(); j++) {
        addPoint(j);
      }
    }
  }

  private double addPoint(int j) {
    path.weigh(j);
    double half = path.ys[j] == 0 ? 0.5 : 1;
    double size = Math.abs(path.weightRe) + Math.abs(path.weightIm);
    sum += half * path.weightRe;
    sumOfSizes += half * size;
    return size;
  }

  private void evaluate(double[] x, double years, boolean gradients) {
    if (nodes.gradients() != gradients) {
      throw new AssertionError("nodes were reset for the other purpose");
    }
    model.evaluate(x, years, nodes);
  }

  private void differentiate(double[] x, double years) {
    Arrays.fill(derivatives, 0);
    nodes.reset(true);
    for (double y = 0; y < path.end; y += ContourNodes.CHUNK * step) {
      path.fill(y, step);
      evaluate(x, years, true);
      for (int j = 0; j < nodes.size(); j++) {
        path.weigh(j);
        accumulate(j, path.ys[j] == 0 ? 0.5 : 1);
      }
    }
    nodes.reset(false);
  }

  private void accumulate(int j, double half) {
    int n = model.parameterCount();
    double wr = half * path.weightRe;
    double wi = half * path.weightIm;
    double pr = nodes.pRe(j);
    double pi = nodes.pIm(j);
    double dr = wr * pr - wi * pi;
    double di = wr * pi + wi * pr;
    derivatives[VALUE] += wr;
    derivatives[DELTA] += dr;
    derivatives[GAMMA] += dr * (pr - 1) - di * pi;
    derivatives[SLOPE_IN_T] += wr * nodes.re(j, n + 1) - wi * nodes.im(j, n + 1);
    double lr = nodes.re(j, 1 + model.level());
    double li = nodes.im(j, 1 + model.level());
    derivatives[VANNA] += dr * lr - di * li;
    double vr = lr * lr - li * li + nodes.re(j, n + 2);
    double vi = 2 * lr * li + nodes.im(j, n + 2);
    derivatives[VOLGA] += wr * vr - wi * vi;
    for (int i = 0; i < n; i++) {
      derivatives[FIRST_PARAMETER + i] += wr * nodes.re(j, 1 + i) - wi * nodes.im(j, 1 + i);
    }
  }
}
