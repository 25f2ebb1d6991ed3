package io.calibrant.bench.models;

import io.calibrant.bench.work.Task;
import java.util.Map;
import net.finmath.exception.CalculationException;
import net.finmath.fouriermethod.models.CharacteristicFunctionModel;
import net.finmath.fouriermethod.products.smile.EuropeanOptionSmileByCarrMadan;

/// finmath's values of a surface: one fast Fourier transform an expiry, no gradients.
final class FinmathSurface implements Task {
  private final ModelSurface surface;
  private final CharacteristicFunctionModel model;
  private final double[] values;

  FinmathSurface(ModelSurface surface, CharacteristicFunctionModel model) {
    this.surface = surface;
    this.model = model;
    values = new double[surface.grid.size()];
  }

  @Override
  public double run() {
    int per = ModelSurface.PER_EXPIRY;
    try {
      for (int e = 0; e < surface.grid.expiryCount(); e++) {
        double[] strikes = new double[per];
        for (int j = 0; j < per; j++) {
          strikes[j] = ModelSurface.SPOT * Math.exp(surface.k(e * per + j));
        }
        var curve =
            new EuropeanOptionSmileByCarrMadan(surface.grid.expiry(e), strikes)
                .getValue(0, model)
                .values()
                .iterator()
                .next();
        for (int j = 0; j < per; j++) {
          double call = curve.apply(strikes[j]);
          double otm =
              strikes[j] >= ModelSurface.SPOT ? call : call + strikes[j] - ModelSurface.SPOT;
          values[e * per + j] = otm / ModelSurface.SPOT;
        }
      }
    } catch (CalculationException e) {
      throw new IllegalStateException(e);
    }
    return values[0] + values[values.length - 1];
  }

  @Override
  public int unitCount() {
    return 1;
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("maxAbsErrorPerF", surface.maxAbsError(values));
  }
}
