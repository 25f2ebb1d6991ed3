package io.calibrant.venues;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.VenueMessage;
import java.util.Collection;

/// One venue's wire protocol as a state machine: text frames in, messages and frames to send out.
///
/// A session knows nothing of sockets, threads or clocks: whoever owns the connection passes frames
/// and the time in. It outlives reconnections: [#onOpen] starts a new connection and keeps what
/// must survive one, such as the memory of trade ids. Not thread-safe. No input makes it throw;
/// what cannot be read is reported by [Sink#malformed].
public interface VenueSession {
  /// A connection came up: sends the hello, the heartbeat demand and the first subscriptions.
  void onOpen(long nowNs, Sink sink);

  /// A whole text frame came in (fragments already joined).
  ///
  /// @param receiptTimeNs when it came in, ns since 1970-01-01 UTC
  void onText(CharSequence frame, long receiptTimeNs, Sink sink);

  /// Time has passed: keep-alive, subscriptions that waited for the venue's rate limit, answers
  /// that did not come, silence. Call it about ten times a second.
  void onTick(long nowNs, Sink sink);

  /// The connection went down; says so as a message.
  void onClose(long nowNs, String reason, Sink sink);

  /// Follows exactly these contracts from now on: subscribes to the new ones and unsubscribes from
  /// those that are gone. May be called before [#onOpen].
  void follow(Collection<? extends Instrument> instruments, long nowNs, Sink sink);

  /// Where the subscriptions stand.
  Subscriptions subscriptions();

  /// How many channels are in which state.
  ///
  /// @param active confirmed by the venue
  /// @param pending asked for or waiting for the rate limit
  /// @param refused asked for and not confirmed
  record Subscriptions(int active, int pending, int refused) {}

  /// What a session has to say.
  interface Sink {
    /// The venue said something.
    void message(VenueMessage message);

    /// This frame must be sent, in this order.
    void send(String frame);

    /// A frame, or a part of one, could not be read and was set aside.
    ///
    /// @param excerpt its beginning, at most 200 characters
    /// @param reason what is wrong, with the place
    void malformed(String excerpt, String reason);

    /// Something worth telling a person: a refused channel, an unknown state.
    void note(String text);

    /// The contracts known are out of date: fetch the lists again (see [Venue#instrumentRequests])
    /// and call [VenueSession#follow].
    void refreshInstruments(String reason);

    /// The connection is of no use any more: close it, back off and connect again.
    void reconnect(String reason);
  }
}
