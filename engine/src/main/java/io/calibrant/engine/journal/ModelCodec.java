package io.calibrant.engine.journal;

import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.calibration.model.FitLoss;
import io.calibrant.core.calibration.track.FamilyResult;
import io.calibrant.core.calibration.track.FamilyResult.Movement;
import io.calibrant.core.calibration.track.FamilyResult.Prior;
import io.calibrant.core.calibration.track.FamilyResult.Solve;
import io.calibrant.core.calibration.track.ModelDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The binary form of a [ModelDecision] and its digest.
public final class ModelCodec {
  private static final Prior[] PRIORS = Prior.values();

  private ModelCodec() {}

  /// Appends `decision`.
  public static void write(ModelDecision decision, BinaryWriter out) {
    out.putString(decision.underlying());
    out.putLong(decision.asOfNs());
    out.putString(decision.snapshotHash());
    out.putInt(decision.quoteCount());
    out.putInt(decision.expiryCount());
    writeAll(decision.families(), out, family -> write(family, out));
    ModelDecision.Choice choice = decision.choice();
    out.putString(choice.family());
    out.putString(choice.target());
    out.putBoolean(choice.switched());
    out.putInt(choice.streak());
    out.putString(choice.reason());
  }

  /// Reads what [#write] wrote.
  public static ModelDecision read(BinaryReader in) {
    return new ModelDecision(
        in.getString(),
        in.getLong(),
        in.getString(),
        in.getInt(),
        in.getInt(),
        readAll(in, 1, () -> readFamily(in)),
        new ModelDecision.Choice(
            in.getString(), in.getString(), in.getBoolean(), in.getInt(), in.getString()));
  }

  /// SHA-256, lower-case hex, of these bytes.
  ///
  /// @param scratch cleared and overwritten
  public static String digest(ModelDecision decision, BinaryWriter scratch) {
    scratch.clear();
    write(decision, scratch);
    return Sha256.hex(scratch.written());
  }

  private static void write(FamilyResult family, BinaryWriter out) {
    out.putString(family.name());
    out.putInt(family.parameterCount());
    out.putString(family.status());
    out.putString(family.detail());
    out.putBoolean(family.published());
    out.putLong(family.subject());
    writeAll(family.estimates(), out, estimate -> write(estimate, out));
    writeAll(family.stability().indices(), out, out::putDouble);
    out.putString(family.stability().verdict());
    out.putString(family.stability().sentence());
    write(family.in(), out);
    write(family.out(), out);
    out.putDouble(family.nextVolPoints());
    Solve solve = family.solve();
    out.putString(solve.reason());
    out.putInt(solve.evaluations());
    out.putBoolean(solve.cut());
    out.putOneOf(solve.prior());
    out.putDouble(solve.priorChiSquare());
    out.putDouble(solve.misfit());
    out.putDouble(solve.condition());
    out.putString(solve.weakest());
    out.putString(solve.route());
  }

  private static FamilyResult readFamily(BinaryReader in) {
    return new FamilyResult(
        in.getString(),
        in.getInt(),
        in.getString(),
        in.getString(),
        in.getBoolean(),
        in.getLong(),
        readAll(in, 4 + 4 * Double.BYTES + 1, () -> readEstimate(in)),
        new Movement(readAll(in, Double.BYTES, in::getDouble), in.getString(), in.getString()),
        readLoss(in),
        readLoss(in),
        in.getDouble(),
        new Solve(
            in.getString(),
            in.getInt(),
            in.getBoolean(),
            in.getOneOf(PRIORS),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getString(),
            in.getString()));
  }

  private static void write(Estimate estimate, BinaryWriter out) {
    out.putString(estimate.name());
    out.putDouble(estimate.value());
    out.putDouble(estimate.stdDev());
    out.putDouble(estimate.lower());
    out.putDouble(estimate.upper());
    out.putBoolean(estimate.identified());
  }

  private static Estimate readEstimate(BinaryReader in) {
    return new Estimate(
        in.getString(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getBoolean());
  }

  private static void write(FitLoss loss, BinaryWriter out) {
    out.putInt(loss.count());
    out.putDouble(loss.rmsePrice());
    out.putDouble(loss.rmseVolPoints());
    out.putDouble(loss.rmseHalfSpreads());
    out.putDouble(loss.medianHalfSpreads());
  }

  private static FitLoss readLoss(BinaryReader in) {
    return new FitLoss(in.getInt(), in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
  }

  static <T> void writeAll(List<T> all, BinaryWriter out, Consumer<T> one) {
    out.putInt(all.size());
    all.forEach(one);
  }

  static <T> List<T> readAll(BinaryReader in, int bytesEach, Supplier<T> one) {
    int count = in.getLength(bytesEach);
    List<T> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(one.get());
    }
    return all;
  }
}
