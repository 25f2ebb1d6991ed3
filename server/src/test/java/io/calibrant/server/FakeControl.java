package io.calibrant.server;

import io.calibrant.engine.api.EngineHealth;

/// Freezes a [FakeFeed] as an engine would.
record FakeControl(FakeFeed feed) implements PublicationControl {
  @Override
  public void veto(String by) {
    feed.engineState(EngineHealth.State.FROZEN);
    feed.event("operator", "", "FREEZE by " + by);
  }

  @Override
  public void release(String by) {
    feed.engineState(EngineHealth.State.LIVE);
    feed.event("operator", "", "UNFREEZE by " + by);
  }
}
