package io.calibrant.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.market.VenueMessage;
import io.calibrant.venues.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VenueConnectionTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final FakeTransport transport = new FakeTransport();
  private final FakeVenue venue = new FakeVenue();
  private final List<VenueMessage> messages = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private long nowNs = 1_000 * SECOND_NS;

  private final VenueConnection connection =
      new VenueConnection(
          ConnectionSettings.of(
              venue, venue.publicEndpoints(), SessionSettings.of(List.of("BTC", "ETH"))),
          transport,
          () -> nowNs,
          new SplittableRandom(1),
          messages::add,
          (_, kind, _, text) -> events.add(kind + ": " + text));

  @Test
  void doWork_firstTime_connectsSubscribesAndListsContracts() throws InterruptedException {
    work(3);

    assertThat(transport.links).hasSize(1);
    assertThat(transport.requests).hasSize(2);
    assertThat(transport.last().sent).containsExactly("hello", "subscribe 2");
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst()).isInstanceOf(VenueMessage.Connection.class);
    assertThat(messages.getLast()).isInstanceOf(VenueMessage.Listed.class);
    assertThat(connection.health().connected()).isTrue();
  }

  @Test
  void watchdog_silence_reconnectsAndSaysSo() throws InterruptedException {
    work(3);
    nowNs += 16 * SECOND_NS;
    work(1);

    assertThat(transport.last().aborted).isEqualTo("no message for 15 s");
    assertThat(messages.getLast())
        .isInstanceOfSatisfying(
            VenueMessage.Connection.class,
            down -> {
              assertThat(down.up()).isFalse();
              assertThat(down.reason()).contains("no message");
            });
    assertThat(connection.health().connected()).isFalse();
    nowNs += 2 * SECOND_NS;
    work(3);
    assertThat(transport.links).hasSize(2);
    assertThat(transport.last().sent).containsExactly("hello", "subscribe 2");
    assertThat(connection.health().reconnectsTotal()).isEqualTo(1);
  }

  @Test
  void watchdog_framesKeepComing_staysConnected() throws InterruptedException {
    work(3);
    for (int i = 0; i < 60; i++) {
      nowNs += SECOND_NS;
      assertThat(transport.last().deliver("btc_usd")).isTrue();
      work(1);
    }
    assertThat(transport.links).hasSize(1);
    assertThat(messages.stream().filter(m -> m instanceof VenueMessage.IndexLevel)).hasSize(60);
  }

  @Test
  void backoff_venueRefuses_waitsLongerEachTimeUpToThirtySeconds() throws InterruptedException {
    transport.refusesToOpen = true;
    List<Long> attempts = new ArrayList<>();
    for (int step = 0; step < 4_000; step++) {
      int before = transport.links.size();
      work(2);
      if (transport.links.size() > before) {
        attempts.add(nowNs);
      }
      nowNs += SECOND_NS / 20;
    }
    for (int i = 1; i < attempts.size(); i++) {
      double waited = (attempts.get(i) - attempts.get(i - 1)) / (double) SECOND_NS;
      double whole = Math.min(30, Math.pow(2, i - 1));
      assertThat(waited).isBetween(whole / 2 - 0.001, whole + 0.11);
    }
    assertThat(attempts.size()).isBetween(9, 16);
    assertThat(messages).isEmpty();
    assertThat(events.getFirst()).contains("refused").contains("next attempt in");
  }

  @Test
  void reconnect_sessionAsks_closesAndComesBack() throws InterruptedException {
    work(3);
    transport.last().deliver("reconnect");
    work(1);
    assertThat(transport.last().aborted).isEqualTo("the venue asked for it");
    nowNs += 2 * SECOND_NS;
    work(2);
    assertThat(venue.opened).isEqualTo(2);
  }

  @Test
  void text_fromADeadConnection_isIgnored() throws InterruptedException {
    work(3);
    FakeTransport.FakeLink dead = transport.last();
    dead.listener.onClosed("gone");
    dead.listener.onText("late");
    work(1);
    nowNs += 2 * SECOND_NS;
    work(2);
    dead.listener.onText("later still");
    dead.listener.onClosed("again");
    work(2);

    assertThat(messages.stream().filter(m -> m instanceof VenueMessage.IndexLevel)).isEmpty();
    assertThat(connection.health().connected()).isTrue();
  }

  @Test
  void credit_agentStandsStill_boundsWhatTheSocketMayDeliver() throws InterruptedException {
    work(3);
    int delivered = 0;
    while (transport.last().deliver("x" + delivered)) {
      delivered++;
    }
    assertThat(delivered).isEqualTo(VenueConnection.INBOX_FRAMES);
    work(2);
    assertThat(messages.stream().filter(m -> m instanceof VenueMessage.IndexLevel))
        .hasSize(delivered);
    assertThat(transport.last().requested - transport.last().delivered)
        .isEqualTo(VenueConnection.INBOX_FRAMES);
  }

  @Test
  void contracts_refused_areAskedForAgainAndFollowedOnce() throws InterruptedException {
    transport.body = "";
    work(3);
    assertThat(venue.followed).isZero();
    assertThat(events).anyMatch(e -> e.contains("too many requests"));
    transport.body = "[]";
    nowNs += 3 * SECOND_NS;
    work(3);
    assertThat(venue.followed).isEqualTo(1);
    transport.last().deliver("refresh");
    work(3);
    assertThat(venue.followed).isEqualTo(2);
    assertThat(messages.stream().filter(m -> m instanceof VenueMessage.Listed)).hasSize(1);
  }

  @Test
  void malformed_frames_areCountedAndTheFirstOnesTold() throws InterruptedException {
    work(3);
    for (int i = 0; i < 50; i++) {
      transport.last().deliver("bad");
    }
    work(1);
    assertThat(connection.health().malformedTotal()).isEqualTo(50);
    assertThat(events.stream().filter(e -> e.startsWith("malformed"))).hasSize(20);
  }

  private void work(int turns) throws InterruptedException {
    for (int i = 0; i < turns; i++) {
      connection.doWork();
    }
  }
}
