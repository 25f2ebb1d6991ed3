package io.calibrant.bench.models;

import io.calibrant.bench.work.Task;
import io.calibrant.core.model.SurfacePricer;
import java.util.Map;

/// Values and all gradients of a surface on frozen nodes.
final class OurSurface implements Task {
  private static final int WARM_UP_CALLS = 20_000;
  private static final long WARM_UP_NS = 6_000_000_000L;

  private final ModelSurface surface;
  private final SurfacePricer pricer;
  private final double[] values;
  private final double[] jacobian;

  OurSurface(ModelSurface surface) {
    this.surface = surface;
    pricer = surface.model.pricer(surface.grid, surface.parameters);
    values = new double[surface.grid.size()];
    jacobian = new double[values.length * surface.parameters.length];
    warmUp();
  }

  /// Vectors are interpreted, a thousand times slower, until the compiler has had its turn; the
  /// harness warms up by time alone.
  private void warmUp() {
    long end = System.nanoTime() + WARM_UP_NS;
    for (int i = 0; i < WARM_UP_CALLS && System.nanoTime() - end < 0; i++) {
      pricer.price(surface.parameters, values, jacobian);
    }
  }

  @Override
  public double run() {
    if (!pricer.price(surface.parameters, values, jacobian)) {
      throw new IllegalStateException(surface.model.name() + " gave no prices");
    }
    return values[0] + values[values.length - 1] + jacobian[jacobian.length - 1];
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
