package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Neighbourhood;
import java.util.function.Function;

/// The [Neighbourhood] of a surface whose coordinates are fitted together: one block.
record WholeNeighbourhood(
    ModelQuotes quotes,
    @SuppressWarnings("ArrayRecordComponent") double[] optimum, // read only
    Function<double[], FamilyFit> surface)
    implements Neighbourhood {
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
    return optimum.clone();
  }

  @Override
  public boolean vols(int block, double[] y, double[] vols) {
    double[] found = surface.apply(y.clone()).vols(quotes);
    for (int i = 0; i < vols.length; i++) {
      vols[i] = found[i];
      if (!(vols[i] > 0)) {
        return false;
      }
    }
    return true;
  }
}
