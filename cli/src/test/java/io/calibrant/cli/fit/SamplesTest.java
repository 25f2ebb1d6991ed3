package io.calibrant.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void quantile_ofKnownNumbers_isTheNearestRank() {
    var samples = new Samples();
    for (int i = 100; i >= 1; i--) {
      samples.add(i);
    }
    samples.add(Double.NaN);

    assertThat(samples.count()).isEqualTo(100);
    assertThat(samples.median()).isEqualTo(50);
    assertThat(samples.quantile(0.99)).isEqualTo(99);
    assertThat(samples.quantile(1)).isEqualTo(100);
    assertThat(samples.shareAtMost(25)).isEqualTo(0.25);
  }

  @Test
  void quantile_ofNone_isNaN() {
    assertThat(new Samples().median()).isNaN();
  }

  @Test
  void quantile_pastTheBound_staysRight() {
    var samples = new Samples();
    int count = 3 * Samples.MAX_COUNT;
    for (int i = 0; i < count; i++) {
      samples.add((double) i / count);
    }

    assertThat(samples.count()).isEqualTo(count);
    assertThat(samples.median()).isBetween(0.499, 0.501);
  }
}
