package io.calibrant.core.calibration.model;

import io.calibrant.core.model.OptionGrid;

/// The [Neighbourhood] of smiles that each have an expiry of their own.
final class SmileNeighbourhood implements Neighbourhood {
  private static final double MOST = 1 - 1e-9;

  private final ModelQuotes quotes;
  private final double[][] centres;
  private final Smiles smiles;

  /// A smile as a function of its coordinates.
  @FunctionalInterface
  interface Smiles {
    /// The smile of coordinates `y`; null outside the domain.
    SliceFamily.@org.jspecify.annotations.Nullable Curve at(double[] y, double years);
  }

  /// @param centres one an expiry of `quotes`
  SmileNeighbourhood(ModelQuotes quotes, double[][] centres, Smiles smiles) {
    this.quotes = quotes;
    this.centres = centres;
    this.smiles = smiles;
  }

  @Override
  public int blockCount() {
    return centres.length;
  }

  @Override
  public int first(int block) {
    return quotes.grid().first(block);
  }

  @Override
  public int size(int block) {
    return quotes.grid().size(block);
  }

  @Override
  public double[] centre(int block) {
    return centres[block].clone();
  }

  @Override
  public boolean vols(int block, double[] y, double[] vols) {
    OptionGrid grid = quotes.grid();
    SliceFamily.Curve curve = smiles.at(y, grid.expiry(block));
    if (curve == null) {
      return false;
    }
    for (int j = 0; j < grid.size(block); j++) {
      vols[j] = curve.impliedVol(grid.k(block, j));
      if (!(vols[j] > 0)) {
        return false;
      }
    }
    return true;
  }

  /// ½ ln((1 + x)/(1 − x)), finite at ±1, where bounds hold a correlation.
  static double atanh(double x) {
    double inside = Math.max(-MOST, Math.min(MOST, x));
    return 0.5 * (StrictMath.log1p(inside) - StrictMath.log1p(-inside));
  }
}
