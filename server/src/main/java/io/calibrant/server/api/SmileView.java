package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import tools.jackson.databind.node.ObjectNode;

/// One smile: its quotes and its curve on a named axis, and single nodes of it.
final class SmileView {
  /// Points of a curve when the request does not say.
  static final int POINTS = 101;

  /// Most points of a curve.
  static final int MAX_POINTS = 2001;

  private static final double MARGIN = 0.15;
  private static final double DELTA_EDGE = 0.02;

  private SmileView() {}

  /// The smile of `slice` with a curve of `n` points, equidistant on `axis`.
  static ObjectNode of(
      Published published, CalibratedSlice slice, Axis axis, int n, DeltaKind kind) {
    ObjectNode json = published.envelope();
    json.setAll(Published.expiry(slice.expiryTimeNs(), slice.expiry()));
    json.set("forward", Published.forward(slice.forward()));
    json.put("sliceStatus", slice.status().name());
    addCurve(json, VolLine.of(slice), axis, n, kind);
    json.set("quotes", QuoteColumns.of(slice.quotes(), slice, axis));
    return json;
  }

  /// The same of a tenor, which has no quotes of its own.
  static ObjectNode of(Published published, TenorLine line, Axis axis, int n, DeltaKind kind) {
    ObjectNode json = published.envelope();
    json.setAll(TenorView.head(published, line));
    json.set("forward", Json.number(line.forward()));
    addCurve(json, line, axis, n, kind);
    return json;
  }

  private static void addCurve(ObjectNode json, VolLine line, Axis axis, int n, DeltaKind kind) {
    json.put("axis", axis.key());
    json.put("axisBasis", axis.basis());
    json.put("deltaKind", kind.key());
    json.set("wings", SurfaceView.wings(Wings.of(line, kind)));
    json.put("formulas", Wings.formulas(kind));
    json.set("curve", curve(line, axis, n));
  }

  /// One node of an expiry's smile at log-moneyness `k`.
  static ObjectNode node(Published published, CalibratedSlice slice, double k) {
    ObjectNode json = published.envelope();
    json.setAll(Published.expiry(slice.expiryTimeNs(), slice.expiry()));
    json.put("sliceStatus", slice.status().name());
    addNode(json, VolLine.of(slice), k);
    return json;
  }

  /// One node of a tenor's smile at log-moneyness `k`.
  static ObjectNode node(Published published, TenorLine line, double k) {
    ObjectNode json = published.envelope();
    json.setAll(TenorView.head(published, line));
    addNode(json, line, k);
    if (line.extrapolated()) {
      json.put("extrapolated", true);
    }
    return json;
  }

  private static void addNode(ObjectNode json, VolLine line, double k) {
    double vol = line.impliedVol(k);
    double stdDev = line.impliedVolStdDev(k);
    json.set("forward", Json.number(line.forward()));
    json.set("k", Json.number(k));
    json.set("strike", Json.number(Axis.STRIKE.x(line, k)));
    json.set("callDelta", Json.number(DeltaKind.FORWARD.ofCall(line, k)));
    json.set("callDeltaPremiumAdjusted", Json.number(DeltaKind.PREMIUM_ADJUSTED.ofCall(line, k)));
    json.set("vol", Json.number(vol));
    json.set("volStdDev", Json.number(stdDev));
    json.set("lower95", Json.number(Math.max(0, vol - QuoteColumns.Z95 * stdDev)));
    json.set("upper95", Json.number(vol + QuoteColumns.Z95 * stdDev));
    json.set("totalVariance", Json.number(line.totalVariance(k)));
    json.put("extrapolated", !line.quoted().contains(k));
  }

  private static ObjectNode curve(VolLine line, Axis axis, int n) {
    double[] k = points(line, axis, n);
    ObjectNode json = Json.object();
    json.set("x", Json.column(n, i -> axis.x(line, k[i])));
    json.set("k", Json.column(n, i -> k[i]));
    json.set("strike", Json.column(n, i -> Axis.STRIKE.x(line, k[i])));
    json.set("callDelta", Json.column(n, i -> DeltaKind.FORWARD.ofCall(line, k[i])));
    json.set("vol", Json.column(n, i -> line.impliedVol(k[i])));
    json.set("volStdDev", Json.column(n, i -> line.impliedVolStdDev(k[i])));
    json.set("lower95", Json.column(n, i -> bound(line, k[i], -QuoteColumns.Z95)));
    json.set("upper95", Json.column(n, i -> bound(line, k[i], QuoteColumns.Z95)));
    json.set("totalVariance", Json.column(n, i -> line.totalVariance(k[i])));
    json.set("g", Json.column(n, i -> line.g(k[i])));
    return json;
  }

  /// Log-moneynesses, ascending, whose places on `axis` are equidistant.
  private static double[] points(VolLine line, Axis axis, int n) {
    QuotedRange range = line.quoted().widened(MARGIN);
    double from = axis.x(line, range.low());
    double to = axis.x(line, range.high());
    if (axis == Axis.DELTA) {
      from = Math.min(1 - DELTA_EDGE, from);
      to = Math.max(DELTA_EDGE, to);
    }
    double[] k = new double[n];
    for (int i = 0; i < n; i++) {
      double x = n == 1 ? 0.5 * (from + to) : from + (to - from) * i / (n - 1);
      k[i] = axis.k(line, x);
    }
    return k;
  }

  private static double bound(VolLine line, double k, double z) {
    return Math.max(0, line.impliedVol(k) + z * line.impliedVolStdDev(k));
  }
}
