package io.calibrant.cli.csv;

import io.calibrant.cli.Rows;
import io.calibrant.core.black.Greeks;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.black.VolStatus;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.model.AffineModel;
import io.calibrant.core.model.ContourPricer;
import io.calibrant.core.model.HedgePricer;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.PriceStatus;
import io.calibrant.core.model.TransformModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One row of model prices.
final class ModelPrice {
  private static final int COMMON_GREEKS = 11;
  private static final String NO_VARIANCE = "NO_VARIANCE";

  private final TransformModel model;
  private final UnderlyingColumns underlying;
  private final RowTime time;
  private final double[] parameters;
  private final boolean greeks;
  private final ContourPricer pricer;
  private final @Nullable HedgePricer hedge;
  private final double[] out;
  private final double[] direction;
  private final double[] black = new double[Greeks.COUNT];

  /// @param parameters shared with the reader of the rows
  ModelPrice(
      TransformModel model,
      UnderlyingColumns underlying,
      RowTime time,
      double[] parameters,
      boolean greeks) {
    this.greeks = greeks;
    this.model = model;
    this.underlying = underlying;
    this.time = time;
    this.parameters = parameters;
    pricer = ContourPricer.of(model);
    hedge = model instanceof AffineModel affine ? HedgePricer.of(affine) : null;
    out = new double[ContourPricer.FIRST_PARAMETER + parameters.length];
    direction = new double[parameters.length];
  }

  /// Writes the row's results.
  ///
  /// @param fault why it can have none; [RowStatus#OK] when it can
  void write(double strike, String fault, Rows rows, RowStatus tally) {
    double forward = underlying.forward();
    double years = time.varianceYears();
    boolean sound = fault.equals(RowStatus.OK);
    if (!sound || years == 0) {
      String status = sound ? (time.years() == 0 ? RowStatus.EXPIRED : NO_VARIANCE) : fault;
      double discount = sound ? underlying.discountFactor() : Double.NaN;
      rows.number(discount * Math.max(forward - strike, 0))
          .number(discount * Math.max(strike - forward, 0))
          .number(discount * 0)
          .number(Double.NaN)
          .text(status);
      writeTime(rows);
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
    VolStatus status = ImpliedVol.status(side, forward, strike, time.years(), otm);
    double vol = ImpliedVol.impliedVol(side, forward, strike, time.years(), otm);
    rows.number(call)
        .number(put)
        .number(underlying.discountFactor() * otm)
        .number(vol)
        .text(converged == PriceStatus.OK ? status.name() : converged.name());
    writeTime(rows);
    tally.count(converged.name(), converged == PriceStatus.OK);
    if (greeks) {
      writeGreeks(rows, call, k);
      writeDeltas(rows, strike, k, vol);
      double value = underlying.discountFactor() * forward;
      for (int i = 0; i < parameters.length; i++) {
        rows.number(value * out[ContourPricer.FIRST_PARAMETER + i]);
      }
    }
  }

  private void writeTime(Rows rows) {
    if (time.hasClock()) {
      rows.number(time.varianceYears());
    }
  }

  /// The call's deltas by what happens to vols when the price moves: at the option's own vol; with
  /// the smile moving along, which is the model's own, whose prices depend on K/F alone; and the
  /// hedge of least variance, for moves of the variance and jumps of both as the model has them.
  private void writeDeltas(Rows rows, double strike, double k, double vol) {
    double forward = underlying.forward();
    double perSpot = underlying.discountFactor() * forward / underlying.spot();
    double stickyStrike = Double.NaN;
    if (vol > 0) {
      Greeks.evaluate(OptionType.CALL, forward, strike, vol, time.years(), 1, black);
      stickyStrike = perSpot * black[Greeks.DELTA];
    }
    double delta = perSpot * (out[ContourPricer.DELTA] + (k >= 0 ? 0 : 1));
    double ratio = hedge == null ? Double.NaN : hedge.ratio(parameters, time.varianceYears(), k);
    rows.number(stickyStrike).number(delta).number(perSpot * (ratio + (k >= 0 ? 0 : 1)));
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
    double decay = underlying.carry() * callDelta + time.pace() * out[ContourPricer.SLOPE_IN_T];
    rows.number(perSpot * callDelta)
        .number(perSpot * (callDelta - 1))
        .number(perSpot / underlying.spot() * out[ContourPricer.GAMMA])
        .number(value * out[ContourPricer.FIRST_PARAMETER + model.level()])
        .number(value * parallel)
        .number(underlying.rate() * call - value * decay)
        .number(perSpot * out[ContourPricer.VANNA])
        .number(value * out[ContourPricer.VOLGA]);
  }
}
