package io.calibrant.cli;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Rows as one JSON object a line.
final class JsonRows implements Rows {
  private final PrintWriter out;
  private final List<String> names;
  private final JsonGenerator json;
  private int cell;

  JsonRows(PrintWriter out, List<String> names) {
    this.out = out;
    this.names = List.copyOf(names);
    this.json = Json.generator(out);
  }

  @Override
  public Rows text(String value) {
    begin().writeString(value);
    return this;
  }

  @Override
  public Rows number(double value) {
    Json.number(begin(), value);
    return this;
  }

  @Override
  public Rows count(long value) {
    begin().writeNumber(value);
    return this;
  }

  @Override
  public Rows flag(boolean value) {
    begin().writeBoolean(value);
    return this;
  }

  @Override
  public void end() {
    json.writeEndObject();
    json.flush();
    out.write('\n');
    cell = 0;
  }

  @Override
  public void close() {}

  private JsonGenerator begin() {
    if (cell == 0) {
      json.writeStartObject();
    }
    return json.writeName(names.get(cell++));
  }
}
