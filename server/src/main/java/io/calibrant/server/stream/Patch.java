package io.calibrant.server.stream;

import io.calibrant.server.api.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What turns one frame into a later one: changed values, changed rows of columns, removed paths.
///
/// ```
/// {"type":"patch","seq":8,"after":7,
///  "set":{PATH:value or column},
///  "rows":{PATH:[[index,…],[value,…]]},
///  "remove":[PATH,…]}
/// ```
final class Patch {
  private Patch() {}

  /// The message that takes a client from `before` to `after`.
  static String message(Frame before, Frame after) {
    ObjectNode json = Json.object();
    json.put("type", "patch");
    json.put("seq", after.sequence());
    json.put("after", before.sequence());
    ObjectNode set = json.putObject("set");
    ObjectNode rows = json.putObject("rows");
    ArrayNode remove = json.putArray("remove");
    for (Map.Entry<String, JsonNode> entry : after.entries().entrySet()) {
      JsonNode old = before.entries().get(entry.getKey());
      JsonNode now = entry.getValue();
      if (old == null) {
        set.set(entry.getKey(), now);
      } else if (!old.equals(now)) {
        addChange(set, rows, entry.getKey(), old, now);
      }
    }
    for (String path : before.entries().keySet()) {
      if (!after.entries().containsKey(path)) {
        remove.add(path);
      }
    }
    return Json.text(json);
  }

  /// Rows when fewer than half of a column changed, else the whole.
  private static void addChange(
      ObjectNode set, ObjectNode rows, String path, JsonNode old, JsonNode now) {
    if (!now.isArray() || !old.isArray() || old.size() != now.size()) {
      set.set(path, now);
      return;
    }
    ArrayNode indices = Json.array();
    ArrayNode values = Json.array();
    for (int i = 0; i < now.size(); i++) {
      if (!now.get(i).equals(old.get(i))) {
        indices.add(i);
        values.add(now.get(i));
      }
    }
    if (2 * indices.size() < now.size()) {
      ArrayNode pair = Json.array();
      pair.add(indices);
      pair.add(values);
      rows.set(path, pair);
    } else {
      set.set(path, now);
    }
  }
}
