package io.calibrant.cli.csv;

import io.calibrant.cli.Rows;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.black.VolStatus;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.model.ContourPricer;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.PriceStatus;
import io.calibrant.core.model.TransformModel;
import java.util.Arrays;

/// One row of model prices.
final class ModelPrice {
  private static final int COMMON_GREEKS = 8;

  private final TransformModel model;
  private final UnderlyingColumns underlying;
  private final double[] parameters;
  private final boolean greeks;
  private final ContourPricer pricer;
  private final double[] out;
  private final double[] direction;

  /// @param parameters shared with the reader of the rows
  ModelPrice(
      TransformModel model, UnderlyingColumns underlying, double[] parameters, boolean greeks) {
    this.greeks = greeks;
    this.model = model;
    this.underlying = underlying;
    this.parameters = parameters;
    pricer = ContourPricer.of(model);
    out = new double[ContourPricer.FIRST_PARAMETER + parameters.length];
    direction = new double[parameters.length];
  }

  /// Writes the row's results.
  ///
  /// @param fault why it can have none; [RowStatus#OK] when it can
  void write(double strike, String fault, Rows rows, RowStatus tally) {
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
      for (int i = 0; greeks && i < COMMON_GREEKS + parameters.length; i++) {
        rows.number(Double.NaN);
      }
      tally.count(status, sound);
      return;
    }
    double k = OptionGrid.logMoneyness(forward, strike);
    PriceStatus converged =
        greeks ? pricer.greeks(parameters, years, k, out) : pricer.price(parameters, years, k);
    double otm = forward * pricer.value();
    double call = underlying.discountFactor() * (otm + Math.max(forward - strike, 0));
    double put = underlying.discountFactor() * (otm + Math.max(strike - forward, 0));
    OptionType side = k >= 0 ? OptionType.CALL : OptionType.PUT;
    VolStatus vol = ImpliedVol.status(side, forward, strike, years, otm);
    rows.number(call)
        .number(put)
        .number(underlying.discountFactor() * otm)
        .number(ImpliedVol.impliedVol(side, forward, strike, years, otm))
        .text(converged == PriceStatus.OK ? vol.name() : converged.name());
    tally.count(converged.name(), converged == PriceStatus.OK);
    if (greeks) {
      writeGreeks(rows, call, k);
    }
  }

  private void writeGreeks(Rows rows, double call, double k) {
    double forward = underlying.forward();
    double discount = underlying.discountFactor();
    double value = discount * forward;
    double perSpot = value / underlying.spot();
    double callDelta = out[ContourPricer.DELTA] + (k >= 0 ? 0 : 1);
    Arrays.fill(direction, 0);
    model.parallel(parameters, direction);
    double parallel = 0;
    for (int i = 0; i < direction.length; i++) {
      parallel += direction[i] * out[ContourPricer.FIRST_PARAMETER + i];
    }
    double decay = underlying.carry() * callDelta + out[ContourPricer.SLOPE_IN_T];
    rows.number(perSpot * callDelta)
        .number(perSpot * (callDelta - 1))
        .number(perSpot / underlying.spot() * out[ContourPricer.GAMMA])
        .number(value * out[ContourPricer.FIRST_PARAMETER + model.level()])
        .number(value * parallel)
        .number(underlying.rate() * call - value * decay)
        .number(perSpot * out[ContourPricer.VANNA])
        .number(value * out[ContourPricer.VOLGA]);
    for (int i = 0; i < parameters.length; i++) {
      rows.number(value * out[ContourPricer.FIRST_PARAMETER + i]);
    }
  }
}
