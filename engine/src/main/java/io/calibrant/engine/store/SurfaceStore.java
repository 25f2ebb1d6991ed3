package io.calibrant.engine.store;

import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.engine.agent.Agent;
import io.calibrant.engine.agent.EpochNanoClock;
import io.calibrant.engine.api.SurfaceFeed.AtmPoint;
import io.calibrant.engine.connection.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The store beside the journal.
public final class SurfaceStore {
  private SurfaceStore() {}

  public static SurfaceStore open(
      StoreSettings settings, Path journal, LongSupplier committed, EventLog events)
      throws IOException {
    return new SurfaceStore();
  }

  public Agent agent(EpochNanoClock clock) {
    return new Agent() {
      @Override
      public String roleName() {
        return "store";
      }

      @Override
      public int doWork() {
        return 0;
      }

      @Override
      public void idle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    };
  }

  public long lastSequence() {
    return 0;
  }

  public Optional<CalibratedSurface> surfaceAsOf(String underlying, long asOfNs) {
    return Optional.empty();
  }

  public List<AtmPoint> atmHistory(String underlying, long fromNs, int limit) {
    return List.of();
  }

  public void close() throws IOException {}
}
