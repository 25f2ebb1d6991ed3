package io.calibrant.engine.connection;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A transport driven by the test, on the test's thread.
final class FakeTransport implements Transport {
  final List<FakeLink> links = new ArrayList<>();
  final List<URI> requests = new ArrayList<>();
  boolean refusesToOpen;
  String body = "[]";

  @Override
  public Link open(URI address, Listener listener) {
    var link = new FakeLink(listener);
    links.add(link);
    if (refusesToOpen) {
      listener.onClosed("refused");
    } else {
      listener.onOpen();
    }
    return link;
  }

  @Override
  public CompletableFuture<String> get(URI address) {
    requests.add(address);
    return CompletableFuture.completedFuture(body);
  }

  @Override
  public void close() {}

  FakeLink last() {
    return links.getLast();
  }

  static final class FakeLink implements Link {
    final Listener listener;
    final List<String> sent = new ArrayList<>();
    long requested;
    long delivered;
    String aborted = "";

    FakeLink(Listener listener) {
      this.listener = listener;
    }

    /// Delivers a frame if one was requested.
    boolean deliver(String frame) {
      if (delivered >= requested) {
        return false;
      }
      delivered++;
      listener.onText(frame);
      return true;
    }

    @Override
    public void request(int frames) {
      requested += frames;
    }

    @Override
    public void send(String frame) {
      sent.add(frame);
    }

    @Override
    public void abort(String reason) {
      aborted = reason;
      listener.onClosed(reason);
    }
  }
}
