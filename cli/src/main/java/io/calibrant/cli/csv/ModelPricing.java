package io.calibrant.cli.csv;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.Rows;
import io.calibrant.core.clock.VarianceClock;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.TransformModels;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows of options with model parameters in, model prices out.
final class ModelPricing implements CsvInput.Body {
  private static final List<String> GREEKS =
      List.of(
          "delta",
          "putDelta",
          "gamma",
          "vega",
          "vegaParallel",
          "theta",
          "vanna",
          "volga",
          "stickyStrikeDelta",
          "stickyDelta",
          "minVarianceDelta");

  private final TransformModel model;
  private final @Nullable Instant asOf;
  private final @Nullable VarianceClock clock;
  private final boolean greeks;
  private final Function<List<String>, Rows> output;
  private final Consumer<String> err;
  private final double[] parameters;
  private final RefusedParameters refused = new RefusedParameters();

  ModelPricing(
      String name,
      @Nullable Instant asOf,
      @Nullable VarianceClock clock,
      boolean greeks,
      Function<List<String>, Rows> output,
      Consumer<String> err) {
    this.model =
        TransformModels.named(name)
            .orElseThrow(
                () ->
                    CommandFailure.badInput(
                        "--model %s: unknown; choose black, sabr, %s"
                            .formatted(name, String.join(", ", TransformModels.names()))));
    this.asOf = asOf;
    this.clock = clock;
    this.greeks = greeks;
    this.output = output;
    this.err = err;
    parameters = new double[model.parameterCount()];
  }

  @Override
  public void read(CsvReader csv) throws IOException, CsvFormatException {
    OptionColumns columns = OptionColumns.readUntyped(csv, asOf);
    if (clock != null) {
      columns.requireInstants(csv);
    }
    UnderlyingColumns underlying = new UnderlyingColumns(csv, columns);
    int[] places = new int[parameters.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = columns.required(csv, model.parameters().get(i).name());
    }
    List<String> names = columns.namesWith(csv, added(columns));
    var time = new RowTime(columns, clock);
    ModelPrice price = new ModelPrice(model, underlying, time, parameters, greeks);
    var tally = new RowStatus();
    try (Rows rows = output.apply(names)) {
      while (csv.next()) {
        columns.checkWidth(csv);
        readParameters(csv, columns, places);
        time.read(csv);
        underlying.read(csv, time.years());
        double strike = columns.strike(csv);
        String fault =
            RowStatus.first(
                underlying.fault(),
                RowStatus.positive("STRIKE", strike),
                parameterFault(csv, places));
        columns.passThrough(csv, rows);
        price.write(strike, fault, rows, tally);
        rows.end();
      }
    }
    refused.tell(err);
    tally.requireResult("price");
  }

  private List<String> added(OptionColumns columns) {
    List<String> added =
        new ArrayList<>(
            List.of("call", "put", "otmValue", "impliedVol", columns.statusName("priceStatus")));
    if (clock != null) {
      added.add("varianceYears");
    }
    if (greeks) {
      // heston has a theta of its own, nig a delta.
      GREEKS.forEach(name -> added.add(columns.has(name) ? "greek_" + name : name));
      model.parameters().forEach(p -> added.add("dPrice_" + p.name()));
    }
    return added;
  }

  private void readParameters(CsvReader csv, OptionColumns columns, int[] places)
      throws CsvFormatException {
    for (int i = 0; i < places.length; i++) {
      parameters[i] = columns.numberOrEmpty(csv, places[i]);
    }
  }

  private String parameterFault(CsvReader csv, int[] places) {
    for (int i = 0; i < parameters.length; i++) {
      if (Double.isNaN(parameters[i])) {
        return "NO_PARAMETER:" + model.parameters().get(i).name();
      }
    }
    List<Model.Refusal> refusals = model.refusals(parameters);
    if (refusals.isEmpty()) {
      return RowStatus.OK;
    }
    Model.Refusal refusal = refusals.getFirst();
    refused.add(csv, places[refusal.index()], refusal);
    return "BAD_PARAMETER:" + model.parameters().get(refusal.index()).name();
  }
}
