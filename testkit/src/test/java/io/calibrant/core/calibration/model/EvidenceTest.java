package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.Parameter;
import io.calibrant.core.model.SurfacePricer;
import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.TransformNodes;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is said about how sure a fit is, is true.
class EvidenceTest {
  private static final double[] TRUTH = {0.3, 3, 0.4, 1.2, -0.25};

  @Test
  void singleExpiry_kappa_isReportedUnidentified() {
    assertThat(shareUnidentified(20)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  @Tag("slow")
  void singleExpiry_kappa_isReportedUnidentifiedIn200Markets() {
    assertThat(shareUnidentified(200)).isGreaterThanOrEqualTo(0.95);
  }

  private static double shareUnidentified(int count) {
    var random = new SplittableRandom(11);
    int told = 0;
    for (int i = 0; i < count; i++) {
      double[] truth = {
        0.1 + 0.5 * random.nextDouble(),
        0.5 + 7 * random.nextDouble(),
        0.1 + 0.5 * random.nextDouble(),
        0.5 + 2 * random.nextDouble(),
        -0.7 + 0.9 * random.nextDouble()
      };
      double years = 0.03 + 0.5 * random.nextDouble();
      OptionGrid grid = ReferenceQuotes.grid(new double[] {years}, 25, 1.8);
      ModelQuotes quotes =
          ReferenceQuotes.noisy(ReferenceQuotes.of(Heston.MODEL, truth, grid, 0.003), random);
      var fitted = (FittedModel) CalibrationProblem.of(Heston.MODEL, quotes).solve();
      boolean kappa = !fitted.evidence().isIdentified(1);
      boolean said = fitted.status() instanceof CalibrationStatus.Unidentified;
      told += kappa && said ? 1 : 0;
    }
    return told / (double) count;
  }

  @Test
  void parameterAtItsBound_leavesTheOthersTheirErrors() {
    OptionGrid grid = ReferenceQuotes.grid(new double[] {0.05, 0.2, 0.5, 1}, 13, 1.6);
    ModelQuotes quotes = ReferenceQuotes.of(Heston.MODEL, TRUTH, grid, 0.003);
    var problem = CalibrationProblem.of(Heston.MODEL, quotes);
    var fitted = (FittedModel) problem.bounding("volOfVol", 0.01, 0.9).solve();
    assertThat(fitted.status())
        .isInstanceOfSatisfying(
            CalibrationStatus.AtBound.class,
            bound -> assertThat(bound.parameter()).isEqualTo("volOfVol"));
    Evidence evidence = fitted.evidence();
    assertThat(evidence.isPinned(3)).isTrue();
    assertThat(evidence.stdDev(3)).isNaN();
    // The same errors as when the parameter is held where its bound is.
    var held = (FittedModel) problem.holding("volOfVol", 0.9).solve();
    for (int j : new int[] {0, 1, 2, 4}) {
      assertThat(evidence.stdDev(j)).isCloseTo(held.evidence().stdDev(j), withinPercentage(0.5));
    }
  }

  @Test
  void intervals_noisyQuotes_coverTheTruth() {
    assertThat(coverage(40)).isBetween(0.90, 0.99);
  }

  @Test
  @Tag("slow")
  void intervals_noisyQuotes_coverTheTruthIn95Percent() {
    assertThat(coverage(600)).isBetween(0.93, 0.97);
  }

  /// Share of (market, parameter) whose 95 % interval holds the truth.
  private static double coverage(int count) {
    var random = new SplittableRandom(23);
    OptionGrid grid = ReferenceQuotes.grid(new double[] {0.05, 0.2, 0.5, 1}, 13, 1.6);
    ModelQuotes exact = ReferenceQuotes.of(Heston.MODEL, TRUTH, grid, 0.003);
    int inside = 0;
    for (int i = 0; i < count; i++) {
      ModelQuotes quotes = ReferenceQuotes.noisy(exact, random);
      var fit =
          CalibrationProblem.of(Heston.MODEL, quotes)
              .with(Objective.IMPLIED_VOL)
              .startingFrom(TRUTH);
      Evidence evidence = ((FittedModel) fit.solve()).evidence();
      for (int j = 0; j < 5; j++) {
        inside += evidence.lower(j) <= TRUTH[j] && TRUTH[j] <= evidence.upper(j) ? 1 : 0;
      }
    }
    return inside / (5.0 * count);
  }

  @Test
  void biasedPricer_isRejected() {
    OptionGrid grid = ReferenceQuotes.grid(new double[] {0.1, 0.5}, 9, 1.5);
    ModelQuotes quotes = ReferenceQuotes.of(Heston.MODEL, TRUTH, grid, 0.003);
    var honest = (FittedModel) CalibrationProblem.of(Heston.MODEL, quotes).solve();
    assertThat(honest.status()).isInstanceOf(CalibrationStatus.Converged.class);
    var ghost = (FittedModel) CalibrationProblem.of(new Biased(1e-5), quotes).solve();
    assertThat(ghost.status()).isInstanceOf(CalibrationStatus.Rejected.class);
    assertThat(ghost.status().isPublishable()).isFalse();
  }

  /// Heston whose fast pricer is off by a constant share.
  private record Biased(double share) implements TransformModel {
    @Override
    public String name() {
      return "heston";
    }

    @Override
    public List<Parameter> parameters() {
      return Heston.MODEL.parameters();
    }

    @Override
    public void evaluate(double[] parameters, double expiry, TransformNodes nodes) {
      Heston.MODEL.evaluate(parameters, expiry, nodes);
    }

    @Override
    public boolean momentExists(double[] parameters, double expiry, double power) {
      return Heston.MODEL.momentExists(parameters, expiry, power);
    }

    @Override
    public SurfacePricer pricer(OptionGrid grid, double[] reference) {
      SurfacePricer right = Heston.MODEL.pricer(grid, reference);
      return new SurfacePricer() {
        @Override
        public boolean price(double[] x, double[] values) {
          return scale(right.price(x, values), values);
        }

        @Override
        public boolean price(double[] x, double[] values, double[] jacobian) {
          return scale(right.price(x, values, jacobian), values);
        }
      };
    }

    private boolean scale(boolean done, double[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= 1 + share;
      }
      return done;
    }
  }
}
