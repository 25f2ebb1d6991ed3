package io.calibrant.core.solve.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

  /// What would have become of a run that was cut short is not known: neither its work nor its end
  /// count as they were when it was cut, nor does the run that went on from there count as one from
  /// the start.
  @Test
  void add_runHandedOn_countsWithTheWorkOfBothAndTheEndOfTheOther() {
    Set<Doubt> cut = EnumSet.of(Doubt.NOT_CONVERGED, Doubt.GRADIENT, Doubt.HANDED_ON);
    var history = new History();
    var whole = new History();
    for (int i = 0; i < 40; i++) {
      var first = new Attempt(Candidate.LEVENBERG_MARQUARDT, 50, 25, 12, cut);
      var second = new Attempt("variable-projection", 30, 15, 10, Set.of());
      history.add(
          new RouteRecord(FEATURES, List.of(), 1e300, List.of(first, second), 10, Set.of()));
      var alone = new Attempt(Candidate.LEVENBERG_MARQUARDT, 80, 40, 10, Set.of());
      whole.add(new RouteRecord(FEATURES, List.of(), 1e300, List.of(alone), 10, Set.of()));
    }
    // Nobody has put the answer to the test in either.
    assertThat(history.toText()).isEqualTo(whole.toText()).contains("lev").doesNotContain("ans");
    var third = new Attempt(Restarts.NAME, 90, 45, 10, Set.of());
    var first = new Attempt(Candidate.LEVENBERG_MARQUARDT, 50, 25, 12, cut);
    var second = new Attempt("variable-projection", 30, 15, 10, Set.of());
    history.add(
        new RouteRecord(FEATURES, List.of(), 1e300, List.of(first, second, third), 10, Set.of()));
    assertThat(history.toText()).contains("answers").doesNotContain("variable-projection");
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

  /// Either of two methods took a wrong minimum for the right one, where the other did not, or
  /// neither was right.
  private static History rehearsed(int helped, int both) {
    var history = new History();
    for (int i = 0; i < helped + both; i++) {
      var first = new Attempt(Candidate.LEVENBERG_MARQUARDT, 20, 10, 3, Set.of());
      var second = new Attempt(Candidate.TRUST_REGION, 20, 10, i < helped ? 1 : 3, Set.of());
      var third = new Attempt("multi-start", 90, 90, 1, Set.of());
      history.add(new Rehearsal(FEATURES, List.of(first, second, third), 1));
    }
    return history;
  }

  @Test
  void helped_rehearsals_isHowOftenTheOtherMethodDid() {
    History history = rehearsed(6, 2);
    // Two that were wrong come on top of what was seen.
    assertThat(history.helped(FEATURES, Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION))
        .isCloseTo(6.0 / 10, within(1e-12));
    assertThat(history.helped(FEATURES, Candidate.TRUST_REGION, Candidate.LEVENBERG_MARQUARDT))
        .isZero();
    assertThat(history.helped(FEATURES, Candidate.LBFGS, Candidate.TRUST_REGION)).isZero();
    var rough = new Features("smiles", 3, 20, true, false, true, true, false, 2);
    assertThat(history.helped(rough, Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION))
        .isZero();
  }

  /// Of either Gauss–Newton method, and told apart from what the other of them did.
  @Test
  void helped_lbfgs_isCountedOnItsOwn() {
    var history = new History();
    for (int i = 0; i < 8; i++) {
      var first = new Attempt(Candidate.LEVENBERG_MARQUARDT, 20, 10, 3, Set.of());
      var second = new Attempt(Candidate.TRUST_REGION, 20, 10, 3, Set.of());
      var third = new Attempt(Candidate.LBFGS, 40, 40, i < 6 ? 1 : 3, Set.of());
      var fourth = new Attempt("multi-start", 90, 90, 1, Set.of());
      history.add(new Rehearsal(FEATURES, List.of(first, second, third, fourth), 1));
    }
    for (String wrong : List.of(Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION)) {
      assertThat(history.helped(FEATURES, wrong, Candidate.LBFGS)).isCloseTo(0.6, within(1e-12));
    }
    assertThat(history.helped(FEATURES, Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION))
        .isZero();
    assertThat(History.parse(history.toText()).toText()).isEqualTo(history.toText());
  }

  @Test
  void helped_answerThatDidNotLookRight_saysNothing() {
    var history = new History();
    var slope = new Attempt(Candidate.LEVENBERG_MARQUARDT, 20, 10, 3, Set.of(Doubt.GRADIENT));
    var right = new Attempt(Candidate.TRUST_REGION, 20, 10, 1, Set.of());
    history.add(new Rehearsal(FEATURES, List.of(slope, right), 1));
    history.add(new Rehearsal(FEATURES, List.of(right), 1));
    assertThat(history.helped(FEATURES, Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION))
        .isZero();
    assertThat(history.toText()).doesNotContain("answers smiles 32 ");
  }

  @Test
  void toText_helped_isReadBackAndGoneOnFrom() {
    History history = rehearsed(6, 2);
    assertThat(history.toText()).isEqualTo(rehearsed(6, 2).toText());
    assertThat(history.toText()).contains("\nanswers smiles 32 8,6,0.0,0.0\n");
    History read = History.parse(history.toText());
    assertThat(read.toText()).isEqualTo(history.toText());
    assertThat(read.helped(FEATURES, Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION))
        .isEqualTo(history.helped(FEATURES, Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION));
    read.add(record("lbfgs", 2, 1));
    history.add(record("lbfgs", 2, 1));
    assertThat(read.toText()).isEqualTo(history.toText());
  }

  @Test
  void parse_textOfBeforeTheOtherMethodWasCounted_isAsBefore() {
    History history = rehearsed(6, 2);
    String old =
        history
            .toText()
            .lines()
            .filter(line -> !line.matches("answers smiles (16|32) .*"))
            .collect(Collectors.joining("\n"));
    History read = History.parse(old);
    assertThat(read.helped(FEATURES, Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION))
        .isZero();
    assertThat(read.toText().strip()).isEqualTo(old);
    assertThat(read.plan(FEATURES, Candidate.ALL).predictions())
        .isEqualTo(history.plan(FEATURES, Candidate.ALL).predictions());
    assertThat(read.wrongShare(FEATURES, Set.of(), 1))
        .isEqualTo(history.wrongShare(FEATURES, Set.of(), 1));
  }

  /// However often answers of the kind were wrong: a hundredth in χ² is what matters, a tenth where
  /// residuals jump, and next to nothing where their unit is unknown.
  @Test
  void wrongShare_costThatNothingCanBeBelow_isZero() {
    double[] least = {0.005, 0.05, 1e-12};
    for (int i = 0; i < least.length; i++) {
      var f = new Features("smiles", 3, 20, true, false, i < 2, i == 1, false, 2);
      var history = new History();
      for (int n = 0; n < 20; n++) {
        var wrong = new Attempt(Candidate.TRUST_REGION, 20, 10, least[i], Set.of());
        var above = new Attempt("lbfgs", 20, 10, least[i], Set.of(Doubt.ABOVE_NOISE));
        history.add(new Rehearsal(f, List.of(wrong, above), -1));
      }
      for (Set<Doubt> doubts : List.of(Set.<Doubt>of(), Set.of(Doubt.ABOVE_NOISE))) {
        assertThat(history.wrongShare(f, doubts, least[i])).isZero();
        assertThat(history.wrongShare(f, doubts, 1.01 * least[i])).isGreaterThan(0.4);
      }
    }
  }

  @Test
  void learned_everyModel_isKnown() {
    History learned = History.learned();
    for (String model : List.of("heston", "bates", "merton", "kou", "vg", "nig")) {
      assertThat(History.texture(learned.known(model), 50))
          .as(model)
          .isEqualTo(History.Texture.SMOOTH);
    }
  }
}
