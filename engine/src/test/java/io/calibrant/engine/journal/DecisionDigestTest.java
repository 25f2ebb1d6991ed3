package io.calibrant.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.ArbitrageReport;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.decision.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a digest remembers of earlier decisions changes no later one.
class DecisionDigestTest {
  private static final String FIRST = "BTC-27MAR26-60000-C";

  @Test
  void of_contractsThatChange_isThatOfANewDigest() {
    var digest = new DecisionDigest();
    for (String[] names :
        new String[][] {{FIRST, "b"}, {FIRST, "c"}, {FIRST}, {FIRST, "c", "d"}, {FIRST, "b"}, {}}) {
      Decision decision = decision(names);
      assertThat(digest.of(decision))
          .as(Arrays.toString(names))
          .isEqualTo(new DecisionDigest().of(decision));
    }
  }

  @Test
  void of_moreExpiriesThanAreRemembered_isThatOfANewDigest() {
    var digest = new DecisionDigest();
    var random = new RandomEntries(new SplittableRandom(1));
    for (int i = 0; i < 300; i++) {
      Decision decision = new Decision.Publish(random.surface(3));
      String once = digest.of(decision);
      assertThat(once).isEqualTo(new DecisionDigest().of(decision));
      assertThat(digest.of(decision)).isEqualTo(once);
    }
  }

  private static Decision decision(String... names) {
    var thin = new UnfittedSlice(1, 0.5, null, WrittenNamesTest.quotes(names), "thin");
    return new Decision.Publish(
        new CalibratedSurface(
            "BTC",
            1,
            "hash",
            0,
            List.of(),
            List.of(thin),
            new ArbitrageReport(true, true, false, 0)));
  }
}
