package io.calibrant.venues.deribit;

import io.calibrant.core.market.VenueMessage;
import java.util.List;

/// What one frame from the venue says.
sealed interface ServerFrame {
  /// Messages that need no memory of earlier frames.
  record Told(List<? extends VenueMessage> messages) implements ServerFrame {}

  /// Trades, to be checked against those already seen.
  ///
  /// @param combos trades of combos that came without readable legs
  record Traded(List<VenueMessage.Trade> trades, int combos) implements ServerFrame {}

  /// A snapshot or a change of a book of changes.
  ///
  /// @param previousChangeId −1 when not given
  record Book(
      Channel channel,
      boolean snapshot,
      long exchangeTimeNs,
      long changeId,
      long previousChangeId,
      List<BookLevel> bids,
      List<BookLevel> asks)
      implements ServerFrame {}

  /// The best levels of a grouped book.
  record Grouped(Channel channel, VenueMessage.BookTop top) implements ServerFrame {}

  /// A contract's state changed.
  ///
  /// @param known whether the state's name is one we know
  record State(VenueMessage.StateChanged message, String wireState, boolean known)
      implements ServerFrame {}

  /// The venue is alive, or asks whether we are.
  record Heartbeat(boolean testRequest) implements ServerFrame {}

  /// A request was answered.
  ///
  /// @param channels the strings of the result when it is an array of them, else empty
  record Answer(long id, List<String> channels) implements ServerFrame {}

  /// A request failed, or with `id` −1 the connection is at fault.
  record Failed(long id, int code, String message) implements ServerFrame {}

  /// Readable, but of no use to us: a combo's ticker, an unknown channel or method.
  record SetAside(String what) implements ServerFrame {}
}
