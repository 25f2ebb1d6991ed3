package io.calibrant.core.solve.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestartsTest {
  @Test
  void needed_shareOfWrongOnes_asksForMoreAgreement() {
    assertThat(Restarts.needed(0.001, 0.003)).isZero();
    assertThat(Restarts.needed(0.01, 0.003)).isEqualTo(1);
    assertThat(Restarts.needed(0.02, 0.003)).isEqualTo(2);
    assertThat(Restarts.needed(0.1, 0.003)).isEqualTo(3);
    assertThat(Restarts.needed(0.5, 0.003)).isEqualTo(4);
    assertThat(Restarts.needed(1, 0.003)).isEqualTo(10);
  }
}
