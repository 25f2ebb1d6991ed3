package io.calibrant.core.calibration.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.TransformFamily;
import io.calibrant.core.calibration.track.FamilyResult.Prior;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.OptionGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Followed models are calm, keep following, and are a function of what is journalled.
class ModelTrackTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long START_NS = 1_760_000_000L * SECOND_NS;
  private static final double[] YEARS = {0.04, 0.2, 0.8};
  private static final double[] TRUTH = {0.25, 2.5, 0.32, 1.1, -0.25};
  private static final double NOISE = 0.003;

  private final SplittableRandom random = new SplittableRandom(11);

  /// Quotes of Heston's `parameters` with noise on every vol.
  private ModelInput input(double[] years, double[] parameters, double noise, int step) {
    double[][] ks = new double[years.length][];
    for (int e = 0; e < years.length; e++) {
      double width = 1.6 * Math.sqrt(0.28 * years[e]);
      ks[e] = IntStream.range(0, 15).mapToDouble(i -> width * (i - 7) / 7.0).toArray();
    }
    OptionGrid grid = OptionGrid.of(years, ks);
    double[] stdDevs = new double[grid.size()];
    Arrays.fill(stdDevs, NOISE);
    double[] none = new double[grid.size()];
    Arrays.fill(none, 0.3);
    ModelQuotes at = ModelQuotes.of(grid, none, stdDevs);
    double[] vols = TransformFamily.vols(Heston.MODEL, parameters, at);
    for (int i = 0; i < vols.length; i++) {
      vols[i] += noise * random.nextGaussian();
    }
    List<Long> times =
        Arrays.stream(years).mapToObj(y -> START_NS + (long) (y * 365 * 86400e9)).toList();
    return new ModelInput(
        "BTC", START_NS + 60 * SECOND_NS * step, "%064x".formatted(step), times, at.withVols(vols));
  }

  private static FamilyResult only(ModelTrack.Step step) {
    return step.decision().families().getFirst();
  }

  private static double[] values(ModelTrack.Step step) {
    return only(step).estimates().stream().mapToDouble(Estimate::value).toArray();
  }

  @Test
  void step_steadyMarket_isCalmerThanIndependentFitsAndHardlyWorse() {
    var track = new ModelTrack(List.of("heston"));
    TrackState state = TrackState.EMPTY;
    double[] before = null;
    double[] alone = null;
    double calm = 0;
    double wild = 0;
    double lossCalm = 0;
    double lossWild = 0;
    for (int i = 0; i < 12; i++) {
      ModelInput input = input(YEARS, TRUTH, NOISE, i);
      ModelTrack.Step followed = track.step(state, input, Cuts.none());
      ModelTrack.Step fresh = track.step(TrackState.EMPTY, input, Cuts.none());
      state = followed.after();
      assertThat(only(followed).status()).isEqualTo("CONVERGED");
      if (i > 2 && before != null && alone != null) {
        calm += jump(before, values(followed));
        wild += jump(alone, values(fresh));
        lossCalm += only(followed).in().rmseVolPoints();
        lossWild += only(fresh).in().rmseVolPoints();
      }
      before = values(followed);
      alone = values(fresh);
    }
    assertThat(wild / calm).isGreaterThan(3);
    assertThat(lossCalm / lossWild).isLessThan(1.05);
    assertThat(
            only(track.step(state, input(YEARS, TRUTH, NOISE, 12), Cuts.none()))
                .stability()
                .verdict())
        .isEqualTo("STABLE");
  }

  private static double jump(double[] from, double[] to) {
    double sum = 0;
    for (int j = 0; j < from.length; j++) {
      sum += Math.abs(to[j] / from[j] - 1);
    }
    return sum;
  }

  @Test
  void step_marketThatJumps_dropsThePriorAndFollows() {
    var track = new ModelTrack(List.of("heston"));
    TrackState state = TrackState.EMPTY;
    for (int i = 0; i < 4; i++) {
      state = track.step(state, input(YEARS, TRUTH, NOISE, i), Cuts.none()).after();
    }
    double[] moved = {0.4, 2.5, 0.36, 1.4, -0.4};
    ModelTrack.Step step = track.step(state, input(YEARS, moved, NOISE, 4), Cuts.none());
    assertThat(only(step).solve().prior()).isEqualTo(Prior.CONTRADICTED);
    assertThat(values(step)[0]).isBetween(0.38, 0.42);
    assertThat(only(step).in().rmseVolPoints()).isLessThan(0.45);
    assertThat(only(step).nextVolPoints()).isGreaterThan(3);
  }

  /// A prior must not pass for knowledge of the quotes.
  @Test
  void step_oneExpiryAgainAndAgain_kappaStaysUnidentified() {
    var track = new ModelTrack(List.of("heston"));
    TrackState state = TrackState.EMPTY;
    for (int i = 0; i < 6; i++) {
      ModelTrack.Step step =
          track.step(state, input(new double[] {0.12}, TRUTH, NOISE, i), Cuts.none());
      state = step.after();
      assertThat(only(step).status()).isEqualTo("UNIDENTIFIED");
      assertThat(only(step).estimates().get(1).identified()).isFalse();
    }
  }

  @Test
  void step_cutAnywhere_isTheSameAgain() {
    var track = new ModelTrack(List.of("svi", "heston"));
    List<Integer> found = new ArrayList<>();
    for (int limit : new int[] {1, 3, 9, 30, 90}) {
      TrackState live = TrackState.EMPTY;
      TrackState again = TrackState.EMPTY;
      for (int i = 0; i < 3; i++) {
        ModelInput input = input(YEARS, TRUTH, NOISE, i);
        int[] left = {limit * (i + 1)};
        Cuts cuts = Cuts.at(() -> _ -> left[0]-- < 0);
        ModelTrack.Step first = track.step(live, input, cuts);
        Cuts repeated = Cuts.again(cuts.taken());
        ModelTrack.Step second = track.step(again, input, repeated);
        assertThat(second.decision()).isEqualTo(first.decision());
        assertThat(repeated.taken()).isEqualTo(cuts.taken());
        assertThat(second.after().routes()).isEqualTo(first.after().routes());
        found.addAll(cuts.taken());
        live = first.after();
        again = second.after();
      }
    }
    assertThat(found).contains(0).anyMatch(cut -> cut > 1);
  }

  @Test
  void step_cutShort_isNoPriorOfTheNext() {
    var track = new ModelTrack(List.of("heston"));
    ModelInput input = input(YEARS, TRUTH, NOISE, 0);
    ModelTrack.Step cut = track.step(TrackState.EMPTY, input, Cuts.at(() -> _ -> true));
    assertThat(only(cut).solve().cut()).isTrue();
    ModelTrack.Step next = track.step(cut.after(), input(YEARS, TRUTH, NOISE, 1), Cuts.none());
    assertThat(only(next).solve().prior()).isEqualTo(Prior.NONE);
    assertThat(only(next).status()).isEqualTo("CONVERGED");
    ModelTrack.Step third = track.step(next.after(), input(YEARS, TRUTH, NOISE, 2), Cuts.none());
    assertThat(only(third).solve().prior()).isEqualTo(Prior.LAST_FIT);
  }

  @Test
  void step_bothFamilies_keepsTheSimplerThatIsAsGood() {
    var track = new ModelTrack(List.of("svi", "heston"));
    TrackState state = TrackState.EMPTY;
    for (int i = 0; i < 6; i++) {
      ModelTrack.Step step = track.step(state, input(YEARS, TRUTH, NOISE, i), Cuts.none());
      state = step.after();
      assertThat(step.decision().choice().family()).isEqualTo("heston");
      assertThat(step.decision().families().getFirst().estimates()).hasSize(5);
    }
  }

  @Test
  void of_unknownFamily_namesTheKnown() {
    assertThatThrownBy(() -> new ModelTrack(List.of("heston", "hestn")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'hestn'")
        .hasMessageContaining("bates");
  }
}
