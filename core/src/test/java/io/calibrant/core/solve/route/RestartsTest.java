package io.calibrant.core.solve.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestartsTest {
  @Test
  void needed_shareOfWrongOnes_asksForMoreAgreement() {
    assertThat(Restarts.needed(0.001, 0.003, false)).isZero();
    assertThat(Restarts.needed(0.01, 0.003, false)).isEqualTo(1);
    assertThat(Restarts.needed(0.02, 0.003, false)).isEqualTo(2);
    assertThat(Restarts.needed(0.1, 0.003, false)).isEqualTo(3);
    assertThat(Restarts.needed(0.5, 0.003, false)).isEqualTo(4);
    assertThat(Restarts.needed(1, 0.003, false)).isEqualTo(10);
  }

  /// One in two starts may fall into the wider of two minima that noise does not tell apart.
  @Test
  void needed_explainedButOftenWrong_asksForManyMore() {
    assertThat(Restarts.needed(0.02, 0.003, true)).isEqualTo(2);
    assertThat(Restarts.needed(0.15, 0.003, false)).isEqualTo(3);
    assertThat(Restarts.needed(0.15, 0.003, true)).isEqualTo(6);
  }
}
