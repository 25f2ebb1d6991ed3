package io.calibrant.server.metrics;

import io.calibrant.core.calibration.track.FamilyResult;
import io.calibrant.engine.api.ModelReport;
import io.calibrant.engine.api.SurfaceFeed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/// The last step of every underlying's models as gauges.
final class ModelMetrics {
  private final SurfaceFeed feed;
  private final MultiGauge loss;
  private final MultiGauge inUse;
  private final MultiGauge seconds;
  private final MultiGauge evaluations;
  private final MultiGauge stability;

  ModelMetrics(SurfaceFeed feed, MeterRegistry registry) {
    this.feed = feed;
    this.loss =
        gauge(registry, "calibrant.model.rmse.vol.points", "Root mean square error of a model");
    this.inUse = gauge(registry, "calibrant.model.in.use", "1 for the family in use");
    this.seconds = gauge(registry, "calibrant.model.fit.seconds", "Wall time of the last fit");
    this.evaluations =
        gauge(registry, "calibrant.model.fit.evaluations", "Evaluations of the last fit");
    this.stability =
        gauge(
            registry,
            "calibrant.model.stability.index",
            "Largest median jump of a parameter, in standard deviations");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String text) {
    return MultiGauge.builder(name).description(text).register(registry);
  }

  /// Takes the latest steps.
  void refresh() {
    List<Row<?>> losses = new ArrayList<>();
    List<Row<?>> uses = new ArrayList<>();
    List<Row<?>> times = new ArrayList<>();
    List<Row<?>> counts = new ArrayList<>();
    List<Row<?>> indices = new ArrayList<>();
    for (String underlying : feed.underlyings()) {
      ModelReport report = feed.latestModels(underlying).orElse(null);
      for (int i = 0; report != null && i < report.decision().families().size(); i++) {
        FamilyResult family = report.decision().families().get(i);
        Tags tags = Tags.of("underlying", underlying, "family", family.name());
        losses.add(Row.of(tags.and("sample", "in"), family.in().rmseVolPoints()));
        losses.add(Row.of(tags.and("sample", "held-out"), family.out().rmseVolPoints()));
        losses.add(Row.of(tags.and("sample", "next"), family.nextVolPoints()));
        uses.add(Row.of(tags, family.name().equals(report.decision().choice().family()) ? 1 : 0));
        counts.add(Row.of(tags, family.solve().evaluations()));
        indices.add(
            Row.of(
                tags,
                family.stability().indices().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0)));
        if (i < report.elapsedNs().size()) {
          times.add(Row.of(tags, report.elapsedNs().get(i) / 1e9));
        }
      }
    }
    loss.register(losses, true);
    inUse.register(uses, true);
    seconds.register(times, true);
    evaluations.register(counts, true);
    stability.register(indices, true);
  }
}
