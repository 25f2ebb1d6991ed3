package io.calibrant.server.api;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.forward.Forward;
import io.calibrant.engine.api.EngineHealth;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// A surface that may be served, with its age and state at the moment of asking.
///
/// @param surface what was published
/// @param ageMs from the surface's instant to the instant asked for (now, or `asOf`)
/// @param status LIVE, DEGRADED, STALE, FROZEN, REPLAY, or HISTORIC when an instant was asked for
public record Published(CalibratedSurface surface, double ageMs, String status) {

  /// The head of every answer about this surface.
  ObjectNode envelope() {
    ObjectNode json = Json.object();
    json.put("underlying", surface.underlying());
    json.put("asOf", Json.instant(surface.asOfNs()));
    json.set("ageMs", Json.number(ageMs));
    json.put("status", status);
    json.put("snapshotHash", surface.snapshotHash());
    json.set("unit", units());
    json.set("index", Json.number(surface.index()));
    return json;
  }

  /// The head of an answer about an underlying of which nothing has been published.
  static ObjectNode emptyEnvelope(String underlying, EngineHealth health) {
    ObjectNode json = HealthView.engineEnvelope(health);
    json.put("underlying", underlying);
    json.putNull("index");
    return json;
  }

  /// The units of every field that has one.
  static ObjectNode units() {
    ObjectNode unit = Json.object();
    unit.put("vol", "decimal per sqrt(year of 365 days)");
    unit.put("totalVariance", "vol^2 * T, dimensionless");
    unit.put("k", "ln(strike/forward)");
    unit.put("strike", "quote currency per coin");
    unit.put("forward", "quote currency per coin");
    unit.put("T", "years of 365 days");
    unit.put("rmseVolPoints", "hundredths of vol");
    return unit;
  }

  /// The fitted expiry that `text` names.
  CalibratedSlice slice(String text) {
    return surface.slices().stream()
        .filter(slice -> Query.names(text, slice.expiryTimeNs()))
        .findFirst()
        .orElseThrow(() -> missing(text));
  }

  /// The line of a tenor.
  TenorLine tenor(Tenor tenor) {
    if (surface.slices().isEmpty()) {
      throw Problem.unavailable(
          "not-fitted", "no expiry of this surface is fitted", "read unfitted[] of the surface");
    }
    return TenorLine.of(surface, tenor);
  }

  private Problem missing(String text) {
    for (UnfittedSlice thin : surface.thin()) {
      if (Query.names(text, thin.expiryTimeNs())) {
        return Problem.unavailable(
            "not-fitted",
            "expiry %s has no smile: %s".formatted(Query.label(thin.expiryTimeNs()), thin.reason()),
            "ask for another expiry, or read unfitted[] of the surface");
      }
    }
    String listed =
        Stream.concat(
                surface.slices().stream().map(CalibratedSlice::expiryTimeNs),
                surface.thin().stream().map(UnfittedSlice::expiryTimeNs))
            .sorted()
            .map(Query::label)
            .collect(Collectors.joining(", "));
    return Problem.unknown("expiry", text, "listed expiries are " + listed);
  }

  /// Names an expiry: instant, label, T.
  static ObjectNode expiry(long expiryTimeNs, double years) {
    ObjectNode json = Json.object();
    json.put("expiry", Json.instant(expiryTimeNs));
    json.put("label", Query.label(expiryTimeNs));
    json.set("T", Json.number(years));
    json.set("days", Json.number(years * 365));
    return json;
  }

  /// A forward with the sources it was found from.
  static ObjectNode forward(Forward forward) {
    ObjectNode json = Json.object();
    json.set("value", Json.number(forward.value()));
    json.set("stdError", Json.number(forward.stdError()));
    json.put("method", forward.method().name());
    json.set("discountFactor", Json.number(forward.discountFactor()));
    json.set("discountFactorStdError", Json.number(forward.discountFactorStdError()));
    json.set("parity", Json.number(forward.parity()));
    json.set("parityStdError", Json.number(forward.parityStdError()));
    json.put("parityPairCount", forward.parityPairCount());
    json.set("future", Json.number(forward.future()));
    json.set("venue", Json.number(forward.venue()));
    return json;
  }
}
