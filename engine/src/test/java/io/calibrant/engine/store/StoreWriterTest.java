package io.calibrant.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.engine.journal.RandomEntries;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWriterTest {
  @TempDir Path directory;

  @Test
  void surface_curvedAndRawSlices_areStoredWithAllTheirParameters() throws Exception {
    var random = new RandomEntries(new SplittableRandom(3));
    var settings = new StoreSettings(directory, "256MB", 1, 1, 1_000, 1_000, 1_000);
    int curvedCount = 0;
    int rawCount = 0;
    try (Database database = Database.open(settings);
        StoreWriter writer = new StoreWriter(database.connection())) {
      for (int sequence = 0; sequence < 20; sequence++) {
        CalibratedSurface surface = random.surface(0);
        writer.surface(sequence, surface);
        writer.commit(sequence, sequence);
        try (var statement = database.connection().createStatement();
            ResultSet rows =
                statement.executeQuery(
                    "SELECT curvature_knots, curvature FROM slices WHERE sequence = %d ORDER BY rowid"
                        .formatted(sequence))) {
          for (CalibratedSlice slice : surface.slices()) {
            assertThat(rows.next()).isTrue();
            boolean curved = slice.smile() instanceof CurvedSvi;
            curvedCount += curved ? 1 : 0;
            rawCount += curved ? 0 : 1;
            double[] none = {};
            assertThat(doubles(rows, 1))
                .isEqualTo(curved ? ((CurvedSvi) slice.smile()).knots() : none);
            assertThat(doubles(rows, 2))
                .isEqualTo(curved ? ((CurvedSvi) slice.smile()).coefficients() : none);
          }
          assertThat(rows.next()).isFalse();
        }
      }
    }
    assertThat(curvedCount).isPositive();
    assertThat(rawCount).isPositive();
  }

  private static double[] doubles(ResultSet rows, int column) throws java.sql.SQLException {
    Object[] values = (Object[]) rows.getArray(column).getArray();
    var doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = (Double) values[i];
    }
    return doubles;
  }
}
