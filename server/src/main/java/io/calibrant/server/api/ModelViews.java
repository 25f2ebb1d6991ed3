package io.calibrant.server.api;

import io.calibrant.core.calibration.complexity.ComplexityControl;
import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.calibration.model.FitLoss;
import io.calibrant.core.calibration.sequence.StabilityIndex;
import io.calibrant.core.calibration.track.FamilyResult;
import io.calibrant.core.calibration.track.FamilyResult.Solve;
import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.core.solve.route.Attempt;
import io.calibrant.core.solve.route.Doubt;
import io.calibrant.core.solve.route.Prediction;
import io.calibrant.core.solve.route.RouteRecord;
import io.calibrant.engine.api.ModelReport;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// The models fitted beside a surface as JSON.
public final class ModelViews {
  private static final double NS_PER_MS = 1e6;

  private ModelViews() {}

  /// What the decision as a whole says: instant, counts and choice.
  public static ObjectNode head(ModelDecision decision) {
    ObjectNode json = Json.object();
    json.put("fittedAt", Json.instant(decision.asOfNs()));
    json.put("snapshotHash", decision.snapshotHash());
    json.put("quotes", decision.quoteCount());
    json.put("expiries", decision.expiryCount());
    ObjectNode choice = json.putObject("choice");
    choice.put("family", decision.choice().family());
    choice.put("target", decision.choice().target());
    choice.put("switched", decision.choice().switched());
    choice.put("streak", decision.choice().streak());
    choice.put("dwell", ComplexityControl.DWELL);
    choice.put("raiseErrors", ComplexityControl.RAISE_ERRORS);
    choice.put("reason", decision.choice().reason());
    ArrayNode names = json.putArray("families");
    decision.families().forEach(family -> names.add(family.name()));
    return json;
  }

  /// Family `i` of a report with everything known about its fit.
  public static ObjectNode family(ModelReport report, int i) {
    FamilyResult family = report.decision().families().get(i);
    ObjectNode json = Json.object();
    json.put("name", family.name());
    json.put("chosen", family.name().equals(report.decision().choice().family()));
    json.put("parameterCount", family.parameterCount());
    json.put("status", family.status());
    json.put("detail", family.detail());
    json.put("published", family.published());
    json.put("of", of(family.subject()));
    ArrayNode parameters = json.putArray("parameters");
    for (int j = 0; j < family.estimates().size(); j++) {
      double index =
          j < family.stability().indices().size()
              ? family.stability().indices().get(j)
              : Double.NaN;
      parameters.add(parameter(family.estimates().get(j), index));
    }
    ObjectNode stability = json.putObject("stability");
    stability.put("verdict", family.stability().verdict());
    stability.put("limit", StabilityIndex.LIMIT);
    stability.put("sentence", family.stability().sentence());
    json.set("in", loss(family.in()));
    json.set("out", loss(family.out()));
    json.set("nextRmseVolPoints", Json.number(family.nextVolPoints()));
    ObjectNode solve = solve(family.solve());
    double elapsedMs =
        i < report.elapsedNs().size() ? report.elapsedNs().get(i) / NS_PER_MS : Double.NaN;
    solve.set("elapsedMs", Json.number(elapsedMs));
    json.set("solve", solve);
    return json;
  }

  /// An expiry's label; null for all of them.
  static @Nullable String of(long subject) {
    return subject == 0 ? null : Query.label(subject);
  }

  private static ObjectNode parameter(Estimate estimate, double index) {
    ObjectNode json = Json.object();
    json.put("name", estimate.name());
    json.set("value", Json.number(estimate.value()));
    json.set("stdDev", Json.number(estimate.stdDev()));
    json.set("lower95", Json.number(estimate.lower()));
    json.set("upper95", Json.number(estimate.upper()));
    json.put("identified", estimate.identified());
    json.set("stabilityIndex", Json.number(index));
    return json;
  }

  private static ObjectNode loss(FitLoss loss) {
    ObjectNode json = Json.object();
    json.put("quotes", loss.count());
    json.set("rmsePrice", Json.number(loss.rmsePrice()));
    json.set("rmseVolPoints", Json.number(loss.rmseVolPoints()));
    json.set("rmseHalfSpreads", Json.number(loss.rmseHalfSpreads()));
    json.set("medianHalfSpreads", Json.number(loss.medianHalfSpreads()));
    return json;
  }

  private static ObjectNode solve(Solve solve) {
    ObjectNode json = Json.object();
    json.put("reason", solve.reason());
    json.put("evaluations", solve.evaluations());
    json.put("cut", solve.cut());
    json.put("prior", solve.prior().name());
    json.set("priorChiSquare", Json.number(solve.priorChiSquare()));
    json.set("misfit", Json.number(solve.misfit()));
    json.set("condition", Json.number(solve.condition()));
    json.put("weakestDirection", solve.weakest());
    if (solve.route().isEmpty()) {
      json.set("route", NullNode.getInstance());
    } else {
      json.set("route", route(RouteRecord.parse(solve.route())));
    }
    return json;
  }

  private static ObjectNode route(RouteRecord record) {
    ObjectNode json = Json.object();
    json.put("kind", record.features().kind());
    json.put("warm", record.features().warm());
    json.put("trusted", record.trusted());
    json.set("doubts", doubts(record.doubts()));
    ArrayNode candidates = json.putArray("candidates");
    for (Prediction prediction : record.predictions()) {
      ObjectNode row = Json.object();
      row.put("candidate", prediction.candidate());
      row.set("success", Json.number(prediction.success()));
      row.set("work", Json.number(prediction.work()));
      row.put("trials", prediction.trials());
      candidates.add(row);
    }
    ArrayNode attempts = json.putArray("attempts");
    for (Attempt attempt : record.attempts()) {
      ObjectNode row = Json.object();
      row.put("candidate", attempt.candidate());
      row.set("work", Json.number(attempt.work()));
      row.put("evaluations", attempt.evaluations());
      row.set("cost", Json.number(attempt.cost()));
      row.set("doubts", doubts(attempt.doubts()));
      attempts.add(row);
    }
    return json;
  }

  private static ArrayNode doubts(Set<Doubt> doubts) {
    ArrayNode rows = Json.array();
    doubts.stream().sorted().map(Doubt::words).forEach(rows::add);
    return rows;
  }
}
