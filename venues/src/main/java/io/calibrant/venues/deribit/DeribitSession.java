package io.calibrant.venues.deribit;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.Connection;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.VenueSession;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The client's side of Deribit's protocol.
///
/// ```
/// open ─▶ hello, set_heartbeat, subscribe (250 channels a call, 3 calls a second)
///      ─▶ frames ─▶ messages;  test_request ─▶ public/test;  gap ─▶ unsubscribe + subscribe
///      ─▶ 30 s of silence, 3 unanswered calls or error 10028 ─▶ reconnect
/// ```
public final class DeribitSession implements VenueSession {
  /// The shortest interval the venue accepts, seconds.
  static final int HEARTBEAT_SECONDS = 10;

  /// Nothing for three heartbeats: the connection is dead even if the socket does not know.
  static final long SILENCE_NS = 3L * HEARTBEAT_SECONDS * 1_000_000_000L;

  private static final int EXCERPT_CHARS = 200;
  private static final int MAX_NOTED = 1_000;

  private final SessionSettings settings;
  private final FrameReader reader = new FrameReader();
  private final RequestIds ids = new RequestIds();
  private final SubscriptionLedger ledger = new SubscriptionLedger();
  private final TradeMemory trades = new TradeMemory();
  private final BookKeeper books = new BookKeeper();
  private final Set<String> followed = new HashSet<>();
  private final Set<String> noted = new HashSet<>();
  private boolean open;
  private long lastFrameNs;

  DeribitSession(SessionSettings settings) {
    this.settings = settings;
    ledger.want(Channels.of(settings, List.of()));
  }

  @Override
  public void onOpen(long nowNs, Sink sink) {
    open = true;
    lastFrameNs = nowNs;
    ledger.reset();
    books.reset();
    sink.message(new Connection(Origin.of(DeribitVenue.KEY, nowNs, nowNs), true, "connected"));
    sink.send(ClientFrames.hello(ids.next()));
    sink.send(ClientFrames.setHeartbeat(ids.next(), HEARTBEAT_SECONDS));
    ledger.send(nowNs, ids, sink);
  }

  @Override
  public void onText(CharSequence frame, long receiptTimeNs, Sink sink) {
    lastFrameNs = receiptTimeNs;
    try {
      apply(reader.read(frame, receiptTimeNs), receiptTimeNs, sink);
    } catch (MalformedFrameException e) {
      sink.malformed(
          frame.subSequence(0, Math.min(EXCERPT_CHARS, frame.length())).toString(), e.reason());
    }
  }

  @Override
  public void onTick(long nowNs, Sink sink) {
    if (!open) {
      return;
    }
    if (nowNs - lastFrameNs >= SILENCE_NS) {
      giveUp("silent for %d s".formatted(SILENCE_NS / 1_000_000_000L), sink);
      return;
    }
    if (!ledger.checkAnswers(nowNs)) {
      giveUp("subscriptions are not answered", sink);
      return;
    }
    books.tick(nowNs, ledger);
    ledger.send(nowNs, ids, sink);
  }

  @Override
  public void onClose(long nowNs, String reason, Sink sink) {
    open = false;
    books.reset();
    sink.message(new Connection(Origin.of(DeribitVenue.KEY, nowNs, nowNs), false, reason));
  }

  @Override
  public void follow(Collection<? extends Instrument> instruments, long nowNs, Sink sink) {
    followed.clear();
    instruments.forEach(instrument -> followed.add(instrument.name()));
    ledger.want(Channels.of(settings, instruments));
    if (open) {
      ledger.send(nowNs, ids, sink);
    }
  }

  @Override
  public Subscriptions subscriptions() {
    return ledger.summary();
  }

  private void apply(ServerFrame frame, long receiptTimeNs, Sink sink) {
    switch (frame) {
      case ServerFrame.Told(var messages) -> messages.forEach(sink::message);
      case ServerFrame.Traded(var list, int combos) -> {
        list.forEach(trade -> trades.accept(trade, sink));
        if (combos > 0) {
          noteOnce("trades of combos are set aside: their legs are reported", sink);
        }
      }
      case ServerFrame.Book book -> books.apply(book, receiptTimeNs, ledger, sink);
      case ServerFrame.Grouped grouped -> books.apply(grouped, sink);
      case ServerFrame.State state -> applyState(state, sink);
      case ServerFrame.Heartbeat(boolean testRequest) -> {
        if (testRequest) {
          sink.send(ClientFrames.test(ids.next()));
        }
      }
      case ServerFrame.Answer(long id, var channels) -> ledger.answered(id, channels, sink);
      case ServerFrame.Failed failed -> applyFailure(failed, sink);
      case ServerFrame.SetAside(var what) -> noteOnce("set aside: " + what, sink);
    }
  }

  private void applyState(ServerFrame.State state, Sink sink) {
    VenueMessage.StateChanged message = state.message();
    if (!state.known()) {
      noteOnce("unknown state '%s', taken as halted".formatted(state.wireState()), sink);
    }
    if (DeribitName.parse(message.instrument()) instanceof DeribitName.Other) {
      return;
    }
    sink.message(message);
    boolean listed = followed.contains(message.instrument());
    boolean tradable = message.state() == VenueMessage.TradingState.OPEN;
    if (listed != tradable && message.state() != VenueMessage.TradingState.HALTED) {
      sink.refreshInstruments(message.instrument() + " " + state.wireState());
    }
  }

  private void applyFailure(ServerFrame.Failed failed, Sink sink) {
    String why = "error %d %s".formatted(failed.code(), failed.message());
    if (failed.code() == RpcError.TOO_MANY_REQUESTS) {
      giveUp(why, sink);
      return;
    }
    ledger.failed(failed.id(), RpcError.isRetryable(failed.code()), why, sink);
    noteOnce("deribit answered " + why, sink);
  }

  private void giveUp(String reason, Sink sink) {
    open = false;
    sink.reconnect(reason);
  }

  /// A note that may come with every frame is passed on the first time only.
  private void noteOnce(String text, Sink sink) {
    if (noted.size() < MAX_NOTED && noted.add(text)) {
      sink.note(text);
    }
  }
}
