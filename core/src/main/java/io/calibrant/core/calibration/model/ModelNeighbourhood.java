package io.calibrant.core.calibration.model;

import io.calibrant.core.model.SurfacePricer;

/// The [Neighbourhood] of a fitted model: one block, on nodes chosen at the optimum.
final class ModelNeighbourhood implements Neighbourhood {
  private final ModelQuotes quotes;
  private final Coordinates coordinates;
  private final double[] centre;
  private final double[] parameters;
  private final SurfacePricer pricer;

  ModelNeighbourhood(FittedModel fitted, ModelQuotes quotes) {
    this.quotes = quotes;
    this.coordinates = fitted.problem().coordinates();
    this.parameters = fitted.parameters();
    this.centre = new double[coordinates.size()];
    coordinates.toCoordinates(parameters, centre);
    this.pricer = fitted.model().pricer(quotes.grid(), parameters);
  }

  @Override
  public int blockCount() {
    return 1;
  }

  @Override
  public int first(int block) {
    return 0;
  }

  @Override
  public int size(int block) {
    return quotes.size();
  }

  @Override
  public double[] centre(int block) {
    return centre.clone();
  }

  @Override
  public boolean vols(int block, double[] y, double[] vols) {
    coordinates.toParameters(y, parameters);
    if (!pricer.price(parameters, vols)) {
      return false;
    }
    for (int i = 0; i < vols.length; i++) {
      vols[i] = LossMeasure.impliedVol(quotes.k(i), quotes.expiry(i), vols[i]);
    }
    return true;
  }
}
