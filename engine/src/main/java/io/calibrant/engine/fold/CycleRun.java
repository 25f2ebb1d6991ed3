package io.calibrant.engine.fold;

import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One run of the stages, taken out of the state with all that it rests on, so that it may go on
/// beside the fold on any thread; what it comes to is a function of these values alone.
public final class CycleRun {
  private final Stages stages;
  private final String underlying;
  private final PathState before;
  private final @Nullable SurfaceSnapshot snapshot;
  private final @Nullable Throwable broken;

  private CycleRun(
      Stages stages,
      String underlying,
      PathState before,
      @Nullable SurfaceSnapshot snapshot,
      @Nullable Throwable broken) {
    this.stages = stages;
    this.underlying = underlying;
    this.before = before;
    this.snapshot = snapshot;
    this.broken = broken;
  }

  /// What a run came to, before the state has taken it in.
  public sealed interface Result {
    /// Whose stages ran.
    String underlying();

    /// The stages decided.
    record Decided(String underlying, SurfacePath.Step step) implements Result {}

    /// A stage broke.
    record Broke(String underlying, Throwable cause) implements Result {}
  }

  @SuppressWarnings("CatchingUnchecked") // a broken book is an outcome, and the same one in replay
  static CycleRun of(
      Stages stages, String underlying, PathState before, Supplier<SurfaceSnapshot> snapshot) {
    try {
      return new CycleRun(stages, underlying, before, snapshot.get(), null);
    } catch (RuntimeException | AssertionError e) {
      return new CycleRun(stages, underlying, before, null, e);
    }
  }

  /// Runs the stages.
  @SuppressWarnings("CatchingUnchecked") // a broken stage is an outcome, and the same one in replay
  public Result run() {
    if (snapshot == null) {
      Throwable cause = broken == null ? new IllegalStateException("no snapshot") : broken;
      return new Result.Broke(underlying, cause);
    }
    try {
      return new Result.Decided(underlying, stages.decide(snapshot, before));
    } catch (RuntimeException | AssertionError e) {
      return new Result.Broke(underlying, e);
    }
  }
}
