package io.calibrant.server;

import io.calibrant.engine.api.EngineHealth;

/// Freezes a [FakeFeed] as an engine would.
record FakeControl(FakeFeed feed) implements PublicationControl {
  @Override
  public void veto(String underlying, String by) {
    if (underlying.isEmpty()) {
      feed.engineState(EngineHealth.State.FROZEN);
    }
    feed.freeze(underlying, by);
    feed.event("operator", underlying, "FREEZE by " + by);
  }

  @Override
  public void release(String underlying, String by) {
    feed.engineState(EngineHealth.State.LIVE);
    feed.unfreeze(underlying);
    feed.event("operator", underlying, "UNFREEZE by " + by);
  }
}
