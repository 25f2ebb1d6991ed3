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
  static ObjectNode of(Published published, CalibratedSlice slice, Axis axis, int n) {
    ObjectNode json = published.envelope();
    json.setAll(Published.expiry(slice.expiryTimeNs(), slice.expiry()));
    json.set("forward", Published.forward(slice.forward()));
    json.put("sliceStatus", slice.status().name());
    json.put("axis", axis.key());
    json.put("axisBasis", axis.basis());
    json.set("wings", SurfaceView.wings(Wings.of(slice)));
    json.put("formulas", Wings.FORMULAS);
    json.set("quotes", QuoteColumns.of(slice.quotes(), slice, axis));
    json.set("curve", curve(slice, axis, n));
    return json;
  }

  /// One node of the smile at log-moneyness `k`.
  static ObjectNode node(Published published, CalibratedSlice slice, double k) {
    double vol = slice.impliedVol(k);
    double stdDev = slice.impliedVolStdDev(k);
    ObjectNode json = published.envelope();
    json.setAll(Published.expiry(slice.expiryTimeNs(), slice.expiry()));
    json.set("forward", Json.number(slice.forward().value()));
    json.put("sliceStatus", slice.status().name());
    json.set("k", Json.number(k));
    json.set("strike", Json.number(Axis.STRIKE.x(slice, k)));
    json.set("callDelta", Json.number(ForwardDelta.ofCall(slice.smile(), k)));
    json.set("vol", Json.number(vol));
    json.set("volStdDev", Json.number(stdDev));
    json.set("lower95", Json.number(Math.max(0, vol - QuoteColumns.Z95 * stdDev)));
    json.set("upper95", Json.number(vol + QuoteColumns.Z95 * stdDev));
    json.set("totalVariance", Json.number(slice.smile().totalVariance(k)));
    json.put("extrapolated", !QuotedRange.of(slice).contains(k));
    return json;
  }

  private static ObjectNode curve(CalibratedSlice slice, Axis axis, int n) {
    double[] k = points(slice, axis, n);
    ObjectNode json = Json.object();
    json.set("x", Json.column(n, i -> axis.x(slice, k[i])));
    json.set("k", Json.column(n, i -> k[i]));
    json.set("strike", Json.column(n, i -> Axis.STRIKE.x(slice, k[i])));
    json.set("callDelta", Json.column(n, i -> ForwardDelta.ofCall(slice.smile(), k[i])));
    json.set("vol", Json.column(n, i -> slice.impliedVol(k[i])));
    json.set("volStdDev", Json.column(n, i -> slice.impliedVolStdDev(k[i])));
    json.set("lower95", Json.column(n, i -> bound(slice, k[i], -QuoteColumns.Z95)));
    json.set("upper95", Json.column(n, i -> bound(slice, k[i], QuoteColumns.Z95)));
    json.set("totalVariance", Json.column(n, i -> slice.smile().totalVariance(k[i])));
    json.set("g", Json.column(n, i -> Butterfly.g(slice.smile(), k[i])));
    return json;
  }

  /// Log-moneynesses, ascending, whose places on `axis` are equidistant.
  private static double[] points(CalibratedSlice slice, Axis axis, int n) {
    QuotedRange range = QuotedRange.of(slice).widened(MARGIN);
    double from = axis.x(slice, range.low());
    double to = axis.x(slice, range.high());
    if (axis == Axis.DELTA) {
      from = Math.min(1 - DELTA_EDGE, from);
      to = Math.max(DELTA_EDGE, to);
    }
    double[] k = new double[n];
    for (int i = 0; i < n; i++) {
      double x = n == 1 ? 0.5 * (from + to) : from + (to - from) * i / (n - 1);
      k[i] = axis.k(slice, x);
    }
    return k;
  }

  private static double bound(CalibratedSlice slice, double k, double z) {
    return Math.max(0, slice.impliedVol(k) + z * slice.impliedVolStdDev(k));
  }
}
