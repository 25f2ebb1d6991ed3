package io.calibrant.cli.csv;

import io.calibrant.cli.Rows;
import io.calibrant.core.black.Black76;
import io.calibrant.core.black.Greeks;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.Parameter;
import io.calibrant.core.smile.Sabr;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows of options with SABR's parameters in, prices by Hagan's lognormal expansion out.
///
/// α is that of dF = αF^β dW, so that the vol at the money is near αF^(β−1). A row where the
/// density that the expansion implies is negative is priced and says `NEGATIVE_DENSITY`.
final class SabrPricing implements CsvInput.Body {
  /// What `--model` calls it.
  static final String NAME = "sabr";

  private static final String NEGATIVE_DENSITY = "NEGATIVE_DENSITY";
  private static final int ABSENT = -1;

  /// Relative steps of the differences in the forward, for vols and for prices.
  private static final double STEP = 1e-4;

  private static final double WIDE_STEP = 1e-3;

  private static final List<String> GREEKS =
      List.of(
          "delta",
          "putDelta",
          "gamma",
          "vega",
          "dPrice_alpha",
          "dPrice_rho",
          "dPrice_volOfVol",
          "stickyStrikeDelta",
          "minVarianceDelta");

  private final @Nullable Instant asOf;
  private final boolean greeks;
  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.open("alpha", 0, 1e6),
          Parameter.closed("beta", 0, 1),
          Parameter.open("rho", -1, 1),
          Parameter.open("volOfVol", 0, 1e6));

  private final Function<List<String>, Rows> output;
  private final Consumer<String> err;
  private final RefusedParameters refused = new RefusedParameters();
  private final double[] black = new double[Greeks.COUNT];
  private final double[] smile = new double[Sabr.COUNT];

  private double alpha;
  private double beta;
  private double rho;
  private double nu;

  SabrPricing(
      @Nullable Instant asOf,
      boolean greeks,
      Function<List<String>, Rows> output,
      Consumer<String> err) {
    this.asOf = asOf;
    this.greeks = greeks;
    this.output = output;
    this.err = err;
  }

  @Override
  public void read(CsvReader csv) throws IOException, CsvFormatException {
    OptionColumns columns = OptionColumns.readUntyped(csv, asOf);
    UnderlyingColumns underlying = new UnderlyingColumns(csv, columns);
    int alphaColumn = columns.required(csv, "alpha");
    int betaColumn = columns.has("beta") ? columns.required(csv, "beta") : ABSENT;
    int rhoColumn = columns.required(csv, "rho");
    int nuColumn = columns.required(csv, "volOfVol", "nu");
    List<String> added =
        new ArrayList<>(
            List.of("call", "put", "otmValue", "impliedVol", columns.statusName("priceStatus")));
    if (greeks) {
      added.addAll(GREEKS);
    }
    List<String> names = columns.namesWith(csv, added);
    int[] places = {alphaColumn, betaColumn, rhoColumn, nuColumn};
    var tally = new RowStatus();
    try (Rows rows = output.apply(names)) {
      while (csv.next()) {
        columns.checkWidth(csv);
        alpha = columns.numberOrEmpty(csv, alphaColumn);
        beta = betaColumn == ABSENT ? 1 : columns.numberOrEmpty(csv, betaColumn);
        rho = columns.numberOrEmpty(csv, rhoColumn);
        nu = columns.numberOrEmpty(csv, nuColumn);
        underlying.read(csv, columns.years(csv));
        double strike = columns.strike(csv);
        String fault =
            RowStatus.first(
                underlying.fault(),
                RowStatus.positive("STRIKE", strike),
                parameterFault(csv, places));
        columns.passThrough(csv, rows);
        write(underlying, strike, fault, rows, tally);
        rows.end();
      }
    }
    refused.tell(err);
    tally.requireResult("price");
  }

  private String parameterFault(CsvReader csv, int[] places) {
    double[] values = {alpha, beta, rho, nu};
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = PARAMETERS.get(i);
      if (Double.isNaN(values[i])) {
        return "NO_PARAMETER:" + parameter.name();
      }
      if (!parameter.contains(values[i])) {
        refused.add(
            csv, places[i], new Model.Refusal(i, parameter.name(), values[i], parameter.domain()));
        return "BAD_PARAMETER:" + parameter.name();
      }
    }
    return RowStatus.OK;
  }

  private void write(
      UnderlyingColumns underlying, double strike, String fault, Rows rows, RowStatus tally) {
    double forward = underlying.forward();
    double years = underlying.years();
    boolean sound = fault.equals(RowStatus.OK);
    if (!sound || years == 0) {
      String status = sound ? RowStatus.EXPIRED : fault;
      double discount = sound ? underlying.discountFactor() : Double.NaN;
      rows.number(discount * Math.max(forward - strike, 0))
          .number(discount * Math.max(strike - forward, 0))
          .number(discount * 0)
          .number(Double.NaN)
          .text(status);
      for (int i = 0; greeks && i < GREEKS.size(); i++) {
        rows.number(Double.NaN);
      }
      tally.count(status, sound);
      return;
    }
    double vol = vol(forward, strike, years);
    boolean priced = vol > 0 && vol < Double.POSITIVE_INFINITY;
    OptionType side = strike >= forward ? OptionType.CALL : OptionType.PUT;
    double otm = priced ? Black76.value(side, forward, strike, vol, years) : Double.NaN;
    double discount = underlying.discountFactor();
    double k = OptionGrid.logMoneyness(forward, strike);
    String status = priced ? RowStatus.OK : "NO_VOL";
    if (priced && !new Sabr(level(forward), beta, rho, nu, years).hasDensity(k)) {
      status = NEGATIVE_DENSITY;
    }
    rows.number(discount * (otm + Math.max(forward - strike, 0)))
        .number(discount * (otm + Math.max(strike - forward, 0)))
        .number(discount * otm)
        .number(priced ? vol : Double.NaN)
        .text(status);
    tally.count(status, priced);
    if (greeks) {
      writeGreeks(underlying, strike, vol, rows);
    }
  }

  /// αF^(β−1): the level of vol at the money.
  private double level(double forward) {
    return alpha * StrictMath.pow(forward, beta - 1);
  }

  private double vol(double forward, double strike, double years) {
    double k = OptionGrid.logMoneyness(forward, strike);
    Sabr.evaluate(level(forward), beta, rho, nu, years, k, smile);
    return smile[0];
  }

  /// Greeks at constant α: the smile moves with the forward as SABR says; then the deltas at the
  /// option's own vol and with α moved by ρνF^(−β) per unit of the forward, as it moves on average
  /// (B. Bartlett, *Hedging under SABR model*, Wilmott, 2006).
  private void writeGreeks(UnderlyingColumns underlying, double strike, double vol, Rows rows) {
    double forward = underlying.forward();
    double years = underlying.years();
    double discount = underlying.discountFactor();
    double perSpot = forward / underlying.spot();
    Greeks.evaluate(OptionType.CALL, forward, strike, vol, years, 1, black);
    double h = STEP * forward;
    double slope = (vol(forward + h, strike, years) - vol(forward - h, strike, years)) / (2 * h);
    double delta = black[Greeks.DELTA] + black[Greeks.VEGA] * slope;
    // Out of the money a second difference keeps its digits.
    OptionType side = strike >= forward ? OptionType.CALL : OptionType.PUT;
    double wide = WIDE_STEP * forward;
    double gamma =
        (value(side, forward + wide, strike, years)
                - 2 * value(side, forward, strike, years)
                + value(side, forward - wide, strike, years))
            / (wide * wide);
    double vega = discount * black[Greeks.VEGA];
    vol(forward, strike, years);
    rows.number(discount * perSpot * delta)
        .number(discount * perSpot * (delta - 1))
        .number(discount * perSpot * perSpot * gamma)
        .number(vega)
        .number(vega * smile[1] * StrictMath.pow(forward, beta - 1))
        .number(vega * smile[2])
        .number(vega * smile[3])
        .number(discount * perSpot * black[Greeks.DELTA])
        .number(discount * perSpot * (delta + black[Greeks.VEGA] * smile[1] * rho * nu / forward));
  }

  private double value(OptionType side, double forward, double strike, double years) {
    return Black76.value(side, forward, strike, vol(forward, strike, years), years);
  }
}
