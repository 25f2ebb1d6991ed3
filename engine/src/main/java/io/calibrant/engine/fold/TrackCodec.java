package io.calibrant.engine.fold;

import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.sequence.SmileBelief;
import io.calibrant.core.calibration.track.FamilyState;
import io.calibrant.core.calibration.track.ModelInput;
import io.calibrant.core.calibration.track.TrackState;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.JournalFormatException;
import io.calibrant.engine.journal.ModelCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/// The binary form of what is remembered of models, and of what a step of them rests on.
final class TrackCodec {
  private TrackCodec() {}

  static void write(TrackState state, BinaryWriter out) {
    out.putInt(state.families().size());
    state
        .families()
        .forEach(
            (name, family) -> {
              out.putString(name);
              write(family, out);
            });
    out.putString(state.routes());
    String inUse = state.inUse();
    out.putString(inUse == null ? "" : inUse);
    out.putInt(state.streak());
    var last = state.last();
    out.putBoolean(last != null);
    if (last != null) {
      ModelCodec.write(last, out);
    }
  }

  static TrackState readState(BinaryReader in) {
    SortedMap<String, FamilyState> families = new TreeMap<>();
    int count = in.getLength(8);
    for (int i = 0; i < count; i++) {
      families.put(in.getString(), readFamily(in));
    }
    String routes = in.getString();
    String inUse = in.getString();
    return new TrackState(
        families,
        routes,
        inUse.isEmpty() ? null : inUse,
        in.getInt(),
        in.getBoolean() ? ModelCodec.read(in) : null);
  }

  private static void write(FamilyState family, BinaryWriter out) {
    out.putLong(family.asOfNs());
    write(family.parameters(), out);
    write(family.covariance(), out);
    out.putDouble(family.misfit());
    write(family.stability(), out);
    out.putLong(family.referenceNs());
    out.putInt(family.smiles().size());
    family
        .smiles()
        .forEach(
            (expiryTimeNs, belief) -> {
              out.putLong(expiryTimeNs);
              write(belief.means(), out);
              write(belief.covariances(), out);
              out.putDouble(belief.years());
            });
  }

  private static FamilyState readFamily(BinaryReader in) {
    long asOfNs = in.getLong();
    double[] parameters = readColumn(in);
    double[] covariance = readColumn(in);
    double misfit = in.getDouble();
    double[] stability = readColumn(in);
    long referenceNs = in.getLong();
    SortedMap<Long, SmileBelief> smiles = new TreeMap<>();
    int count = in.getLength(24);
    for (int i = 0; i < count; i++) {
      smiles.put(in.getLong(), SmileBelief.of(readColumn(in), readColumn(in), in.getDouble()));
    }
    return new FamilyState(asOfNs, parameters, covariance, misfit, stability, referenceNs, smiles);
  }

  static void write(ModelInput input, BinaryWriter out) {
    out.putString(input.underlying());
    out.putLong(input.asOfNs());
    out.putString(input.snapshotHash());
    ModelQuotes quotes = input.quotes();
    OptionGrid grid = quotes.grid();
    out.putInt(grid.expiryCount());
    for (int e = 0; e < grid.expiryCount(); e++) {
      out.putLong(input.expiryTimesNs().get(e));
      out.putDouble(grid.expiry(e));
      write(grid.ks(e), out);
    }
    for (IntToDoubleFunction column : columns(quotes)) {
      for (int i = 0; i < quotes.size(); i++) {
        out.putDouble(column.applyAsDouble(i));
      }
    }
  }

  private static List<IntToDoubleFunction> columns(ModelQuotes quotes) {
    return List.of(quotes::lower, quotes::upper, quotes::stdDev, quotes::halfSpread);
  }

  static ModelInput readInput(BinaryReader in) {
    String underlying = in.getString();
    long asOfNs = in.getLong();
    String hash = in.getString();
    int count = in.getLength(20);
    List<Long> times = new ArrayList<>();
    double[] years = new double[count];
    double[][] ks = new double[count][];
    for (int e = 0; e < count; e++) {
      times.add(in.getLong());
      years[e] = in.getDouble();
      ks[e] = readColumn(in);
    }
    try {
      OptionGrid grid = OptionGrid.of(years, ks);
      return new ModelInput(
          underlying,
          asOfNs,
          hash,
          times,
          ModelQuotes.of(
              grid,
              readColumn(in, grid.size()),
              readColumn(in, grid.size()),
              readColumn(in, grid.size()),
              readColumn(in, grid.size())));
    } catch (IllegalArgumentException e) {
      throw new JournalFormatException("the quotes of a model fit: " + e.getMessage(), e);
    }
  }

  private static void write(double[] column, BinaryWriter out) {
    out.putInt(column.length);
    for (double value : column) {
      out.putDouble(value);
    }
  }

  private static double[] readColumn(BinaryReader in) {
    return readColumn(in, in.getLength(Double.BYTES));
  }

  private static double[] readColumn(BinaryReader in, int length) {
    double[] column = new double[length];
    for (int i = 0; i < length; i++) {
      column[i] = in.getDouble();
    }
    return column;
  }
}
