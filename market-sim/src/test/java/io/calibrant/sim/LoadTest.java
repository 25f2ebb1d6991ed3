package io.calibrant.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.venues.SessionSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// 30,000 quotes a second through one socket on the raw channel, without loss.
@Tag("slow")
final class LoadTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void rawChannel_atThirtyThousandQuotes_losesNothing() throws Exception {
    MarketSim.Settings settings =
        MarketSim.Settings.DEFAULT.withQuotesPerSecond(30_000).withManualClock(0);
    SessionSettings raw =
        SessionSettings.of(List.of("BTC", "ETH")).withInterval(SessionSettings.Interval.RAW);
    try (MarketSim sim = MarketSim.start(settings);
        SimClient client = new SimClient(sim, raw)) {
      client.keepMessages = false;
      client.connect();
      assertThat(client.await(60, () -> client.session.subscriptions().pending() == 0)).isTrue();
      sim.advance(5 * SECOND); // warm
      long frames = sim.traffic().frames();
      long quotes = sim.traffic().quotes();
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long own = threads.getCurrentThreadCpuTime();
      long all = cpuNs();
      sim.advance(10 * SECOND);
      own = threads.getCurrentThreadCpuTime() - own;
      long sent = sim.traffic().frames() - frames;
      long made = sim.traffic().quotes() - quotes;
      assertThat(client.await(30, () -> client.frames >= sim.traffic().frames())).isTrue();
      all = cpuNs() - all;
      String report =
          String.format(
              Locale.ROOT,
              "%d contracts; 10 s of market: %d quotes, %d frames, %d conflated; simulator %.1f us"
                  + " a frame, simulator and client together %.1f us; = %.2f cores at 30,000/s",
              client.instruments.size(),
              made,
              sent,
              sim.traffic().conflated(),
              own * 1e-3 / sent,
              all * 1e-3 / sent,
              own * 1e-3 / sent * 0.03);
      LoggerFactory.getLogger(LoadTest.class).warn(report);
      assertThat(client.malformed).isEmpty();
      assertThat(made).as(report).isGreaterThan(290_000);
      assertThat(sent).as(report).isGreaterThanOrEqualTo(made);
    }
  }

  private static long cpuNs() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
