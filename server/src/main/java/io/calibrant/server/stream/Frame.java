package io.calibrant.server.stream;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.ModelReport;
import io.calibrant.server.api.Json;
import io.calibrant.server.api.ModelViews;
import io.calibrant.server.api.TenorLine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One underlying's surface as a flat map from path to value or column, ready to be compared with
/// the frame before.
///
/// Paths: `head`; per expiry `row/EXPIRY`, `curve/EXPIRY/COLUMN` and `quotes/EXPIRY/COLUMN`, where
/// EXPIRY is the ISO instant or a tenor such as `1M`, which has no quotes; `models` and
/// `model/FAMILY` when models are fitted. Numbers are rounded for the screen; the REST interface
/// has them in full precision. Columns are documented in `docs/formats/stream.md`.
final class Frame {
  private final Decision decision;
  private final @Nullable ModelReport models;
  private final long sequence;
  private final Map<String, JsonNode> entries;

  private Frame(
      Decision decision,
      @Nullable ModelReport models,
      long sequence,
      Map<String, JsonNode> entries) {
    this.decision = decision;
    this.models = models;
    this.sequence = sequence;
    this.entries = entries;
  }

  /// The frame of `decision`: the surface it published, or the one that still stands.
  ///
  /// @param models fitted beside it; null when there are none
  static Frame of(Decision decision, @Nullable ModelReport models, long sequence) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    @Nullable CalibratedSurface surface =
        switch (decision) {
          case Decision.Publish publish -> publish.surface();
          case Decision.Hold hold -> hold.last();
        };
    entries.put("head", head(decision, surface));
    if (surface != null) {
      for (CalibratedSlice slice : surface.slices()) {
        SliceColumns.addTo(entries, slice);
      }
      for (UnfittedSlice thin : surface.thin()) {
        SliceColumns.addTo(entries, thin);
      }
      TenorLine.allOf(surface).forEach(line -> SliceColumns.addTo(entries, line));
    }
    if (models != null) {
      addModels(entries, models);
    }
    return new Frame(decision, models, sequence, Collections.unmodifiableMap(entries));
  }

  private static void addModels(Map<String, JsonNode> entries, ModelReport models) {
    entries.put("models", ModelViews.head(models.decision()));
    for (int i = 0; i < models.decision().families().size(); i++) {
      String name = models.decision().families().get(i).name();
      entries.put("model/" + name, ModelViews.family(models, i));
    }
  }

  /// Whether this frame was made of these very values; equal ones need no comparing.
  @SuppressWarnings("ReferenceEquality")
  boolean shows(Decision other, @Nullable ModelReport otherModels) {
    return decision == other && models == otherModels;
  }

  /// Counts the frames of one underlying, from 1.
  long sequence() {
    return sequence;
  }

  /// Values and columns by path.
  Map<String, JsonNode> entries() {
    return entries;
  }

  /// The whole frame as a message.
  String snapshotMessage() {
    return Json.text(snapshot());
  }

  /// The whole frame.
  ObjectNode snapshot() {
    ObjectNode json = Json.object();
    json.put("type", "snapshot");
    json.put("seq", sequence);
    ObjectNode set = json.putObject("set");
    entries.forEach(set::set);
    return json;
  }

  private static ObjectNode head(Decision decision, @Nullable CalibratedSurface surface) {
    ObjectNode head = Json.object();
    head.put("underlying", decision.underlying());
    head.put("decidedAt", Json.instant(decision.asOfNs()));
    if (decision instanceof Decision.Hold hold) {
      ObjectNode reason = head.putObject("hold");
      reason.put("code", hold.code().name());
      reason.put("reason", hold.reason());
    } else {
      head.putNull("hold");
    }
    ArrayNode expiries = head.putArray("expiries");
    ArrayNode unfitted = head.putArray("unfitted");
    ArrayNode tenors = head.putArray("tenors");
    if (surface == null) {
      head.putNull("asOf");
      return head;
    }
    head.put("asOf", Json.instant(surface.asOfNs()));
    head.put("snapshotHash", surface.snapshotHash());
    head.set("index", Json.rounded(surface.index(), 100));
    head.put("butterflyFree", surface.arbitrage().butterflyFree());
    head.put("calendarFree", surface.arbitrage().calendarFree());
    head.put("repaired", surface.arbitrage().repaired());
    head.set("repairCost", Json.rounded(surface.arbitrage().repairCostVolPoints(), 1e4));
    surface.slices().forEach(slice -> expiries.add(Json.instant(slice.expiryTimeNs())));
    TenorLine.allOf(surface).forEach(line -> tenors.add(line.tenor().label()));
    surface.thin().forEach(thin -> unfitted.add(Json.instant(thin.expiryTimeNs())));
    return head;
  }
}
