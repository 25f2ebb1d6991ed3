package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.math.Philox;
import io.calibrant.core.path.PathScheme;
import io.calibrant.core.path.Schemes;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Hedges of least variance against quadrature over the jumps, and against regression on paths.
class HedgePricerTest {
  private static final double[] KS = {-0.5, -0.1, 0.02, 0.4};

  private static List<AffineModel> models() {
    return TransformModels.all().stream().map(AffineModel.class::cast).toList();
  }

  /// The backward equation in the transform domain: ∂L/∂T = Θ(p, ∂L/∂v).
  @Test
  void rate_atAWavesOwnSlopes_isItsGrowthInTime() {
    var random = new SplittableRandom(11);
    for (AffineModel model : models()) {
      double[] x = ModelSamples.typical(model);
      var nodes = TransformNodes.of(model, 1);
      for (int trial = 0; trial < 200; trial++) {
        double years = StrictMath.exp(random.nextDouble(-6, 1));
        nodes.reset(true);
        nodes.add(random.nextDouble(-1, 2), random.nextDouble(0, 20));
        model.evaluate(x, years, nodes);
        Jets j = nodes.jets();
        j.start(x, years, nodes.pRe(0), nodes.pIm(0), false);
        int first = j.constant(0, 0);
        for (int i = 0; i < model.varianceCount(); i++) {
          int at = 1 + model.variance(i);
          int slope = j.constant(nodes.re(0, at), nodes.im(0, at));
          first = i == 0 ? slope : first;
        }
        int rate = model.rate(j, j.p(), first);
        int inTime = x.length + 1;
        double size = 1 + Math.hypot(j.re(rate), j.im(rate));
        assertThat(j.re(rate))
            .as(model.name())
            .isCloseTo(nodes.re(0, inTime), within(1e-11 * size));
        assertThat(j.im(rate))
            .as(model.name())
            .isCloseTo(nodes.im(0, inTime), within(1e-11 * size));
      }
    }
  }

  @Test
  void ratio_withoutJumps_addsWhatVarianceOwesToThePrice() {
    var out = new double[ContourPricer.FIRST_PARAMETER + 10];
    for (AffineModel model : List.of(Heston.MODEL, DoubleHeston.MODEL)) {
      double[] x = ModelSamples.typical(model);
      for (double k : KS) {
        ContourPricer.of(model).greeks(x, 0.3, k, out);
        double moved = 0;
        double total = 0;
        for (int i = 0; i < model.varianceCount(); i++) {
          int v = model.variance(i);
          moved += x[v + 4] * x[v + 3] * x[v] * out[ContourPricer.FIRST_PARAMETER + v];
          total += x[v];
        }
        assertThat(HedgePricer.of(model).ratio(x, 0.3, k))
            .as("%s k=%s", model.name(), k)
            .isCloseTo(out[ContourPricer.DELTA] + moved / total, within(1e-12));
      }
    }
  }

  @Test
  void ratio_jumps_agreesWithQuadratureOverTheirMeasure() {
    for (AffineModel model : models()) {
      double[] x = ModelSamples.typical(model);
      var jumps = JumpQuadrature.of(model, x);
      for (double years : new double[] {0.02, 0.5}) {
        // Two sums inside one another are slow.
        for (double k : model == Svcj.MODEL ? new double[] {-0.1, 0.4} : KS) {
          double sum = jumps.callRatio(years, k) - (k >= 0 ? 0 : 1);
          assertThat(HedgePricer.of(model).ratio(x, years, k))
              .as("%s T=%s k=%s", model.name(), years, k)
              .isCloseTo(sum, within(1e-9));
        }
      }
    }
  }

  /// Jumps make the hedge another one: a test that cannot tell it from the delta, or from what the
  /// diffusion alone gives, would show nothing.
  @Test
  void ratio_jumps_isFarFromTheDeltaAndFromTheDiffusivePart() {
    double[] x = ModelSamples.typical(Merton.MODEL);
    var out = new double[ContourPricer.FIRST_PARAMETER + x.length];
    ContourPricer.of(Merton.MODEL).greeks(x, 0.02, -0.1, out);
    double delta = out[ContourPricer.DELTA];
    double diffusion = x[0] * x[0];
    // E[(eˣ − 1)²] of a normal x.
    double mean = x[2] + 0.5 * x[3] * x[3];
    double squares = StrictMath.exp(2 * mean + x[3] * x[3]) - 2 * StrictMath.exp(mean) + 1;
    double share = diffusion / (diffusion + x[1] * squares);
    double ratio = HedgePricer.of(Merton.MODEL).ratio(x, 0.02, -0.1);
    assertThat(share).isBetween(0.3, 0.9);
    assertThat(Math.abs(ratio - delta)).isGreaterThan(0.02);
    assertThat(Math.abs(ratio - share * delta)).isGreaterThan(0.02);
  }

  @Test
  void ratio_simulatedInstant_isTheRegressionOfTheOptionOnThePrice() {
    for (AffineModel model : models()) {
      double[] x = ModelSamples.typical(model);
      jumpOften(model, x);
      double[] found = Instant.regress(model, x, 0.5, 0.05);
      double ratio = HedgePricer.of(model).ratio(x, 0.5, 0.05);
      // The step of two days leaves a bias of its length over the option's life.
      assertThat(ratio)
          .as("%s ± %s", model.name(), found[1])
          .isCloseTo(found[0], within(4 * found[1] + 0.005));
      assertThat(found[1]).as(model.name()).isLessThan(0.02);
    }
  }

  /// A jump in one path of twenty: rare ones would leave a noisy slope.
  private static void jumpOften(AffineModel model, double[] x) {
    for (int i = 0; i < x.length; i++) {
      String name = model.parameters().get(i).name();
      if (name.equals("lambda")) {
        x[i] = 10;
      } else if (name.equals("nu")) {
        x[i] = 0.02;
      }
    }
  }

  @Test
  void ratio_acrossTheForward_differsByTheForwardItself() {
    for (AffineModel model : models()) {
      double[] x = ModelSamples.typical(model);
      var pricer = HedgePricer.of(model);
      assertThat(pricer.ratio(x, 0.2, 0) - pricer.ratio(x, 0.2, -1e-300))
          .as(model.name())
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void ratio_withoutSecondMoment_isNaN() {
    var noKou = new double[] {0.4, 1.5, 0.4, 2, 5};
    var noGamma = new double[] {0.5, 0.3, 0.95};
    var noInverseGaussian = new double[] {9, 7, 1.5};
    double[] noSvcj = ModelSamples.typical(Svcj.MODEL);
    noSvcj[8] = 0.6;
    noSvcj[9] = 1;
    assertThat(HedgePricer.of(Kou.MODEL).ratio(noKou, 0.1, 0.1)).isNaN();
    assertThat(HedgePricer.of(VarianceGamma.MODEL).ratio(noGamma, 0.1, 0.1)).isNaN();
    assertThat(HedgePricer.of(NormalInverseGaussian.MODEL).ratio(noInverseGaussian, 0.1, 0.1))
        .isNaN();
    assertThat(HedgePricer.of(Svcj.MODEL).ratio(noSvcj, 0.1, 0.1)).isNaN();
    noKou[3] = 2.05;
    assertThat(HedgePricer.of(Kou.MODEL).ratio(noKou, 0.1, 0.1)).isBetween(0.0, 1.0);
  }

  /// An option is worth no more than its payoff allows: its hedge lies between nothing and all.
  @Test
  void ratio_randomLevyModels_liesBetweenNoneAndAll() {
    var random = new SplittableRandom(4);
    int hedged = 0;
    for (AffineModel model : models()) {
      if (model.varianceCount() > 0) {
        continue;
      }
      var pricer = HedgePricer.of(model);
      double[] typical = ModelSamples.typical(model);
      double[] x = new double[typical.length];
      for (int trial = 0; trial < 300; trial++) {
        for (int i = 0; i < x.length; i++) {
          x[i] = typical[i] * StrictMath.exp(random.nextDouble(-1, 1));
        }
        double years = StrictMath.exp(random.nextDouble(-9, 2.3));
        double k = random.nextDouble(-4, 4) * 0.5 * Math.sqrt(years);
        if (!model.admits(x) || !model.rateExists(x, years, 1)) {
          continue;
        }
        hedged++;
        double call = pricer.ratio(x, years, k) + (k >= 0 ? 0 : 1);
        assertThat(call)
            .as("%s %s T=%s k=%s", model.name(), Arrays.toString(x), years, k)
            .isBetween(-1e-12, 1 + 1e-12);
      }
    }
    assertThat(hedged).isGreaterThan(900);
  }

  @Test
  void ratio_call_allocatesNothing() {
    double[] x = ModelSamples.typical(Svcj.MODEL);
    var pricer = HedgePricer.of(Svcj.MODEL);
    assertThat(ModelExampleTest.leastAllocation(() -> pricer.ratio(x, 0.1, 0.3)))
        .isLessThan(ModelExampleTest.CALLS * 8);
  }

  /// Paths over one step and the options on their ends.
  private static final class Instant {
    private static final int BATCHES = 20;
    private static final int BATCH = 256;
    private static final double DT = 0.005;

    /// Slope of the option's move on the price's and its standard error.
    static double[] regress(AffineModel model, double[] x, double years, double k) {
      PathScheme scheme = Schemes.of(model, x);
      var pricer = ContourPricer.of(model);
      pricer.price(x, years, k);
      double before = pricer.value();
      double[] moves = new double[BATCHES * BATCH];
      double[] prices = new double[moves.length];
      double[][] normals = new double[scheme.normals()][BATCH];
      double[][] state = new double[scheme.columns()][BATCH];
      var random = new SplittableRandom(17);
      double[] then = x.clone();
      for (int b = 0; b < BATCHES; b++) {
        for (double[] row : normals) {
          Arrays.setAll(row, i -> random.nextGaussian());
        }
        Arrays.fill(state[0], 0);
        scheme.start(state, BATCH);
        long first = (long) b * BATCH;
        scheme.step(0, DT, normals, state, path -> stream(first + path), BATCH);
        for (int i = 0; i < BATCH; i++) {
          for (int v = 0; v < model.varianceCount(); v++) {
            then[model.variance(v)] = Math.max(state[1 + v][i], 1e-12);
          }
          pricer.price(then, years - DT, k - state[0][i]);
          double price = StrictMath.exp(state[0][i]);
          double paid = k - state[0][i] >= 0 ? 0 : price - StrictMath.exp(k);
          prices[b * BATCH + i] = price - 1;
          moves[b * BATCH + i] = price * pricer.value() + paid - before;
        }
      }
      return slope(prices, moves);
    }

    private static Philox stream(long path) {
      var random = new Philox(99, 5);
      random.seek(path, 0);
      return random;
    }

    private static double[] slope(double[] prices, double[] moves) {
      double priceMean = Arrays.stream(prices).average().orElseThrow();
      double moveMean = Arrays.stream(moves).average().orElseThrow();
      double cross = 0;
      double square = 0;
      for (int i = 0; i < prices.length; i++) {
        cross += (prices[i] - priceMean) * (moves[i] - moveMean);
        square += (prices[i] - priceMean) * (prices[i] - priceMean);
      }
      double slope = cross / square;
      double noise = 0;
      for (int i = 0; i < prices.length; i++) {
        double centred = prices[i] - priceMean;
        double left = (moves[i] - moveMean - slope * centred) * centred;
        noise += left * left;
      }
      return new double[] {slope, Math.sqrt(noise) / square};
    }
  }
}
