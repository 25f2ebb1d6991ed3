package io.calibrant.core.model;

/// The options of one expiry, each on its own contour.
final class ContourSlice implements SlicePricer {
  private final ContourPricer pricer;
  private final double years;
  private final double[] ks;
  private final int parameterCount;
  private final double[] out;
  private final double[] values;
  private final double[] slopes;

  ContourSlice(TransformModel model, double years, double[] ks) {
    pricer = ContourPricer.of(model);
    this.years = years;
    this.ks = ks.clone();
    parameterCount = model.parameterCount();
    out = new double[ContourPricer.FIRST_PARAMETER + parameterCount];
    values = new double[ks.length];
    slopes = new double[ks.length * parameterCount];
  }

  @Override
  public boolean evaluate(double[] parameters, boolean gradients) {
    for (int i = 0; i < ks.length; i++) {
      PriceStatus status =
          gradients
              ? pricer.greeks(parameters, years, ks[i], out)
              : pricer.price(parameters, years, ks[i]);
      if (status != PriceStatus.OK) {
        return false;
      }
      values[i] = pricer.value();
      if (gradients) {
        System.arraycopy(
            out, ContourPricer.FIRST_PARAMETER, slopes, i * parameterCount, parameterCount);
      }
    }
    return true;
  }

  @Override
  public void values(double[] into, int first) {
    System.arraycopy(values, 0, into, first, values.length);
  }

  @Override
  public void jacobian(double[] jacobian, int first) {
    System.arraycopy(slopes, 0, jacobian, first * parameterCount, slopes.length);
  }
}
