package io.calibrant.server.stream;

import io.calibrant.core.calibration.ActiveCondition;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.FitQuality;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Svi;
import io.calibrant.server.api.DeltaKind;
import io.calibrant.server.api.Json;
import io.calibrant.server.api.QuotedRange;
import io.calibrant.server.api.TenorLine;
import io.calibrant.server.api.VolLine;
import io.calibrant.server.api.Wings;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The entries of one expiry in a frame: a row of figures, a curve and the quotes.
final class SliceColumns {
  private static final int CURVE_POINTS = 61;
  private static final int TENOR_POINTS = 41;
  private static final double MARGIN = 0.12;

  // Resolutions on the screen, in steps per unit.
  private static final double VOL = 1e6;
  private static final double LOG_MONEYNESS = 1e6;
  private static final double VARIANCE = 1e8;
  private static final double DELTA = 1e5;
  private static final double PRICE = 1e3;

  private SliceColumns() {}

  /// Adds a fitted expiry.
  static void addTo(Map<String, JsonNode> entries, CalibratedSlice slice) {
    String expiry = Json.instant(slice.expiryTimeNs());
    entries.put("row/" + expiry, row(slice));
    addCurve(entries, "curve/" + expiry + "/", VolLine.of(slice), CURVE_POINTS);
    addQuotes(entries, "quotes/" + expiry + "/", slice.quotes(), slice);
  }

  /// Adds an expiry without a fit.
  static void addTo(Map<String, JsonNode> entries, UnfittedSlice thin) {
    String expiry = Json.instant(thin.expiryTimeNs());
    ObjectNode row = Json.object();
    row.set("T", Json.rounded(thin.expiry(), VARIANCE));
    row.put("status", "THIN");
    row.put("reason", thin.reason());
    Forward forward = thin.forward();
    row.set("F", forward == null ? Json.number(Double.NaN) : Json.rounded(forward.value(), PRICE));
    addCounts(row, thin.quotes());
    entries.put("row/" + expiry, row);
    addQuotes(entries, "quotes/" + expiry + "/", thin.quotes(), null);
  }

  /// Adds a tenor.
  static void addTo(Map<String, JsonNode> entries, TenorLine line) {
    String tenor = line.tenor().label();
    ObjectNode row = Json.object();
    row.set("T", Json.rounded(line.years(), VARIANCE));
    row.put("status", line.extrapolated() ? "EXTRAPOLATED" : "INTERPOLATED");
    row.set("F", Json.rounded(line.forward(), PRICE));
    row.put("before", Json.instant(line.before().expiryTimeNs()));
    row.put("after", Json.instant(line.after().expiryTimeNs()));
    addWings(row, line);
    entries.put("row/" + tenor, row);
    addCurve(entries, "curve/" + tenor + "/", line, TENOR_POINTS);
  }

  private static void addWings(ObjectNode row, VolLine line) {
    Wings wings = Wings.of(line, DeltaKind.FORWARD);
    row.set("atm", Json.rounded(wings.atm(), VOL));
    row.set("atmStdDev", Json.rounded(wings.atmStdDev(), VOL));
    addWings(row, "", wings);
    addWings(row, "Coin", Wings.of(line, DeltaKind.PREMIUM_ADJUSTED));
  }

  private static void addWings(ObjectNode row, String suffix, Wings wings) {
    row.set("rr25" + suffix, Json.rounded(wings.rr25(), VOL));
    row.set("bf25" + suffix, Json.rounded(wings.bf25(), VOL));
    row.set("rr10" + suffix, Json.rounded(wings.rr10(), VOL));
    row.set("bf10" + suffix, Json.rounded(wings.bf10(), VOL));
  }

  private static ObjectNode row(CalibratedSlice slice) {
    Forward forward = slice.forward();
    FitQuality quality = slice.quality();
    Svi svi = slice.base();
    ObjectNode row = Json.object();
    row.set("T", Json.rounded(slice.expiry(), VARIANCE));
    row.put("status", slice.status().name());
    row.put("termination", slice.termination().toString());
    row.put("iterations", slice.iterations());
    row.set("F", Json.rounded(forward.value(), PRICE));
    row.set("FStdError", Json.rounded(forward.stdError(), PRICE));
    row.set("D", Json.rounded(forward.discountFactor(), VOL));
    row.put("method", forward.method().name());
    row.set("parity", Json.rounded(forward.parity(), PRICE));
    row.put("parityPairs", forward.parityPairCount());
    row.set("future", Json.rounded(forward.future(), PRICE));
    row.set("venueForward", Json.rounded(forward.venue(), PRICE));
    addWings(row, VolLine.of(slice));
    row.set("inside", Json.rounded(quality.insideSpread(), 1e4));
    row.set("rmse", Json.rounded(quality.rmseVolPoints(), 1e4));
    row.set("holdOutRmse", Json.rounded(quality.holdOutRmseVolPoints(), 1e4));
    row.set("maxHalfSpreads", Json.rounded(quality.maxHalfSpreads(), 1e3));
    row.set("minG", Json.rounded(slice.butterflyMinG(), 1e5));
    row.set("calendarGap", Json.rounded(slice.calendarMinGap(), VARIANCE));
    addCondition(row, slice.condition());
    double[] parameters = {svi.a(), svi.b(), svi.rho(), svi.m(), svi.sigma()};
    row.set("svi", Json.column(parameters.length, 1e7, i -> parameters[i]));
    row.put("curvatureTerms", slice.smile() instanceof CurvedSvi curved ? curved.size() : 0);
    addCounts(row, slice.quotes());
    return row;
  }

  private static void addCondition(ObjectNode row, @Nullable ActiveCondition condition) {
    row.put("condition", condition == null ? null : condition.kind().name());
    row.set("conditionK", Json.rounded(condition == null ? Double.NaN : condition.k(), 1e3));
    row.set("pull", Json.rounded(condition == null ? Double.NaN : condition.pullVolPoints(), 1e3));
    row.set("pullK", Json.rounded(condition == null ? Double.NaN : condition.pullK(), 1e3));
  }

  private static void addCounts(ObjectNode row, SmileQuotes quotes) {
    Map<ReasonCode, Integer> counts = new EnumMap<>(ReasonCode.class);
    int used = 0;
    for (int i = 0; i < quotes.size(); i++) {
      if (quotes.reason(i).isUsed()) {
        used++;
      } else {
        counts.merge(quotes.reason(i), 1, Integer::sum);
      }
    }
    row.put("used", used);
    ObjectNode setAside = row.putObject("setAside");
    counts.forEach((reason, count) -> setAside.put(reason.name(), count));
  }

  private static void addCurve(Map<String, JsonNode> entries, String path, VolLine line, int n) {
    QuotedRange range = line.quoted().widened(MARGIN);
    double[] k = new double[n];
    for (int i = 0; i < n; i++) {
      k[i] = range.at(i, n);
    }
    entries.put(path + "k", Json.column(n, LOG_MONEYNESS, i -> k[i]));
    entries.put(path + "vol", Json.column(n, VOL, i -> line.impliedVol(k[i])));
    entries.put(path + "volStdDev", Json.column(n, VOL, i -> line.impliedVolStdDev(k[i])));
    entries.put(path + "w", Json.column(n, VARIANCE, i -> line.totalVariance(k[i])));
    entries.put(path + "delta", Json.column(n, DELTA, i -> DeltaKind.FORWARD.ofCall(line, k[i])));
    entries.put(path + "g", Json.column(n, 1e4, i -> line.g(k[i])));
  }

  private static void addQuotes(
      Map<String, JsonNode> entries,
      String path,
      SmileQuotes quotes,
      @Nullable CalibratedSlice slice) {
    int n = quotes.size();
    entries.put(path + "name", Json.textColumn(n, quotes::name));
    entries.put(path + "type", Json.textColumn(n, i -> quotes.type(i).name().substring(0, 1)));
    entries.put(path + "strike", Json.column(n, PRICE, quotes::strike));
    entries.put(path + "k", Json.column(n, LOG_MONEYNESS, quotes::k));
    entries.put(path + "bid", Json.column(n, VOL, quotes::bidVol));
    entries.put(path + "ask", Json.column(n, VOL, quotes::askVol));
    entries.put(path + "mid", Json.column(n, VOL, quotes::midVol));
    entries.put(path + "reason", Json.textColumn(n, i -> quotes.reason(i).name()));
    entries.put(path + "time", Json.column(n, 1, i -> stampMs(quotes.exchangeTimeNs(i))));
    if (slice == null) {
      return;
    }
    entries.put(path + "model", Json.column(n, VOL, i -> model(slice, quotes.k(i))));
    entries.put(
        path + "modelStdDev", Json.column(n, VOL, i -> slice.impliedVolStdDev(quotes.k(i))));
    entries.put(
        path + "delta",
        Json.column(n, DELTA, i -> DeltaKind.FORWARD.ofCall(VolLine.of(slice), quotes.k(i))));
  }

  /// Whole milliseconds since 1970; NaN when unknown.
  private static double stampMs(long timeNs) {
    return timeNs == 0 ? Double.NaN : (double) Math.floorDiv(timeNs, 1_000_000L);
  }

  private static double model(CalibratedSlice slice, double k) {
    return Double.isNaN(k) ? Double.NaN : slice.impliedVol(k);
  }
}
