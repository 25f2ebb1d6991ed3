package io.calibrant.core.calibration.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.calibrant.core.calibration.model.HoldOut;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.model.OptionGrid;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static ModelQuotes quotes() {
    double[] k = new double[20];
    Arrays.setAll(k, i -> -0.5 + 0.05 * i);
    double[] vols = new double[40];
    double[] std = new double[40];
    Arrays.fill(vols, 0.6);
    Arrays.fill(std, 0.01);
    return ModelQuotes.of(OptionGrid.of(new double[] {0.1, 0.2}, new double[][] {k, k}), vols, std);
  }

  @Test
  void checkDisjoint_everySplit_isCleanAndAnOverlapIsAnError() {
    ModelQuotes all = quotes();
    for (HoldOut split :
        new HoldOut[] {
          HoldOut.of(all), Split.strikeBlock(all, 1, 4), Split.wings(all, 0.2), Split.expiry(all, 1)
        }) {
      var registry = new QuoteRegistry();
      registry.see(7, split.shown());
      assertThat(split.shown().size() + split.held().size()).isEqualTo(40);
      assertThat(split.held().size()).isPositive();
      assertThatCode(() -> registry.checkDisjoint(7, split.held())).doesNotThrowAnyException();
      assertThatThrownBy(() -> registry.checkDisjoint(7, all))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("in sample");
    }
  }

  @Test
  void checkFuture_scoreNotAfterTheFit_isAnError() {
    var registry = new QuoteRegistry();
    registry.see(7, quotes());
    assertThatCode(() -> registry.checkFuture(8)).doesNotThrowAnyException();
    assertThatThrownBy(() -> registry.checkFuture(7)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hash_orderOfSeeing_doesNotMatter() {
    HoldOut split = HoldOut.of(quotes());
    var one = new QuoteRegistry();
    one.see(7, split.shown());
    one.see(7, split.held());
    var other = new QuoteRegistry();
    other.see(7, quotes());
    assertThat(one.hash()).isEqualTo(other.hash()).hasSize(64);
    other.see(8, split.held());
    assertThat(one.hash()).isNotEqualTo(other.hash());
  }

  @Test
  void paretoTail_exactSamples_findsTheShape() {
    var random = new Random(11);
    for (double k : new double[] {-0.2, 0.3, 0.7}) {
      double sum = 0;
      for (int run = 0; run < 20; run++) {
        double[] x = new double[2000];
        Arrays.setAll(x, i -> 1.5 * (Math.pow(random.nextDouble(), -k) - 1) / k);
        sum += ParetoTail.of(x).k();
      }
      // (1 + k)/√2000 is the asymptotic error of one estimate: 4 of the mean's.
      assertThat(sum / 20).isCloseTo(k, offset(4 * (1 + k) / Math.sqrt(2000 * 20) + 0.005));
    }
  }

  @Test
  void psisLoo_normalMean_isTheExactDensityOfEachLeftOut() {
    var random = new Random(5);
    int n = 20;
    double[] y = random.doubles(n).map(u -> 3 * u - 1).toArray();
    double mean = Arrays.stream(y).average().orElseThrow();
    int draws = 8000;
    double[][] logLikelihood = new double[n][draws];
    for (int s = 0; s < draws; s++) {
      double mu = mean + random.nextGaussian() / Math.sqrt(n);
      for (int i = 0; i < n; i++) {
        logLikelihood[i][s] = -0.5 * Math.log(2 * Math.PI) - 0.5 * (y[i] - mu) * (y[i] - mu);
      }
    }
    PsisLoo loo = PsisLoo.of(logLikelihood);
    for (int i = 0; i < n; i++) {
      double others = (n * mean - y[i]) / (n - 1);
      double variance = 1 + 1.0 / (n - 1);
      double exact =
          -0.5 * Math.log(2 * Math.PI * variance)
              - 0.5 * (y[i] - others) * (y[i] - others) / variance;
      assertThat(loo.density(i)).isCloseTo(exact, offset(0.02));
    }
    assertThat(loo.unreliableCount()).isZero();
    assertThat(loo.errorOfDifference(loo)).isZero();
  }

  @Test
  void criteria_ofWhiteAndOfSmoothResiduals_countQuotesDifferently() {
    double[] white = new Random(2).doubles(200).map(u -> u - 0.5).toArray();
    double[] smooth = new double[200];
    Arrays.setAll(smooth, i -> Math.sin(i / 10.0));
    assertThat(InformationCriteria.of(white, 3).effectiveCount()).isGreaterThan(150);
    assertThat(InformationCriteria.of(smooth, 3).effectiveCount()).isLessThan(20);
    double squares = Arrays.stream(white).map(r -> r * r).sum();
    assertThat(InformationCriteria.of(white, 3).aicc())
        .isCloseTo(6 + squares + 24.0 / 196, offset(1e-12));
    assertThat(InformationCriteria.of(new double[4], 3).aicc()).isInfinite();
  }
}
