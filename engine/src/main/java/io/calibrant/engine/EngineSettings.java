package io.calibrant.engine;

import io.calibrant.engine.connection.ConnectionSettings;
import io.calibrant.engine.journal.JournalSettings;
import io.calibrant.engine.live.CycleSettings;
import io.calibrant.engine.live.JournalForcer;
import io.calibrant.engine.live.ModelSettings;
import io.calibrant.engine.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;

/// What an engine connects to, where it keeps its journal and store, and its limits.
///
/// @param models that are fitted beside the surfaces
/// @param connections one per venue; may be empty, then messages come only through [Engine#offer]
/// @param queueCapacity messages that may wait between the connections and the loop
/// @param forceIntervalNs what the loss of power may cost of the journal
/// @param staleLimitNs a surface older than this makes the engine `STALE`, see
///   [io.calibrant.engine.api.EngineHealth.State]
public record EngineSettings(
    JournalSettings journal,
    StoreSettings store,
    CycleSettings cycles,
    ModelSettings models,
    List<ConnectionSettings> connections,
    int queueCapacity,
    long forceIntervalNs,
    long staleLimitNs) {
  /// 30 s without a new surface.
  public static final long STALE_LIMIT_NS = 30_000_000_000L;

  /// Two seconds of 30,000 quotes.
  public static final int QUEUE_CAPACITY = 1 << 16;

  public EngineSettings {
    connections = List.copyOf(connections);
  }

  /// The standard limits, with the journal and the store under `directory`.
  ///
  /// @param codeVersion the version of the program, written into the journal
  public static EngineSettings of(Path directory, String codeVersion) {
    return new EngineSettings(
        JournalSettings.of(directory.resolve("journal"), codeVersion),
        StoreSettings.of(directory.resolve("store")),
        CycleSettings.STANDARD,
        ModelSettings.NONE,
        List.of(),
        QUEUE_CAPACITY,
        JournalForcer.INTERVAL_NS,
        STALE_LIMIT_NS);
  }

  /// These settings with other connections.
  public EngineSettings withConnections(List<ConnectionSettings> others) {
    return new EngineSettings(
        journal, store, cycles, models, others, queueCapacity, forceIntervalNs, staleLimitNs);
  }

  /// These settings with another schedule of the stages.
  public EngineSettings withCycles(CycleSettings others) {
    return new EngineSettings(
        journal, store, others, models, connections, queueCapacity, forceIntervalNs, staleLimitNs);
  }

  /// These settings with other models.
  public EngineSettings withModels(ModelSettings others) {
    return new EngineSettings(
        journal, store, cycles, others, connections, queueCapacity, forceIntervalNs, staleLimitNs);
  }

  /// These settings with another journal.
  public EngineSettings withJournal(JournalSettings other) {
    return new EngineSettings(
        other, store, cycles, models, connections, queueCapacity, forceIntervalNs, staleLimitNs);
  }

  /// These settings with another store.
  public EngineSettings withStore(StoreSettings other) {
    return new EngineSettings(
        journal, other, cycles, models, connections, queueCapacity, forceIntervalNs, staleLimitNs);
  }

  /// These settings with another limit of age.
  public EngineSettings withStaleLimitNs(long limitNs) {
    return new EngineSettings(
        journal, store, cycles, models, connections, queueCapacity, forceIntervalNs, limitNs);
  }
}
