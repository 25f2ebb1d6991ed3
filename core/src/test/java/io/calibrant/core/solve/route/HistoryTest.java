package io.calibrant.core.solve.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Features FEATURES =
      new Features("smiles", 3, 20, true, false, true, false, false, 2);

  private static RouteRecord record(String candidate, double cost, double least, Doubt... doubts) {
    Set<Doubt> found = EnumSet.noneOf(Doubt.class);
    found.addAll(List.of(doubts));
    return new RouteRecord(
        FEATURES,
        List.of(),
        1e300,
        List.of(
            new Attempt(candidate, 20, 10, cost, found),
            new Attempt(Restarts.NAME, 50, 50, least, Set.of())),
        least,
        Set.of());
  }

  @Test
  void wrongShare_answersOfOneCost_sayNothingOfAnother() {
    var history = new History();
    Set<Doubt> above = EnumSet.of(Doubt.ABOVE_NOISE);
    for (int i = 0; i < 200; i++) {
      history.add(record("trust-region", 100, 100, Doubt.ABOVE_NOISE));
    }
    assertThat(history.wrongShare(FEATURES, above, 100)).isLessThan(0.003);
    assertThat(history.wrongShare(FEATURES, above, 1e5)).isBetween(0.008, 0.5);
    Set<Doubt> atBound = EnumSet.of(Doubt.ABOVE_NOISE, Doubt.AT_BOUND);
    assertThat(history.wrongShare(FEATURES, atBound, 100)).isEqualTo(0.5);
    for (int i = 0; i < 50; i++) {
      history.add(record("trust-region", 1e5, 100, Doubt.ABOVE_NOISE));
    }
    assertThat(history.wrongShare(FEATURES, above, 1e5)).isGreaterThan(0.95);
  }

  @Test
  void toText_parse_givesTheSameHistory() {
    var history = new History();
    for (int i = 0; i < 10; i++) {
      history.add(record("trust-region", 10 + i % 3, 10, Doubt.ABOVE_NOISE));
      history.add(record("lbfgs", 10, 10));
    }
    History read = History.parse(history.toText());
    assertThat(read.toText()).isEqualTo(history.toText());
    assertThat(read.plan(FEATURES, Candidate.ALL).first())
        .isEqualTo(history.plan(FEATURES, Candidate.ALL).first());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.parse("runs heston 9"))
        .withMessageContaining("runs heston 9");
  }

  @Test
  void learned_everyModel_isKnown() {
    History learned = History.learned();
    for (String model : List.of("heston", "bates", "merton", "kou", "vg", "nig")) {
      assertThat(learned.knowsRoughness(model, false, 50)).as(model).isTrue();
    }
  }
}
