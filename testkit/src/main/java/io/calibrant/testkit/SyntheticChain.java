package io.calibrant.testkit;

import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.surface.FutureQuote;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// A seeded option chain in a venue's units together with the truth it was made from.
///
/// Strikes, ticks, spreads, one-sided wings and futures look like Deribit's; the same seed gives
/// the same snapshot, bit for bit. [SyntheticQuotes] says how a quote is made.
public final class SyntheticChain {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final SurfaceSnapshot snapshot;
  private final List<TrueSlice> truth;

  private SyntheticChain(SurfaceSnapshot snapshot, List<TrueSlice> truth) {
    this.snapshot = snapshot;
    this.truth = truth;
  }

  /// A BTC chain of nine expiries with default spreads and noise.
  public static SyntheticChain of(long seed) {
    return builder().seed(seed).build();
  }

  /// A builder with the defaults of [#of].
  public static Builder builder() {
    return new Builder();
  }

  /// The chain as a venue would show it.
  public SurfaceSnapshot snapshot() {
    return snapshot;
  }

  /// The truth per expiry, ascending; immutable.
  public List<TrueSlice> truth() {
    return truth;
  }

  /// The truth of the expiry at `expiryTimeNs`.
  public TrueSlice truth(long expiryTimeNs) {
    return truth.stream()
        .filter(slice -> slice.expiryTimeNs() == expiryTimeNs)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expiryTimeNs=" + expiryTimeNs + ": not in chain"));
  }

  /// The settings of a chain.
  public static final class Builder {
    private long seed = 1;
    private String underlying = "BTC";
    private Settlement settlement = Settlement.INVERSE;
    private long asOfNs = Instant.parse("2026-03-02T09:30:00Z").getEpochSecond() * NS_PER_SECOND;
    private double spot = 60_000;
    private int[] expiryDays = {1, 2, 4, 11, 25, 53, 88, 179, 298};
    private List<TrueSlice> truth = List.of();
    private double halfSpreadVol = 0.006;
    private double noise = 0.15;
    private double widestStdDevs = 4;

    private Builder() {}

    /// The seed of everything random.
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /// The coin in upper case.
    public Builder underlying(String value) {
      underlying = value;
      return this;
    }

    /// Premiums in coin (default) or in quote currency.
    public Builder settlement(Settlement value) {
      settlement = value;
      return this;
    }

    /// The instant, ns since 1970-01-01 UTC.
    public Builder asOfNs(long value) {
      asOfNs = value;
      return this;
    }

    /// The index, quote currency.
    public Builder spot(double value) {
      spot = value;
      return this;
    }

    /// Expiries at 08:00 UTC so many days after the snapshot's day.
    public Builder expiryDays(int... values) {
      expiryDays = values.clone();
      return this;
    }

    /// Slices to quote instead of drawn ones; then `expiryDays` is ignored.
    public Builder truth(List<TrueSlice> slices) {
      truth = List.copyOf(slices);
      return this;
    }

    /// Half-spread at the money in vol (0.006 = 0.6 vol points); wings are wider.
    public Builder halfSpreadVol(double value) {
      halfSpreadVol = value;
      return this;
    }

    /// Standard deviation of the mid's error as a share of the spread; 0 leaves the rounding only,
    /// and then bid ≤ truth ≤ ask wherever a side exists.
    public Builder noise(double value) {
      noise = value;
      return this;
    }

    /// Strikes are listed out to so many ATM standard deviations.
    public Builder widestStdDevs(double value) {
      widestStdDevs = value;
      return this;
    }

    /// Draws the chain.
    public SyntheticChain build() {
      var random = new SplittableRandom(seed);
      List<TrueSlice> slices =
          new ArrayList<>(
              truth.isEmpty() ? SyntheticTruth.draw(random, asOfNs, spot, expiryDays) : truth);
      slices.sort(Comparator.comparingLong(TrueSlice::expiryTimeNs));
      TickSize tick =
          settlement == Settlement.INVERSE
              ? TickSize.DERIBIT_INVERSE
              : TickSize.uniform(SyntheticQuotes.roundStep(spot * 5e-5));
      var quotes =
          new SyntheticQuotes(
              random,
              underlying,
              settlement,
              tick,
              asOfNs,
              spot,
              halfSpreadVol,
              noise,
              widestStdDevs);
      slices.forEach(quotes::add);
      List<FutureQuote> futures = slices.stream().map(quotes::future).toList();
      var snapshot =
          SurfaceSnapshot.of(
              SyntheticQuotes.VENUE, underlying, asOfNs, spot, quotes.all(), futures);
      return new SyntheticChain(snapshot, List.copyOf(slices));
    }
  }
}
