package io.calibrant.cli.fit;

import io.calibrant.cli.fit.InputFiles.InputFile;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.CalibrationSettings;
import io.calibrant.core.calibration.SliceBootstrap;
import io.calibrant.core.calibration.SurfaceBootstrap;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.surface.SurfaceSnapshot;
import io.calibrant.venues.chainfile.ChainFormatException;
import io.calibrant.venues.chainfile.ChainReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Reads and fits many files on several threads; results come in the order of the files.
///
/// At most [#FILES_AHEAD_PER_THREAD] files a thread are read ahead of the one whose results are
/// taken, so memory does not grow with the number of files.
public final class FitRun {
  private static final int FILES_AHEAD_PER_THREAD = 2;
  private static final double NS_PER_MS = 1e6;

  private final int threads;
  private final boolean warm;
  private final Reader reader;
  private final Decider decider;
  private final ModelChoice models;
  private final int refits;
  private final Map<String, PathState> states = new HashMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /// Reads the snapshots of one file.
  @FunctionalInterface
  interface Reader {
    List<SurfaceSnapshot> read(InputFile file) throws ChainFormatException;
  }

  /// Decides what may be published of a snapshot.
  @FunctionalInterface
  interface Decider {
    SurfacePath.Step decide(SurfaceSnapshot snapshot, PathState previous);
  }

  /// What became of one file.
  ///
  /// @param snapshots in the order of the reader; empty when `problem` is not null
  /// @param problem why the file could not be read
  public record FileResult(
      InputFile file, List<FittedSnapshot> snapshots, @Nullable ChainFormatException problem) {}

  /// Takes the results, file by file, on the caller's thread.
  @FunctionalInterface
  public interface Sink {
    /// Takes one file's result.
    void accept(FileResult result);
  }

  /// A run with its own reader and stages.
  ///
  /// @param warm start each fit from the surface before, of the same underlying; one thread
  FitRun(int threads, boolean warm, Reader reader, Decider decider) {
    this(threads, warm, reader, decider, ModelChoice.NONE, 0);
  }

  private FitRun(
      int threads, boolean warm, Reader reader, Decider decider, ModelChoice models, int refits) {
    this.models = models;
    this.refits = refits;
    this.threads = warm ? 1 : threads;
    this.warm = warm;
    this.reader = reader;
    this.decider = decider;
  }

  /// A run over files of every known layout.
  public static FitRun of(int threads, boolean warm) {
    return of(threads, warm, ModelChoice.NONE, 0);
  }

  /// A run that fits `models` beside each surface.
  ///
  /// @param refits of each surface's bootstrap; 0 for none
  static FitRun of(int threads, boolean warm, ModelChoice models, int refits) {
    return new FitRun(
        threads,
        warm,
        file -> ChainReader.read(file.path()).snapshots(),
        SurfacePath.DEFAULT::decide,
        models,
        refits);
  }

  /// Fits no further file; safe from any thread.
  void stop() {
    stopped.set(true);
  }

  /// Fits `files` in order; returns how many were handed to `sink`.
  public int fit(List<InputFile> files, Sink sink) throws InterruptedException {
    var pending = new ArrayDeque<Future<FileResult>>();
    int submitted = 0;
    int taken = 0;
    try (var pool = new ForkJoinPool(threads)) {
      while (taken < files.size() && !stopped.get()) {
        while (submitted < files.size() && pending.size() < threads * FILES_AHEAD_PER_THREAD) {
          InputFile file = files.get(submitted++);
          pending.add(pool.submit((Callable<FileResult>) () -> fit(file)));
        }
        sink.accept(result(pending.remove()));
        taken++;
      }
      pool.shutdownNow();
    }
    return taken;
  }

  private FileResult fit(InputFile file) {
    List<SurfaceSnapshot> snapshots;
    try {
      snapshots = reader.read(file);
    } catch (ChainFormatException e) {
      boolean own = e.file().equals(file.path().toString()); // not a file of futures beside it
      return new FileResult(file, List.of(), own ? e.withFile(file.name()) : e);
    }
    List<FittedSnapshot> fitted;
    if (warm) {
      fitted = new ArrayList<>(snapshots.size());
      for (SurfaceSnapshot snapshot : snapshots) {
        fitted.add(decide(file, snapshot));
      }
    } else {
      // Runs in this pool: a single file of many snapshots also uses every thread.
      fitted = snapshots.parallelStream().map(snapshot -> decide(file, snapshot)).toList();
    }
    return new FileResult(file, fitted, null);
  }

  private FittedSnapshot decide(InputFile file, SurfaceSnapshot snapshot) {
    PathState before =
        warm ? states.getOrDefault(snapshot.underlying(), PathState.EMPTY) : PathState.EMPTY;
    long startNs = System.nanoTime();
    SurfacePath.Step step = decider.decide(snapshot, before);
    double elapsedMs = (System.nanoTime() - startNs) / NS_PER_MS;
    if (warm) {
      states.put(snapshot.underlying(), step.state());
    }
    if (!(step.decision() instanceof Decision.Publish(CalibratedSurface surface))) {
      return new FittedSnapshot(
          file.name(), snapshot, step.decision(), elapsedMs, List.of(), List.of());
    }
    List<SliceBootstrap> bootstraps =
        refits == 0
            ? List.of()
            : SurfaceBootstrap.of(surface, CalibrationSettings.DEFAULT, refits, snapshot.asOfNs());
    return new FittedSnapshot(
        file.name(),
        snapshot,
        step.decision(),
        elapsedMs,
        models.fit(snapshot, surface),
        bootstraps);
  }

  private static FileResult result(Future<FileResult> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
