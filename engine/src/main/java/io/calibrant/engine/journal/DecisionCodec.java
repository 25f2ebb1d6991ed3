package io.calibrant.engine.journal;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.journal.SurfaceCodec.Quotes;

/// The binary form of a [Decision]; for its digest see [DecisionDigest].
public final class DecisionCodec {
  private static final Decision.HoldCode[] CODES = Decision.HoldCode.values();
  private static final int PUBLISH = 1;
  private static final int HOLD = 2;

  private DecisionCodec() {}

  /// Appends `decision` without its quotes; of a hold's last surface only the instant, since that
  /// surface stands in an earlier entry.
  public static void write(Decision decision, BinaryWriter out) {
    write(decision, Quotes.NONE, out);
  }

  /// Reads what [#write] wrote: quotes are empty, and a hold's last surface is null.
  public static Decision read(BinaryReader in) {
    int tag = in.getByte();
    return switch (tag) {
      case PUBLISH -> new Decision.Publish(SurfaceCodec.read(in));
      case HOLD -> readHold(in);
      default -> throw new JournalFormatException("decision tag %d is unknown".formatted(tag));
    };
  }

  static void write(Decision decision, SurfaceCodec.QuotesForm quotes, BinaryWriter out) {
    switch (decision) {
      case Decision.Publish(var surface) -> {
        out.putByte(PUBLISH);
        SurfaceCodec.write(surface, quotes, out);
      }
      case Decision.Hold hold -> {
        out.putByte(HOLD);
        out.putLong(hold.asOfNs());
        out.putString(hold.underlying());
        out.putString(hold.snapshotHash());
        out.putOneOf(hold.code());
        out.putString(hold.reason());
        var last = hold.last();
        out.putLong(last == null ? Long.MIN_VALUE : last.asOfNs());
      }
    }
  }

  private static Decision.Hold readHold(BinaryReader in) {
    var hold =
        new Decision.Hold(
            in.getLong(), in.getString(), in.getString(), in.getOneOf(CODES), in.getString(), null);
    in.getLong();
    return hold;
  }
}
