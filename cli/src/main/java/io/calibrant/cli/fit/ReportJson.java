package io.calibrant.cli.fit;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SliceBootstrap;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.smile.CurvedSvi;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A snapshot as the report's page reads it: columns, with numbers of [#DIGITS] digits.
final class ReportJson {
  private static final MathContext DIGITS = new MathContext(7);
  private static final int CURVE_POINT_COUNT = 161;

  private final JsonGenerator json;

  ReportJson(JsonGenerator json) {
    this.json = json;
  }

  void write(FittedSnapshot fitted) {
    Decision decision = fitted.decision();
    json.writeStartObject();
    json.writeStringProperty("asOf", Times.iso(decision.asOfNs()));
    json.writeStringProperty("underlying", decision.underlying());
    json.writeStringProperty("venue", fitted.snapshot().venue());
    json.writeStringProperty("file", fitted.file());
    json.writeStringProperty("hash", decision.snapshotHash());
    json.writeNumberProperty("quoteCount", fitted.snapshot().quoteCount());
    number("index", fitted.snapshot().index());
    number("elapsedMs", fitted.elapsedMs());
    switch (decision) {
      case Decision.Publish(CalibratedSurface surface) -> surface(surface, fitted);
      case Decision.Hold hold -> {
        json.writeStringProperty("hold", hold.code().name());
        json.writeStringProperty("reason", hold.reason());
      }
    }
    if (!fitted.models().isEmpty()) {
      new ModelJson(json).write(fitted.models());
    }
    json.writeEndObject();
  }

  private void surface(CalibratedSurface surface, FittedSnapshot snapshot) {
    json.writeBooleanProperty("butterflyFree", surface.arbitrage().butterflyFree());
    json.writeBooleanProperty("calendarFree", surface.arbitrage().calendarFree());
    json.writeBooleanProperty("repaired", surface.arbitrage().repaired());
    number("repairCost", surface.arbitrage().repairCostVolPoints());
    json.writeArrayPropertyStart("slices");
    surface.slices().forEach(slice -> slice(slice, snapshot.bootstrapOf(slice.expiryTimeNs())));
    json.writeEndArray();
    json.writeArrayPropertyStart("thin");
    surface.thin().forEach(this::thin);
    json.writeEndArray();
  }

  private void slice(CalibratedSlice slice, @Nullable SliceBootstrap bootstrap) {
    SliceFigures figures = SliceFigures.of(slice);
    json.writeStartObject();
    expiry(slice.expiryTimeNs(), slice.expiry(), slice.forward());
    number("atm", figures.atmVol());
    number("atmSd", slice.impliedVolStdDev(0));
    number("rr25", figures.rr25());
    number("bf25", figures.bf25());
    json.writeStringProperty("status", slice.status().name());
    number("rmse", slice.quality().rmseVolPoints());
    number("holdOut", slice.quality().holdOutRmseVolPoints());
    number("inside", slice.quality().insideSpread());
    number("minG", slice.butterflyMinG());
    number("minGap", slice.calendarMinGap());
    json.writeObjectPropertyStart("svi");
    number("a", slice.base().a());
    number("b", slice.base().b());
    number("rho", slice.base().rho());
    number("m", slice.base().m());
    number("sigma", slice.base().sigma());
    if (slice.smile() instanceof CurvedSvi curved) {
      double[] knots = curved.knots();
      double[] terms = curved.coefficients();
      column("knots", knots.length, i -> knots[i]);
      column("coefficients", terms.length, i -> terms[i]);
    }
    json.writeEndObject();
    if (bootstrap != null) {
      new BootstrapJson(json).write(bootstrap);
    }
    quotes(slice.quotes());
    curve(slice);
    json.writeEndObject();
  }

  private void thin(UnfittedSlice slice) {
    json.writeStartObject();
    expiry(slice.expiryTimeNs(), slice.expiry(), slice.forward());
    json.writeStringProperty("reason", slice.reason());
    quotes(slice.quotes());
    json.writeEndObject();
  }

  private void expiry(long expiryTimeNs, double years, @Nullable Forward forward) {
    json.writeStringProperty("expiry", Times.iso(expiryTimeNs));
    json.writeStringProperty("day", Times.expiryDay(expiryTimeNs));
    number("T", years);
    if (forward != null) {
      number("forward", forward.value());
      number("forwardSe", forward.stdError());
      number("parity", forward.parity());
      number("venueForward", forward.venue());
      json.writeStringProperty("method", forward.method().name());
    }
  }

  private void quotes(SmileQuotes quotes) {
    int n = quotes.size();
    json.writeObjectPropertyStart("quotes");
    column("k", n, quotes::k);
    column("strike", n, quotes::strike);
    column("bid", n, quotes::bidVol);
    column("ask", n, quotes::askVol);
    column("mid", n, quotes::midVol);
    texts("type", n, i -> quotes.type(i) == OptionType.CALL ? "C" : "P");
    texts("reason", n, i -> quotes.reason(i).name());
    json.writeEndObject();
  }

  private void curve(CalibratedSlice slice) {
    Curve range = Curve.of(slice);
    IntToDoubleFunction k = i -> range.point(i, CURVE_POINT_COUNT);
    json.writeObjectPropertyStart("curve");
    column("k", CURVE_POINT_COUNT, k);
    column("vol", CURVE_POINT_COUNT, i -> slice.impliedVol(k.applyAsDouble(i)));
    column("sd", CURVE_POINT_COUNT, i -> slice.impliedVolStdDev(k.applyAsDouble(i)));
    json.writeEndObject();
  }

  private void column(String name, int size, IntToDoubleFunction value) {
    json.writeArrayPropertyStart(name);
    for (int i = 0; i < size; i++) {
      number(value.applyAsDouble(i));
    }
    json.writeEndArray();
  }

  private void texts(String name, int size, IntFunction<String> value) {
    json.writeArrayPropertyStart(name);
    for (int i = 0; i < size; i++) {
      json.writeString(value.apply(i));
    }
    json.writeEndArray();
  }

  private void number(String name, double value) {
    json.writeName(name);
    number(value);
  }

  private void number(double value) {
    if (Double.isFinite(value)) {
      json.writeNumber(new BigDecimal(value, DIGITS).stripTrailingZeros());
    } else {
      json.writeNull();
    }
  }
}
