package io.calibrant.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.ArbitrageReport;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublisherTest {
  @Test
  void recentAsOf_olderSurfaces_haveEverythingButTheirQuotes() {
    var publisher = new Publisher(new EventRing());
    for (int i = 0; i < 100; i++) {
      publisher.publish(new Decision.Publish(surface(i)));
    }

    assertThat(quoteCount(publisher, 99)).isEqualTo(1);
    assertThat(quoteCount(publisher, 96)).isEqualTo(1);
    assertThat(quoteCount(publisher, 95)).isZero();
    assertThat(quoteCount(publisher, 36)).isZero();
    assertThat(publisher.recentAsOf("BTC", 36).orElseThrow().asOfNs()).isEqualTo(36);
    assertThat(publisher.recentAsOf("BTC", 35)).isEmpty();
    assertThat(publisher.latest("BTC").orElseThrow().thin().getFirst().quotes().size()).isOne();
  }

  private static int quoteCount(Publisher publisher, long asOfNs) {
    return publisher.recentAsOf("BTC", asOfNs).orElseThrow().thin().getFirst().quotes().size();
  }

  private static CalibratedSurface surface(long asOfNs) {
    double[] one = {1};
    var quotes =
        SmileQuotes.ofUnsafe(
            new String[] {"C"},
            one,
            new OptionType[] {OptionType.CALL},
            one,
            one,
            one,
            one,
            one,
            new ReasonCode[] {ReasonCode.THIN_EXPIRY});
    var thin = new UnfittedSlice(1_000, 0.1, null, quotes, "one quote");
    return new CalibratedSurface(
        "BTC",
        asOfNs,
        "",
        100,
        List.of(),
        List.of(thin),
        new ArbitrageReport(true, true, false, 0));
  }
}
