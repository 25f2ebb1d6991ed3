package io.calibrant.engine.journal;

import io.calibrant.core.calibration.ActiveCondition;
import io.calibrant.core.calibration.ArbitrageReport;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.Covariance;
import io.calibrant.core.calibration.FitQuality;
import io.calibrant.core.calibration.Lateness;
import io.calibrant.core.calibration.SliceStatus;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.calibration.model.FitLoss;
import io.calibrant.core.calibration.track.FamilyResult;
import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.ChainPosition;
import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.smile.CurvedSvi;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.solve.Termination;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Entries of every kind with hostile contents: NaNs, infinities, zeros of both signs, long and
/// non-Latin names.
public final class RandomEntries {
  private final RandomGenerator random;

  public RandomEntries(RandomGenerator random) {
    this.random = random;
  }

  public Entry next() {
    return switch (random.nextInt(14)) {
      case 0 -> new Entry.SegmentHeader(FrameFormat.VERSION, text(), random.nextLong());
      case 1 -> new Entry.Checkpoint(StateBytes.copyOf(bytes()));
      case 2 -> new Entry.Cycle(random.nextLong(), text(), text(), random.nextInt());
      case 3 -> new Entry.Decided(text(), decision());
      case 4 -> new Entry.Operator(random.nextLong(), pick(Entry.Command.values()), text(), text());
      case 5 -> new Entry.ModelBegun(random.nextLong(), text(), text(), List.of(text(), "heston"));
      case 6 ->
          new Entry.Modelled(
              text(), List.of(0, random.nextInt()), List.of(random.nextLong()), models());
      default -> new Entry.Said(message());
    };
  }

  private ModelDecision models() {
    var estimate = new Estimate(text(), number(), number(), number(), number(), false);
    var loss = new FitLoss(random.nextInt(), number(), number(), number(), number());
    var solve =
        new FamilyResult.Solve(
            text(),
            random.nextInt(),
            random.nextBoolean(),
            pick(FamilyResult.Prior.values()),
            number(),
            number(),
            number(),
            text(),
            text());
    var family =
        new FamilyResult(
            text(),
            random.nextInt(),
            text(),
            text(),
            random.nextBoolean(),
            random.nextLong(),
            List.of(estimate, estimate),
            new FamilyResult.Movement(List.of(number(), number()), text(), text()),
            loss,
            loss,
            number(),
            solve);
    var choice =
        new ModelDecision.Choice(text(), text(), random.nextBoolean(), random.nextInt(), text());
    return new ModelDecision(
        text(),
        random.nextLong(),
        text(),
        random.nextInt(),
        random.nextInt(),
        List.of(family),
        choice);
  }

  public VenueMessage message() {
    Origin origin = origin();
    return switch (random.nextInt(12)) {
      case 0 -> new VenueMessage.Listed(origin, option());
      case 1 ->
          new VenueMessage.Listed(
              origin,
              new Instrument.Future(
                  text(), text(), text(), pick(Settlement.values()), random.nextLong()));
      case 2 ->
          new VenueMessage.StateChanged(origin, text(), pick(VenueMessage.TradingState.values()));
      case 3 -> optionTicker(origin);
      case 4 ->
          new VenueMessage.FutureTicker(origin, text(), number(), number(), number(), number());
      case 5 ->
          new VenueMessage.Trade(
              origin,
              text(),
              text(),
              random.nextLong(),
              number(),
              number(),
              random.nextBoolean(),
              number(),
              number(),
              number(),
              pick(VenueMessage.TradeKind.values()));
      case 6 -> new VenueMessage.IndexLevel(origin, text(), number());
      case 7 -> new VenueMessage.VolIndexLevel(origin, text(), number());
      case 8 -> new VenueMessage.SequenceGap(origin, text(), random.nextLong(), random.nextLong());
      case 9 ->
          new VenueMessage.BookTop(
              origin, text(), number(), number(), number(), number(), random.nextLong());
      case 10 -> new VenueMessage.OptionMark(origin, text(), number(), number());
      default -> new VenueMessage.Connection(origin, random.nextBoolean(), text());
    };
  }

  private VenueMessage optionTicker(Origin origin) {
    return new VenueMessage.OptionTicker(
        origin,
        text(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        pick(VenueMessage.TradingState.values()));
  }

  private Instrument.Option option() {
    return new Instrument.Option(
        text(),
        text(),
        text(),
        pick(Settlement.values()),
        random.nextLong(),
        1 + random.nextDouble(),
        pick(OptionType.values()),
        random.nextBoolean() ? TickSize.DERIBIT_INVERSE : TickSize.uniform(0.1),
        random.nextDouble() + 0.1);
  }

  private Origin origin() {
    var chain = new ChainPosition(random.nextLong(), text(), text(), random.nextInt());
    return random.nextInt(4) == 0
        ? new Origin(text(), random.nextLong(), random.nextLong(), chain)
        : Origin.of(text(), random.nextLong(), random.nextLong());
  }

  private Decision decision() {
    if (random.nextBoolean()) {
      return new Decision.Hold(
          random.nextLong(), text(), text(), pick(Decision.HoldCode.values()), text(), null);
    }
    return new Decision.Publish(surface(0));
  }

  /// A surface of up to four fitted and two thin expiries, each with `quoteCount` quotes.
  public CalibratedSurface surface(int quoteCount) {
    List<CalibratedSlice> slices = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      slices.add(slice(1000L * (i + 1), quoteCount));
    }
    List<UnfittedSlice> thin = new ArrayList<>();
    if (random.nextBoolean()) {
      thin.add(new UnfittedSlice(5, number(), null, quotes(quoteCount), text()));
      thin.add(new UnfittedSlice(6, number(), forward(6), quotes(quoteCount), text()));
    }
    return new CalibratedSurface(
        text(),
        random.nextLong(),
        text(),
        number(),
        slices,
        thin,
        new ArbitrageReport(
            random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), number()));
  }

  private CalibratedSlice slice(long expiryTimeNs, int quoteCount) {
    double[] covariance = new double[25];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = number();
    }
    Termination termination =
        switch (random.nextInt(3)) {
          case 0 -> new Termination.Converged(pick(Termination.Test.values()));
          case 1 -> new Termination.Stopped(pick(Termination.Limit.values()));
          default -> new Termination.Failed(pick(Termination.Cause.values()));
        };
    return new CalibratedSlice(
        forward(expiryTimeNs),
        smile(),
        Covariance.copyOf(covariance),
        pick(SliceStatus.values()),
        termination,
        random.nextInt(),
        new FitQuality(
            random.nextInt(), number(), number(), number(), number(), number(), number(), number()),
        number(),
        number(),
        new Lateness(number(), number(), number(), random.nextLong(), number()),
        random.nextBoolean()
            ? null
            : new ActiveCondition(
                pick(ActiveCondition.Kind.values()), number(), number(), number(), number()),
        quotes(quoteCount));
  }

  private Smile smile() {
    var svi =
        new Svi(0.01, random.nextDouble(), 2 * random.nextDouble() - 1, random.nextGaussian(), 0.1);
    if (random.nextBoolean()) {
      return svi;
    }
    double[] knots = {-0.3, -0.1, 0, 0.1, random.nextDouble(0.2, 1), 2};
    return CurvedSvi.copyOf(svi, knots, new double[] {random.nextGaussian(), -0.0});
  }

  private Forward forward(long expiryTimeNs) {
    return new Forward(
        expiryTimeNs,
        number(),
        number(),
        number(),
        number(),
        number(),
        pick(Forward.Method.values()),
        number(),
        number(),
        random.nextInt(),
        number(),
        number());
  }

  private SmileQuotes quotes(int n) {
    var names = new String[n];
    var types = new OptionType[n];
    var reasons = new ReasonCode[n];
    double[][] columns = new double[6][n];
    for (int i = 0; i < n; i++) {
      names[i] = text();
      types[i] = pick(OptionType.values());
      reasons[i] = pick(ReasonCode.values());
      for (double[] column : columns) {
        column[i] = number();
      }
    }
    return SmileQuotes.ofUnsafe(
        names,
        columns[0],
        types,
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        reasons);
  }

  private double number() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      case 2 -> Double.POSITIVE_INFINITY;
      case 3 -> Double.MIN_VALUE;
      case 4 -> Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
      default -> random.nextGaussian();
    };
  }

  private String text() {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "σ√T – 期权 🜁";
      case 2 -> "x".repeat(random.nextInt(3000));
      default -> "BTC-25DEC26-" + random.nextInt(100_000) + "-C";
    };
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(5000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
