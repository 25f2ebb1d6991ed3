package io.calibrant.server;

import java.util.concurrent.locks.LockSupport;

/// The dashboard over a synthetic market, for looking at it: `DemoServer [port]`.
final class DemoServer {
  private DemoServer() {}

  public static void main(String[] args) {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8099;
    FakeFeed feed = FakeFeed.live();
    feed.setClock(System.currentTimeMillis() * 1_000_000L - 600_000_000_000L);
    for (int i = 0; i < 300; i++) {
      feed.step(2_000_000_000L);
      if (i % 10 == 0) {
        feed.fitModels();
      }
    }
    CalibrantServer.start(ServerSettings.DEFAULT.withPort(port), feed, new FakeControl(feed));
    while (!Thread.interrupted()) {
      LockSupport.parkNanos(200_000_000L);
      feed.setClock(System.currentTimeMillis() * 1_000_000L);
      feed.step(0);
      feed.fitModels();
    }
  }
}
