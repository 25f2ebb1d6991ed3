package io.calibrant.server.metrics;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.SurfaceFeed;
import io.calibrant.server.stream.StreamHub;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;

/// The engine, the streams and the JVM as Prometheus metrics.
public final class EngineMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final ModelMetrics models;

  /// Metrics that read `feed` and `hub` when they are scraped.
  public EngineMetrics(SurfaceFeed feed, StreamHub hub) {
    counter("calibrant.quotes", "Quotes accepted", feed, EngineHealth::quotesTotal);
    counter("calibrant.trades", "Trades accepted", feed, EngineHealth::tradesTotal);
    counter(
        "calibrant.quotes.conflated",
        "Quotes replaced by a newer one before they were read",
        feed,
        EngineHealth::conflatedTotal);
    counter("calibrant.decisions.published", "Publications", feed, EngineHealth::publishedTotal);
    counter("calibrant.decisions.held", "Holds", feed, EngineHealth::heldTotal);
    counter(
        "calibrant.decisions.begun.twice",
        "Decisions that were late and begun a second time beside themselves",
        feed,
        EngineHealth::begunTwiceTotal);
    gauge("calibrant.quotes.rate", "Quotes per second", feed, EngineHealth::quotesPerSecond);
    gauge("calibrant.journal.bytes", "Journal on disk", feed, EngineHealth::journalBytes);
    gauge("calibrant.journal.sequence", "Last entry", feed, EngineHealth::journalSequence);
    gauge(
        "calibrant.store.lag",
        "Journal entries not yet in the store",
        feed,
        EngineHealth::storeLagEntries);
    latency(feed, "0.5", "60s", EngineHealth::tickToSurfaceP50Ms);
    latency(feed, "0.99", "60s", EngineHealth::tickToSurfaceP99Ms);
    latency(feed, "0.5", "start", EngineHealth::tickToSurfaceP50SinceStartMs);
    latency(feed, "0.99", "start", EngineHealth::tickToSurfaceP99SinceStartMs);
    for (EngineHealth.StageTime stage : feed.health().stages()) {
      stage(feed, stage.stage(), "0.5", EngineHealth.StageTime::p50Ms);
      stage(feed, stage.stage(), "0.99", EngineHealth.StageTime::p99Ms);
    }
    for (EngineHealth.State state : EngineHealth.State.values()) {
      Gauge.builder("calibrant.state", feed, f -> f.health().state() == state ? 1 : 0)
          .tag("state", state.name())
          .description("1 for the state the engine is in")
          .register(registry);
    }
    Gauge.builder("calibrant.stream.clients", hub, StreamHub::clientCount)
        .description("Open WebSockets")
        .register(registry);
    FunctionCounter.builder("calibrant.stream.frames", hub, StreamHub::framesSent)
        .description("Frames sent")
        .register(registry);
    FunctionCounter.builder("calibrant.stream.frames.conflated", hub, StreamHub::framesConflated)
        .description("Frames a busy client skipped")
        .register(registry);
    this.models = new ModelMetrics(feed, registry);
    bindJvm(registry);
  }

  /// Counts `decision` by underlying, outcome and reason.
  public void count(Decision decision) {
    String reason =
        switch (decision) {
          case Decision.Publish publish ->
              publish.surface().arbitrage().repaired() ? "REPAIRED" : "CLEAN";
          case Decision.Hold hold -> hold.code().name();
        };
    registry
        .counter(
            "calibrant.decisions",
            "underlying",
            decision.underlying(),
            "outcome",
            decision instanceof Decision.Publish ? "published" : "held",
            "reason",
            reason)
        .increment();
  }

  /// The text that Prometheus scrapes.
  public String scrape() {
    models.refresh();
    return registry.scrape();
  }

  private void counter(
      String name, String text, SurfaceFeed feed, ToDoubleFunction<EngineHealth> value) {
    FunctionCounter.builder(name, feed, f -> value.applyAsDouble(f.health()))
        .description(text)
        .register(registry);
  }

  private void gauge(
      String name, String text, SurfaceFeed feed, ToDoubleFunction<EngineHealth> value) {
    Gauge.builder(name, feed, f -> value.applyAsDouble(f.health()))
        .description(text)
        .register(registry);
  }

  private void latency(
      SurfaceFeed feed, String quantile, String window, ToDoubleFunction<EngineHealth> millis) {
    Gauge.builder(
            "calibrant.tick.to.surface.seconds", feed, f -> millis.applyAsDouble(f.health()) / 1e3)
        .tag("quantile", quantile)
        .tag("window", window)
        .description(
            "From the receipt of a quote to the first published surface that holds it, waiting"
                + " included, all quotes of the last 60 s or since the start")
        .register(registry);
  }

  private void stage(
      SurfaceFeed feed,
      String name,
      String quantile,
      ToDoubleFunction<EngineHealth.StageTime> millis) {
    Gauge.builder(
            "calibrant.stage.seconds",
            feed,
            f ->
                f.health().stages().stream()
                        .filter(stage -> stage.stage().equals(name))
                        .mapToDouble(millis)
                        .findFirst()
                        .orElse(Double.NaN)
                    / 1e3)
        .tag("stage", name)
        .tag("quantile", quantile)
        .tag("window", "60s")
        .description("What a part of the way from a quote to a surface takes, a decision each")
        .register(registry);
  }

  private static void bindJvm(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }
}
