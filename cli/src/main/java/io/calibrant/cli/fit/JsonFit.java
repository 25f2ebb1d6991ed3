package io.calibrant.cli.fit;

import io.calibrant.cli.Json;
import io.calibrant.core.calibration.ActiveCondition;
import io.calibrant.core.calibration.ArbitrageReport;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SliceBootstrap;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Svi;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// One JSON object a line and snapshot, numbers in full precision.
final class JsonFit implements FitSink {
  private final PrintWriter out;
  private final JsonGenerator json;
  private final int curvePointCount;

  /// Lines of JSON on `out`.
  ///
  /// @param curvePointCount points of each slice's curve; 0 for none
  JsonFit(PrintWriter out, int curvePointCount) {
    this.out = out;
    this.json = Json.generator(out);
    this.curvePointCount = curvePointCount;
  }

  @Override
  public void accept(FittedSnapshot fitted) {
    Decision decision = fitted.decision();
    json.writeStartObject();
    json.writeStringProperty("asOf", Times.iso(decision.asOfNs()));
    json.writeStringProperty("underlying", decision.underlying());
    json.writeStringProperty("venue", fitted.snapshot().venue());
    json.writeStringProperty("file", fitted.file());
    json.writeStringProperty("snapshotHash", decision.snapshotHash());
    switch (decision) {
      case Decision.Publish(CalibratedSurface surface) -> published(surface, fitted);
      case Decision.Hold hold -> held(hold, fitted.elapsedMs());
    }
    if (!fitted.models().isEmpty()) {
      new ModelJson(json).write(fitted.models());
    }
    json.writeEndObject();
    json.flush();
    out.write('\n');
    out.flush();
  }

  private void published(CalibratedSurface surface, FittedSnapshot snapshot) {
    json.writeStringProperty("status", "PUBLISH");
    Json.number(json, "elapsedMs", snapshot.elapsedMs());
    arbitrage(surface.arbitrage());
    json.writeArrayPropertyStart("expiries");
    int next = 0;
    for (CalibratedSlice slice : surface.slices()) {
      next = unfittedBefore(surface, next, slice.expiryTimeNs());
      fitted(slice, snapshot.bootstrapOf(slice.expiryTimeNs()));
    }
    unfittedBefore(surface, next, Long.MAX_VALUE);
    json.writeEndArray();
  }

  /// Writes the expiries without a smile from index `next` on that come before `limitNs`; returns
  /// the index of the first that does not.
  private int unfittedBefore(CalibratedSurface surface, int next, long limitNs) {
    int i = next;
    while (i < surface.thin().size() && surface.thin().get(i).expiryTimeNs() < limitNs) {
      unfitted(surface.thin().get(i++));
    }
    return i;
  }

  private void held(Decision.Hold hold, double elapsedMs) {
    json.writeStringProperty("status", "HOLD");
    json.writeStringProperty("code", hold.code().name());
    json.writeStringProperty("reason", hold.reason());
    Json.number(json, "elapsedMs", elapsedMs);
    arbitrage(null);
    json.writeArrayPropertyStart("expiries");
    json.writeEndArray();
  }

  private void arbitrage(@Nullable ArbitrageReport report) {
    json.writeObjectPropertyStart("arbitrage");
    if (report == null) {
      json.writeNullProperty("butterflyFree");
      json.writeNullProperty("calendarFree");
      json.writeNullProperty("repaired");
    } else {
      json.writeBooleanProperty("butterflyFree", report.butterflyFree());
      json.writeBooleanProperty("calendarFree", report.calendarFree());
      json.writeBooleanProperty("repaired", report.repaired());
      Json.number(json, "repairCostVolPoints", report.repairCostVolPoints());
    }
    json.writeEndObject();
  }

  private void fitted(CalibratedSlice slice, @Nullable SliceBootstrap bootstrap) {
    SliceFigures figures = SliceFigures.of(slice);
    json.writeStartObject();
    json.writeStringProperty("expiry", Times.iso(slice.expiryTimeNs()));
    Json.number(json, "T", slice.expiry());
    forward(slice.forward());
    Json.number(json, "atmVol", figures.atmVol());
    Json.number(json, "atmVolStdDev", slice.impliedVolStdDev(0));
    Json.number(json, "rr25", figures.rr25());
    Json.number(json, "bf25", figures.bf25());
    json.writeStringProperty("model", SliceFigures.model(slice));
    parameters(slice);
    json.writeStringProperty("status", slice.status().name());
    quotes(slice.quotes());
    Json.number(json, "rmseVolPoints", slice.quality().rmseVolPoints());
    Json.number(json, "holdOutRmseVolPoints", slice.quality().holdOutRmseVolPoints());
    Json.number(json, "insideSpread", slice.quality().insideSpread());
    Json.number(json, "butterflyMinG", slice.butterflyMinG());
    Json.number(json, "calendarMinGap", slice.calendarMinGap());
    condition(slice.condition());
    if (bootstrap != null) {
      new BootstrapJson(json).write(bootstrap);
    }
    if (curvePointCount > 0) {
      curve(slice);
    }
    json.writeEndObject();
  }

  private void condition(@Nullable ActiveCondition condition) {
    if (condition == null) {
      json.writeNullProperty("condition");
      return;
    }
    json.writeObjectPropertyStart("condition");
    json.writeStringProperty("kind", condition.kind().name());
    json.writeBooleanProperty("binds", condition.binds());
    Json.number(json, "k", condition.k());
    Json.number(json, "pullK", condition.pullK());
    Json.number(json, "pullVolPoints", condition.pullVolPoints());
    Json.number(json, "pullStdDevs", condition.pullStdDevs());
    json.writeEndObject();
  }

  private void unfitted(UnfittedSlice slice) {
    json.writeStartObject();
    json.writeStringProperty("expiry", Times.iso(slice.expiryTimeNs()));
    Json.number(json, "T", slice.expiry());
    Forward forward = slice.forward();
    if (forward == null) {
      json.writeNullProperty("forward");
      json.writeNullProperty("forwardStdError");
    } else {
      forward(forward);
    }
    json.writeNullProperty("atmVol");
    json.writeNullProperty("model");
    json.writeObjectPropertyStart("parameters");
    json.writeEndObject();
    json.writeStringProperty("status", "THIN");
    json.writeStringProperty("reason", slice.reason());
    quotes(slice.quotes());
    json.writeNullProperty("rmseVolPoints");
    json.writeNullProperty("holdOutRmseVolPoints");
    json.writeNullProperty("insideSpread");
    json.writeNullProperty("butterflyMinG");
    json.writeEndObject();
  }

  private void forward(Forward forward) {
    Json.number(json, "forward", forward.value());
    Json.number(json, "forwardStdError", forward.stdError());
    json.writeStringProperty("forwardMethod", forward.method().name());
    Json.number(json, "discountFactor", forward.discountFactor());
  }

  private void parameters(CalibratedSlice slice) {
    Svi svi = slice.base();
    json.writeObjectPropertyStart("parameters");
    Json.number(json, "a", svi.a());
    Json.number(json, "b", svi.b());
    Json.number(json, "rho", svi.rho());
    Json.number(json, "m", svi.m());
    Json.number(json, "sigma", svi.sigma());
    if (slice.smile() instanceof CurvedSvi curved) {
      column("knots", curved.knots());
      column("coefficients", curved.coefficients());
    }
    json.writeEndObject();
  }

  private void column(String name, double[] values) {
    json.writeArrayPropertyStart(name);
    for (double value : values) {
      Json.number(json, value);
    }
    json.writeEndArray();
  }

  private void quotes(SmileQuotes quotes) {
    json.writeObjectPropertyStart("quotes");
    json.writeNumberProperty("used", SliceFigures.used(quotes));
    json.writeObjectPropertyStart("setAside");
    SliceFigures.setAside(quotes)
        .forEach((reason, count) -> json.writeNumberProperty(reason.name(), count));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void curve(CalibratedSlice slice) {
    Curve range = Curve.of(slice);
    json.writeObjectPropertyStart("curve");
    json.writeArrayPropertyStart("k");
    for (int i = 0; i < curvePointCount; i++) {
      Json.number(json, range.point(i, curvePointCount));
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("w");
    for (int i = 0; i < curvePointCount; i++) {
      Json.number(json, slice.smile().totalVariance(range.point(i, curvePointCount)));
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
