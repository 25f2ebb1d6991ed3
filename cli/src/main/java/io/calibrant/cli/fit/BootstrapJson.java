package io.calibrant.cli.fit;

import io.calibrant.cli.Json;
import io.calibrant.core.calibration.BootstrapError;
import io.calibrant.core.calibration.SliceBootstrap;
import tools.jackson.core.JsonGenerator;

/// The object `bootstrap` of an expiry: the delta method beside a bootstrap.
final class BootstrapJson {
  private final JsonGenerator json;

  BootstrapJson(JsonGenerator json) {
    this.json = json;
  }

  void write(SliceBootstrap bootstrap) {
    json.writeObjectPropertyStart("bootstrap");
    json.writeBooleanProperty("agrees", bootstrap.agrees());
    json.writeStringProperty("reason", bootstrap.reason());
    json.writeNumberProperty("refits", bootstrap.refits());
    json.writeNumberProperty("failed", bootstrap.failed());
    error("atmVol", bootstrap.atmVol());
    error("skew", bootstrap.skew());
    error("smileDelta", bootstrap.smileDelta());
    json.writeEndObject();
  }

  private void error(String name, BootstrapError error) {
    json.writeObjectPropertyStart(name);
    Json.number(json, "deltaMethod", error.delta());
    Json.number(json, "bootstrap", error.bootstrap());
    Json.number(json, "ratio", error.ratio());
    json.writeEndObject();
  }
}
