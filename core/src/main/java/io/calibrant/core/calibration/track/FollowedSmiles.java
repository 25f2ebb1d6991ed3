package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.model.CalibrationStatus;
import io.calibrant.core.calibration.model.Families;
import io.calibrant.core.calibration.model.Family;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.FitLoss;
import io.calibrant.core.calibration.model.HoldOut;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.calibration.sequence.ProcessNoise;
import io.calibrant.core.calibration.sequence.SequentialSmile;
import io.calibrant.core.calibration.sequence.SmileBelief;
import io.calibrant.core.calibration.sequence.StabilityIndex;
import io.calibrant.core.calibration.sequence.SviCoordinate;
import io.calibrant.core.calibration.sequence.UpdateRule;
import io.calibrant.core.calibration.track.FamilyResult.Prior;
import io.calibrant.core.calibration.track.FamilyResult.Solve;
import io.calibrant.core.solve.route.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Raw SVI smiles, one an expiry, each with its last self as prior ([SequentialSmile]).
///
/// The estimates and the stability index are those of one expiry, the one nearest to 30 days when
/// it was chosen, followed as long as it is quoted. A prior that costs more than [#CONTRADICTION]
/// in χ² is dropped. That smiles are free of butterflies is not enforced here: the published
/// surface is.
record FollowedSmiles() implements FollowedFamily {
  static final String NAME = "svi";

  private static final double CONTRADICTION = 20;
  private static final double REFERENCE_YEARS = 30 / 365.0;
  private static final double NORMAL_95 = 1.959963984540054;

  /// Q was measured on steps of six hours; 64 of it is calm enough at a fourteenth of the fit.
  private static final double SHARE = 64;

  private static final double STEP_NS = 6 * 3600e9;

  private static final List<String> NAMES = List.of("a", "b", "rho", "m", "sigma");

  /// The fitted smiles of one set of quotes.
  ///
  /// @param beliefs by years to expiry
  /// @param dropped how many priors were
  private record Smiles(SortedMap<Double, SmileBelief> beliefs, int expiries, int dropped)
      implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      double[] vols = new double[at.size()];
      for (int i = 0; i < vols.length; i++) {
        SmileBelief belief = beliefs.get(at.expiry(i));
        vols[i] = belief == null ? Double.NaN : belief.impliedVol(at.k(i));
      }
      return vols;
    }

    @Override
    public List<Estimate> estimates() {
      return List.of();
    }

    @Override
    public CalibrationStatus status() {
      int missing = expiries - beliefs.size();
      return missing == 0 && expiries > 0
          ? new CalibrationStatus.Converged()
          : new CalibrationStatus.Degenerate(
              "%d of %d expiries have no smile".formatted(missing, expiries));
    }

    @Override
    public String reason() {
      return "each expiry for itself by its own kernel, with its last smile as prior";
    }

    @Override
    public int evaluations() {
      return expiries;
    }
  }

  @Override
  public Fitted fit(ModelInput input, @Nullable FamilyState before, History history, Cuts cuts) {
    ModelQuotes quotes = input.quotes();
    Smiles all = smiles(input, quotes, before);
    HoldOut split = HoldOut.of(quotes);
    double[] held = smiles(input, split.shown(), before).vols(split.held());
    Family family = Families.named(NAME).orElseThrow();
    var scored =
        new ScoredFamily(
            family,
            all,
            quotes,
            FitLoss.ofVols(quotes, all.vols(quotes)),
            FitLoss.ofVols(split.held(), held),
            ScoredFamily.HeldErrors.of(split.held(), held));
    return fitted(input, before, scored, all);
  }

  private static Fitted fitted(
      ModelInput input, @Nullable FamilyState before, ScoredFamily scored, Smiles all) {
    ModelQuotes quotes = input.quotes();
    int e = reference(input, before);
    long referenceNs = e < 0 ? 0 : input.expiryTimesNs().get(e);
    SmileBelief belief = e < 0 ? null : all.beliefs().get(quotes.grid().expiry(e));
    SmileBelief alone = e < 0 ? null : rule(UpdateRule.INDEPENDENT, 1).step(null, quotes, e);
    boolean same = before != null && before.referenceNs() == referenceNs;
    StabilityIndex index =
        before != null && same && before.stability().length > 0
            ? StabilityIndex.resumed(NAMES, before.stability())
            : new StabilityIndex(NAMES);
    double[] errors = errors(alone);
    if (belief != null) {
      index.accept(
          belief.means(), errors, scored.in().rmseVolPoints(), scored.out().rmseVolPoints());
    }
    Prior prior = before == null ? Prior.NONE : Prior.LAST_FIT;
    var result =
        new FamilyResult(
            NAME,
            scored.family().parameterCount(quotes.grid().expiryCount()),
            all.status().word(),
            StatusText.of(all.status()),
            !all.beliefs().isEmpty(),
            referenceNs,
            belief == null ? List.of() : estimates(belief, errors),
            Movements.of(index, NAMES.size()),
            scored.in(),
            scored.out(),
            next(input, before),
            Solve.direct(reason(all), all.evaluations(), prior));
    return new Fitted(
        scored,
        result,
        FamilyState.ofSmiles(input.asOfNs(), index.state(), referenceNs, kept(input, all)));
  }

  private static String reason(Smiles all) {
    return all.dropped() == 0
        ? all.reason()
        : "%s; quotes contradicted that of %d of %d expiries, fitted afresh"
            .formatted(all.reason(), all.dropped(), all.expiries());
  }

  private static SortedMap<Long, SmileBelief> kept(ModelInput input, Smiles all) {
    SortedMap<Long, SmileBelief> kept = new TreeMap<>();
    for (int e = 0; e < input.expiryTimesNs().size(); e++) {
      SmileBelief belief = all.beliefs().get(input.quotes().grid().expiry(e));
      if (belief != null) {
        kept.put(input.expiryTimesNs().get(e), belief);
      }
    }
    return kept;
  }

  private static SequentialSmile rule(UpdateRule rule, double share) {
    return new SequentialSmile(rule, new ProcessNoise(share));
  }

  private static Smiles smiles(ModelInput input, ModelQuotes quotes, @Nullable FamilyState before) {
    long elapsedNs = before == null ? 0 : Math.max(input.asOfNs() - before.asOfNs(), 0);
    double share = Math.max(SHARE * elapsedNs / STEP_NS, 1e-6);
    SortedMap<Double, SmileBelief> beliefs = new TreeMap<>();
    int dropped = 0;
    for (int e = 0; e < quotes.grid().expiryCount(); e++) {
      double years = quotes.grid().expiry(e);
      SmileBelief last = before == null ? null : before.smiles().get(instant(input, years));
      SmileBelief alone = rule(UpdateRule.INDEPENDENT, 1).step(null, quotes, e);
      SmileBelief pulled =
          last == null ? null : rule(UpdateRule.PRIOR, share).step(last, quotes, e);
      boolean holds =
          pulled != null && (alone == null || 2 * (pulled.cost() - alone.cost()) <= CONTRADICTION);
      dropped += last != null && !holds ? 1 : 0;
      SmileBelief belief = holds ? pulled : alone;
      if (belief != null) {
        beliefs.put(years, belief);
      }
    }
    return new Smiles(beliefs, quotes.grid().expiryCount(), dropped);
  }

  private static Long instant(ModelInput input, double years) {
    for (int e = 0; e < input.expiryTimesNs().size(); e++) {
      if (input.quotes().grid().expiry(e) == years) {
        return input.expiryTimesNs().get(e);
      }
    }
    return 0L;
  }

  /// The expiry whose parameters are told: the one before, else the one nearest to 30 days.
  private static int reference(ModelInput input, @Nullable FamilyState before) {
    int known = before == null ? -1 : input.expiryTimesNs().indexOf(before.referenceNs());
    int nearest = known;
    for (int e = 0; known < 0 && e < input.expiryTimesNs().size(); e++) {
      double off = Math.abs(input.quotes().grid().expiry(e) - REFERENCE_YEARS);
      if (nearest < 0 || off < Math.abs(input.quotes().grid().expiry(nearest) - REFERENCE_YEARS)) {
        nearest = e;
      }
    }
    return nearest;
  }

  private static double[] errors(@Nullable SmileBelief alone) {
    double[] errors = new double[SviCoordinate.COUNT];
    Arrays.fill(errors, Double.NaN);
    if (alone != null) {
      for (SviCoordinate coordinate : SviCoordinate.values()) {
        errors[coordinate.index()] = alone.stdDev(coordinate);
      }
    }
    return errors;
  }

  private static List<FamilyFit.Estimate> estimates(SmileBelief belief, double[] errors) {
    double[] x = belief.means();
    List<FamilyFit.Estimate> estimates = new ArrayList<>();
    for (int j = 0; j < x.length; j++) {
      double half = NORMAL_95 * errors[j];
      estimates.add(
          new FamilyFit.Estimate(
              NAMES.get(j),
              value(j, x[j]),
              slope(j, x[j]) * errors[j],
              value(j, x[j] - half),
              value(j, x[j] + half),
              half < 1.5));
    }
    return List.copyOf(estimates);
  }

  /// Parameter `j` at its coordinate `x`, see [SviCoordinate].
  private static double value(int j, double x) {
    return switch (NAMES.get(j)) {
      case "b", "sigma" -> StrictMath.exp(x);
      case "rho" -> StrictMath.tanh(x);
      default -> x;
    };
  }

  /// Its derivative there.
  private static double slope(int j, double x) {
    double value = value(j, x);
    return switch (NAMES.get(j)) {
      case "b", "sigma" -> value;
      case "rho" -> 1 - value * value;
      default -> 1;
    };
  }

  private static double next(ModelInput input, @Nullable FamilyState before) {
    if (before == null) {
      return Double.NaN;
    }
    ModelQuotes known =
        input
            .quotes()
            .where(
                i ->
                    before
                        .smiles()
                        .containsKey(input.expiryTimesNs().get(input.quotes().expiryIndex(i))));
    double[] vols = new double[known.size()];
    for (int i = 0; i < vols.length; i++) {
      SmileBelief belief = before.smiles().get(instant(input, known.expiry(i)));
      vols[i] = belief == null ? Double.NaN : belief.impliedVol(known.k(i));
    }
    return FitLoss.ofVols(known, vols).rmseVolPoints();
  }
}
