package io.calibrant.server.api;

import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.engine.api.ModelPoint;
import io.calibrant.engine.api.ModelPoint.FamilyPoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Past steps of models in columns: one row a step, null where a family was not fitted then.
final class ModelHistory {
  private ModelHistory() {}

  /// Adds the columns of `points` to `json`.
  static void addTo(ObjectNode json, List<ModelPoint> points) {
    int n = points.size();
    json.set("time", Json.textColumn(n, i -> Json.instant(points.get(i).asOfNs())));
    json.set("inUse", Json.textColumn(n, i -> points.get(i).inUse()));
    json.set("target", Json.textColumn(n, i -> points.get(i).target()));
    ArrayNode switched = json.putArray("switched");
    points.forEach(point -> switched.add(point.switched()));
    Set<String> names = new LinkedHashSet<>();
    points.forEach(point -> point.families().forEach(family -> names.add(family.name())));
    ObjectNode families = json.putObject("families");
    for (String name : names) {
      families.set(name, family(points, name));
    }
  }

  private static ObjectNode family(List<ModelPoint> points, String name) {
    ObjectNode json = Json.object();
    List<@Nullable FamilyPoint> rows = new ArrayList<>();
    points.forEach(point -> rows.add(find(point, name)));
    int n = rows.size();
    json.set("status", Json.textColumn(n, i -> text(rows.get(i), FamilyPoint::status)));
    json.set("of", Json.textColumn(n, i -> text(rows.get(i), row -> ModelViews.of(row.subject()))));
    ArrayNode afresh = json.putArray("afresh");
    rows.forEach(row -> afresh.add(row != null && row.afresh()));
    json.set("in", Json.column(n, i -> number(rows.get(i), FamilyPoint::in)));
    json.set("out", Json.column(n, i -> number(rows.get(i), FamilyPoint::out)));
    json.set("next", Json.column(n, i -> number(rows.get(i), FamilyPoint::next)));
    Set<String> parameters = new LinkedHashSet<>();
    for (FamilyPoint row : rows) {
      if (row != null) {
        row.estimates().forEach(estimate -> parameters.add(estimate.name()));
      }
    }
    ObjectNode columns = json.putObject("parameters");
    for (String parameter : parameters) {
      columns.set(parameter, parameter(rows, parameter));
    }
    return json;
  }

  private static ObjectNode parameter(List<@Nullable FamilyPoint> rows, String name) {
    ObjectNode json = Json.object();
    int n = rows.size();
    json.set(
        "value", Json.column(n, i -> number(rows.get(i), row -> of(row, name, Estimate::value))));
    json.set(
        "lower95", Json.column(n, i -> number(rows.get(i), row -> of(row, name, Estimate::lower))));
    json.set(
        "upper95", Json.column(n, i -> number(rows.get(i), row -> of(row, name, Estimate::upper))));
    json.set("stabilityIndex", Json.column(n, i -> number(rows.get(i), row -> index(row, name))));
    ArrayNode identified = json.putArray("identified");
    for (FamilyPoint row : rows) {
      int at = row == null ? -1 : place(row, name);
      identified.add(row != null && at >= 0 && row.estimates().get(at).identified());
    }
    return json;
  }

  private static @Nullable FamilyPoint find(ModelPoint point, String name) {
    return point.families().stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
  }

  private static int place(FamilyPoint row, String name) {
    for (int i = 0; i < row.estimates().size(); i++) {
      if (row.estimates().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static double of(FamilyPoint row, String name, ToDoubleFunction<Estimate> value) {
    int at = place(row, name);
    return at < 0 ? Double.NaN : value.applyAsDouble(row.estimates().get(at));
  }

  private static double index(FamilyPoint row, String name) {
    int at = place(row, name);
    return at < 0 || at >= row.indices().size() ? Double.NaN : row.indices().get(at);
  }

  private static double number(@Nullable FamilyPoint row, ToDoubleFunction<FamilyPoint> value) {
    return row == null ? Double.NaN : value.applyAsDouble(row);
  }

  private static @Nullable String text(
      @Nullable FamilyPoint row, java.util.function.Function<FamilyPoint, @Nullable String> value) {
    return row == null ? null : value.apply(row);
  }
}
