package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Neighbourhood;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The [Neighbourhood] of a surface whose coordinates are fitted together: one block.
///
/// @param surface of coordinates; null outside the domain
record WholeNeighbourhood(
    ModelQuotes quotes,
    @SuppressWarnings("ArrayRecordComponent") double[] optimum, // read only
    Function<double[], @Nullable FamilyFit> surface)
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
    FamilyFit at = surface.apply(y.clone());
    if (at == null) {
      return false;
    }
    double[] found = at.vols(quotes);
    for (int i = 0; i < vols.length; i++) {
      vols[i] = found[i];
      if (!(vols[i] > 0)) {
        return false;
      }
    }
    return true;
  }
}
