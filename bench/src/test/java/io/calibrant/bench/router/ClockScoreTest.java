package io.calibrant.bench.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClockScoreTest {
  private static ClockScore threeProblems() {
    var score = new ClockScore();
    score.add(200, 100); // + 100 %
    score.add(1_100, 1_000); // + 10 %
    score.add(9_000, 10_000); // − 10 %
    return score;
  }

  @Test
  void ofAllTime_threeProblems_weighsThemByTheirTime() {
    assertThat(threeProblems().ofAllTime(0)).isCloseTo(10_300 / 11_100.0 - 1, within(1e-12));
  }

  @Test
  void meanAndMedian_threeProblems_countEachOnce() {
    assertThat(threeProblems().mean(0)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(threeProblems().median(0)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void everything_fromOneMicrosecond_leavesOutTheShortOne() {
    ClockScore score = threeProblems();

    assertThat(score.count(1_000)).isEqualTo(2);
    assertThat(score.mean(1_000)).isCloseTo(0, within(1e-12));
    assertThat(score.ofAllTime(1_000)).isCloseTo(10_100 / 11_000.0 - 1, within(1e-12));
    assertThat(score.mean(20_000)).isNaN();
  }
}
