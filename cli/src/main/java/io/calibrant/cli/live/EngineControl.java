package io.calibrant.cli.live;

import io.calibrant.engine.Engine;
import io.calibrant.server.PublicationControl;

/// The commands of the dashboard, given to the engine that runs.
record EngineControl(Engine engine) implements PublicationControl {
  @Override
  public void veto(String underlying, String by) {
    engine.freeze(underlying, by);
  }

  @Override
  public void release(String underlying, String by) {
    engine.unfreeze(underlying, by);
  }
}
