package io.calibrant.cli.backtest;

import io.calibrant.cli.fit.Samples;
import io.calibrant.core.calibration.complexity.ForwardScore;
import io.calibrant.core.calibration.complexity.LadderSnapshot;
import io.calibrant.core.calibration.model.HoldOut;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.sequence.SequentialSmile;
import io.calibrant.core.calibration.sequence.SmileBelief;
import io.calibrant.core.smile.Svi;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The SVI smiles of all expiries, snapshot after snapshot, under one rule of updating.
final class SmileTrack {
  static final List<String> NAMES = List.of("a", "b", "rho", "m", "sigma");
  private static final double BAND_90 = 1.644854;

  final String name;
  final Samples[] jumps = new Samples[NAMES.size()];
  final Samples in = new Samples();
  final Samples forward = new Samples();
  final TrackStability stability = new TrackStability();
  private final SequentialSmile rule;
  private final Map<Long, SmileBelief> beliefs = new HashMap<>();
  private @Nullable LadderSnapshot before;
  private long inBand;
  private long banded;
  private long limited;

  SmileTrack(String name, SequentialSmile rule) {
    this.name = name;
    this.rule = rule;
    Arrays.setAll(jumps, _ -> new Samples());
  }

  /// Takes the next snapshot.
  void accept(LadderSnapshot snapshot) {
    LadderSnapshot last = before;
    if (last != null && last.quotes().size() > 0) {
      foretell(last, snapshot);
    }
    ModelQuotes quotes = snapshot.quotes();
    HoldOut split = HoldOut.of(quotes);
    double[] fitted = new double[quotes.size()];
    Arrays.fill(fitted, Double.NaN);
    for (int e = 0; e < quotes.grid().expiryCount(); e++) {
      long time = snapshot.expiryTimesNs().get(e);
      SmileBelief previous = beliefs.get(time);
      SmileBelief belief = rule.step(previous, quotes, e);
      if (belief == null) {
        beliefs.remove(time);
        continue;
      }
      limited += belief.isLimited() ? 1 : 0;
      if (previous != null) {
        jump(previous.svi(), belief.svi());
      }
      beliefs.put(time, belief);
      for (int i = quotes.grid().first(e);
          i < quotes.grid().first(e) + quotes.grid().size(e);
          i++) {
        fitted[i] = belief.impliedVol(quotes.k(i));
      }
      double loss = loss(belief, quotes, e);
      stability.take(time, belief, loss, lossOut(previous, split, quotes.grid().expiry(e)));
    }
    in.add(ForwardScore.rmse(quotes, fitted));
    beliefs.keySet().retainAll(snapshot.expiryTimesNs());
    stability.end(snapshot.asOfNs(), snapshot.expiryTimesNs());
    before = snapshot;
  }

  private void foretell(LadderSnapshot last, LadderSnapshot snapshot) {
    ForwardScore score = ForwardScore.of(last, snapshot);
    ModelQuotes next = snapshot.quotes();
    double[] foretold = new double[next.size()];
    for (int i = 0; i < foretold.length; i++) {
      long time = snapshot.expiryTimesNs().get(next.expiryIndex(i));
      SmileBelief belief = last.expiryAt(time) >= 0 ? beliefs.get(time) : null;
      foretold[i] = belief == null ? Double.NaN : belief.impliedVol(next.k(i));
      if (belief != null) {
        double[] noise = rule.noise().variances(belief.svi().b());
        double variance = belief.volVariance(next.k(i), noise) + next.stdDev(i) * next.stdDev(i);
        banded++;
        inBand += Math.abs(foretold[i] - next.vol(i)) <= BAND_90 * Math.sqrt(variance) ? 1 : 0;
      }
    }
    if (score.next().size() > 0) {
      forward.add(ForwardScore.rmse(next, foretold));
    }
  }

  private void jump(Svi from, Svi to) {
    double[] a = {from.a(), from.b(), from.rho(), from.m(), from.sigma()};
    double[] b = {to.a(), to.b(), to.rho(), to.m(), to.sigma()};
    for (int j = 0; j < a.length; j++) {
      jumps[j].add(Math.abs(b[j] - a[j]) / Math.abs(a[j]));
    }
  }

  /// Root mean square error of `belief` on the quotes of expiry `e`, vol points.
  private static double loss(SmileBelief belief, ModelQuotes quotes, int e) {
    ModelQuotes own = quotes.where(i -> quotes.expiryIndex(i) == e);
    double[] vols = new double[own.size()];
    Arrays.setAll(vols, i -> belief.impliedVol(own.k(i)));
    return ForwardScore.rmse(own, vols);
  }

  /// The same of a smile that did not see the quotes held out, on these; NaN where there is none.
  private double lossOut(@Nullable SmileBelief previous, HoldOut split, double years) {
    int shown = expiry(split.shown(), years);
    int held = expiry(split.held(), years);
    SmileBelief blind = shown < 0 || held < 0 ? null : rule.step(previous, split.shown(), shown);
    return blind == null ? Double.NaN : loss(blind, split.held(), held);
  }

  private static int expiry(ModelQuotes quotes, double years) {
    for (int e = 0; e < quotes.grid().expiryCount(); e++) {
      if (quotes.grid().expiry(e) == years) {
        return e;
      }
    }
    return -1;
  }

  /// Share of the next snapshot's quotes inside the 90 % band foretold; NaN of none.
  double coverage() {
    return inBand / (double) banded;
  }

  /// Updates that the rule bounded or shrank.
  long limitedCount() {
    return limited;
  }

  /// The median of the five parameters' median relative jumps in `other`, each over its own here:
  /// how many times calmer this track is.
  double calmerThan(SmileTrack other) {
    double[] ratios = new double[jumps.length];
    Arrays.setAll(ratios, j -> other.jumps[j].median() / jumps[j].median());
    Arrays.sort(ratios);
    return ratios[ratios.length / 2];
  }
}
