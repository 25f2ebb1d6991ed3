package io.calibrant.engine.connection;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.venues.InstrumentReply;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.Venue;
import io.calibrant.venues.VenueSession;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// A venue whose frames are index levels, or commands to its own session.
final class FakeVenue implements Venue {
  int opened;
  int ticks;
  int followed;

  @Override
  public String key() {
    return "fake";
  }

  @Override
  public Endpoints publicEndpoints() {
    return new Endpoints(URI.create("ws://127.0.0.1:1"), URI.create("http://127.0.0.1:1"));
  }

  @Override
  public Endpoints endpointsAt(URI address) {
    return publicEndpoints();
  }

  @Override
  public List<URI> instrumentRequests(URI rest, Collection<String> underlyings) {
    return underlyings.stream().map(coin -> rest.resolve("/list/" + coin)).toList();
  }

  @Override
  public InstrumentReply parseInstruments(CharSequence body, long receiptTimeNs) {
    if (body.isEmpty()) {
      return new InstrumentReply.Refused(10028, "too many requests", true);
    }
    var future = new Instrument.Future("fake", "F1", "BTC", Settlement.INVERSE, 1);
    return new InstrumentReply.Instruments(
        List.of(new VenueMessage.Listed(Origin.of("fake", receiptTimeNs, receiptTimeNs), future)),
        Map.of());
  }

  @Override
  public VenueSession newSession(SessionSettings settings) {
    return new Session();
  }

  private final class Session implements VenueSession {
    @Override
    public void onOpen(long nowNs, Sink sink) {
      opened++;
      sink.send("hello");
      sink.message(new VenueMessage.Connection(Origin.of("fake", nowNs, nowNs), true, "open"));
    }

    @Override
    public void onText(CharSequence frame, long receiptTimeNs, Sink sink) {
      switch (frame.toString()) {
        case "reconnect" -> sink.reconnect("the venue asked for it");
        case "refresh" -> sink.refreshInstruments("a contract is new");
        case "bad" -> sink.malformed("bad", "not JSON");
        default ->
            sink.message(
                new VenueMessage.IndexLevel(
                    Origin.of("fake", receiptTimeNs, receiptTimeNs), frame.toString(), 1));
      }
    }

    @Override
    public void onTick(long nowNs, Sink sink) {
      ticks++;
    }

    @Override
    public void onClose(long nowNs, String reason, Sink sink) {
      sink.message(new VenueMessage.Connection(Origin.of("fake", nowNs, nowNs), false, reason));
    }

    @Override
    public void follow(Collection<? extends Instrument> instruments, long nowNs, Sink sink) {
      followed++;
      sink.send("subscribe " + instruments.size());
    }

    @Override
    public Subscriptions subscriptions() {
      return new Subscriptions(1, 0, 0);
    }
  }
}
