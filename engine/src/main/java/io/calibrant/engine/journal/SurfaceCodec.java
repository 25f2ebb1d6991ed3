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
import io.calibrant.core.forward.Forward;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.smile.Smile;
import io.calibrant.core.solve.Termination;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The binary form of a calibrated surface, with its quotes or without them.
///
/// Reason codes are written by name, other enumerations by position.
public final class SurfaceCodec {
  private static final ActiveCondition.Kind[] CONDITIONS = ActiveCondition.Kind.values();
  private static final SliceStatus[] STATUSES = SliceStatus.values();
  private static final Forward.Method[] METHODS = Forward.Method.values();
  private static final Map<ReasonCode, byte[]> REASON_NAMES = reasonNames();
  private static final OptionType[] TYPES = OptionType.values();
  private static final Termination.Test[] TESTS = Termination.Test.values();
  private static final Termination.Limit[] LIMITS = Termination.Limit.values();
  private static final Termination.Cause[] CAUSES = Termination.Cause.values();
  private static final int N = 5;
  private static final int CONVERGED = 1;
  private static final int STOPPED = 2;
  private static final int FAILED = 3;

  private SurfaceCodec() {}

  /// What is written of each expiry's quotes.
  public enum Quotes implements QuotesForm {
    /// All of them: the surface can be rebuilt whole.
    ALL {
      @Override
      public void write(SmileQuotes quotes, BinaryWriter out) {
        writeQuotes(quotes, out);
      }
    },
    /// None: parameters, forwards and quality alone; the quotes are in the journal's messages.
    NONE {
      @Override
      public void write(SmileQuotes quotes, BinaryWriter out) {
        out.putInt(0);
      }
    }
  }

  /// How the quotes of one expiry are written.
  @FunctionalInterface
  interface QuotesForm {
    void write(SmileQuotes quotes, BinaryWriter out);
  }

  /// Appends `surface` to `out`.
  public static void write(CalibratedSurface surface, Quotes quotes, BinaryWriter out) {
    write(surface, (QuotesForm) quotes, out);
  }

  static void write(CalibratedSurface surface, QuotesForm quotes, BinaryWriter out) {
    out.putString(surface.underlying());
    out.putLong(surface.asOfNs());
    out.putString(surface.snapshotHash());
    out.putDouble(surface.index());
    out.putInt(surface.slices().size());
    for (CalibratedSlice slice : surface.slices()) {
      writeSlice(slice, quotes, out);
    }
    out.putInt(surface.thin().size());
    for (UnfittedSlice thin : surface.thin()) {
      out.putLong(thin.expiryTimeNs());
      out.putDouble(thin.expiry());
      writeForward(thin.forward(), out);
      quotes.write(thin.quotes(), out);
      out.putString(thin.reason());
    }
    ArbitrageReport arbitrage = surface.arbitrage();
    out.putBoolean(arbitrage.butterflyFree());
    out.putBoolean(arbitrage.calendarFree());
    out.putBoolean(arbitrage.repaired());
    out.putDouble(arbitrage.repairCostVolPoints());
  }

  /// Reads what [#write] wrote; quotes that were not written are empty.
  public static CalibratedSurface read(BinaryReader in) {
    return MessageCodec.terms(() -> readSurface(in));
  }

  private static CalibratedSurface readSurface(BinaryReader in) {
    String underlying = in.getString();
    long asOfNs = in.getLong();
    String snapshotHash = in.getString();
    double index = in.getDouble();
    int sliceCount = in.getLength(1);
    List<CalibratedSlice> slices = new ArrayList<>(sliceCount);
    for (int i = 0; i < sliceCount; i++) {
      slices.add(readSlice(in));
    }
    int thinCount = in.getLength(1);
    List<UnfittedSlice> thin = new ArrayList<>(thinCount);
    for (int i = 0; i < thinCount; i++) {
      thin.add(
          new UnfittedSlice(
              in.getLong(), in.getDouble(), readForward(in), readQuotes(in), in.getString()));
    }
    var arbitrage =
        new ArbitrageReport(in.getBoolean(), in.getBoolean(), in.getBoolean(), in.getDouble());
    return new CalibratedSurface(underlying, asOfNs, snapshotHash, index, slices, thin, arbitrage);
  }

  private static void writeSlice(CalibratedSlice slice, QuotesForm quotes, BinaryWriter out) {
    writeForward(slice.forward(), out);
    SmileCodec.write(slice.smile(), out);
    writeSymmetric(slice.covariance().toArray(), out);
    double[] terms = slice.covariance().termStdDevs();
    out.putInt(terms.length);
    for (double term : terms) {
      out.putDouble(term);
    }
    out.putOneOf(slice.status());
    writeTermination(slice.termination(), out);
    out.putInt(slice.iterations());
    FitQuality quality = slice.quality();
    out.putInt(quality.usedCount());
    out.putDouble(quality.rmseVolPoints());
    out.putDouble(quality.holdOutRmseVolPoints());
    out.putDouble(quality.wideRmseVolPoints());
    out.putDouble(quality.insideSpread());
    out.putDouble(quality.rmseHalfSpreads());
    out.putDouble(quality.maxHalfSpreads());
    out.putDouble(quality.modelErrorVolPoints());
    out.putLong(quality.holdOutAsOfNs());
    out.putDouble(slice.butterflyMinG());
    out.putDouble(slice.calendarMinGap());
    Lateness lateness = slice.lateness();
    out.putDouble(lateness.ageSeconds());
    out.putDouble(lateness.vol());
    out.putDouble(lateness.volStdDev());
    out.putLong(lateness.volNs());
    out.putDouble(lateness.variancePerSecond());
    writeCondition(slice.condition(), out);
    quotes.write(slice.quotes(), out);
  }

  private static CalibratedSlice readSlice(BinaryReader in) {
    @Nullable Forward forward = readForward(in);
    if (forward == null) {
      throw new JournalFormatException("a fitted slice has no forward");
    }
    Smile smile = SmileCodec.read(in);
    double[] covariance = readSymmetric(in);
    double[] terms = new double[in.getLength(Double.BYTES)];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = in.getDouble();
    }
    return new CalibratedSlice(
        forward,
        smile,
        Covariance.copyOf(covariance).withTerms(terms),
        in.getOneOf(STATUSES),
        readTermination(in),
        in.getInt(),
        new FitQuality(
            in.getInt(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getLong()),
        in.getDouble(),
        in.getDouble(),
        new Lateness(in.getDouble(), in.getDouble(), in.getDouble(), in.getLong(), in.getDouble()),
        readCondition(in),
        readQuotes(in));
  }

  private static void writeCondition(@Nullable ActiveCondition condition, BinaryWriter out) {
    out.putBoolean(condition != null);
    if (condition != null) {
      out.putOneOf(condition.kind());
      out.putDouble(condition.k());
      out.putDouble(condition.pullK());
      out.putDouble(condition.pullVolPoints());
      out.putDouble(condition.pullStdDevs());
    }
  }

  private static @Nullable ActiveCondition readCondition(BinaryReader in) {
    return in.getBoolean()
        ? new ActiveCondition(
            in.getOneOf(CONDITIONS), in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble())
        : null;
  }

  /// The lower triangle, and the other one too where its bits differ.
  private static void writeSymmetric(double[] entries, BinaryWriter out) {
    boolean symmetric = true;
    for (int r = 0; r < N; r++) {
      for (int c = 0; c < r; c++) {
        symmetric &=
            Double.doubleToRawLongBits(entries[r * N + c])
                == Double.doubleToRawLongBits(entries[c * N + r]);
      }
    }
    out.putBoolean(symmetric);
    for (int r = 0; r < N; r++) {
      for (int c = 0; c < (symmetric ? r + 1 : N); c++) {
        out.putDouble(entries[r * N + c]);
      }
    }
  }

  private static double[] readSymmetric(BinaryReader in) {
    boolean symmetric = in.getBoolean();
    double[] entries = new double[N * N];
    for (int r = 0; r < N; r++) {
      for (int c = 0; c < (symmetric ? r + 1 : N); c++) {
        entries[r * N + c] = in.getDouble();
        if (symmetric) {
          entries[c * N + r] = entries[r * N + c];
        }
      }
    }
    return entries;
  }

  private static void writeTermination(Termination termination, BinaryWriter out) {
    switch (termination) {
      case Termination.Converged(Termination.Test test) -> {
        out.putByte(CONVERGED);
        out.putOneOf(test);
      }
      case Termination.Stopped(Termination.Limit limit) -> {
        out.putByte(STOPPED);
        out.putOneOf(limit);
      }
      case Termination.Failed(Termination.Cause cause) -> {
        out.putByte(FAILED);
        out.putOneOf(cause);
      }
    }
  }

  private static Termination readTermination(BinaryReader in) {
    int tag = in.getByte();
    return switch (tag) {
      case CONVERGED -> new Termination.Converged(in.getOneOf(TESTS));
      case STOPPED -> new Termination.Stopped(in.getOneOf(LIMITS));
      case FAILED -> new Termination.Failed(in.getOneOf(CAUSES));
      default -> throw new JournalFormatException("termination tag %d is unknown".formatted(tag));
    };
  }

  private static void writeForward(@Nullable Forward forward, BinaryWriter out) {
    out.putBoolean(forward != null);
    if (forward == null) {
      return;
    }
    out.putLong(forward.expiryTimeNs());
    out.putDouble(forward.expiry());
    out.putDouble(forward.value());
    out.putDouble(forward.stdError());
    out.putDouble(forward.discountFactor());
    out.putDouble(forward.discountFactorStdError());
    out.putOneOf(forward.method());
    out.putDouble(forward.parity());
    out.putDouble(forward.parityStdError());
    out.putInt(forward.parityPairCount());
    out.putDouble(forward.future());
    out.putDouble(forward.venue());
  }

  private static @Nullable Forward readForward(BinaryReader in) {
    if (!in.getBoolean()) {
      return null;
    }
    return new Forward(
        in.getLong(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getOneOf(METHODS),
        in.getDouble(),
        in.getDouble(),
        in.getInt(),
        in.getDouble(),
        in.getDouble());
  }

  private static Map<ReasonCode, byte[]> reasonNames() {
    var names = new EnumMap<ReasonCode, byte[]>(ReasonCode.class);
    for (ReasonCode reason : ReasonCode.values()) {
      names.put(reason, reason.name().getBytes(StandardCharsets.UTF_8));
    }
    return names;
  }

  static void writeQuotes(SmileQuotes quotes, BinaryWriter out) {
    writeQuotes(quotes, (i, to) -> to.putString(quotes.name(i)), out);
  }

  /// How the name of a quote is written.
  @FunctionalInterface
  interface NameForm {
    void write(int i, BinaryWriter out);
  }

  static void writeQuotes(SmileQuotes quotes, NameForm names, BinaryWriter out) {
    int count = quotes.size();
    out.putInt(count);
    for (int i = 0; i < count; i++) {
      names.write(i, out);
      out.putDouble(quotes.strike(i));
      out.putOneOf(quotes.type(i));
      out.putDouble(quotes.k(i));
      out.putDouble(quotes.bidVol(i));
      out.putDouble(quotes.askVol(i));
      out.putDouble(quotes.midVol(i));
      out.putDouble(quotes.volStdDev(i));
      out.putBytes(
          Objects.requireNonNull(REASON_NAMES.get(quotes.reason(i)), "every reason is known"));
    }
  }

  private static SmileQuotes readQuotes(BinaryReader in) {
    int n = in.getLength(50);
    var names = new String[n];
    var strikes = new double[n];
    var types = new OptionType[n];
    var k = new double[n];
    var bidVols = new double[n];
    var askVols = new double[n];
    var midVols = new double[n];
    var volStdDevs = new double[n];
    var reasons = new ReasonCode[n];
    for (int i = 0; i < n; i++) {
      names[i] = in.getString();
      strikes[i] = in.getDouble();
      types[i] = in.getOneOf(TYPES);
      k[i] = in.getDouble();
      bidVols[i] = in.getDouble();
      askVols[i] = in.getDouble();
      midVols[i] = in.getDouble();
      volStdDevs[i] = in.getDouble();
      reasons[i] = ReasonCode.valueOf(in.getString());
    }
    return SmileQuotes.ofUnsafe(
        names, strikes, types, k, bidVols, askVols, midVols, volStdDevs, reasons);
  }
}
