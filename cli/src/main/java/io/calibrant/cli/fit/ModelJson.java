package io.calibrant.cli.fit;

import io.calibrant.cli.Json;
import io.calibrant.core.calibration.complexity.FamilyEvidence;
import io.calibrant.core.calibration.complexity.PsisLoo;
import io.calibrant.core.calibration.model.ClockedFamily;
import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.calibration.model.FitLoss;
import io.calibrant.core.calibration.model.FittedModel;
import io.calibrant.core.calibration.model.Profile;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.calibration.model.TransformFamily;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The array `models` of a snapshot: every model asked for, with everything known about its fit.
final class ModelJson {
  private final JsonGenerator json;

  ModelJson(JsonGenerator json) {
    this.json = json;
  }

  void write(List<ModelRow> rows) {
    json.writeArrayPropertyStart("models");
    rows.forEach(this::row);
    json.writeEndArray();
  }

  private void row(ModelRow row) {
    ScoredFamily scored = row.scored();
    json.writeStartObject();
    json.writeStringProperty("name", scored.family().name());
    json.writeStringProperty("status", scored.fit().status().word());
    json.writeStringProperty("detail", ModelTable.detail(scored.fit().status()));
    json.writeBooleanProperty("chosen", row.chosen());
    json.writeStringProperty("choice", row.choice());
    json.writeStringProperty("reason", scored.fit().reason());
    json.writeNumberProperty(
        "parameterCount", scored.family().parameterCount(scored.quotes().grid().expiryCount()));
    json.writeArrayPropertyStart("parameters");
    scored.fit().estimates().forEach(this::estimate);
    json.writeEndArray();
    if (!row.profiles().isEmpty()) {
      json.writeArrayPropertyStart("profile");
      row.profiles().forEach(this::profile);
      json.writeEndArray();
    }
    if (row.evidence() != null) {
      evidence(row.evidence());
    }
    loss("in", scored.in());
    loss("out", scored.out());
    json.writeNumberProperty("evaluations", scored.fit().evaluations());
    Json.number(json, "elapsedMs", row.elapsedMs());
    clock(scored);
    if (ModelChoice.own(scored) instanceof TransformFamily.Solved(FittedModel fitted)) {
      solved(fitted);
    }
    json.writeEndObject();
  }

  /// Which clock the fit's time runs by and, if not the calendar, its years to each expiry.
  private void clock(ScoredFamily scored) {
    if (!(scored.family() instanceof ClockedFamily clocked)) {
      json.writeStringProperty("clock", "calendar");
      return;
    }
    json.writeStringProperty("clock", "variance");
    json.writeArrayPropertyStart("varianceYears");
    for (int e = 0; e < scored.quotes().grid().expiryCount(); e++) {
      Json.number(json, clocked.time(scored.quotes().grid().expiry(e)));
    }
    json.writeEndArray();
  }

  private void solved(FittedModel fitted) {
    json.writeStringProperty("problemHash", fitted.problem().hash());
    json.writeStringProperty("objective", fitted.problem().objective().measure().name());
    json.writeStringProperty("termination", fitted.termination().toString());
    json.writeNumberProperty("starts", fitted.effort().starts());
    if (fitted.route() != null) {
      json.writeStringProperty("route", fitted.route().toText());
    }
    Json.number(json, "cost", fitted.cost());
    Json.number(json, "condition", fitted.evidence().condition());
    Json.number(json, "misfit", fitted.evidence().scale());
    json.writeStringProperty("weakestDirection", fitted.evidence().weakestDirection());
    json.writeArrayPropertyStart("start");
    for (double value : fitted.start()) {
      Json.number(json, value);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("covariance");
    for (int i = 0; i < fitted.model().parameterCount(); i++) {
      json.writeStartArray();
      for (int j = 0; j < fitted.model().parameterCount(); j++) {
        Json.number(json, fitted.evidence().covariance(i, j));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void evidence(FamilyEvidence evidence) {
    json.writeObjectPropertyStart("evidence");
    Json.number(json, "aicc", evidence.criteria().aicc());
    Json.number(json, "bic", evidence.criteria().bic());
    Json.number(json, "effectiveQuotes", evidence.criteria().effectiveCount());
    PsisLoo loo = evidence.loo();
    Json.number(json, "looLogDensity", loo == null ? Double.NaN : loo.total());
    Json.number(json, "looWorstShape", loo == null ? Double.NaN : loo.worstShape());
    json.writeNumberProperty("looUnreliable", loo == null ? 0 : loo.unreliableCount());
    json.writeBooleanProperty("looBelieved", evidence.isLooReliable());
    json.writeEndObject();
  }

  private void estimate(Estimate estimate) {
    json.writeStartObject();
    json.writeStringProperty("name", estimate.name());
    Json.number(json, "value", estimate.value());
    Json.number(json, "stdDev", estimate.stdDev());
    Json.number(json, "lower95", estimate.lower());
    Json.number(json, "upper95", estimate.upper());
    json.writeBooleanProperty("identified", estimate.identified());
    json.writeEndObject();
  }

  private void profile(Profile profile) {
    json.writeStartObject();
    json.writeStringProperty("name", profile.parameter());
    Json.number(json, "lower95", profile.lower());
    Json.number(json, "upper95", profile.upper());
    json.writeBooleanProperty("openBelow", profile.openBelow());
    json.writeBooleanProperty("openAbove", profile.openAbove());
    json.writeNumberProperty("evaluations", profile.evaluations());
    json.writeEndObject();
  }

  private void loss(String name, FitLoss loss) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("quotes", loss.count());
    Json.number(json, "rmsePrice", loss.rmsePrice());
    Json.number(json, "rmseVolPoints", loss.rmseVolPoints());
    Json.number(json, "rmseHalfSpreads", loss.rmseHalfSpreads());
    Json.number(json, "medianHalfSpreads", loss.medianHalfSpreads());
    json.writeEndObject();
  }
}
