package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random parameter sets over wide ranges of every model's domain.
class ModelFuzzTest {
  private static final int DEFAULT_SETS = 4_000;
  private static final int SLOW_SETS = 40_000;

  @Test
  void price_randomParameters_isFiniteOrTyped() {
    fuzz(DEFAULT_SETS, 20261121);
  }

  @Tag("slow")
  @Test
  void price_manyRandomParameters_isFiniteOrTyped() {
    fuzz(SLOW_SETS, 7);
  }

  private static void fuzz(int sets, long seed) {
    var random = new SplittableRandom(seed);
    for (TransformModel model : TransformModels.all()) {
      var pricer = ContourPricer.of(model);
      double[] x = new double[model.parameterCount()];
      int unconverged = 0;
      for (int i = 0; i < sets / 8; i++) {
        draw(model, x, random);
        double years = StrictMath.exp(random.nextDouble(-9, 2.3));
        double k = random.nextDouble(-8, 8) * 0.5 * Math.sqrt(years);
        PriceStatus status = pricer.price(x, years, k);
        if (status == PriceStatus.NOT_CONVERGED) {
          unconverged++;
          continue;
        }
        double top = Math.min(1, StrictMath.exp(k));
        assertThat(pricer.value())
            .as("%s %s T=%s k=%s", model.name(), Arrays.toString(x), years, k)
            .isBetween(-1e-13, top * (1 + 1e-12));
      }
      assertThat(unconverged).as(model.name()).isLessThanOrEqualTo(sets / 4000);
    }
  }

  private static void draw(TransformModel model, double[] x, SplittableRandom random) {
    do {
      double[] typical = ModelSamples.typical(model);
      for (int i = 0; i < x.length; i++) {
        String name = model.parameters().get(i).name();
        x[i] =
            name.startsWith("rho") && !name.equals("rhoJ")
                ? random.nextDouble(-0.99, 0.99)
                : typical[i] * StrictMath.exp(random.nextDouble(-1.5, 1.5));
      }
    } while (!model.admits(x));
  }
}
