package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.SmileQuotes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The quotes of one expiry beside what the model says of them, in columns of equal length.
///
/// Every quote is here, used or set aside, each with its reason.
final class QuoteColumns {
  /// Two-sided normal quantile of the 95 % band.
  static final double Z95 = 1.959963984540054;

  private QuoteColumns() {}

  /// The columns in full precision.
  ///
  /// @param slice the fit; null when the expiry has none, and the model columns are null then
  static ObjectNode of(SmileQuotes quotes, @Nullable CalibratedSlice slice, Axis axis) {
    int n = quotes.size();
    ObjectNode json = Json.object();
    json.set("name", Json.textColumn(n, quotes::name));
    json.set("type", Json.textColumn(n, i -> quotes.type(i).name().toLowerCase(Locale.ROOT)));
    json.set("strike", Json.column(n, quotes::strike));
    json.set("k", Json.column(n, quotes::k));
    json.set("x", Json.column(n, i -> slice == null ? Double.NaN : x(axis, slice, quotes.k(i))));
    json.set("bidVol", Json.column(n, quotes::bidVol));
    json.set("askVol", Json.column(n, quotes::askVol));
    json.set("midVol", Json.column(n, quotes::midVol));
    json.set("volStdDev", Json.column(n, quotes::volStdDev));
    json.set("modelVol", Json.column(n, i -> modelVol(slice, quotes.k(i))));
    json.set("modelVolStdDev", Json.column(n, i -> modelStdDev(slice, quotes.k(i))));
    json.set("lower95", Json.column(n, i -> band(slice, quotes.k(i), -Z95)));
    json.set("upper95", Json.column(n, i -> band(slice, quotes.k(i), Z95)));
    json.set("residualHalfSpreads", Json.column(n, i -> residual(quotes, slice, i)));
    json.set("time", times(quotes));
    json.set("reason", Json.textColumn(n, i -> quotes.reason(i).name()));
    return json;
  }

  /// The venue's stamps; null where one is not known.
  private static ArrayNode times(SmileQuotes quotes) {
    ArrayNode column = Json.array();
    for (int i = 0; i < quotes.size(); i++) {
      long timeNs = quotes.exchangeTimeNs(i);
      if (timeNs == 0) {
        column.addNull();
      } else {
        column.add(Json.instant(timeNs));
      }
    }
    return column;
  }

  /// (model − mid)/half-spread; NaN without both sides or without a model.
  static double residual(SmileQuotes quotes, @Nullable CalibratedSlice slice, int i) {
    double half = (quotes.askVol(i) - quotes.bidVol(i)) / 2;
    double mid = (quotes.askVol(i) + quotes.bidVol(i)) / 2;
    return half > 0 ? (modelVol(slice, quotes.k(i)) - mid) / half : Double.NaN;
  }

  /// σ(k) of the fit; NaN without one.
  static double modelVol(@Nullable CalibratedSlice slice, double k) {
    return slice == null || Double.isNaN(k) ? Double.NaN : slice.impliedVol(k);
  }

  private static double modelStdDev(@Nullable CalibratedSlice slice, double k) {
    return slice == null || Double.isNaN(k) ? Double.NaN : slice.impliedVolStdDev(k);
  }

  private static double band(@Nullable CalibratedSlice slice, double k, double z) {
    return Math.max(0, modelVol(slice, k) + z * modelStdDev(slice, k));
  }

  private static double x(Axis axis, CalibratedSlice slice, double k) {
    return Double.isNaN(k) ? Double.NaN : axis.x(VolLine.of(slice), k);
  }
}
