package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.TransformFamily;
import io.calibrant.core.model.OptionGrid;
import java.util.Arrays;

/// The next snapshot as the one before foretells it, with unchanged parameters.
///
/// A model prices the new times to expiry. A smile per expiry has the vol it had at the same
/// log-moneyness. Only expiries that both snapshots have count.
///
/// @param before whose quotes were fitted
/// @param next the next snapshot's quotes of common expiries, at their own times to expiry
/// @param asBefore the same quotes at the times to expiry of `before`
public record ForwardScore(LadderSnapshot before, ModelQuotes next, ModelQuotes asBefore) {
  /// The common quotes of two snapshots; there may be none.
  public static ForwardScore of(LadderSnapshot before, LadderSnapshot next) {
    ModelQuotes common =
        next.quotes()
            .where(
                i -> before.expiryAt(next.expiryTimesNs().get(next.quotes().expiryIndex(i))) >= 0);
    int n = common.grid().expiryCount();
    double[] years = new double[n];
    double[][] ks = new double[n][];
    int row = 0;
    for (int e = 0; e < next.expiryTimesNs().size(); e++) {
      int own = before.expiryAt(next.expiryTimesNs().get(e));
      if (own >= 0) {
        years[row] = before.quotes().grid().expiry(own);
        ks[row] = common.grid().ks(row);
        row++;
      }
    }
    double[] vols = new double[common.size()];
    double[] errors = new double[common.size()];
    Arrays.setAll(vols, common::vol);
    Arrays.setAll(errors, common::stdDev);
    return new ForwardScore(before, common, ModelQuotes.of(OptionGrid.of(years, ks), vols, errors));
  }

  /// What `fit` foretells for each of `next`; NaN where it has no vol.
  public double[] vols(FamilyFit fit) {
    return fit instanceof TransformFamily.Solved ? fit.vols(next) : fit.vols(asBefore);
  }

  /// What smile persistence foretells: the mids before, linear in log-moneyness, flat beyond.
  public double[] persistence() {
    double[] vols = new double[next.size()];
    ModelQuotes old = before.quotes();
    Arrays.setAll(
        vols,
        i -> {
          int e = 0;
          while (old.grid().expiry(e) != asBefore.expiry(i)) {
            e++;
          }
          return interpolated(old, e, next.k(i), _ -> false);
        });
    return vols;
  }

  /// The vol at `k` of expiry `e`, linear between the quotes that are not left out.
  public static double interpolated(
      ModelQuotes quotes, int e, double k, java.util.function.IntPredicate leftOut) {
    int below = -1;
    int above = -1;
    for (int i = quotes.grid().first(e); i < quotes.grid().first(e) + quotes.grid().size(e); i++) {
      if (!leftOut.test(i)) {
        below = quotes.k(i) <= k ? i : below;
        above = above < 0 && quotes.k(i) >= k ? i : above;
      }
    }
    if (below < 0 || above < 0) {
      int end = Math.max(below, above);
      return end < 0 ? Double.NaN : quotes.vol(end);
    }
    double gap = quotes.k(above) - quotes.k(below);
    double share = gap > 0 ? (k - quotes.k(below)) / gap : 0;
    return quotes.vol(below) + share * (quotes.vol(above) - quotes.vol(below));
  }

  /// Root mean square of `vols` − quote, vol points, over the quotes where there is a vol.
  public double rmse(double[] vols) {
    return rmse(next, vols);
  }

  /// Root mean square of `vols` − quote, vol points; NaN of none.
  public static double rmse(ModelQuotes quotes, double[] vols) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < vols.length; i++) {
      double off = 100 * (vols[i] - quotes.vol(i));
      if (Double.isFinite(off)) {
        sum += off * off;
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }
}
