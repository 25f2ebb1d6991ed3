package io.calibrant.core.solve.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryTextTest {
  @Test
  void parse_ofItsOwnText_isTheSameHistoryAndLearnsOn() {
    var random = new SplittableRandom(3);
    var history = new History();
    for (int i = 0; i < 200; i++) {
      history.add(record(random));
    }
    History again = History.parse(history.toText());
    assertThat(again.toText()).isEqualTo(history.toText());
    RouteRecord more = record(random);
    history.add(more);
    again.add(more);
    assertThat(again.toText()).isEqualTo(history.toText());
    Features features = more.features();
    assertThat(again.predict(features, Candidate.ALL))
        .isEqualTo(history.predict(features, Candidate.ALL));
    assertThat(again.wrongShare(features)).isEqualTo(history.wrongShare(features));
  }

  @Test
  void parse_empty_isEmpty() {
    assertThat(History.parse("").toText()).isEqualTo(new History().toText());
  }

  private static RouteRecord record(SplittableRandom random) {
    String kind = random.nextBoolean() ? "heston" : "bates";
    var features =
        new Features(kind, 5, 300, random.nextBoolean(), random.nextBoolean(), true, false, false);
    double cost = 100 * random.nextDouble();
    Set<Doubt> doubts = random.nextInt(3) == 0 ? Set.of(Doubt.ABOVE_NOISE) : Set.of();
    var first = new Attempt("levenberg-marquardt", 10 + random.nextInt(50), 12, cost, doubts);
    var second = new Attempt("confirmation", 90, 90, cost * random.nextDouble(), Set.of());
    return new RouteRecord(
        features,
        List.of(),
        1e6,
        random.nextBoolean() ? List.of(first) : List.of(first, second),
        Math.min(first.cost(), second.cost()),
        Set.of());
  }
}
