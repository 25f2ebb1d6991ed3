package io.calibrant.core.model;

/// The hedge in the asset alone that leaves least variance over the next instant, jumps included:
/// the ratio d⟨V, S⟩/d⟨S⟩ of one option's covariation with the price to the price's own.
///
/// ```
///     S²v ∂V/∂S + Σ ρᵢξᵢvᵢ S ∂V/∂vᵢ + ∫ (V(Seˣ, v + y) − V(S, v)) S(eˣ − 1) ν(dx, dy)
/// Δ = ─────────────────────────────────────────────────────────────────────────────
///                           S²v + S² ∫ (eˣ − 1)² ν(dx, dy)
/// ```
///
/// H. Föllmer and D. Sondermann, *Hedging of non-redundant contingent claims* (1986); R. Cont and
/// P. Tankov, *Financial Modelling with Jump Processes* (2004), section 10.4. Under the pricing
/// measure. An option is a sum of waves e^(pX + L(p)), of which a jump makes e^(px + y ∂L/∂v) of
/// themselves; so the integral over all jumps multiplies the integrand of the price by
///
/// ```
/// c(p) = Θ(p + 1, u) − Θ(p, u),     u = ∂L/∂v,     and the denominator is S² Θ(2, 0)
/// ```
///
/// with [AffineModel]'s Θ, in which the martingale's Θ(1, 0) is 0. What is continuous is in it too,
/// and nothing needs a finite number of jumps. Poles leave what is linear in S, whose ratio is 1. A
/// pricer owns its work arrays: one thread at a time, no allocation per call.
public final class HedgePricer {
  private static final double FIRST_STEP = 0.25;
  private static final double LAST_Y = 60;
  private static final int MAX_LEVELS = 11;
  private static final double NEGLIGIBLE = 1e-18;
  private static final double AGREEMENT = 1e-10;

  /// Of a ratio: a hedge of so little is none.
  private static final double ABSOLUTE = 1e-17;

  private final AffineModel model;
  private final Contour contour;
  private final ContourNodes path;
  private final TransformNodes nodes;
  private final Jets jets;

  private double sum;
  private double sumOfSizes;
  private double rateRe;
  private double rateIm;

  private HedgePricer(AffineModel model) {
    this.model = model;
    contour =
        new Contour(
            model,
            (x, years, power) ->
                model.momentExists(x, years, power) && model.rateExists(x, years, power));
    path = new ContourNodes(model, contour);
    nodes = path.nodes;
    jets = nodes.jets();
  }

  /// A pricer of hedges in `model`.
  public static HedgePricer of(AffineModel model) {
    return new HedgePricer(model);
  }

  /// The ratio of the out-of-the-money option, as [ContourPricer#DELTA] of forward delta: the put
  /// where k < 0, whose call has 1 more.
  ///
  /// @param parameters a parameter set of the model
  /// @param years to expiry, > 0
  /// @param logMoneyness k = ln(K/F), finite
  /// @return NaN where jumps have no second moment, so that no such hedge exists (Kou with η₁ ≤ 2,
  ///   variance gamma with 2θν + 2σ²ν ≥ 1, NIG with α ≤ |β + 2|, SVCJ with 2ρ_Jμ_V ≥ 1), outside
  ///   the model's domain, and where the integral does not converge
  public double ratio(double[] parameters, double years, double logMoneyness) {
    ContourPricer.check(years, logMoneyness);
    if (!model.admits(parameters) || !model.rateExists(parameters, years, 1)) {
      return Double.NaN;
    }
    double own = ownRate(parameters, years);
    contour.choose(parameters, years, logMoneyness);
    path.start(logMoneyness, LAST_Y);
    double factor = StrictMath.exp(contour.peak + logMoneyness) / (Math.PI * own);
    double ratio = factor * integrate(parameters, years, ABSOLUTE / factor);
    return contour.covered && logMoneyness >= 0 ? 1 + ratio : ratio;
  }

  /// Θ(2, 0), the price's variance per year.
  private double ownRate(double[] x, double years) {
    jets.start(x, years, 2, 0, false);
    int first = constants(-1);
    return jets.re(model.rate(jets, jets.p(), first));
  }

  /// Registers of ∂L/∂v at node `j`, of zeros for j < 0.
  private int constants(int j) {
    int first = jets.constant(0, 0);
    for (int i = 0; i < model.varianceCount(); i++) {
      int at = 1 + model.variance(i);
      int slope = j < 0 ? jets.constant(0, 0) : jets.constant(nodes.re(j, at), nodes.im(j, at));
      first = i == 0 ? slope : first;
    }
    return first;
  }

  private double integrate(double[] x, double years, double absolute) {
    double step = FIRST_STEP;
    sum = 0;
    sumOfSizes = 0;
    nodes.reset(model.varianceCount() > 0);
    firstLevel(x, years, step);
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
          || change * step <= absolute) {
        return step * sum;
      }
    }
    return Double.NaN;
  }

  /// All points of the first level, which also finds where the integrand ends.
  private void firstLevel(double[] x, double years, double step) {
    double quiet = 0;
    for (double y = 0; y < LAST_Y; y += ContourNodes.CHUNK * step) {
      path.fill(y, step);
      model.evaluate(x, years, nodes);
      for (int j = 0; j < nodes.size(); j++) {
        double size = addPoint(x, years, j);
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
      model.evaluate(x, years, nodes);
      for (int j = 0; j < nodes.size(); j++) {
        addPoint(x, years, j);
      }
    }
  }

  private double addPoint(double[] x, double years, int j) {
    path.weigh(j);
    if (path.weightRe == 0 && path.weightIm == 0) {
      return 0;
    }
    covary(x, years, j);
    double half = path.ys[j] == 0 ? 0.5 : 1;
    double re = path.weightRe * rateRe - path.weightIm * rateIm;
    double im = path.weightRe * rateIm + path.weightIm * rateRe;
    double size = Math.abs(re) + Math.abs(im);
    sum += half * re;
    sumOfSizes += half * size;
    return size;
  }

  /// c(p) at node `j`.
  private void covary(double[] x, double years, int j) {
    jets.start(x, years, nodes.pRe(j), nodes.pIm(j), false);
    int first = constants(j);
    int here = model.rate(jets, jets.p(), first);
    int above = model.rate(jets, jets.affine(jets.p(), 1, 1), first);
    int difference = jets.minus(above, here);
    rateRe = jets.re(difference);
    rateIm = jets.im(difference);
  }
}
