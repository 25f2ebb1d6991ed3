package io.calibrant.venues.deribit;

import io.calibrant.core.market.VenueMessage;
import io.calibrant.venues.VenueSession.Sink;
import java.util.ArrayList;
import java.util.List;

/// A sink that remembers everything.
final class RecordingSink implements Sink {
  final List<VenueMessage> messages = new ArrayList<>();
  final List<String> sent = new ArrayList<>();
  final List<String> malformed = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<String> refreshes = new ArrayList<>();
  final List<String> reconnects = new ArrayList<>();

  @Override
  public void message(VenueMessage message) {
    messages.add(message);
  }

  @Override
  public void send(String frame) {
    sent.add(frame);
  }

  @Override
  public void malformed(String excerpt, String reason) {
    malformed.add(reason);
  }

  @Override
  public void note(String text) {
    notes.add(text);
  }

  @Override
  public void refreshInstruments(String reason) {
    refreshes.add(reason);
  }

  @Override
  public void reconnect(String reason) {
    reconnects.add(reason);
  }

  <T extends VenueMessage> List<T> of(Class<T> type) {
    return messages.stream().filter(type::isInstance).map(type::cast).toList();
  }

  void clear() {
    messages.clear();
    sent.clear();
    malformed.clear();
    notes.clear();
    refreshes.clear();
    reconnects.clear();
  }
}
