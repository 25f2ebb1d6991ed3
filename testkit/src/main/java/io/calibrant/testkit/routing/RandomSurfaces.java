package io.calibrant.testkit.routing;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.calibration.model.CalibrationProblem;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Objective;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.Svcj;
import io.calibrant.core.model.TransformModel;
import java.util.Optional;
import java.util.SplittableRandom;

/// Random quoted surfaces to calibrate models to, each by model and seed: half of them made by the
/// model itself, half by stochastic volatility with jumps in price and variance, which the model
/// misses by more than noise.
public final class RandomSurfaces {
  private static final int MOST_DRAWS = 50;

  private RandomSurfaces() {}

  /// The problem of a seed.
  public static CalibrationProblem problem(TransformModel model, long seed) {
    var random = new SplittableRandom(seed * 31 + model.name().hashCode());
    for (int i = 0; i < MOST_DRAWS; i++) {
      Optional<ModelQuotes> quotes = quotes(random.nextBoolean() ? model : Svcj.MODEL, random);
      if (quotes.isPresent()) {
        return CalibrationProblem.of(model, quotes.get()).with(Objective.IMPLIED_VOL);
      }
    }
    throw new IllegalStateException("no surface of " + model.name() + " for seed " + seed);
  }

  private static Optional<ModelQuotes> quotes(TransformModel model, SplittableRandom random) {
    double level = random.nextDouble(0.3, 0.9);
    double[] truth = new double[model.parameterCount()];
    for (int j = 0; j < truth.length; j++) {
      truth[j] = draw(model, model.parameters().get(j).name(), level, random);
    }
    OptionGrid grid = grid(level, random);
    if (!model.admits(truth)) {
      return Optional.empty();
    }
    double[] vols = new double[grid.size()];
    if (!model.pricer(grid, truth).price(truth, vols)) {
      return Optional.empty();
    }
    double spread = random.nextDouble(0.002, 0.008);
    double[] errors = new double[vols.length];
    for (int e = 0; e < grid.expiryCount(); e++) {
      for (int j = 0; j < grid.size(e); j++) {
        int i = grid.first(e) + j;
        double k = grid.k(e, j);
        OptionType type = k >= 0 ? OptionType.CALL : OptionType.PUT;
        errors[i] = spread * (1 + 0.5 * Math.abs(k) / (level * Math.sqrt(grid.expiry(e))));
        vols[i] =
            ImpliedVol.impliedVol(type, 1, StrictMath.exp(k), grid.expiry(e), vols[i])
                + errors[i] * random.nextGaussian();
        if (!(vols[i] > 0.02 && vols[i] < 5)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(ModelQuotes.of(grid, vols, errors));
  }

  private static OptionGrid grid(double level, SplittableRandom random) {
    int count = random.nextInt(3, 8);
    double[] years = new double[count];
    double[][] ks = new double[count][];
    double years0 = StrictMath.exp(random.nextDouble(-4, -2.5));
    for (int e = 0; e < count; e++) {
      years[e] = e == 0 ? years0 : years[e - 1] * random.nextDouble(1.4, 2.6);
      double width = random.nextDouble(1, 2) * level * Math.sqrt(years[e]);
      ks[e] = new double[random.nextInt(7, 20)];
      for (int j = 0; j < ks[e].length; j++) {
        ks[e][j] = width * (2.0 * j / (ks[e].length - 1) - 1);
      }
    }
    return OptionGrid.of(years, ks);
  }

  private static double draw(
      TransformModel model, String parameter, double level, SplittableRandom random) {
    boolean halves = model.name().equals("double-heston");
    boolean second = parameter.endsWith("2") && halves;
    double square = level * level * (halves ? 0.5 : 1);
    return switch (second ? parameter.substring(0, parameter.length() - 1) : parameter) {
      case "v0" -> square * random.nextDouble(0.6, 1.6);
      case "theta" ->
          model.name().equals("vg")
              ? random.nextDouble(-0.4, 0.15)
              : square * random.nextDouble(0.6, 1.6);
      case "kappa" -> second ? random.nextDouble(0.3, 1.5) : random.nextDouble(0.8, 8);
      case "volOfVol" -> random.nextDouble(0.5, 2.2);
      case "rho" -> random.nextDouble(-0.75, 0.2);
      case "sigma" -> level * random.nextDouble(0.6, 1.1);
      case "lambda" -> random.nextDouble(0.3, 3);
      case "muJ" -> random.nextDouble(-0.25, 0.05);
      case "sigmaJ" -> random.nextDouble(0.05, 0.25);
      case "p" -> random.nextDouble(0.25, 0.65);
      case "eta1", "eta2" -> random.nextDouble(8, 35);
      case "nu" -> random.nextDouble(0.05, 0.5);
      case "alpha" -> random.nextDouble(6, 25);
      case "beta" -> random.nextDouble(-5, 2);
      case "delta" -> 12 * square * random.nextDouble(0.7, 1.4);
      case "muV" -> random.nextDouble(0.05, 0.3);
      case "rhoJ" -> random.nextDouble(-0.5, 0);
      default ->
          throw new IllegalArgumentException("no range for " + model.name() + "'s " + parameter);
    };
  }
}
