package io.calibrant.server.api;

import io.calibrant.core.calibration.ActiveCondition;
import io.calibrant.core.calibration.ArbitrageReport;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.FitQuality;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Svi;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole surface as JSON: every expiry's parameters, forward, wings and quality.
final class SurfaceView {
  private SurfaceView() {}

  /// All of it, without the quotes.
  static ObjectNode of(Published published, DeltaKind kind) {
    ObjectNode json = published.envelope();
    json.put("deltaKind", kind.key());
    json.put("formulas", Wings.formulas(kind));
    json.set("arbitrage", arbitrage(published.surface().arbitrage()));
    ArrayNode expiries = json.putArray("expiries");
    published.surface().slices().forEach(slice -> expiries.add(slice(slice, kind)));
    json.set("tenors", TenorView.rows(published, kind));
    ArrayNode unfitted = json.putArray("unfitted");
    published.surface().thin().forEach(thin -> unfitted.add(unfitted(thin)));
    return json;
  }

  static ObjectNode arbitrage(ArbitrageReport report) {
    ObjectNode json = Json.object();
    json.put("butterflyFree", report.butterflyFree());
    json.put("calendarFree", report.calendarFree());
    json.put("repaired", report.repaired());
    json.set("repairCostVolPoints", Json.number(report.repairCostVolPoints()));
    return json;
  }

  static ObjectNode slice(CalibratedSlice slice, DeltaKind kind) {
    ObjectNode json = Published.expiry(slice.expiryTimeNs(), slice.expiry());
    json.set("forward", Published.forward(slice.forward()));
    json.put("model", slice.smile() instanceof CurvedSvi ? "CURVED_SVI" : "SVI");
    json.set("parameters", parameters(slice));
    json.put("status", slice.status().name());
    json.put("termination", slice.termination().toString());
    json.put("iterations", slice.iterations());
    json.set("wings", wings(Wings.of(VolLine.of(slice), kind)));
    json.set("quality", quality(slice.quality()));
    json.set("butterflyMinG", Json.number(slice.butterflyMinG()));
    json.set("calendarMinGap", Json.number(slice.calendarMinGap()));
    json.set("condition", condition(slice.condition()));
    json.set("quotes", quoteCounts(slice.quotes()));
    return json;
  }

  /// The no-arbitrage condition that the quotes push against; JSON's null when there is none.
  static JsonNode condition(@Nullable ActiveCondition condition) {
    if (condition == null) {
      return NullNode.getInstance();
    }
    ObjectNode json = Json.object();
    json.put("kind", condition.kind().name());
    json.put("binds", condition.binds());
    json.set("k", Json.number(condition.k()));
    json.set("pullK", Json.number(condition.pullK()));
    json.set("pullVolPoints", Json.number(condition.pullVolPoints()));
    json.set("pullStdDevs", Json.number(condition.pullStdDevs()));
    return json;
  }

  static ObjectNode unfitted(UnfittedSlice thin) {
    ObjectNode json = Published.expiry(thin.expiryTimeNs(), thin.expiry());
    json.put("reason", thin.reason());
    json.set("quotes", quoteCounts(thin.quotes()));
    return json;
  }

  static ObjectNode wings(Wings wings) {
    ObjectNode json = Json.object();
    json.set("atmVol", Json.number(wings.atm()));
    json.set("atmVolStdDev", Json.number(wings.atmStdDev()));
    json.set("rr25", Json.number(wings.rr25()));
    json.set("bf25", Json.number(wings.bf25()));
    json.set("rr10", Json.number(wings.rr10()));
    json.set("bf10", Json.number(wings.bf10()));
    return json;
  }

  static ObjectNode quality(FitQuality quality) {
    ObjectNode json = Json.object();
    json.put("usedCount", quality.usedCount());
    json.set("rmseVolPoints", Json.number(quality.rmseVolPoints()));
    json.set("holdOutRmseVolPoints", Json.number(quality.holdOutRmseVolPoints()));
    json.set("insideSpread", Json.number(quality.insideSpread()));
    json.set("rmseHalfSpreads", Json.number(quality.rmseHalfSpreads()));
    json.set("maxHalfSpreads", Json.number(quality.maxHalfSpreads()));
    return json;
  }

  /// How many quotes are used, and how many are set aside for which reason.
  static ObjectNode quoteCounts(SmileQuotes quotes) {
    Map<String, Integer> setAside = new TreeMap<>();
    int used = 0;
    for (int i = 0; i < quotes.size(); i++) {
      if (quotes.reason(i).isUsed()) {
        used++;
      } else {
        setAside.merge(quotes.reason(i).name(), 1, Integer::sum);
      }
    }
    ObjectNode json = Json.object();
    json.put("used", used);
    ObjectNode reasons = json.putObject("setAside");
    setAside.forEach(reasons::put);
    return json;
  }

  private static ObjectNode parameters(CalibratedSlice slice) {
    Svi svi = slice.base();
    ObjectNode json = Json.object();
    json.set("a", Json.number(svi.a()));
    json.set("b", Json.number(svi.b()));
    json.set("rho", Json.number(svi.rho()));
    json.set("m", Json.number(svi.m()));
    json.set("sigma", Json.number(svi.sigma()));
    if (slice.smile() instanceof CurvedSvi curved) {
      double[] knots = curved.knots();
      double[] coefficients = curved.coefficients();
      json.set("knots", Json.column(knots.length, i -> knots[i]));
      json.set("coefficients", Json.column(coefficients.length, i -> coefficients[i]));
    }
    return json;
  }
}
