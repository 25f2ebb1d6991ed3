package io.calibrant.bench.localvol;

import io.calibrant.bench.work.Task;
import io.calibrant.core.localvol.LocalVolSurface;
import io.calibrant.core.smile.Essvi;
import io.calibrant.core.smile.SsviSlice;
import java.util.ArrayList;
import java.util.List;

/// 100 rows of 200 local variances.
final class DupireGrid implements Task {
  private static final int ROWS = 100;
  private static final int COLUMNS = 200;

  private final LocalVolSurface surface = LocalVolSurface.of(essvi());
  private final double[] ks = new double[COLUMNS];
  private final double[] row = new double[COLUMNS];

  DupireGrid() {
    for (int i = 0; i < COLUMNS; i++) {
      ks[i] = -2 + 4.0 * i / (COLUMNS - 1);
    }
  }

  @Override
  public double run() {
    double sum = 0;
    for (int i = 1; i <= ROWS; i++) {
      surface.variances(0.02 * i, ks, row, COLUMNS);
      sum += row[i];
    }
    return sum;
  }

  @Override
  public int unitCount() {
    return 1;
  }

  private static Essvi essvi() {
    double[] expiries = {0.05, 0.1, 0.25, 0.5, 1, 2};
    List<SsviSlice> slices = new ArrayList<>();
    for (double t : expiries) {
      double theta = 0.36 * t;
      slices.add(new SsviSlice(theta, -0.2, 0.9 * Math.sqrt(theta)));
    }
    return Essvi.of(expiries, slices);
  }
}
