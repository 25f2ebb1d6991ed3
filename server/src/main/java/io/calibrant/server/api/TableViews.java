package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.engine.api.SurfaceFeed.AtmPoint;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tables over the expiries of one surface.
final class TableViews {
  private TableViews() {}

  /// ATM vol, its band, wings and the forward vol between neighbouring expiries.
  static ObjectNode term(Published published, DeltaKind kind) {
    ObjectNode json = published.envelope();
    json.put("deltaKind", kind.key());
    json.put("formulas", Wings.formulas(kind));
    ArrayNode rows = json.putArray("expiries");
    double lastVariance = 0;
    double lastYears = 0;
    for (CalibratedSlice slice : published.surface().slices()) {
      ObjectNode row = Published.expiry(slice.expiryTimeNs(), slice.expiry());
      row.set("wings", SurfaceView.wings(Wings.of(VolLine.of(slice), kind)));
      double variance = slice.smile().totalVariance(0);
      double forwardVariance = (variance - lastVariance) / (slice.expiry() - lastYears);
      row.set("forwardVol", Json.number(Math.sqrt(forwardVariance)));
      row.set("totalVariance", Json.number(variance));
      rows.add(row);
      lastVariance = variance;
      lastYears = slice.expiry();
    }
    json.set("tenors", TenorView.rows(published, kind));
    return json;
  }

  /// The forwards with their sources.
  static ObjectNode forwards(Published published) {
    return table(
        published,
        slice -> {
          ObjectNode row = Published.expiry(slice.expiryTimeNs(), slice.expiry());
          row.setAll(Published.forward(slice.forward()));
          return row;
        });
  }

  /// How well every expiry fits, and what was set aside why.
  static ObjectNode quality(Published published) {
    ObjectNode json =
        table(
            published,
            slice -> {
              ObjectNode row = Published.expiry(slice.expiryTimeNs(), slice.expiry());
              row.put("status", slice.status().name());
              row.put("termination", slice.termination().toString());
              row.set("quality", SurfaceView.quality(slice.quality()));
              row.set("quotes", SurfaceView.quoteCounts(slice.quotes()));
              row.set("butterflyMinG", Json.number(slice.butterflyMinG()));
              row.set("calendarMinGap", Json.number(slice.calendarMinGap()));
              row.set("condition", SurfaceView.condition(slice.condition()));
              return row;
            });
    json.set("arbitrage", SurfaceView.arbitrage(published.surface().arbitrage()));
    ArrayNode unfitted = json.putArray("unfitted");
    published.surface().thin().forEach(thin -> unfitted.add(SurfaceView.unfitted(thin)));
    return json;
  }

  /// ATM vols over time.
  static ArrayNode history(List<AtmPoint> points) {
    ArrayNode rows = Json.array();
    for (AtmPoint point : points) {
      ObjectNode row = Json.object();
      row.put("asOf", Json.instant(point.asOfNs()));
      int n = Math.min(point.tenorDays().size(), point.atmVols().size());
      row.set("days", Json.column(n, i -> point.tenorDays().get(i)));
      row.set("atmVol", Json.column(n, i -> point.atmVols().get(i)));
      rows.add(row);
    }
    return rows;
  }

  private static ObjectNode table(Published published, Function<CalibratedSlice, ObjectNode> row) {
    ObjectNode json = published.envelope();
    ArrayNode rows = json.putArray("expiries");
    published.surface().slices().forEach(slice -> rows.add(row.apply(slice)));
    return json;
  }
}
