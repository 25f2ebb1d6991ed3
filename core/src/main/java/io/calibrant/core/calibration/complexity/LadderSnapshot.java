package io.calibrant.core.calibration.complexity;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Quote;
import io.calibrant.core.math.Elementary;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.surface.ExpiryQuotes;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// The quotes of one snapshot under the ladder's filter, by which models are compared. It is fixed
/// here, for every figure depends on it:
/// - two-sided and out of the money at the venue's forward, discount factor 1;
/// - two days and more to expiry; bid and ask vols exist and lie within 50 vol points;
/// - |k| < 2 max(¼, 2√T), and 8 quotes of an expiry or more so far;
/// - then |k| < 2.1 σ√T with σ the vol at the money, linear between mids, and 6 quotes or more;
/// - the vol is the mean of bid and ask vol, its standard deviation the half-spread, 20 bp at
///   least.
///
/// @param asOfNs the snapshot's instant
/// @param expiryTimesNs instants of the expiries that are left, ascending
/// @param quotes theirs, expiry by expiry
public record LadderSnapshot(long asOfNs, List<Long> expiryTimesNs, ModelQuotes quotes) {
  private static final double LEAST_YEARS = 2.0 / 365;
  private static final double MAX_SPREAD = 0.5;
  private static final double LEAST_HALF_SPREAD = 0.002;
  private static final double CORE = 2.1;
  private static final int LEAST_WIDE = 8;
  private static final int LEAST_CORE = 6;

  /// Whose vol σ bounds the core |k| < 2.1 σ√T.
  public enum Core {
    /// The expiry's at the money: the same reach for all of its quotes.
    AT_THE_MONEY,
    /// Each quote's own, as in the published ladder: the wings reach further, for their vols are
    /// higher.
    OWN
  }

  /// The quotes of `snapshot`; there may be none.
  public static LadderSnapshot of(SurfaceSnapshot snapshot) {
    return of(snapshot, Core.AT_THE_MONEY);
  }

  /// The quotes of `snapshot` with that core; there may be none.
  public static LadderSnapshot of(SurfaceSnapshot snapshot, Core within) {
    List<Long> times = new ArrayList<>();
    List<Double> years = new ArrayList<>();
    List<List<Row>> kept = new ArrayList<>();
    for (ExpiryQuotes expiry : snapshot.expiries()) {
      List<Row> rows = expiry.expiry() >= LEAST_YEARS ? core(expiry, within) : List.of();
      if (!rows.isEmpty()) {
        times.add(expiry.expiryTimeNs());
        years.add(expiry.expiry());
        kept.add(rows);
      }
    }
    OptionGrid grid =
        OptionGrid.of(
            years.stream().mapToDouble(Double::doubleValue).toArray(),
            kept.stream()
                .map(rows -> rows.stream().mapToDouble(Row::k).toArray())
                .toArray(double[][]::new));
    List<Row> all = kept.stream().flatMap(List::stream).toList();
    double[] vols = all.stream().mapToDouble(Row::vol).toArray();
    double[] halves = all.stream().mapToDouble(Row::half).toArray();
    return new LadderSnapshot(
        snapshot.asOfNs(), List.copyOf(times), ModelQuotes.of(grid, vols, vols, halves, halves));
  }

  /// The number of the expiry at `timeNs`; −1 where there is none.
  public int expiryAt(long timeNs) {
    return expiryTimesNs.indexOf(timeNs);
  }

  /// The expiries that `other` has too.
  public LadderSnapshot commonWith(LadderSnapshot other) {
    return without(time -> other.expiryAt(time) < 0);
  }

  /// The expiries whose instants are not `leftOut`.
  public LadderSnapshot without(LongPredicate leftOut) {
    List<Long> kept = expiryTimesNs.stream().filter(time -> !leftOut.test(time)).toList();
    return kept.size() == expiryTimesNs.size()
        ? this
        : new LadderSnapshot(
            asOfNs,
            kept,
            quotes.where(i -> !leftOut.test(expiryTimesNs.get(quotes.expiryIndex(i)))));
  }

  /// @param half half-spread, decimal vol, floored
  private record Row(double k, double vol, double half) {}

  private static List<Row> core(ExpiryQuotes expiry, Core within) {
    List<Row> wide = new ArrayList<>();
    double reach = 2 * Math.max(0.25, 2 * Math.sqrt(expiry.expiry()));
    for (Quote quote : expiry.quotes()) {
      Row row = row(quote, expiry.expiry());
      if (row != null
          && Math.abs(row.k()) < reach
          && (wide.isEmpty() || row.k() > wide.getLast().k())) {
        wide.add(row);
      }
    }
    if (wide.size() < LEAST_WIDE) {
      return List.of();
    }
    double atTheMoney = atTheMoney(wide);
    double reachPerVol = CORE * Math.sqrt(expiry.expiry());
    List<Row> core =
        wide.stream()
            .filter(
                row ->
                    Math.abs(row.k()) < reachPerVol * (within == Core.OWN ? row.vol() : atTheMoney))
            .toList();
    return core.size() < LEAST_CORE ? List.of() : core;
  }

  private static double atTheMoney(List<Row> rows) {
    Row before = rows.getFirst();
    for (Row row : rows) {
      if (row.k() >= 0) {
        double gap = row.k() - before.k();
        double share = gap > 0 ? -before.k() / gap : 0;
        return before.k() >= 0 ? before.vol() : before.vol() + share * (row.vol() - before.vol());
      }
      before = row;
    }
    return before.vol();
  }

  private static @Nullable Row row(Quote quote, double years) {
    double forward = quote.venueForward();
    double strike = quote.instrument().strike();
    boolean call = quote.instrument().type() == OptionType.CALL;
    if (!quote.isTwoSided() || !(forward > 0) || call != (strike >= forward)) {
      return null;
    }
    double unit = quote.toForwardUsd(forward);
    double bid = vol(quote.bid() * unit, forward, strike, years, quote.instrument().type());
    double ask = vol(quote.ask() * unit, forward, strike, years, quote.instrument().type());
    if (!(bid > 0 && ask >= bid && ask - bid < MAX_SPREAD)) {
      return null;
    }
    return new Row(
        Elementary.log(strike / forward),
        0.5 * (bid + ask),
        Math.max(0.5 * (ask - bid), LEAST_HALF_SPREAD));
  }

  private static double vol(
      double price, double forward, double strike, double years, OptionType type) {
    return ImpliedVol.impliedVol(type, forward, strike, years, price);
  }
}
