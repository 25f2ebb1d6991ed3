package io.calibrant.server.api;

import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.SurfaceFeed.EngineEvent;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The engine's health and events as JSON.
public final class HealthView {
  private HealthView() {}

  /// Everything the engine says of itself.
  public static ObjectNode of(EngineHealth health) {
    ObjectNode json = engineEnvelope(health);
    json.set("quotesPerSecond", Json.number(health.quotesPerSecond()));
    json.put("quotesTotal", health.quotesTotal());
    json.put("tradesTotal", health.tradesTotal());
    json.put("conflatedTotal", health.conflatedTotal());
    json.put("publishedTotal", health.publishedTotal());
    json.put("heldTotal", health.heldTotal());
    json.put("begunTwiceTotal", health.begunTwiceTotal());
    json.set("tickToSurfaceP50Ms", Json.number(health.tickToSurfaceP50Ms()));
    json.set("tickToSurfaceP99Ms", Json.number(health.tickToSurfaceP99Ms()));
    json.set("tickToSurfaceP50SinceStartMs", Json.number(health.tickToSurfaceP50SinceStartMs()));
    json.set("tickToSurfaceP99SinceStartMs", Json.number(health.tickToSurfaceP99SinceStartMs()));
    json.put("journalBytes", health.journalBytes());
    json.put("journalSequence", health.journalSequence());
    json.put("storeLagEntries", health.storeLagEntries());
    ArrayNode venues = json.putArray("venues");
    for (EngineHealth.VenueHealth venue : health.venues()) {
      ObjectNode row = Json.object();
      row.put("venue", venue.venue());
      row.put("connected", venue.connected());
      row.put(
          "lastMessage", venue.lastMessageNs() == 0 ? null : Json.instant(venue.lastMessageNs()));
      row.put("messagesTotal", venue.messagesTotal());
      row.put("reconnectsTotal", venue.reconnectsTotal());
      row.put("gapsTotal", venue.gapsTotal());
      row.put("malformedTotal", venue.malformedTotal());
      row.put("detail", venue.detail());
      venues.add(row);
    }
    ArrayNode freezes = json.putArray("freezes");
    health.freezes().forEach(freeze -> freezes.add(freeze(freeze)));
    return json;
  }

  /// A person's pause; `underlying` is null when it concerns all.
  static ObjectNode freeze(EngineHealth.Freeze freeze) {
    ObjectNode row = Json.object();
    row.put("underlying", freeze.ofAll() ? null : freeze.underlying());
    row.put("since", Json.instant(freeze.sinceNs()));
    row.put("by", freeze.by());
    return row;
  }

  /// The head of an answer that speaks of the engine rather than of one surface.
  static ObjectNode engineEnvelope(EngineHealth health) {
    ObjectNode json = Json.object();
    json.put("asOf", Json.instant(health.nowNs()));
    json.put("ageMs", 0.0);
    json.put("status", health.state().name());
    json.putNull("snapshotHash");
    json.set("unit", Published.units());
    return json;
  }

  /// Events, newest first.
  public static ArrayNode events(List<EngineEvent> events) {
    ArrayNode rows = Json.array();
    for (EngineEvent event : events) {
      ObjectNode row = Json.object();
      row.put("time", Json.instant(event.timeNs()));
      row.put("kind", event.kind());
      row.put("underlying", event.underlying());
      row.put("text", event.text());
      rows.add(row);
    }
    return rows;
  }
}
