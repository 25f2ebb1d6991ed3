package io.calibrant.server.api;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fixed tenors as JSON.
final class TenorView {
  private TenorView() {}

  /// One row a tenor, ascending.
  static ArrayNode rows(Published published, DeltaKind kind) {
    ArrayNode rows = Json.array();
    TenorLine.allOf(published.surface()).forEach(line -> rows.add(row(published, line, kind)));
    return rows;
  }

  /// One tenor with the head of an answer.
  static ObjectNode row(Published published, Tenor tenor, DeltaKind kind) {
    ObjectNode json = published.envelope();
    json.put("deltaKind", kind.key());
    json.put("formulas", Wings.formulas(kind));
    json.setAll(row(published, published.tenor(tenor), kind));
    return json;
  }

  private static ObjectNode row(Published published, TenorLine line, DeltaKind kind) {
    ObjectNode json = head(published, line);
    json.set("forward", Json.number(line.forward()));
    json.set("wings", SurfaceView.wings(Wings.of(line, kind)));
    json.set("totalVariance", Json.number(line.totalVariance(0)));
    return json;
  }

  /// Names a tenor as [Published#expiry] names an expiry, and says what it lies between.
  static ObjectNode head(Published published, TenorLine line) {
    long nanos = Math.round(line.tenor().days() * 86_400e9);
    ObjectNode json = Json.object();
    json.put("tenor", line.tenor().label());
    json.put("expiry", Json.instant(published.surface().asOfNs() + nanos));
    json.put("label", line.tenor().label());
    json.set("T", Json.number(line.years()));
    json.set("days", Json.number(line.tenor().days()));
    json.put("before", Json.instant(line.before().expiryTimeNs()));
    json.put("after", Json.instant(line.after().expiryTimeNs()));
    json.put("tenorExtrapolated", line.extrapolated());
    return json;
  }
}
