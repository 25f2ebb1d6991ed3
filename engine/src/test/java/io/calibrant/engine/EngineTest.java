package io.calibrant.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.api.EngineHealth.State;
import io.calibrant.engine.connection.JdkTransport;
import io.calibrant.engine.fold.Replay;
import io.calibrant.engine.fold.ReplayReport;
import io.calibrant.engine.fold.Stages;
import io.calibrant.engine.journal.Segment;
import io.calibrant.engine.live.CycleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  @TempDir Path directory;

  private final AtomicLong nowNs = new AtomicLong(SyntheticFeed.START_NS);
  private final SyntheticFeed feed =
      new SyntheticFeed(new SplittableRandom(6), 4, 1_000_000).calm();
  private long fed;

  @Test
  void start_afterAStop_goesOnWhereItEnded() throws Exception {
    CalibratedSurface last;
    long sequence;
    long conflated;
    try (Engine engine = start(new MeanStages())) {
      feed(engine, 2_000);
      feedUntil(engine, () -> engine.health().publishedTotal() > 20);
      last = engine.latest("BTC").orElseThrow();
      assertThat(engine.underlyings()).containsExactly("BTC", "ETH");
      sequence = engine.health().journalSequence();
      conflated = engine.health().conflatedTotal();
    }
    ReplayReport report = replay();
    assertThat(report.isIdentical()).as(report.toString()).isTrue();
    assertThat(report.messages() + conflated).isEqualTo(fed);

    try (Engine engine = start(new MeanStages())) {
      assertThat(engine.latest("BTC").orElseThrow().asOfNs()).isGreaterThanOrEqualTo(last.asOfNs());
      assertThat(engine.health().journalSequence()).isGreaterThan(sequence);
      assertThat(engine.health().quotesTotal()).isZero();
      // The restart took the venue down; its quotes count again once it is up.
      var origin = Origin.of(SyntheticFeed.VENUE, nowNs.get(), nowNs.get());
      engine.offer(new VenueMessage.Connection(origin, true, "test"));
      feed(engine, 2_000);
      feedUntil(engine, () -> engine.health().publishedTotal() > 5);
      long asOfNs = last.asOfNs();
      feedUntil(
          engine, () -> engine.asOf("BTC", asOfNs).filter(s -> s.asOfNs() == asOfNs).isPresent());
      feedUntil(engine, () -> !engine.atmHistory("BTC", SyntheticFeed.START_NS, 3).isEmpty());
    }
    assertThat(replay().isIdentical()).isTrue();
    assertThat(replay().counts().quotes()).isGreaterThan(report.counts().quotes());
  }

  @Test
  void stage_thatBreaks_stopsAloneAndLeavesTheLastGoodSurface() throws Exception {
    var broken = new AtomicBoolean();
    Stages mean = new MeanStages();
    Stages stages =
        (snapshot, previous) -> {
          if (broken.get() && snapshot.underlying().equals("BTC")) {
            throw new IllegalStateException("an invariant broke on purpose");
          }
          return mean.decide(snapshot, previous);
        };
    try (Engine engine = start(stages)) {
      feed(engine, 3_000);
      feedUntil(engine, () -> engine.latest("BTC").isPresent());
      broken.set(true);
      feed(engine, 1_000);
      feedUntil(engine, () -> engine.events(100).stream().anyMatch(e -> e.kind().equals("broken")));
      long ethBefore = engine.latest("ETH").orElseThrow().asOfNs();
      feed(engine, 1_000);
      feedUntil(engine, () -> engine.latest("ETH").orElseThrow().asOfNs() > ethBefore);
      assertThat(engine.latest("BTC")).isPresent();
      assertThat(engine.health().state()).isNotEqualTo(State.LIVE);
      nowNs.addAndGet(60_000_000_000L);
    }
  }

  @Test
  void stage_thatLosesItsCore_isBegunOnceMoreAndTheFirstCounts() throws Exception {
    assumeThat(Runtime.getRuntime().availableProcessors()).as("processors").isGreaterThan(1);
    var hold = new AtomicBoolean();
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Stages mean = new MeanStages();
    Stages stages =
        (snapshot, previous) -> {
          if (snapshot.underlying().equals("BTC") && hold.compareAndSet(true, false)) {
            held.countDown();
            awaitQuietly(release);
          }
          return mean.decide(snapshot, previous);
        };
    try (Engine engine = start(stages)) {
      feedUntil(engine, () -> engine.latest("BTC").isPresent());
      hold.set(true);
      feedUntil(engine, () -> held.getCount() == 0);
      long asOfNs = engine.latest("BTC").orElseThrow().asOfNs();
      // The thread that was held still is; the underlying goes on all the same.
      feedUntil(engine, () -> engine.latest("BTC").orElseThrow().asOfNs() > asOfNs + 50_000_000L);
      assertThat(release.getCount()).isEqualTo(1);
      assertThat(engine.health().begunTwiceTotal()).isPositive();
      release.countDown();
      feed(engine, 2_000);
    }
    ReplayReport report = replay();
    assertThat(report.isIdentical()).as(report.toString()).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void health_agentThatFailed_isDegraded() throws Exception {
    var failing = new AtomicBoolean();
    EpochNanoClock clock =
        () -> {
          if (failing.get() && Thread.currentThread().getName().equals("calibrant-store")) {
            throw new IllegalStateException("the store failed on purpose");
          }
          return nowNs.get();
        };
    try (Engine engine = start(new MeanStages(), clock)) {
      feedUntil(engine, () -> engine.health().state() == State.LIVE);
      failing.set(true);
      feedUntil(engine, () -> engine.health().state() == State.DEGRADED);
      feed(engine, 500);
      assertThat(engine.health().state()).isEqualTo(State.DEGRADED);
    }
  }

  @Test
  void freeze_byAPerson_pausesPublicationUntilUnfreeze() throws Exception {
    try (Engine engine = start(new MeanStages())) {
      feed(engine, 2_000);
      feedUntil(engine, () -> engine.latest("BTC").isPresent());
      engine.freeze("", "test");
      feedUntil(engine, () -> engine.health().state() == State.FROZEN);
      long frozenAt = engine.health().publishedTotal();
      feed(engine, 2_000);
      assertThat(engine.health().publishedTotal()).isEqualTo(frozenAt);
      engine.unfreeze("", "test");
      feed(engine, 1_000);
      feedUntil(engine, () -> engine.health().publishedTotal() > frozenAt);
    }
    assertThat(replay().isIdentical()).isTrue();
  }

  @Test
  void freeze_ofOneUnderlying_pausesItAloneAndIsSaid() throws Exception {
    try (Engine engine = start(new MeanStages())) {
      feedUntil(engine, () -> engine.health().state() == State.LIVE);
      engine.freeze("ETH", "desk: index looks wrong");
      feedUntil(engine, () -> !engine.health().freezes().isEmpty());
      long published = engine.health().publishedTotal();
      feedUntil(engine, () -> engine.health().publishedTotal() > published + 5);
      assertThat(engine.health().state()).isEqualTo(State.LIVE);
      assertThat(engine.health().freezeOf("ETH"))
          .hasValueSatisfying(freeze -> assertThat(freeze.by()).contains("index looks wrong"));
      assertThat(engine.health().freezeOf("BTC")).isEmpty();

      engine.freeze("BTC", "desk: wings");
      feedUntil(engine, () -> engine.health().state() == State.FROZEN);
      long frozenAt = engine.health().publishedTotal();
      feed(engine, 2_000);
      assertThat(engine.health().publishedTotal()).isEqualTo(frozenAt);
      engine.unfreeze("BTC", "desk");
      feedUntil(engine, () -> engine.health().publishedTotal() > frozenAt);
      assertThat(engine.health().freezeOf("ETH")).isPresent();
    }
    assertThat(replay().isIdentical()).isTrue();
  }

  @Test
  void subscriber_thatThrows_harmsNobodyElse() throws Exception {
    List<Decision> heard = new CopyOnWriteArrayList<>();
    try (Engine engine = start(new MeanStages())) {
      engine.subscribe(
          _ -> {
            throw new IllegalStateException("a bad subscriber");
          });
      var subscription = engine.subscribe(heard::add);
      feed(engine, 2_000);
      feedUntil(engine, () -> heard.size() > 5);
      subscription.close();
      int before = heard.size();
      feed(engine, 1_000);
      assertThat(heard.size()).isLessThanOrEqualTo(before + 1);
      assertThat(engine.events(1_000)).anyMatch(e -> e.text().contains("a bad subscriber"));
    }
  }

  @Test
  void start_damagedTail_quarantinesItAndSaysSo() throws Exception {
    try (Engine engine = start(new MeanStages())) {
      feed(engine, 500);
    }
    Segment last = Segment.list(directory.resolve("journal")).getLast();
    Files.write(last.file(), new byte[] {1, 2, 3, 4, 5, 6, 7}, StandardOpenOption.APPEND);

    try (Engine engine = start(new MeanStages())) {
      assertThat(engine.events(100))
          .anyMatch(e -> e.kind().equals("journal-damage") && e.text().contains("7 bytes moved"));
    }
    assertThat(replay().isIdentical()).isTrue();
  }

  @Test
  void start_directoryInUse_isRefused() throws Exception {
    try (Engine engine = start(new MeanStages())) {
      assertThat(engine.latest("BTC")).isEmpty();
      assertThatThrownBy(() -> start(new MeanStages()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another engine");
    }
  }

  private Engine start(Stages stages) throws IOException {
    return start(stages, nowNs::get);
  }

  private Engine start(Stages stages, EpochNanoClock clock) throws IOException {
    var settings =
        EngineSettings.of(directory, "test")
            .withCycles(new CycleSettings(2_000_000, 0, 1_000_000, 0, 0, 5_000_000_000L));
    var parts = new EngineParts(clock, new SplittableRandom(1), JdkTransport::new, stages);
    return Engine.start(settings, parts);
  }

  private ReplayReport replay() throws IOException {
    return Replay.run(directory.resolve("journal"), new MeanStages(), _ -> {});
  }

  private void feed(Engine engine, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      VenueMessage message = feed.next();
      nowNs.set(feed.nowNs());
      engine.offer(message);
      fed++;
      if (i % 100 == 0) {
        Thread.sleep(1);
      }
    }
  }

  /// Feeds until `condition` holds: the engine's time stands still when nothing is fed.
  private void feedUntil(Engine engine, BooleanSupplier condition) throws InterruptedException {
    long endNs = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("waited in vain: %s %s", engine.health(), engine.events(20))
          .isLessThan(endNs);
      feed(engine, 100);
      Thread.sleep(2);
    }
  }
}
