package io.calibrant.cli.live;

import io.calibrant.engine.Engine;
import io.calibrant.server.PublicationControl;

/// The commands of the dashboard, given to the engine that runs.
record EngineControl(Engine engine) implements PublicationControl {
  private static final String ALL = "";

  @Override
  public void veto(String by) {
    engine.freeze(ALL, by);
  }

  @Override
  public void release(String by) {
    engine.unfreeze(ALL, by);
  }
}
