package io.calibrant.core.calibration;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.black.VolStatus;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.calibration.slice.SviFit;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.smile.CalendarCertificate;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviCalendar;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// The way of one tick: quotes of all expiries → implied vols → SVI smiles, each from its last
/// answer → verdict on arbitrage. A reusable workspace that allocates nothing once it is warm,
/// except where a calendar comparison is undecided by [CalendarCertificate].
///
/// It knows no clock: a stop signal is asked between slices. A tick that is stopped has refreshed
/// some slices; the others keep their smile, the verdict is on the smiles as they then stand, and
/// the next tick begins with the slice that has waited longest. Not thread-safe.
public final class TickPath {
  private final Inversion inversion;
  private final double[] signs;
  private final double[] strikes;
  private final double[] logStrikes;
  private final int[] offsets;
  private final double[] forwards;
  private final double[] expiries;
  private final double[] vols;
  private final byte[] statuses;
  private final QuoteColumns[] columns;
  private final SviFit[] fits;
  private final boolean[] refreshed;
  private final CalendarCertificate calendar = new CalendarCertificate();
  private int next;
  private int refreshedCount;
  private int breachSlice = -1;

  /// Implied vols of columns, from those of the last tick.
  @FunctionalInterface
  public interface Inversion {
    /// One option after the other, from nothing: the reference.
    Inversion SCALAR = TickPath::imply;

    /// Fills `vols` and `statuses` ([VolStatus#code]).
    ///
    /// @param signs +1 for a call, −1 for a put
    /// @param prices undiscounted
    /// @param vols holds the vols of the last tick, NaN where there are none; receives the new ones
    void imply(
        double[] signs,
        double[] forwards,
        double[] strikes,
        double[] expiries,
        double[] prices,
        double[] vols,
        byte[] statuses);
  }

  /// What a tick found.
  public enum Outcome {
    /// Every slice has a smile, and the smiles are free of butterflies and calendar arbitrage.
    FREE,
    /// Two neighbouring smiles cross: [#breachSlice] is the later one.
    CALENDAR,
    /// The slice [#breachSlice] has no smile that may be used.
    NO_SMILE
  }

  /// A path for these instruments.
  ///
  /// @param inversion where the vols come from; this path alone may use it
  /// @param types length n, slice after slice, expiries ascending
  /// @param strikes length n, > 0
  /// @param offsets where each slice begins, and n at the end: ascending, from 0
  public TickPath(Inversion inversion, OptionType[] types, double[] strikes, int[] offsets) {
    int n = types.length;
    int sliceCount = offsets.length - 1;
    if (strikes.length != n || sliceCount < 1 || offsets[0] != 0 || offsets[sliceCount] != n) {
      throw new IllegalArgumentException(
          "types=%d strikes=%d offsets=%s: offsets must lead from 0 to the common length"
              .formatted(n, strikes.length, Arrays.toString(offsets)));
    }
    this.inversion = inversion;
    signs = new double[n];
    this.strikes = strikes.clone();
    this.offsets = offsets.clone();
    logStrikes = new double[n];
    for (int i = 0; i < n; i++) {
      if (!(strikes[i] > 0 && strikes[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "strike %d=%s: must be a finite number > 0".formatted(i, strikes[i]));
      }
      signs[i] = types[i].sign();
      logStrikes[i] = StrictMath.log(strikes[i]);
    }
    forwards = new double[n];
    expiries = new double[n];
    vols = new double[n];
    Arrays.fill(vols, Double.NaN);
    statuses = new byte[n];
    refreshed = new boolean[sliceCount];
    columns = new QuoteColumns[sliceCount];
    fits = new SviFit[sliceCount];
    for (int s = 0; s < sliceCount; s++) {
      int count = offsets[s + 1] - offsets[s];
      if (!(count > 0)) {
        throw new IllegalArgumentException(
            "slice %d has %d quotes: needs at least one".formatted(s, count));
      }
      columns[s] = new QuoteColumns(count);
      fits[s] = new SviFit(count);
    }
  }

  /// Takes one tick.
  ///
  /// @param sliceForwards F of each slice, > 0
  /// @param sliceExpiries T of each slice in years, > 0, ascending
  /// @param prices undiscounted, quote currency per coin, length n; one that no vol explains is
  ///   left out of its slice
  /// @param volStdDevs of each quote's vol, decimal, length n; +∞ leaves the quote out
  /// @param stop asked before each slice; true ends the refreshing
  public Outcome refresh(
      double[] sliceForwards,
      double[] sliceExpiries,
      double[] prices,
      double[] volStdDevs,
      BooleanSupplier stop) {
    int sliceCount = fits.length;
    if (sliceForwards.length != sliceCount
        || sliceExpiries.length != sliceCount
        || prices.length != signs.length
        || volStdDevs.length != signs.length) {
      throw new IllegalArgumentException(
          "forwards=%d expiries=%d prices=%d stdDevs=%d: this path has %d slices and %d quotes"
              .formatted(
                  sliceForwards.length,
                  sliceExpiries.length,
                  prices.length,
                  volStdDevs.length,
                  sliceCount,
                  signs.length));
    }
    Arrays.fill(refreshed, false);
    refreshedCount = 0;
    if (!stop.getAsBoolean()) {
      for (int s = 0; s < sliceCount; s++) {
        Arrays.fill(forwards, offsets[s], offsets[s + 1], sliceForwards[s]);
        Arrays.fill(expiries, offsets[s], offsets[s + 1], sliceExpiries[s]);
      }
      inversion.imply(signs, forwards, strikes, expiries, prices, vols, statuses);
      while (refreshedCount < sliceCount && !stop.getAsBoolean()) {
        refresh(next, sliceForwards[next], sliceExpiries[next], volStdDevs);
        next = next + 1 == sliceCount ? 0 : next + 1;
      }
    }
    return verdict();
  }

  private void refresh(int slice, double forward, double expiry, double[] volStdDevs) {
    QuoteColumns quotes = columns[slice];
    quotes.clear();
    double logForward = StrictMath.log(forward);
    for (int i = offsets[slice]; i < offsets[slice + 1]; i++) {
      double vol = vols[i];
      double stdDev = 2 * vol * expiry * volStdDevs[i];
      if (statuses[i] == OK && stdDev < Double.POSITIVE_INFINITY) {
        quotes.add(logStrikes[i] - logForward, vol * vol * expiry, stdDev);
      }
    }
    fits[slice].refit(quotes);
    refreshed[slice] = true;
    refreshedCount++;
  }

  private Outcome verdict() {
    for (int s = 0; s < fits.length; s++) {
      breachSlice = s;
      // A usable fit is free of butterflies: the fit itself has proven it.
      if (!fits[s].status().isUsable()) {
        return Outcome.NO_SMILE;
      }
      if (s > 0 && !isAbove(fits[s - 1], fits[s])) {
        return Outcome.CALENDAR;
      }
    }
    breachSlice = -1;
    return Outcome.FREE;
  }

  private boolean isAbove(SviFit earlier, SviFit later) {
    calendar.earlier(
        earlier.a(), earlier.b(), earlier.b() * earlier.rho(), earlier.m(), earlier.sigma());
    return switch (calendar.isBelow(
        later.a(), later.b(), later.b() * later.rho(), later.m(), later.sigma())) {
      case PROVEN -> true;
      case REFUTED -> false;
      case UNDECIDED -> SviCalendar.isFree(earlier.svi(), later.svi());
    };
  }

  /// Number of slices.
  public int sliceCount() {
    return fits.length;
  }

  /// How many slices the last tick refreshed.
  public int refreshedCount() {
    return refreshedCount;
  }

  /// Whether the last tick refreshed this slice.
  public boolean isRefreshed(int slice) {
    return refreshed[slice];
  }

  /// The slice at which the last tick's verdict failed; −1 when it is [Outcome#FREE].
  public int breachSlice() {
    return breachSlice;
  }

  /// w(k) of a slice as it stands.
  public double totalVariance(int slice, double k) {
    return fits[slice].totalVariance(k);
  }

  /// The smile of a slice as it stands; allocates.
  public Svi smile(int slice) {
    return fits[slice].svi();
  }

  private static void imply(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses) {
    for (int i = 0; i < signs.length; i++) {
      OptionType type = signs[i] > 0 ? OptionType.CALL : OptionType.PUT;
      VolStatus status = ImpliedVol.status(type, forwards[i], strikes[i], expiries[i], prices[i]);
      statuses[i] = status.code();
      vols[i] = ImpliedVol.impliedVol(type, forwards[i], strikes[i], expiries[i], prices[i]);
    }
  }

  private static final byte OK = VolStatus.OK.code();
}
