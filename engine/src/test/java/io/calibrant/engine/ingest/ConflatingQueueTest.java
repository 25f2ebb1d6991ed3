package io.calibrant.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConflatingQueueTest {
  @Test
  void offer_newerLevelOfTheSameContract_replacesTheOneThatWaits() throws InterruptedException {
    var queue = new ConflatingQueue(10);
    queue.offer(level("btc_usd", 1, 10), 0);
    queue.offer(level("eth_usd", 1, 20), 0);
    queue.offer(level("btc_usd", 2, 11), 0);

    assertThat(drain(queue)).containsExactly(level("eth_usd", 1, 20), level("btc_usd", 2, 11));
    assertThat(queue.conflated()).isEqualTo(1);
  }

  @Test
  void offer_levelAfterAGap_staysBehindTheGap() throws InterruptedException {
    var queue = new ConflatingQueue(10);
    var gap = new VenueMessage.SequenceGap(Origin.of("deribit", 2, 2), "btc_usd", 1, 5);
    queue.offer(level("btc_usd", 1, 10), 0);
    queue.offer(gap, 0);
    queue.offer(level("btc_usd", 3, 11), 0);

    assertThat(drain(queue)).containsExactly(gap, level("btc_usd", 3, 11));
  }

  @Test
  void offer_levelStampedEarlier_replacesNothing() throws InterruptedException {
    var queue = new ConflatingQueue(10);
    queue.offer(level("btc_usd", 5, 10), 0);
    queue.offer(level("btc_usd", 4, 9), 0);

    assertThat(drain(queue)).containsExactly(level("btc_usd", 5, 10), level("btc_usd", 4, 9));
    assertThat(queue.conflated()).isZero();
  }

  @Test
  void offer_fullOfTrades_refusesAndKeepsThemAll() throws InterruptedException {
    var queue = new ConflatingQueue(4);
    for (int i = 0; i < 4; i++) {
      assertThat(queue.offer(trade(i), 0)).isTrue();
    }
    assertThat(queue.offer(trade(4), 5)).isFalse();
    assertThat(queue.offer(level("btc_usd", 1, 1), 5)).isFalse();

    assertThat(drain(queue)).containsExactly(trade(0), trade(1), trade(2), trade(3));
    assertThat(queue.offer(trade(4), 0)).isTrue();
  }

  @Test
  void offer_fullOfReplacedLevels_makesRoom() throws InterruptedException {
    var queue = new ConflatingQueue(8);
    for (int i = 0; i < 1_000; i++) {
      assertThat(queue.offer(level("btc_usd", i, i), 0)).isTrue();
    }
    assertThat(drain(queue)).containsExactly(level("btc_usd", 999, 999));
    assertThat(queue.conflated()).isEqualTo(999);
  }

  @Test
  void offer_underLoad_losesNoTradeAndAlwaysDeliversTheLatestLevel() throws Exception {
    var queue = new ConflatingQueue(256);
    int trades = 60_000;
    Map<String, VenueMessage> latestSent = new HashMap<>();
    var finished = new AtomicBoolean();
    Thread producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  var random = new SplittableRandom(9);
                  for (int i = 0; i < trades; i++) {
                    put(queue, trade(i));
                    for (int j = 0; j < 5; j++) {
                      var level = level("index" + random.nextInt(40), 10L * i + j, i);
                      latestSent.put(level.index(), level);
                      put(queue, level);
                    }
                  }
                  finished.set(true);
                });
    List<VenueMessage> received = new ArrayList<>();
    Map<String, VenueMessage> latestReceived = new HashMap<>();
    var random = new SplittableRandom(10);
    long levels = 0;
    while (true) {
      boolean last = finished.get();
      List<VenueMessage> batch = drain(queue);
      assertThat(batch.size()).isLessThanOrEqualTo(256);
      for (VenueMessage message : batch) {
        if (message instanceof VenueMessage.IndexLevel level) {
          latestReceived.put(level.index(), level);
          levels++;
        } else {
          received.add(message);
        }
      }
      if (last && batch.isEmpty()) {
        break;
      }
      if (random.nextInt(50) == 0) {
        Thread.sleep(1);
      }
    }
    producer.join();

    assertThat(received).hasSize(trades);
    for (int i = 0; i < trades; i++) {
      assertThat(((VenueMessage.Trade) received.get(i)).tradeId()).isEqualTo("T" + i);
    }
    assertThat(latestReceived).isEqualTo(latestSent);
    assertThat(levels + queue.conflated()).isEqualTo(5L * trades);
    assertThat(queue.conflated()).isPositive();
  }

  @Test
  void gather_messagesCome_waitsItsTimeAndTellsWhenTheNewestCame() throws Exception {
    var queue = new ConflatingQueue(100);
    Thread producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 5; i++) {
                    put(queue, trade(i));
                    LockSupport.parkNanos(2_000_000L);
                  }
                });
    long began = System.nanoTime();
    queue.gather(200_000_000L);
    long woke = System.nanoTime();
    producer.join();

    assertThat(woke - began).isGreaterThanOrEqualTo(200_000_000L);
    assertThat(drain(queue)).hasSize(5);
    assertThat(queue.drainedUpTo() - began).isPositive();
    assertThat(woke - queue.drainedUpTo()).isPositive();
  }

  @Test
  void gather_wokenOrFull_endsAtOnce() throws Exception {
    var queue = new ConflatingQueue(3);
    for (Runnable ends :
        List.<Runnable>of(
            queue::wake,
            () -> {
              for (int i = 0; i < 3; i++) {
                put(queue, trade(i));
              }
            })) {
      Thread other =
          Thread.ofPlatform()
              .start(
                  () -> {
                    LockSupport.parkNanos(20_000_000L);
                    ends.run();
                  });
      long began = System.nanoTime();
      queue.gather(30_000_000_000L);
      assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
      other.join();
    }
    assertThat(drain(queue)).hasSize(3);
  }

  private static void put(ConflatingQueue queue, VenueMessage message) {
    try {
      while (!queue.offer(message, 10)) {
        // until there is room
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<VenueMessage> drain(ConflatingQueue queue) {
    List<VenueMessage> all = new ArrayList<>();
    queue.drainTo(all);
    return all;
  }

  private static VenueMessage.IndexLevel level(String index, long timeNs, double price) {
    return new VenueMessage.IndexLevel(Origin.of("deribit", timeNs, timeNs), index, price);
  }

  private static VenueMessage trade(int id) {
    return new VenueMessage.Trade(
        Origin.of("deribit", id, id),
        "BTC-X",
        "T" + id,
        id,
        0.01,
        1,
        true,
        0.5,
        0.01,
        1,
        VenueMessage.TradeKind.REGULAR);
  }
}
